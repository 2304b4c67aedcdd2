"""How often, and when, each entry changed: a ledger of what calendars were told, advanced by one publication at a time.

`SEQUENCE` rises by one with every published change of time, place or status, and never falls: undoing a change is a
change. A change of text alone leaves it, as RFC 5546 allows, and renews the stamp, by which programs see which of two
equal sequences is the newer. What is published again unchanged keeps both, so that the same roster is the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.events import LeaveStatus
from secretariat_tui.domain.own_calendar import EVERYTHING
from secretariat_tui.domain.records import Publication
from secretariat_tui.ical.compose import Composer
from secretariat_tui.ical.entry import WHOLE_DAYS, Entry, numbered
from secretariat_tui.ical.ledger import GOES_ON_FOR, Ledger, Row, key_of


def advance(ledger: Ledger, publication: Publication, composer: Composer | None) -> Ledger:
    """The ledger after a publication, of which `composer` has the roster of that one week; None when withdrawn.

    Publications come in the order of their numbers; raises ValueError for one that is not later than the last, of
    another team, or without a time zone.
    """
    if publication.team != ledger.team or publication.number <= ledger.number:
        raise ValueError(publication)
    if (publication.version is None) != (composer is None):
        raise ValueError(publication)
    week, number = publication.week, publication.number
    stamps = {**ledger.stamps, number: _stamp(ledger, publication.at)}
    entries = tuple(_entries(composer)) if composer else ()
    rows = _revised(ledger.weeks.get(week, {}), entries, number)
    found = replace(ledger, stamps=stamps, weeks={**ledger.weeks, week: rows})
    return replace(found, leave=_leave(found, week, composer, number)) if composer else found


def _stamp(ledger: Ledger, at: datetime) -> datetime:
    """The moment of a publication in whole seconds, after all earlier ones, also where the clock was set back."""
    if at.utcoffset() is None:
        raise ValueError(at)
    last = ledger.stamps.get(ledger.number)
    moment = at.astimezone(UTC).replace(microsecond=0)
    return moment if last is None else max(moment, last + timedelta(seconds=1))


def _entries(composer: Composer) -> Iterator[Entry]:
    """All that anybody could see of the week in any calendar, whatever she chose to have in hers.

    Without the pages of the handbook, which change by themselves: a page that is edited is no change of a roster.
    """
    options = replace(composer.options, choice=EVERYTHING, handbook_lines=0)
    whole = replace(composer, options=options)
    team = composer.problem.team
    for member in team.members:
        yield from (entry for entry in whole.of_member(member).entries if entry.kind != WHOLE_DAYS)
    for account in team.accounts:
        yield from whole.of_account(account).entries
    yield from whole.of_team().entries


def _leave(ledger: Ledger, week: Week, composer: Composer, number: int) -> dict[str, Row]:
    """Leave in whole days: all that touches a week that was ever published, as it stands now.

    It is granted across weeks, and can change without any of them. Leave that is long past is left as it was told,
    since a team does not keep it for ever.
    """
    since = week.monday - GOES_ON_FOR
    weeks = [known.monday for known in ledger.weeks]
    granted = [
        composer.whole_days(leave)
        for leave in composer.problem.team.leave
        if leave.status is LeaveStatus.APPROVED and leave.part is None and leave.end >= since
        if any(monday <= leave.end and leave.start < monday + timedelta(weeks=1) for monday in weeks)
    ]
    settled = {key: row for key, row in ledger.leave.items() if row.end <= since.toordinal()}
    current = {key: row for key, row in ledger.leave.items() if key not in settled}
    return settled | _revised(current, numbered(granted), number)


def _revised(rows: Mapping[str, Row], entries: Iterable[Entry], number: int) -> dict[str, Row]:
    """The rows after a publication that has these entries."""
    shown = {key_of(entry): Row.of(entry, number) for entry in entries}
    found = {key: _next(rows[key], row) if key in rows else row for key, row in shown.items()}
    for key, row in rows.items():
        if key not in shown:
            gone = row._replace(sequence=row.sequence + 1, changed=number, stands=False)
            found[key] = gone if row.stands else row
    return found


def _next(before: Row, after: Row) -> Row:
    """What becomes of a row whose entry is published again."""
    same = before._replace(sequence=0, changed=after.changed, first=after.first) == after
    if same:
        return before
    kept = before.stands and (before.start, before.end, before.place) == (after.start, after.end, after.place)
    return after._replace(sequence=before.sequence + (0 if kept else 1), first=before.first)
