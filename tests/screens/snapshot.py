"""What stands on a screen, as text, and whether it still does.

Snapshots lie in `snapshots/`; `SECRETARIAT_SNAPSHOTS=write pytest tests/screens` writes them anew, for a person to read
before they are committed.
"""

from __future__ import annotations

import os
from pathlib import Path

from textual.app import App

_KEPT = Path(__file__).parent / "snapshots"


def text_of(app: App[object]) -> str:
    """The lines of the whole screen, without the spaces at their ends."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips) + "\n"


def text_in(app: App[object], selector: str) -> str:
    """What a widget shows, its lines as one."""
    region = app.screen.query_one(selector).region
    strips = app.screen._compositor.render_strips()[region.y : region.bottom]
    return " ".join(" ".join(strip.crop(region.x, region.right).text for strip in strips).split())


def assert_as_kept(app: App[object], name: str) -> None:
    """The screen is the snapshot of that name."""
    found, kept = text_of(app), _KEPT / f"{name}.txt"
    if os.environ.get("SECRETARIAT_SNAPSHOTS") == "write":
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(found, "utf-8")
    assert found == kept.read_text("utf-8")
