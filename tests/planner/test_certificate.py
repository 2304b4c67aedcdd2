"""Why a duty is lost: every certificate is true, in random mornings by trying every way, and in words on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from secretariat_tui.domain.account import Account, Desk, Level
from secretariat_tui.domain.events import Learning
from secretariat_tui.domain.plan import Contender, Contest, Contingency, Loss
from secretariat_tui.domain.problem import BlockKind, Problem
from secretariat_tui.domain.roster import Assignment, Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.contingency import contingencies, contingency
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.rules.one_holder import OneHolder
from tests.build import MON, account, backup, desk, hold, member, problem, roster, shift, span, team, work
from tests.planner.crowded import Freed, Morning, crowded
from tests.planner.random_cases import random_case


def plan_of(case: Problem, made: Roster, who: str = "anna") -> Contingency:
    return contingency(case, Facts(case, made), MON, case.team.member[who])


def told(loss: Loss) -> list[tuple[str | None, str]]:
    return [(blocker.member, blocker.reason.template) for blocker in loss.why]


def test_every_certificate_is_true():
    contests = alone = 0
    for morning in crowded(500, most=8):
        duties = {duty.duty: duty for duty in morning.duties}
        for plan in contingencies(morning.problem, Facts(morning.problem, morning.roster)):
            for loss in plan.lost:
                duty = duties[loss.duty]
                able = [who for who in duty.able if who != plan.member and morning.room[who] >= duty.load]
                if loss.contest is None:
                    assert able == []
                    alone += 1
                else:
                    _holds(morning, plan.member, loss, loss.contest, duties)
                    contests += 1
    assert contests > 50
    assert alone > 50


def _holds(morning: Morning, absent: str, loss: Loss, contest: Contest, duties: dict[str, Freed]) -> None:
    """The set has the lost duty, cannot all be taken, is least, was all hers, and its takers have that room."""
    names = [contender.duty for contender in contest.duties]
    assert loss.duty in names
    assert all(absent in duties[name].holders for name in names)
    assert [contender.load for contender in contest.duties] == [duties[name].load for name in names]
    assert not morning.all_fit(names, absent)
    assert all(morning.all_fit([other for other in names if other != name], absent) for name in names)
    able = {
        who for name in names for who in duties[name].able if who != absent and morning.room[who] >= duties[name].load
    }
    assert dict(contest.takers) == {who: morning.room[who] for who in able}


def test_every_agreed_backup_is_named_with_what_keeps_her():
    for morning in crowded(60):
        team = morning.problem.team
        for plan in contingencies(morning.problem, Facts(morning.problem, morning.roster)):
            for loss in plan.lost:
                if not loss.is_desk:
                    agreed = {*team.agreed(loss.duty, MON), team.account[loss.duty].primary} - {plan.member}
                    assert {blocker.member for blocker in loss.why if blocker.member} == agreed


def test_two_duties_compete_for_one_backup_with_room_for_one():
    accounts = [account("dir", "anna", level=Level.MT, priority=3), account("plan", "anna")]
    agreements = [backup("dir", "carla"), backup("plan", "carla")]
    people = [member("anna"), member("carla", capacity=1)]
    case = problem(team(people, accounts, agreements=agreements, emergency_capacity=0))
    (loss,) = plan_of(case, roster([work("anna"), work("carla")], [hold("anna", "dir"), hold("anna", "plan")])).lost
    assert (loss.duty, loss.minutes) == ("plan", 180)
    assert loss.contest == Contest((Contender("dir", False, 1), Contender("plan", False, 1)), (("carla", 1),))
    assert told(loss) == [("carla", "{member} takes {duties} then and has no room for more.")]
    assert loss.why[0].reason.fact("duties") == ("dir",)


def test_a_backup_at_home_is_named_when_the_office_is_needed():
    people = [member("anna"), member("bea")]
    case = problem(team(people, [account("dir", "anna", on_site=True)], agreements=[backup("dir", "bea")]))
    (loss,) = plan_of(case, roster([work("anna"), work("bea", place=Place.REMOTE)], [hold("anna", "dir")])).lost
    assert told(loss) == [("bea", "{member} works at home on {date}, and this is on site.")]
    assert loss.contest is None


def test_a_desk_that_falls_under_its_number_names_who_is_there():
    case = problem(team([member("anna"), member("bea")], desks=[desk(times="09:00-12:00", people=2)]))
    manned = [hold(who, "telefoon", is_desk=True) for who in ("anna", "bea")]
    (loss,) = plan_of(case, roster([work("anna"), work("bea")], manned)).lost
    assert told(loss) == [("bea", "{member} is at {desk} already.")]


def test_incidental_cover_is_no_agreement():
    case = problem(team([member("anna"), member("bea", knows=("dir",))], [account("dir", "anna")]))
    (loss,) = plan_of(case, roster([work("anna"), work("bea")], [hold("anna", "dir")])).lost
    assert told(loss) == [(None, "Nobody else has an agreement for {account} on {date}.")]


def test_a_backup_from_another_unit_takes_over_by_agreement():
    people = [member("anna"), member("bea", unit="dg-1")]
    case = problem(team(people, [account("dir", "anna")], agreements=[backup("dir", "bea")], other_unit_cover=False))
    plan = plan_of(case, roster([work("anna"), work("bea")], [hold("anna", "dir")]))
    assert (plan.lost, [take.member for take in plan.takes]) == ((), ["bea"])


def test_a_member_of_scale_5_absorbs_nothing_of_a_director_that_she_only_knows():
    people = [member("anna"), member("bea", grade=5, knows=("dir",))]
    case = problem(team(people, [account("dir", "anna", level=Level.MT, min_grade=6, priority=3)]))
    (loss,) = plan_of(case, roster([work("anna"), work("bea")], [hold("anna", "dir")])).lost
    assert (loss.minutes, told(loss)[0][0]) == (180, None)


def test_half_a_day_is_lost_in_one_stretch_with_its_own_reason():
    # dir runs 09:00 to 17:00. Bea leaves at 12:30 and Carla's learning cuts the afternoon in three: still one loss.
    morning = shift("ochtend", "08:30-12:30", 0)
    people = [member("anna"), member("bea"), member("carla")]
    made = team(
        people,
        [account("dir", "anna", times="09:00-17:00")],
        agreements=[backup("dir", "bea")],
        shifts=(shift(), morning),
        learning=[Learning("carla", "excel", MON, span("14:00-15:00"))],
    )
    plan = roster([work("anna"), work("bea", what=morning), work("carla")], [hold("anna", "dir", "09:00-17:00")])
    (loss,) = plan_of(problem(made), plan).lost
    assert (loss.span, loss.minutes) == (span("12:30-17:00"), 270)
    assert told(loss) == [("bea", "{member} does not work from {span} on {date}.")]
    assert loss.why[0].reason.fact("span") == span("12:30-17:00")


def test_every_reason_is_so():
    """Each sentence is held against the calendar and the roster by what it says, and by nothing that made it."""
    told: Counter[str] = Counter()
    drawn = (random_case(seed) for seed in range(800))
    one_holder = ((case, made) for case, made in drawn if not any(OneHolder().check(case, Facts(case, made))))
    for case, made in (*one_holder, *((morning.problem, morning.roster) for morning in crowded(60))):
        for plan in contingencies(case, Facts(case, made)):
            for loss in plan.lost:
                for blocker in loss.why:
                    template = blocker.reason.template
                    assert SO[template](Said(case, made, plan, loss, blocker.member or "")), blocker
                    told[template] += 1
    assert set(told) == set(SO)


@dataclass(frozen=True)
class Said:
    """What a reason is said of."""

    case: Problem
    made: Roster
    plan: Contingency
    loss: Loss
    who: str

    @property
    def asked(self) -> Account | Desk:
        team = self.case.team
        return team.desk[self.loss.duty] if self.loss.is_desk else team.account[self.loss.duty]

    @property
    def works(self) -> list[Assignment]:
        return [a for a in self.made.assignments if (a.member, a.date) == (self.who, self.plan.date)]

    @property
    def there(self) -> set[str]:
        """Who else is at work during all of what is lost."""
        day, works = self.plan.date, self.made.assignments
        return {a.member for a in works if a.date == day and a.span.covers(self.loss.span)} - {self.plan.member}

    @property
    def agreed(self) -> set[str]:
        day, team = self.plan.date, self.case.team
        agreements = (a for a in team.agreements if a.account == self.loss.duty and a.accepted)
        return {
            a.member for a in agreements if (a.start or day) <= day <= (a.until or day) and a.member != self.plan.member
        }

    def blocked(self, kind: BlockKind) -> bool:
        blocks = self.case.blocks(self.case.team.member[self.who], self.plan.date)
        return self.who in self.there and any(b.kind is kind and b.span.overlaps(self.loss.span) for b in blocks)

    def holds(self, *duties: tuple[str, bool]) -> bool:
        return any(
            (d.member, d.date) == (self.who, self.plan.date)
            and (d.duty, d.is_desk) in duties
            and d.span.overlaps(self.loss.span)
            for d in self.made.duties
        )

    def room(self, minute: int, taken: bool) -> int:
        """What she can still carry at a moment, with what she takes over then, or without."""
        team, day = self.case.team, self.plan.date
        load = {(a.id, False): a.load for a in team.accounts} | {(d.id, True): d.load for d in team.desks}
        asked = {(d.duty, d.is_desk) for d in self.case.demands(day) if d.span.start <= minute < d.span.end}
        held = [((d.duty, d.is_desk), d.span) for d in self.made.duties if (d.member, d.date) == (self.who, day)]
        held += [((t.duty, t.is_desk), t.span) for t in self.plan.takes if taken and t.member == self.who]
        carried = sum(load[key] for key, span in held if span.start <= minute < span.end and key in asked)
        return team.member[self.who].capacity + team.emergency_capacity - carried


SO: dict[str, Callable[[Said], bool]] = {
    "Nobody else is at work then.": lambda s: not s.there,
    "Nobody else has an agreement for {account} on {date}.": lambda s: (
        not s.agreed and s.case.team.account[s.loss.duty].primary in (None, s.plan.member)
    ),
    "{member} is not rostered on {date}.": lambda s: not s.works,
    "{member} is not at work on {date}.": lambda s: (
        not s.works and not s.case.workable(s.case.team.member[s.who], s.plan.date)
    ),
    "{member} does not work from {span} on {date}.": lambda s: bool(s.works) and s.who not in s.there,
    "{member} has learning time from {span} on {date}.": lambda s: s.blocked(BlockKind.LEARNING),
    "{member} is on secondment from {span} on {date}.": lambda s: s.blocked(BlockKind.SECONDMENT),
    "{member} is in a meeting from {span} on {date}.": lambda s: s.blocked(BlockKind.MEETING),
    "{member} works at home on {date}, and this is on site.": lambda s: (
        s.who in s.there and all(a.place is Place.REMOTE for a in s.works if a.span.covers(s.loss.span))
    ),
    "{member} lacks a qualification that this requires.": lambda s: (
        not s.case.team.member[s.who].qualified(s.asked.requires, s.plan.date)
    ),
    "{member} is at {desk} already.": lambda s: s.holds((s.loss.duty, True)),
    "{member} has her hands full from {span} on {date}.": lambda s: s.room(s.loss.span.start, False) < s.asked.load,
    "{member} takes {duties} then and has no room for more.": lambda s: (
        s.room(s.loss.span.start, False) >= s.asked.load > s.room(s.loss.span.start, True)
    ),
}
"""When each sentence is so."""
