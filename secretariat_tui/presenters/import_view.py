"""What a calendar would bring, in words. Each function gives lines; an indented one is an item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from secretariat_tui.domain.account import NoSupport
from secretariat_tui.domain.away import Short
from secretariat_tui.domain.events import Leave
from secretariat_tui.domain.finding import N_
from secretariat_tui.presenters.items import items
from secretariat_tui.presenters.leave_view import STATUSES, leave_text, stretch_text
from secretariat_tui.presenters.reasons import Teller

_TEXTS: Final = {
    "member": (
        N_("Leave of {member} that the team does not have yet:"),
        N_("The team has all the leave of {member} that is in this calendar."),
        N_("By this calendar {member} has no leave."),
        N_("Too short for leave, less than half of a morning or afternoon:"),
    ),
    "account": (
        N_("{account} needs nobody, which the team does not know yet:"),
        N_("The team knows already when {account} needs nobody by this calendar."),
        N_("By this calendar {account} always needs somebody."),
        N_("Away for a part of the support only, which stays as it is:"),
    ),
}
"""Of what kind of owner: what is new, nothing new, nothing at all, and what is too short."""


def import_lines(
    kind: str,
    owner: str,
    rows: Sequence[Leave | NoSupport],
    new: Sequence[Leave | NoSupport],
    short: Sequence[Short],
    teller: Teller,
) -> Iterator[str]:
    """What the calendar of a "member" or an "account" brings."""
    some, known, none, too_short = _TEXTS[kind]
    name = teller.name(owner, kind)
    yield teller.language.gettext(some if new else known if rows else none, **{kind: name})
    yield from items(_row_text(row, teller) if isinstance(row, Leave) else stretch_text(row, teller) for row in new)
    yield from _short_lines(short, too_short, teller)


def taken_lines(
    added: Sequence[Leave | NoSupport],
    withdrawn: Sequence[Leave | NoSupport],
    offered: Sequence[Leave | NoSupport],
    teller: Teller,
) -> Iterator[str]:
    """What came of taking a calendar in."""
    _ = teller.language.gettext
    parts = (
        (added, N_("Taken in:")),
        (withdrawn, N_("Withdrawn, since the calendar has it otherwise now:")),
        (offered, N_("Gone from the calendar, and still there; --remove takes it out:")),
    )
    for rows, heading in parts:
        if rows:
            yield _(heading)
            yield from items(_row_text(row, teller) for row in rows)
    if not any(rows for rows, _heading in parts):
        yield _("Nothing changed.")


def _row_text(row: Leave | NoSupport, teller: Teller) -> str:
    if isinstance(row, Leave):
        return f"{leave_text(row, teller)}: {teller.language.gettext(STATUSES[row.status])}"
    return f"{teller.name(row.account, 'account')}, {stretch_text(row, teller)}"


def _short_lines(short: Sequence[Short], heading: str, teller: Teller) -> Iterator[str]:
    if short:
        yield teller.language.gettext(heading)
        yield from items(f"{teller.date(item.date)}, {teller.language.span(item.span)}" for item in short)
