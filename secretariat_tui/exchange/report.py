"""Reports as data: a JSON document, and a table with one figure a row for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from secretariat_tui.domain.calendar import WEEKDAYS
from secretariat_tui.domain.notice import Notice
from secretariat_tui.domain.report import Cover, DutyKey, Figures, Period, Report, share
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.documents import Document
from secretariat_tui.exchange.tables import to_csv

REPORT_COLUMNS: Final = ("period", "scope", "id", "name", "of", "figure", "value")
"""`scope` is team, account or desk; `of` is planned or realised; `figure` is a key of the JSON."""


def report_document(report: Report, team: Team) -> Document:
    """A report as `secretariat/report/1`. Durations are minutes, shares are between 0 and 1 or null."""
    return {
        "schema": "secretariat/report/1",
        "team": team.id,
        "by": report.by.value,
        "first": str(report.first),
        "last": str(report.last),
        "periods": [_period(period, team) for period in report.periods],
        "total": _period(report.total, team),
    }


def report_csv(report: Report, team: Team) -> bytes:
    """A report as rows of a single figure each; what is not known has no row."""
    return to_csv(REPORT_COLUMNS, (row for period in (*report.periods, report.total) for row in _rows(period, team)))


def _period(period: Period, team: Team) -> Document:
    document: Document = {"period": period.name}
    for kind, figures in (("planned", period.planned), ("realised", period.realised)):
        document[kind] = None if figures is None else _figures(figures, team)
    return document


def _figures(figures: Figures, team: Team) -> Document:
    return {
        "weeks": [str(week) for week in figures.weeks],
        "team": _team(figures),
        "accounts": [
            {"account": item.id} | _cover(figures.duties[item.id, False])
            for item in team.accounts
            if (item.id, False) in figures.duties
        ],
        "desks": [
            {"desk": item.id} | _cover(figures.duties[item.id, True], is_desk=True)
            for item in team.desks
            if (item.id, True) in figures.duties
        ],
    }


def _cover(cover: Cover, is_desk: bool = False) -> Document:
    document: Document = {
        "asked": cover.asked,
        "covered": cover.covered,
        "coverage": cover.coverage,
        "held": cover.held,
        "lost": cover.lost,
        "continuity": cover.continuity,
    }
    return document if is_desk else document | _stand_in(cover)


def _stand_in(cover: Cover) -> Document:
    return {
        "stand_in": cover.stand_in,
        "stand_in_share": cover.stand_in_share,
        "incidental": cover.incidental,
        "incidental_share": cover.incidental_share,
    }


def _team(figures: Figures) -> Document:
    quietest = figures.quietest
    changed = {notice.value: figures.changes.get(notice, 0) for notice in Notice}
    return {
        **_cover(figures.cover, is_desk=True),
        "n_2": figures.n_2,
        **_stand_in(figures.accounts),
        "spread": figures.spread,
        "quietest": None
        if quietest is None
        else {"day": WEEKDAYS[quietest[0]], "part": quietest[1].value, "people": figures.fewest},
        "leave": {
            "granted": figures.leave_granted,
            "refused": figures.leave_refused,
            "open": figures.leave_open,
            "granted_share": share(figures.leave_granted, figures.leave_granted + figures.leave_refused),
        },
        "support": {"asked": figures.support_asked, "met": figures.support_met},
        "changes": {**changed, "notice_unknown": figures.changes.get(None, 0)},
        "hours": {"contract": figures.target, "made": figures.made},
        "learning": {"planned": figures.learning_planned, "held": figures.learning_held},
        "free": figures.free,
        "seconded": figures.seconded,
        "work": {"standard": figures.standard, "custom": figures.custom},
    }


# -- rows


def _rows(period: Period, team: Team) -> Iterator[tuple[str, ...]]:
    for kind, figures in (("planned", period.planned), ("realised", period.realised)):
        if figures is None:
            continue
        told = _figures(figures, team)
        scopes: list[tuple[str, str, str, Document]] = [("team", team.id, team.name, told["team"])]
        scopes += [_scope((row["account"], False), row, team) for row in told["accounts"]]
        scopes += [_scope((row["desk"], True), row, team) for row in told["desks"]]
        for scope, id, name, row in scopes:
            for figure, value in _flat(row):
                if value is not None and figure not in ("account", "desk"):
                    yield (period.name, scope, id, name, kind, figure, str(value))


def _scope(key: DutyKey, row: Document, team: Team) -> tuple[str, str, str, Document]:
    id, is_desk = key
    return ("desk", id, team.desk[id].name, row) if is_desk else ("account", id, team.account[id].name, row)


def _flat(row: Document, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in row.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}_")
        else:
            yield prefix + key, value
