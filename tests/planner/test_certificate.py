"""Why a duty is lost: every certificate is true, in random mornings by trying every way, and in words on paper."""

from __future__ import annotations

from secretariat_tui.domain.account import Level
from secretariat_tui.domain.events import Learning
from secretariat_tui.domain.plan import Contender, Contest, Contingency, Loss
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.contingency import contingencies, contingency
from secretariat_tui.planner.facts import Facts
from tests.build import MON, account, backup, desk, hold, member, problem, roster, shift, span, team, work
from tests.planner.crowded import Freed, Morning, crowded


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
