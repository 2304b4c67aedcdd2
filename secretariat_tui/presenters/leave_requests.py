"""Requests for leave as a table, and what is known of one of them, or of one cell of the calendar, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from rich.cells import cell_len

from secretariat_tui.domain.calendar import DAYPARTS, Daypart
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.leave_light import Advice, Light
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import LeaveRecord
from secretariat_tui.presenters.glyphs import Glyphs
from secretariat_tui.presenters.grid import Column, Grid, GridCell, GridRow, Part
from secretariat_tui.presenters.language import Language
from secretariat_tui.presenters.leave_calendar import light_part
from secretariat_tui.presenters.leave_view import (
    PARTS,
    STATUSES,
    UNPROVEN,
    advice_lines,
    leave_text,
    request_line,
    verdict,
)
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.presenters.view import Look

_ORDER: Final = (LeaveStatus.REQUESTED, LeaveStatus.APPROVED, LeaveStatus.REFUSED)
_BRIEF_PARTS: Final = {Daypart.AM: N_("am"), Daypart.PM: N_("pm")}
_LOOKS: Final = {LeaveStatus.APPROVED: Look.GREEN, LeaveStatus.REFUSED: Look.FREE}


def request_legend(language: Language, glyphs: Glyphs) -> tuple[str, ...]:
    """What else stands beside a light or a stand-in."""
    _ = language.gettext
    return (
        _("{mark} behind a light: a limit stopped the search", mark=glyphs.unproven),
        _("{mark} declines to stand in", mark=glyphs.short),
    )


def shown_requests(records: Iterable[LeaveRecord], today: date) -> tuple[LeaveRecord, ...]:
    """Those that wait, then what was granted, then what was not; of what is decided, only what is not over."""
    found = [
        record
        for record in records
        if record.leave.status in _ORDER and (record.leave.status is LeaveStatus.REQUESTED or record.leave.end >= today)
    ]
    return tuple(sorted(found, key=lambda record: (_ORDER.index(record.leave.status), record.leave.start, record.id)))


def request_at(records: Iterable[LeaveRecord], member: str, day: date) -> LeaveRecord | None:
    """The first of these requests that takes something of a date."""
    return next((r for r in records if any(r.leave.takes(member, day, part) for part in DAYPARTS)), None)


def requests_grid(
    records: Sequence[LeaveRecord], advice: Callable[[Leave], Advice | None], teller: Teller, glyphs: Glyphs
) -> Grid:
    """A row for each request, the name of the row being who asks. Stand-ins have a column where there are any."""
    _ = teller.language.gettext
    stand_ins = [Column("substitute", (_("Stand-in"), ""), 4, 20)] if any(r.substitute for r in records) else []
    dates = [when(record.leave, teller.language) for record in records]
    longest = max(map(cell_len, [_("When"), *dates]))  # the status has what dates leave
    columns = (
        Column("status", (_("Status"), ""), 6 if stand_ins else 11, 14),
        Column("when", (_("When"),), min(longest, 22), min(longest, 25)),
        *stand_ins,
    )
    rows = (
        GridRow(
            str(record.id),
            teller.name(record.leave.member, "member"),
            (
                GridCell((_status(record, advice, teller, glyphs),)),
                GridCell((Part(told),)),
                GridCell((_substitute(record, teller, glyphs),)),
            )[: len(columns)],
            record.leave.status.value,
        )
        for record, told in zip(records, dates, strict=True)
    )
    return Grid(_("Requests"), columns, tuple(rows))


def _status(record: LeaveRecord, advice: Callable[[Leave], Advice | None], teller: Teller, glyphs: Glyphs) -> Part:
    """Where it stands; the light of what waits, which is not cut."""
    status = record.leave.status
    text = teller.language.gettext(STATUSES[status])
    if status is not LeaveStatus.REQUESTED:
        return Part(text, "", _LOOKS[status])
    found = advice(record.leave)
    sign = Part("", glyphs.unknown, Look.UNKNOWN) if found is None else light_part(found.light, glyphs)
    return Part(text, f" {sign.marks}", sign.look)


def _substitute(record: LeaveRecord, teller: Teller, glyphs: Glyphs) -> Part:
    if record.substitute is None:
        return Part()
    name = teller.name(record.substitute, "member")
    return Part(name, glyphs.short, Look.SHORT) if record.declined else Part(name)


def when(leave: Leave, language: Language) -> str:
    """ "Mon 30 Nov am", "Mon 21 - Wed 23 Dec": as short as can be read at once."""
    first, last = leave.start, leave.end
    text = language.short_date(last)
    if first != last:
        is_one_month = (first.year, first.month) == (last.year, last.month)
        begin = f"{language.short_weekday(first.weekday())} {first.day}" if is_one_month else language.short_date(first)
        text = f"{begin} - {text}"
    return text if leave.part is None else f"{text} {language.gettext(_BRIEF_PARTS[leave.part])}"


def request_lines(record: LeaveRecord, advice: Advice | None, teller: Teller, glyphs: Glyphs) -> Iterator[str]:
    """Where a request stands; while it waits, its light and the grounds of it."""
    yield request_line(record, teller)
    if record.leave.status is not LeaveStatus.REQUESTED:
        return
    if advice is None:
        yield teller.language.gettext("{mark} not computed yet", mark=glyphs.unknown)
        return
    yield verdict(advice.light, teller)
    yield from list(advice_lines(advice, teller))[1:]


def cell_lines(
    problem: Problem,
    light: Callable[[Daypart], Light | None],
    records: Iterable[LeaveRecord],
    member: str,
    day: date,
    teller: Teller,
    glyphs: Glyphs,
) -> Iterator[str]:
    """What the signs of a cell of the calendar say, and which requests are about it."""
    yield leave_text(Leave(member, day, day), teller)
    told = [_part_told(problem, light(part), member, day, part, teller, glyphs) for part in DAYPARTS]
    parts = [(None, told[0])] if len(set(told)) == 1 else list(zip(DAYPARTS, told, strict=True))
    for part, text in parts:
        yield f"{teller.language.gettext(PARTS[part])}: {text}"
    for record in records:
        if any(record.leave.takes(member, day, part) for part in DAYPARTS):
            yield request_line(record, teller)


def _part_told(
    problem: Problem, light: Light | None, member: str, day: date, part: Daypart, teller: Teller, glyphs: Glyphs
) -> str:
    if part in problem.away(problem.team.member[member], day):
        return teller.language.gettext("{mark} away", mark=glyphs.away)
    if light is None:
        return teller.language.gettext("{mark} not computed yet", mark=glyphs.unknown)
    told = verdict(light, teller)
    return told if light.proven else f"{told} {teller.language.gettext(UNPROVEN)}"
