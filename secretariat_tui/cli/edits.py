"""`secretariat assign`, `swap`, `pin` and `unpin`: edits of a draft by hand, each checked, each undoable."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.dates import DateType, MinuteType
from secretariat_tui.cli.explain import tell_difference
from secretariat_tui.cli.leave import known_member
from secretariat_tui.cli.left import without_left
from secretariat_tui.cli.output import bullets, complain, put_document, say
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import Source, with_database
from secretariat_tui.domain.calendar import Span, Week
from secretariat_tui.domain.errors import FALLS_SHORT, Refused
from secretariat_tui.domain.events import AssignmentPin, DutyPin, Pin
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.shift import OFF, Place
from secretariat_tui.exchange.done import done_document

if TYPE_CHECKING:
    from secretariat_tui.domain.edits import Edit


_member = click.argument("member", metavar="MEMBER")
_date = click.argument("day", metavar="DATE", type=DateType())
_account = option("--account", help=N_("The id of an account."))
_desk = option("--desk", help=N_("The id of a desk."))
_since = option("--from", "since", type=MinuteType(), help=N_("From when on the account or desk: 09:00."))
_until = option("--to", "until", type=MinuteType(), help=N_("Until when: 12:30."))
_place = option("--place", type=click.Choice([place.value for place in Place]), help=N_("office or remote."))
_try = option("--try", "only_try", is_flag=True, help=N_("Tell what it would do, and change nothing."))


@command("assign", help=N_("Give somebody a shift (or: off), an account or a desk on a date, and tell what it does."))
@_member
@_date
@click.argument("shift", metavar="[SHIFT]", required=False)
@_place
@_account
@_desk
@_since
@_until
@_try
@options.why_option
@with_database
def assign(
    session: Session,
    source: Source,
    member: str,
    day: date,
    shift: str | None,
    place: str | None,
    account: str | None,
    desk: str | None,
    since: int | None,
    until: int | None,
    only_try: bool,
    why: str,
) -> int:
    """Exit 0, 4 with shortages, 6 where a rule would be broken."""
    from secretariat_tui.domain.edits import Assign, GiveDuty

    edit: Edit
    if account is not None or desk is not None:
        if shift is not None or place is not None or (account is not None and desk is not None):
            raise _which(session)
        span = _span(session, since, until)
        edit = GiveDuty(account or desk or "", desk is not None, day, span, member)
    elif shift is None or since is not None or until is not None or (shift == OFF and place is not None):
        raise _which(session)
    else:
        chosen = None if place is None else Place(place)
        edit = Assign(member, day, None if shift == OFF else shift, chosen)
    return _edit(session, source, edit, day, ActKind.ASSIGN, why, only_try)


@command("swap", help=N_("Let two people do what the other would have done, on one date or on two."))
@click.argument("first", metavar="MEMBER1")
@click.argument("second", metavar="MEMBER2")
@_date
@click.argument("other_day", metavar="[DATE2]", type=DateType(), required=False)
@option("--agreed", is_flag=True, help=N_("Both agreed; the history notes it."))
@_try
@with_database
def swap(
    session: Session,
    source: Source,
    first: str,
    second: str,
    day: date,
    other_day: date | None,
    agreed: bool,
    only_try: bool,
) -> int:
    """Exit 0, 4 with shortages, 6 where a rule would be broken."""
    from secretariat_tui.domain.edits import Swap

    if first == second:
        raise click.UsageError(session.language.gettext("Name two people: nobody swaps with herself."))
    if not agreed and not only_try:
        raise click.UsageError(
            session.language.gettext("A swap needs the consent of both: say so with --agreed, or look with --try.")
        )
    why = session.language.gettext("agreed by {first} and {second}", first=first, second=second)
    return _edit(session, source, Swap(first, second, day, other_day), day, ActKind.SWAP, why, only_try)


@command("pin", help=N_("Pin a shift (or: off), an account or a desk, which the planner must keep."))
@_member
@_date
@click.argument("shift", metavar="[SHIFT]", required=False)
@_place
@_account
@_desk
@_since
@_until
@with_database
def pin(
    session: Session,
    source: Source,
    member: str,
    day: date,
    shift: str | None,
    place: str | None,
    account: str | None,
    desk: str | None,
    since: int | None,
    until: int | None,
) -> int:
    """Exit 0. The next plan keeps it."""
    wanted: Pin
    duty = account or desk
    timed = since is not None or until is not None
    if duty is not None and None in (account, desk) and shift is None and place is None:
        wanted = DutyPin(member, day, duty, desk is not None, _span(session, since, until))
    elif duty is None and shift is not None and not timed:
        wanted = AssignmentPin(member, day, None if shift == OFF else shift, None if place is None else Place(place))
    else:
        raise _which(session)
    source.weeks.pin(source.team_id, [wanted])
    vain = _vain(session, source, wanted)
    for warning in vain:
        complain(warning)
    return _told(session, source, N_("Pinned.") if vain else N_("Pinned: the planner keeps it."))


def _vain(session: Session, source: Source, pin: Pin) -> list[str]:
    """Why the planner will not keep a pin, or not all of it."""
    from secretariat_tui.presenters.reasons import tell_finding
    from secretariat_tui.services.pinning import in_vain

    asked = source.weeks.show(source.team_id, Week.of(pin.date)).asked
    teller = session.teller(asked.team, session.today(asked.team).year)
    return [tell_finding(finding, teller) for finding in in_vain(asked, [pin])]


@command("unpin", help=N_("Lift the pins of somebody on a date."))
@_member
@_date
@with_database
def unpin(session: Session, source: Source, member: str, day: date) -> int:
    """Exit 0."""
    known_member(member, source.team)
    lifted = source.weeks.unpin(source.team_id, lambda record: record.pin.member == member and record.pin.date == day)
    return _told(session, source, N_("Unpinned.") if lifted else N_("There was nothing pinned then."))


def _edit(session: Session, source: Source, edit: Edit, day: date, kind: ActKind, why: str, only_try: bool) -> int:
    week = Week.of(day)
    seen = without_left(session, source.team, source.weeks.show(source.team_id, week))
    done = source.weeks.try_edit(seen, [edit])
    if done.new:
        teller = session.teller(seen.asked.team, week.year)
        complain(session.language.gettext("A rule would be broken:"))
        complain(bullets(teller.say(item.reason) for item in done.new))
    elif not only_try and (done.difference.cells or done.difference.duties):
        source.weeks.take(source.team_id, seen, done, kind, why)
    tell_difference(done.difference, seen.problem, session)
    if done.new:
        return Refused.exit_code
    return FALLS_SHORT if done.after[0].value else 0


def _told(session: Session, source: Source, text: str) -> int:
    if session.settings.json:
        put_document(done_document(source.team_id))
    else:
        say(session.language.gettext(text))
    return 0


def _which(session: Session) -> click.UsageError:
    text = N_("Give a shift, if need be with --place, or one account or desk with --from and --to.")
    return click.UsageError(session.language.gettext(text))


def _span(session: Session, since: int | None, until: int | None) -> Span:
    if since is None or until is None:
        raise _which(session)
    if since >= until:
        raise click.UsageError(session.language.gettext("--from must come before --to."))
    return Span(since, until)
