"""The line of an indicator over time, drawn by the plotting widget that is made for this toolkit."""

from __future__ import annotations

from textual.app import RenderResult
from textual_plotext import PlotextPlot

from secretariat_tui.presenters.report_plot import Series
from secretariat_tui.widgets.telling import telling_of

_LABEL_COLUMNS = 12
"""About how many columns a name below the plot takes."""
_MOST_HEIGHTS = 7
"""Numbers beside the plot; fewer where they would not stand on lines of their own."""
_FRAME_LINES = 4
"""The title, the frame and the names below."""


class IndicatorPlot(PlotextPlot):
    """A `Series` of `presenters.report_plot`: what was planned and what happened have signs of their own as well."""

    _series: Series | None = None

    def show(self, found: Series | None) -> None:
        """Shows another line, or none."""
        self._series = found
        self.refresh()

    def render(self) -> RenderResult:
        """Numbers and names go by the size that it has now: more of them fit in a larger plot."""
        self._draw()
        return super().render()

    def _draw(self) -> None:
        plot, found = self.plt, self._series
        plot.clear_figure()
        if found is None or not found.names:
            return
        plain = telling_of(self).ascii
        plot.title(found.title + (" (%)" if found.is_share else ""))
        told = [(found.planned, found.labels[0], "*" if plain else "●", "cyan+")]
        if found.realised:
            told.append((found.realised, found.labels[1], "x" if plain else "▲", "orange+"))
        values = []
        for line, label, sign, colour in told:
            known = [(at + 1, value) for at, value in enumerate(line) if value is not None]
            values += [value for _, value in known]
            if not known:
                continue
            places, heights = zip(*known, strict=True)
            if len(known) > 1:
                plot.plot(places, heights, marker="." if plain else "braille", color=colour)
            plot.scatter(places, heights, marker=sign, color=colour, label=label if found.realised else None)
        self._scale(values)

    def _scale(self, values: list[float]) -> None:
        """From a round number below to one above, and as many names below as fit."""
        plot, found = self.plt, self._series
        if found is None:
            return
        low, high = min(values, default=0.0), max(values, default=1.0)
        room = max(1.0, (high - low) * 0.1)
        top = min(100.0, high + room) if found.is_share else high + room
        low, top = max(0.0, low - room), max(top, 1.0)
        plot.ylim(low, top)
        steps = max(1, min(_MOST_HEIGHTS, (self.size.height - _FRAME_LINES) // 2 + 1) - 1)
        heights = [round(low + (top - low) * at / steps, 1) for at in range(steps + 1)]
        plot.yticks(heights, [telling_of(self).language.number(height) for height in heights])
        count = len(found.names)
        plot.xlim(0.5, count + 0.5)
        step = max(1, -(-count * _LABEL_COLUMNS // max(_LABEL_COLUMNS, self.size.width)))
        places = [float(at) for at in range(1, count + 1, step)]
        plot.xticks(places, list(found.names[::step]))
