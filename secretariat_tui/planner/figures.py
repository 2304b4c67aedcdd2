"""What a week of a roster comes to, counted from its facts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from secretariat_tui.domain.account import Work
from secretariat_tui.domain.calendar import DAYPARTS, Span
from secretariat_tui.domain.capacity import Answered
from secretariat_tui.domain.demand import Demand
from secretariat_tui.domain.events import LeaveStatus
from secretariat_tui.domain.member import Member
from secretariat_tui.domain.notice import Notice, changes
from secretariat_tui.domain.problem import BlockKind, Problem
from secretariat_tui.domain.report import Cover, DutyKey, Figures
from secretariat_tui.domain.roster import HolderRole, Roster
from secretariat_tui.planner.contingency import lost_by_two
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.learning import takes_place
from secretariat_tui.planner.rules.spread import Spread, people_at_work
from secretariat_tui.planner.takeover import absorb
from secretariat_tui.planner.valuation import cost


def figures_of(problem: Problem, versions: Sequence[Roster], support: Iterable[Answered] = ()) -> Figures:
    """The figures of one week, of which the last version counts, and the requests for support that fall in it."""
    team, roster = problem.team, versions[-1]
    facts = Facts(problem, roster)
    (week,) = problem.weeks
    duties = _duties(problem, facts)
    work: Counter[Work] = Counter()
    for account in team.accounts:
        if (account.id, False) in duties:
            work[account.work] += duties[account.id, False].held
    cells = [(day, part) for day in problem.open_dates for part in DAYPARTS]
    learning = [item for item in team.learning if item.date in problem.horizon]
    asked = [item for item in support if item.date in problem.horizon]
    leave = Counter(item.status for item in team.leave if item.start in problem.horizon)
    return Figures(
        weeks=(week,),
        duties=duties,
        people=Counter({(day.weekday(), part): people_at_work(facts, day, part, None) for day, part in cells}),
        open_times=Counter((day.weekday(), part) for day, part in cells),
        changes=_changes(problem, versions),
        lost_by_two=lost_by_two(problem, facts),
        spread=cost(problem, facts, [Spread()]),
        target=sum(problem.target(member, week) for member in team.members),
        made=sum(problem.credit(member, week) for member in team.members) + _paid(problem, roster),
        free=sum(_free(facts, member, day) for member in team.members for day in problem.open_dates),
        seconded=sum(_seconded(facts, member, day) for member in team.members for day in problem.open_dates),
        learning_planned=sum(problem.minutes(item.date, item.span) for item in learning),
        learning_held=sum(
            problem.minutes(item.date, item.span) for item in learning if takes_place(problem, roster, item)
        ),
        standard=work[Work.STANDARD],
        custom=work[Work.CUSTOM],
        leave_granted=leave[LeaveStatus.APPROVED],
        leave_refused=leave[LeaveStatus.REFUSED],
        leave_open=leave[LeaveStatus.REQUESTED],
        support_asked=len(asked),
        support_met=sum(item.could_be_met for item in asked),
    )


def _duties(problem: Problem, facts: Facts) -> dict[DutyKey, Cover]:
    team = problem.team
    found: dict[DutyKey, Cover] = defaultdict(Cover)
    recorded = {(duty.date, duty.duty, duty.member): duty.role for duty in facts.roster.duties if not duty.is_desk}

    def role(demand: Demand, holder: str) -> HolderRole | None:
        """By what right she holds an account: who has left since, as it was then."""
        if holder not in team.member:
            return recorded[demand.date, demand.duty, holder]
        return team.standing(demand.duty, holder, demand.date)[0]

    for piece in facts.all_pieces():
        demand, minutes = piece.demand, piece.minutes
        roles = Counter(role(demand, holder) for holder in piece.holders if not demand.is_desk)
        people = len(piece.holders)
        found[demand.duty, demand.is_desk] += Cover(
            demand.people * minutes,
            min(people, demand.people) * minutes,
            people * minutes,
            roles[HolderRole.BACKUP] * minutes,
            roles[HolderRole.INCIDENTAL] * minutes,
        )
    for day in problem.open_dates:
        for member in team.members:
            if facts.assignments(member, day):
                for part in absorb(problem, facts, day, member).handed:
                    if part.taker is None:
                        demand = part.piece.demand
                        found[demand.duty, demand.is_desk] += Cover(lost=part.piece.minutes)
    return dict(found)


def _changes(problem: Problem, versions: Sequence[Roster]) -> dict[Notice | None, int]:
    """By notice, as far as it is known when a version came in force: files do not tell."""
    first = next((n for n, version in enumerate(versions) if version.state == "published"), len(versions))
    found: Counter[Notice | None] = Counter()
    for before, after in pairwise(versions[first:]):
        made = after.published_on
        found.update(None if made is None else Notice.of(made, item.date) for item in changes(problem, before, after))
    return dict(found)


def _paid(problem: Problem, roster: Roster) -> int:
    """Of those who are in the team, whose contracts they are held against."""
    return sum(problem.worked(item) for item in roster.assignments if item.member in problem.team.member)


def _free(facts: Facts, member: Member, day: date) -> int:
    """Minutes at work in which nothing is asked of her; her break is taken out of them, since it is not located."""
    problem = facts.problem
    taken = [duty.span for duty in facts.duties(day) if duty.member == member.id]
    taken += [block.span for block in problem.blocks(member, day)]
    minutes = 0
    for item in facts.assignments(member, day):
        shift = problem.team.shift.get(item.shift)
        free = sum(problem.minutes(day, gap) for gap in _gaps(item.span, taken))
        minutes += max(0, free - (shift.break_minutes if shift is not None else 0))
    return minutes


def _gaps(span: Span, taken: Iterable[Span]) -> Iterator[Span]:
    """What is left of a span."""
    reached = span.start
    for other in sorted(taken):
        if reached < min(other.start, span.end):
            yield Span(reached, min(other.start, span.end))
        reached = max(reached, other.end)
    if reached < span.end:
        yield Span(reached, span.end)


def _seconded(facts: Facts, member: Member, day: date) -> int:
    """Half of a full day for each daypart in which she works elsewhere."""
    lent = {block.span for block in facts.problem.blocks(member, day) if block.kind is BlockKind.SECONDMENT}
    return sum(
        member.daypart_minutes(part)
        for part in DAYPARTS
        if facts.problem.team.half(part) in lent
        and any(part in facts.problem.team.touches(item.span) for item in facts.assignments(member, day))
    )
