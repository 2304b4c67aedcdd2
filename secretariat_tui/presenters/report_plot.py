"""A report over time: a table of periods by indicators, and the line of each indicator. Nobody by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.report import Burdens, By, Figures, Report
from secretariat_tui.presenters.grid import Column, Grid, GridCell, GridRow, Part
from secretariat_tui.presenters.language import Language
from secretariat_tui.presenters.report_view import PERIODS
from secretariat_tui.presenters.view import Look

_HOUR: Final = 60
_MINUTES: Final = "stand_in"

BURDENS: Final[Mapping[str, str]] = {
    "first": N_("Early shifts"),
    "last": N_("Late shifts"),
    "friday": N_("Friday afternoons"),
    "office": N_("Extra office days"),
    "stand_in": N_("Hours of standing in"),
}
"""The kinds of burdens, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure that is followed over time: a share, or a number of hours or times."""

    id: str
    head: str
    value: Callable[[Figures], float | None]
    is_share: bool = False


INDICATORS: Final = (
    Indicator("covered", N_("Covered"), lambda f: f.cover.coverage, True),
    Indicator("continuity", N_("Continuity"), lambda f: f.cover.continuity, True),
    Indicator("n-2", N_("Any two"), lambda f: f.n_2, True),
    Indicator("stand-in", N_("Stand-in"), lambda f: f.accounts.stand_in_share, True),
    Indicator("incidental", N_("Incidental"), lambda f: f.accounts.incidental_share, True),
    Indicator("made", N_("Hours"), lambda f: f.made / _HOUR),
    Indicator("target", N_("Contract"), lambda f: f.target / _HOUR),
    Indicator("free", N_("Free"), lambda f: f.free / _HOUR),
    Indicator("changes", N_("Changes"), lambda f: float(sum(f.changes.values()))),
)


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator over time: a value for each period, None where it is not known. Shares are in percent.

    `realised` is empty where nothing of what really happened is known, or where it is told with what was planned.
    """

    title: str
    names: tuple[str, ...]
    planned: tuple[float | None, ...]
    realised: tuple[float | None, ...]
    is_share: bool
    labels: tuple[str, str]


def report_grid(report: Report, burdens: Sequence[Burdens], language: Language) -> Grid:
    """Periods by indicators and burdens; what really happened stands below what was planned."""
    _ = language.gettext
    borne = _by_period(burdens, report.by)
    heads = [(item.id, _(item.head), _("Indicators")) for item in INDICATORS]
    heads += [(id, _(head), _("Burdens, of all together")) for id, head in BURDENS.items()]
    rows = []
    for period in report.periods:
        counts, none = _burden_cells(borne.get(period.name, {}), language), (GridCell(),) * len(BURDENS)
        if period.planned is not None:
            cells = (*_cells(period.planned, language), *(counts if period.realised is None else none))
            rows.append(GridRow(period.name, period.name, cells, "planned"))
        if period.realised is not None:
            cells = (*_cells(period.realised, language), *counts)
            rows.append(GridRow(f"{period.name}/went", _("as it went"), cells, "realised"))
    columns = tuple(Column(id, (head,), max(6, len(head)), max(6, len(head)), group) for id, head, group in heads)
    return Grid(_(PERIODS[report.by]), columns, tuple(rows))


def series(report: Report, burdens: Sequence[Burdens], id: str, language: Language) -> Series:
    """The line of an indicator or of a kind of burdens."""
    _, names = language.gettext, tuple(period.name for period in report.periods)
    labels = (_("as planned"), _("as it went"))
    if id in BURDENS:
        borne = _by_period(burdens, report.by)
        unit = _HOUR if id == _MINUTES else 1
        values = tuple(borne.get(name, {}).get(id, 0) / unit for name in names)
        return Series(_(BURDENS[id]), names, values, (), False, labels)
    item = next(item for item in INDICATORS if item.id == id)
    planned = tuple(_value(item, period.planned) for period in report.periods)
    realised = tuple(_value(item, period.realised) for period in report.periods)
    known = realised if any(value is not None for value in realised) else ()
    return Series(_(item.head), names, planned, known, item.is_share, labels)


def _value(item: Indicator, figures: Figures | None) -> float | None:
    found = None if figures is None else item.value(figures)
    return None if found is None else round(found * 100, 2) if item.is_share else found


def _cells(figures: Figures, language: Language) -> Iterator[GridCell]:
    for item in INDICATORS:
        value = item.value(figures)
        if value is None:
            text = "-"
        elif item.is_share:
            text = language.percent(value)
        else:
            text = language.number(round(value, 1))
        short = item.id == "covered" and value is not None and value < 1
        yield GridCell((Part(text, "", Look.SHORT if short else Look.PLAIN),))


def _burden_cells(counts: Mapping[str, int], language: Language) -> tuple[GridCell, ...]:
    told = []
    for id in BURDENS:
        count = counts.get(id, 0)
        told.append(language.number(round(count / _HOUR, 1)) if id == _MINUTES else str(count))
    return tuple(GridCell((Part(text),)) for text in told)


def _by_period(burdens: Sequence[Burdens], by: By) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for item in burdens:
        counts = found.setdefault(by.period(item.week), {})
        for kind, number in item.counts.items():
            counts[kind] = counts.get(kind, 0) + number
    return found
