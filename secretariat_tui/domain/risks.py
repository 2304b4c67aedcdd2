"""What endangers the continuity of a team by its agreements alone: warnings that need no planning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from secretariat_tui.domain.account import Account, Agreement, Desk, SupportWindow
from secretariat_tui.domain.calendar import DAYPARTS, Horizon, Parity, Span, Week
from secretariat_tui.domain.finding import N_, Fact, Finding, Level, because
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.shift import Place, Shift
from secretariat_tui.domain.team import Team

AHEAD: Final = timedelta(weeks=8)
"""How long before its end a qualification or employment is worth a warning."""

_LONGEST_PAID: Final = 12 * 60
_BREAKS: Final = ((600, 45), (330, 30))
"""More than so many paid minutes need so many of break; the longest first (working time act)."""


def risks(team: Team, today: date) -> tuple[Finding, ...]:
    """The warnings about a team on a date, by account, member and what they are about, in the order of the team."""
    return tuple(
        finding
        for check in (
            _vacancies,
            _agreements,
            _qualifications,
            _unlawful_shifts,
            _windows,
            _hours,
            _secondments,
            _pages,
            _names,
        )
        for finding in check(team, today)
    )


def _warning(kind: str, template: str, **facts: Fact) -> Finding:
    return Finding(Level.WARNING, because(kind, template, **facts))


# -- accounts


def _vacancies(team: Team, today: date) -> Iterator[Finding]:
    for account in team.accounts:
        primary = team.member.get(account.primary or "")
        if primary is None:
            yield _warning("vacancy", N_("{account} has no primary."), account=account.id)
        elif primary.until is not None and primary.until < today:
            template = N_("{account} has no primary any more: {member} left on {date}.")
            yield _warning("vacancy", template, account=account.id, member=primary.id, date=primary.until)
        elif primary.until is not None and primary.until - today <= AHEAD:
            template = N_("{account} will have no primary: {member} leaves on {date}.")
            yield _warning("vacancy", template, account=account.id, member=primary.id, date=primary.until)
        if not any(a.account == account.id and a.accepted and _lasts(team, a, today) for a in team.agreements):
            yield _warning("no-backup", N_("{account} has no agreed backup."), account=account.id)


def _lasts(team: Team, agreement: Agreement, today: date) -> bool:
    """Whether the agreement has not ended, and the backup has not left."""
    ended = agreement.until is not None and agreement.until < today
    return not ended and not team.member[agreement.member].has_left(today)


def _agreements(team: Team, today: date) -> Iterator[Finding]:
    for agreement in team.agreements:
        if not _lasts(team, agreement, today):
            continue
        facts: dict[str, Fact] = {"member": agreement.member, "account": agreement.account}
        if not agreement.accepted:
            yield _warning("not-accepted", N_("{member} has not accepted to be backup of {account}."), **facts)
        if agreement.review is not None and agreement.review < today:
            template = N_("The agreement of {member} about {account} was to be reviewed on {date}.")
            yield _warning("past-review", template, date=agreement.review, **facts)
        account, backup = team.account[agreement.account], team.member[agreement.member]
        primary = team.member.get(account.primary or "")
        if primary is not None and _same_free_days(team, account, primary, backup):
            template = N_("{member}, backup of {account}, is free whenever {primary} is free.")
            yield _warning("same-free-days", template, primary=primary.id, **facts)


def _same_free_days(team: Team, account: Account, primary: Member, backup: Member) -> bool:
    """Whether the primary is free while the account needs her, and the backup on every such daypart too."""
    weeks = [(Parity.EVEN, primary.pattern.even, backup.pattern.even)]
    weeks.append((Parity.ODD, primary.pattern.odd, backup.pattern.odd))
    backup_works = [
        (day, part) in of_backup
        for parity, of_primary, of_backup in weeks
        for window in account.support
        if window.weeks in (Parity.ALL, parity)
        for day in window.days & team.open_days
        for part in team.touches(window.span)
        if (day, part) not in of_primary
    ]
    return bool(backup_works) and not any(backup_works)


# -- qualifications


def _qualifications(team: Team, today: date) -> Iterator[Finding]:
    here = [member for member in team.members if not member.has_left(today)]
    asked = [account.requires for account in team.accounts] + [desk.requires for desk in team.desks]
    required = dict.fromkeys(need for needs in asked for need in needs)
    for need in required:
        holders = [member for member in here if member.qualified((need,), today)]
        if not holders:
            yield _warning("no-holder", N_("Nobody has the qualification {qualification}."), qualification=need)
        elif len(holders) == 1:
            template = N_("Only {member} has the qualification {qualification}.")
            yield _warning("single-holder", template, member=holders[0].id, qualification=need)
    for member in here:
        for held in member.qualifications:
            if held.until is not None and today <= held.until and held.until - today <= AHEAD:
                template = N_("The qualification {qualification} of {member} ends on {date}.")
                yield _warning("qualification-ends", template, member=member.id, qualification=held.id, date=held.until)


# -- shifts


def _unlawful_shifts(team: Team, _: date) -> Iterator[Finding]:
    for shift in team.shifts:
        if not _lawful(shift):
            template = N_("Nobody may work {shift}: it is longer than 12 paid hours, or its break is too short.")
            yield _warning("unlawful-shift", template, shift=shift.id)


def _paid(shift: Shift) -> int:
    return shift.span.end - shift.span.start - shift.break_minutes


def _lawful(shift: Shift) -> bool:
    paid = _paid(shift)
    needed = next((pause for longer, pause in _BREAKS if paid > longer), 0)
    return paid <= _LONGEST_PAID and shift.break_minutes >= needed


def _windows(team: Team, today: date) -> Iterator[Finding]:
    """Parts of windows that lie outside every shift that somebody may work at a fitting place."""
    shifts = [shift for shift in team.shifts if _lawful(shift) and any(m.allows(shift.id) for m in team.members)]
    asked = [("account", a.id, window) for a in team.accounts for window in a.support]
    asked += [("desk", d.id, d.window) for d in team.desks]
    for kind, id, window in asked:
        if window.until is not None and window.until < today:
            continue
        for gap in _gaps(window, [s.span for s in shifts if not window.on_site or Place.OFFICE in s.places]):
            if kind == "account":
                template = N_("No shift reaches {span}, when {account} needs support.")
                yield _warning("window-unreached", template, account=id, span=gap)
            else:
                template = N_("No shift reaches {span}, when {desk} needs people.")
                yield _warning("window-unreached", template, desk=id, span=gap)


def _gaps(window: SupportWindow, spans: list[Span]) -> Iterator[Span]:
    reached = window.span.start
    for span in sorted(spans):
        if span.start > reached and reached < window.span.end:
            yield Span(reached, min(span.start, window.span.end))
        reached = max(reached, span.end)
    if reached < window.span.end:
        yield Span(reached, window.span.end)


# -- hours


def _hours(team: Team, today: date) -> Iterator[Finding]:
    """Members whose allowed shifts cannot add up to a week between target and target + overtime."""
    this_week = Week.of(today)
    weeks = [this_week, next(week for n in (1, 2) if (week := this_week.plus(n)).is_odd != this_week.is_odd)]
    for member in team.members:
        if member.has_left(today):
            continue
        always = replace(member, start=None, until=None)
        same = member.pattern.even == member.pattern.odd
        for week in weeks[:1] if same else sorted(weeks, key=lambda week: week.is_odd):
            problem = Problem(team, Horizon(week))
            target, most = problem.target(always, week), _most_minutes(problem, always, week)
            if most is not None:
                facts: dict[str, Fact] = {"member": member.id, "hours": _clocked(target), "most": _clocked(most)}
                if same:
                    template = N_("No shifts of {member} add up to {hours} hours a week; {most} hours is the nearest.")
                elif week.is_odd:
                    template = N_(
                        "No shifts of {member} add up to {hours} hours in an odd week; {most} is the nearest."
                    )
                else:
                    template = N_(
                        "No shifts of {member} add up to {hours} hours in an even week; {most} is the nearest."
                    )
                yield _warning("hours-impossible", template, **facts)


def _most_minutes(problem: Problem, member: Member, week: Week) -> int | None:
    """The most minutes below the target, where no choice of shifts comes to the target; None where one does."""
    team = problem.team
    target = problem.target(member, week)
    sums = 1  # bit n: some shifts add up to n minutes
    for day in week.days:
        if day.weekday() not in team.open_days:
            continue
        parts = problem.pattern(member, day)
        paid = {
            _paid(shift)
            for shift in team.shifts
            if member.allows(shift.id)
            and _lawful(shift)
            and parts.issuperset(problem.team.touches(shift.span))
            and (Place.OFFICE in shift.places or not (member.office_only(day) or member.remote_days == 0))
        }
        before = sums
        for minutes in paid:
            sums |= before << minutes
    wanted = (sums >> target) & ((1 << (member.overtime_minutes + 1)) - 1)
    return None if wanted else (sums & ((1 << target) - 1)).bit_length() - 1


def _clocked(minutes: int) -> str:
    """Minutes as hours, "7:30"."""
    return f"{minutes // 60}:{minutes % 60:02d}"


# -- dates


def _secondments(team: Team, today: date) -> Iterator[Finding]:
    for entry in team.secondments:
        if entry.end < today:
            continue
        member = team.member[entry.member]
        first = max(entry.start, today)
        seen: set[int] = set()
        # Four weeks have every weekday in odd and even weeks.
        for day in (first + timedelta(n) for n in range(min(28, (entry.end - first).days + 1))):
            if day.weekday() in seen or day.weekday() not in entry.days:
                continue
            cells = member.pattern.in_week(Week.of(day))
            parts = DAYPARTS if entry.part is None else (entry.part,)
            if not member.employed(day) or not any((day.weekday(), part) in cells for part in parts):
                seen.add(day.weekday())
                template = N_("{member} is lent to {team} on {date}, but does not work then.")
                yield _warning("secondment-outside-pattern", template, member=member.id, team=entry.to_team, date=day)


def _pages(team: Team, today: date) -> Iterator[Finding]:
    """Pages past their review and, where a handbook is kept, accounts without a page."""
    for page in team.handbook:
        if page.review is not None and page.review < today:
            template = N_("The handbook page of {account} was to be reviewed on {date}.")
            yield _warning("page-past-review", template, account=page.account, date=page.review)
    with_page = {page.account for page in team.handbook}
    for account in team.accounts if team.handbook else ():
        if account.id not in with_page:
            yield _warning("page-missing", N_("{account} has no page in the handbook."), account=account.id)


# -- names


def _names(team: Team, today: date) -> Iterator[Finding]:
    """Names that several have: in a roster nobody sees then who or what is meant."""
    here = [member for member in team.members if not member.has_left(today)]
    for same in _of_one_name(here):
        template = N_("{member} is not the only member with this name: {text}.")
        yield _warning("same-name", template, member=same[0], text=", ".join(same))
    for same in _of_one_name(team.accounts):
        template = N_("{account} is not the only account with this name: {text}.")
        yield _warning("same-name", template, account=same[0], text=", ".join(same))
    for same in _of_one_name(team.desks):
        template = N_("{desk} is not the only desk with this name: {text}.")
        yield _warning("same-name", template, desk=same[0], text=", ".join(same))


def _of_one_name(entries: Sequence[Member | Account | Desk]) -> Iterator[list[str]]:
    """The ids of those that are called alike, whatever the capitals."""
    ids: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        ids[entry.name.casefold()].append(entry.id)
    yield from (same for same in ids.values() if len(same) > 1)
