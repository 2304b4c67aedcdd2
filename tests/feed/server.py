"""A real server in a process of its own, with a source in memory: `python -m tests.feed.server [LIMIT=VALUE ...]`.

It prints its address once it answers. `slow` as a limit is how long a calendar takes.
"""

from __future__ import annotations

import sys

from secretariat_tui.feed.limits import FeedLimits
from secretariat_tui.feed.serve import serve
from secretariat_tui.listening import listen
from tests.feed.memory import Memory


def main() -> int:
    given = dict(argument.split("=") for argument in sys.argv[1:])
    source = Memory(delay=float(given.pop("slow", "0")))
    if "large" in given:
        subject, (version, _, changed) = next(iter(source.calendars.items()))
        source.calendars[subject] = (version, bytes(int(given.pop("large"))), changed)
    whole = {"connections", "idle_seconds", "stop_seconds"}
    limits = FeedLimits(**{name: int(text) if name in whole else float(text) for name, text in given.items()})  # type: ignore[arg-type]
    return serve(source, listen("127.0.0.1", 0), (), limits, lambda address: print(address, flush=True))


if __name__ == "__main__":
    sys.exit(main())
