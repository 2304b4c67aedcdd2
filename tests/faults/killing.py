"""Work in a forked child that is killed: at one of its calls into C, or after a time."""

from __future__ import annotations

import gc
import os
import random
import signal
import struct
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType

Work = Callable[[], object]

FAILED = 70


@dataclass(frozen=True)
class Moment:
    """When to kill: before the nth call into C (a statement, a write, a rename), or after so many seconds."""

    call: int | None = None
    seconds: float = 0.0


def moments(work: Work, rng: random.Random, times: int) -> Iterator[Moment]:
    """Moments spread over the work: half of them at a call, half by the clock, so also inside a call.

    The work is measured once to that end, in a child.
    """
    calls, seconds = measure(work)
    for number in range(times):
        if number % 2:
            yield Moment(seconds=rng.uniform(0, 1.1 * seconds))
        else:
            yield Moment(call=rng.randint(1, calls))


def measure(work: Work) -> tuple[int, float]:
    """How many calls into C the work makes, and how long it takes, in seconds."""
    reader, writer = os.pipe()

    def counted() -> None:
        started = time.perf_counter()
        work()
        seconds = time.perf_counter() - started
        counter = _Counter(None)
        sys.setprofile(counter)
        try:
            work()
        finally:
            sys.setprofile(None)
        os.write(writer, struct.pack("qd", counter.calls, seconds))

    try:
        if run(counted) != 0:
            raise AssertionError("The work fails by itself.")
        calls, seconds = struct.unpack("qd", os.read(reader, 16))
    finally:
        os.close(reader)
        os.close(writer)
    return calls, seconds


def kill(work: Work, moment: Moment) -> bool:
    """Runs the work in a child and kills it at that moment. Whether it was killed; False if it was done before."""
    if moment.call is not None:
        code = run(work, _Counter(moment.call))
    else:
        child = start(work)
        time.sleep(moment.seconds)
        os.kill(child, signal.SIGKILL)
        code = finish(child)
    if code not in (0, -signal.SIGKILL):
        raise AssertionError("The work failed before it was killed.")
    return code != 0


def run(work: Work, profile: _Counter | None = None) -> int:
    """Runs the work in a child: 0, FAILED where it raised, or minus the signal that killed it."""
    return finish(start(work, profile))


def start(work: Work, profile: _Counter | None = None) -> int:
    """Starts the work in a child, and gives its id."""
    sys.stdout.flush()
    sys.stderr.flush()
    gc.freeze()  # so that the child need not copy every page that it never changes
    child = os.fork()
    if child:
        return child
    code = FAILED
    try:
        sys.setprofile(profile)
        work()
        sys.setprofile(None)
        code = 0
    except BaseException:  # noqa: BLE001  (nothing of the test may go on in the child)
        sys.setprofile(None)
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def finish(child: int) -> int:
    """Waits for a child; its code as of `run`."""
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


class _Counter:
    """A profile function that counts the calls into C, and kills its process before the last that is given."""

    def __init__(self, last: int | None) -> None:
        self.calls = 0
        self._last = last

    def __call__(self, _frame: FrameType, event: str, _argument: object) -> None:
        if event == "c_call":
            self.calls += 1
            if self.calls == self._last:
                os.kill(os.getpid(), signal.SIGKILL)
