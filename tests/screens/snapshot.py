"""What stands on a screen, as text, and whether it still does.

Snapshots lie in `snapshots/`; `SECRETARIAT_SNAPSHOTS=write pytest tests/screens` writes them anew, for a person to read
before they are committed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot

_KEPT = Path(__file__).parent / "snapshots"
_STEP_SECONDS, _TIMES = 0.02, 250


def text_of(app: App[object]) -> str:
    """The lines of the whole screen, without the spaces at their ends."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips) + "\n"


def text_in(app: App[object], selector: str) -> str:
    """What a widget shows, its lines as one."""
    region = app.screen.query_one(selector).region
    strips = app.screen._compositor.render_strips()[region.y : region.bottom]
    return " ".join(" ".join(strip.crop(region.x, region.right).text for strip in strips).split())


async def assert_as_kept(pilot: Pilot[Any], name: str) -> None:
    """The screen comes to be the snapshot of that name: bars and widths settle a little after the text."""
    app, kept = pilot.app, _KEPT / f"{name}.txt"
    if os.environ.get("SECRETARIAT_SNAPSHOTS") == "write":
        await pilot.pause(0.5)
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(text_of(app), "utf-8")
    wanted = kept.read_text("utf-8")
    for _ in range(_TIMES):
        if text_of(app) == wanted:
            return
        await pilot.pause(_STEP_SECONDS)
    assert text_of(app) == wanted
