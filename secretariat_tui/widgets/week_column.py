"""The roster grid over its coverage strip, in the room that there is."""

from __future__ import annotations

from textual.containers import Vertical

from secretariat_tui.widgets.coverage_strip import CoverageStrip
from secretariat_tui.widgets.week_grid import WeekGrid


class WeekColumn(Vertical):
    """Shares its room anew whenever that is another: also when the planner has gone that stood below it."""

    def on_resize(self) -> None:
        """Another size is shared in another way."""
        self.share()

    def share(self) -> None:
        """Shares the room once it is known what both need."""
        self.call_after_refresh(self._share)

    def _share(self) -> None:
        """The grid is as high as it needs to be, and leaves the strip what that needs, a third of the room at most."""
        grid, strip = self.query_one(WeekGrid), self.query_one(CoverageStrip)
        room = grid.outer_size.height + strip.outer_size.height
        grid.styles.height = min(grid.height_needed, max(room - strip.height_needed, room * 2 // 3))
