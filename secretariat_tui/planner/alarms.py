"""What goes wrong slowly: alarms that look over weeks, at the history as well as at the roster.

An alarm says that a limit has been passed, a warning that one is near or that something is due.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from secretariat_tui.domain.calendar import Span, Week
from secretariat_tui.domain.finding import N_, Finding, Level, Reason, because
from secretariat_tui.domain.notice import REST_DAYS, TIMES, assignments_of
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.risks import risks
from secretariat_tui.domain.roster import HolderRole, Roster
from secretariat_tui.planner.learning import takes_place
from secretariat_tui.planner.rules.fairness import Burden, able_to_have

WINDOW: Final = timedelta(weeks=13)
"""How far back cover and learning time count, the date itself included."""

STRUCTURAL: Final = 3
"""Dates of incidental cover in the window that are too many; one less below the least grade of the account."""

OFFICE_HOURS: Final = Span(8 * 60, 18 * 60)
_MONDAY_TO_FRIDAY: Final = range(5)
OUTSIDE_WARNING: Final = 8
OUTSIDE_ALARM: Final = 12
"""Planned dates a calendar year outside Monday to Friday 08:00 to 18:00."""

WEEKS_RUNNING: Final = 4
CANCELLED: Final = 2

_DUE: Final = frozenset(
    {"not-accepted", "past-review", "same-free-days", "qualification-ends", "page-missing", "page-past-review"}
)
"""The risks of a team that are alarms too."""


def alarms(problem: Problem, roster: Roster) -> tuple[Finding, ...]:
    """All that a lead should hear of, kind by kind; within a kind in the order of the team."""
    kinds = (_cover, _outside_hours, _late, _due, _stand_in, _learning)
    return tuple(finding for kind in kinds for finding in kind(problem, roster))


# -- incidental cover


def _cover(problem: Problem, roster: Roster) -> Iterator[Finding]:
    """Cover that is becoming structural, and quotas that are used up. What is agreed by now is no alarm."""
    team, horizon = problem.team, problem.horizon
    dates: dict[tuple[str, str], set[date]] = defaultdict(set)
    for duty in (*(duty for past in problem.past for duty in past.duties), *roster.duties):
        if duty.role is HolderRole.INCIDENTAL:
            dates[duty.duty, duty.member].add(duty.date)
    for account in team.accounts:
        for member in team.members:
            found = dates.get((account.id, member.id))
            if not found or team.standing(account.id, member.id, horizon.end)[0] is not HolderRole.INCIDENTAL:
                continue
            count, last = _most(found, horizon.start)
            below = account.min_grade is not None and member.grade < account.min_grade
            if count >= STRUCTURAL - below:
                template = (
                    N_(
                        "{member}, whose grade is too low for it, has had {account} on {n} dates in 13 weeks, "
                        "last on {date}: it is becoming structural."
                    )
                    if below
                    else N_(
                        "{member} has had {account} without an agreement on {n} dates in 13 weeks, "
                        "last on {date}: it is becoming structural."
                    )
                )
                reason = because("structural-cover", template, member=member.id, account=account.id, n=count, date=last)
                yield Finding(Level.ALARM, reason)
            quota = team.other_unit_quota
            if team.in_other_unit(account, member) and count >= max(1, quota):
                template = N_(
                    "{member}, who is of another unit, has used up the dates in 13 weeks ({quota}) "
                    "on which she may cover {account}."
                )
                reason = because("quota-used-up", template, member=member.id, account=account.id, quota=quota)
                yield Finding(Level.WARNING, reason)


def _most(dates: set[date], start: date) -> tuple[int, date]:
    """The most dates in a window that ends at `start` or later, and the last date of that window."""
    ends = [start, *sorted(day for day in dates if day > start)]
    windows = [[day for day in dates if end - WINDOW < day <= end] for end in ends]
    fullest = max(windows, key=len)
    return len(fullest), max(fullest, default=start)


# -- working times


def _outside_hours(problem: Problem, roster: Roster) -> Iterator[Finding]:
    years = sorted({day.year for day in problem.horizon.dates})
    outside: dict[tuple[str, int], set[date]] = defaultdict(set)
    for item in (*(item for past in problem.past for item in past.assignments), *roster.assignments):
        if item.date.weekday() not in _MONDAY_TO_FRIDAY or not OFFICE_HOURS.covers(item.span):
            outside[item.member, item.date.year].add(item.date)
    for member in problem.team.members:
        for year in years:
            count = len(outside[member.id, year])
            if count >= OUTSIDE_WARNING:
                template = N_("{member} has {n} dates in {year} outside Monday to Friday 08:00 to 18:00.")
                reason = because("outside-hours", template, member=member.id, n=count, year=year)
                yield Finding(Level.ALARM if count >= OUTSIDE_ALARM else Level.WARNING, reason)


def _late(problem: Problem, roster: Roster) -> Iterator[Finding]:
    """What people would hear too late if the roster were published today."""
    today = problem.today
    if today is None or roster.state == "published":
        return
    published = {week: past for past in problem.history if past.state == "published" for week in past.weeks}
    new = [day for day in problem.open_dates if day >= today and Week.of(day) not in published]
    for kind, ahead, template in (
        (
            "late-rest-days",
            REST_DAYS,
            N_(
                "If this roster is published today, the days off up to and including {date} are known "
                "less than 28 days ahead: that needs consent."
            ),
        ),
        (
            "late-times",
            TIMES,
            N_(
                "If this roster is published today, the times up to and including {date} are known "
                "less than 4 days ahead: that needs consent."
            ),
        ),
    ):
        near = [day for day in new if day - today < ahead]
        if near:
            yield Finding(Level.WARNING, because(kind, template, date=near[-1]))
    for week in problem.weeks:
        if week in published:
            yield from _late_changes(problem, published[week], roster, week, today)


def _late_changes(problem: Problem, before: Roster, after: Roster, week: Week, today: date) -> Iterator[Finding]:
    """Changes to a published week. Who has become away since was not called up or sent home by the roster."""
    then, now = assignments_of(before), assignments_of(after)
    for day in week.days:
        if not timedelta() <= day - today < REST_DAYS:
            continue
        for member in problem.team.members:
            old = sorted(item.span for item in then.get((member.id, day), ()))
            new = sorted(item.span for item in now.get((member.id, day), ()))
            if bool(old) != bool(new):
                if new or not problem.away(member, day):
                    template = (
                        N_("{member} would hear less than 28 days ahead that she works on {date}: she must consent.")
                        if new
                        else N_(
                            "{member} would hear less than 28 days ahead that she is off on {date}: she must consent."
                        )
                    )
                    yield Finding(Level.ALARM, because("late-rest-days", template, member=member.id, date=day))
            elif old != new and day - today < TIMES:
                template = N_("{member} would hear less than 4 days ahead of other times on {date}: she must consent.")
                yield Finding(Level.ALARM, because("late-times", template, member=member.id, date=day))


# -- what is due


def _due(problem: Problem, _: Roster) -> Iterator[Finding]:
    for risk in risks(problem.team, problem.today or problem.horizon.start):
        if risk.reason.rule in _DUE:
            yield risk


# -- burdens


def _stand_in(problem: Problem, roster: Roster) -> Iterator[Finding]:
    """Members over their share by contract hours, among those who can stand in, in each of the last four weeks."""
    weeks: dict[Week, Counter[str]] = {past.weeks[0]: Counter() for past in problem.past}
    weeks |= {week: Counter() for week in problem.weeks}
    for duty in (*(duty for past in problem.past for duty in past.duties), *roster.duties):
        if duty.role in (HolderRole.BACKUP, HolderRole.INCIDENTAL):
            weeks[Week.of(duty.date)][duty.member] += problem.minutes(duty.date, duty.span)
    able = able_to_have(problem, Burden.STAND_IN)
    contracts = sum(member.contract_minutes for member in able)
    for member in able:
        over = [
            week
            for week, minutes in weeks.items()
            if minutes[member.id] * contracts > minutes.total() * member.contract_minutes
        ]
        last = next((week for week in reversed(problem.weeks) if _running(week, over)), None)
        if last is not None:
            template = N_("{member} has had more than her share of the stand-in hours for four weeks, up to {date}.")
            yield Finding(Level.ALARM, because("stand-in-share", template, member=member.id, date=last.days[-1]))


def _running(week: Week, weeks: list[Week]) -> bool:
    return all(week.plus(-n) in weeks for n in range(WEEKS_RUNNING))


def _learning(problem: Problem, roster: Roster) -> Iterator[Finding]:
    """Members whose learning time was lost twice; why it was lost is nobody's business."""
    known = {past.weeks[0]: past for past in problem.past} | dict.fromkeys(problem.weeks, roster)
    since = problem.horizon.end - WINDOW
    lost: dict[str, list[tuple[date, Reason]]] = defaultdict(list)
    template = N_("Learning time of {member} was cancelled {n} times in 13 weeks, last {event} on {date}.")
    for item in sorted(problem.team.learning, key=lambda item: item.date):
        week, member = Week.of(item.date), problem.team.member[item.member]
        if week not in known or item.date <= since or not member.employed(item.date):
            continue
        if not takes_place(problem, known[week], item):
            n = len(lost[member.id]) + 1
            facts = because("learning-cancelled", template, member=member.id, n=n, event=item.name, date=item.date)
            lost[member.id].append((item.date, facts))
    for member in problem.team.members:
        if len(lost[member.id]) >= CANCELLED:
            yield Finding(Level.ALARM, lost[member.id][-1][1])
