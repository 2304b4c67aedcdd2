"""What a team can spare and what it lacks, on teams small enough to do by hand."""

from dataclasses import replace
from datetime import timedelta

import pytest

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.capacity import Effect, Lending, Request, Verdict
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.events import Absence, AssignmentPin, Learning
from secretariat_tui.domain.formation import Deficit, Formation, Surplus
from secretariat_tui.domain.member import Held
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster, StageResult
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.capacity import free_capacity, secondment
from secretariat_tui.planner.check import examine, recompute
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.formation import formation
from secretariat_tui.planner.lending import ELSEWHERE, lent
from secretariat_tui.planner.limits import Clock, Limits
from secretariat_tui.planner.pattern_search import moved
from secretariat_tui.planner.patterns import propose
from secretariat_tui.planner.request import request
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import CONTINUITY
from secretariat_tui.presenters.capacity import formation_lines, proposal_lines, request_lines
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.reasons import Teller
from tests.build import FRI, MON, SAT, THU, TUE, WEEK, account, backup, desk, member, problem, shift, span, team

AM, PM = Daypart.AM, Daypart.PM
HALVES = (shift("dag"), shift("ochtend", "08:30-12:30", 0), shift("middag", "12:30-16:30", 0))


def clock() -> Clock:
    return Clock(Limits(deterministic=10.0))


def planned(case: Problem) -> Roster:
    return solve(case, Limits(deterministic=10.0), stages=CONTINUITY)


def verified(case: Problem, effect: Effect) -> None:
    """The stages that an effect claims are those of its roster, which keeps every rule."""
    assert effect.roster is not None
    assert effect.after is not None
    found = examine(case, effect.roster)
    assert not found.violations
    assert tuple(stage.value for stage in found.stages[:3]) == effect.after


def three_for_one() -> Problem:
    """The director from Anna, by agreement from Bea or Carla, on Monday morning: two of the three suffice."""
    members = [member("anna"), member("bea"), member("carla")]
    agreed = [backup("dir", "bea"), backup("dir", "carla")]
    return problem(team(members, [account("dir", "anna", times="08:30-12:30")], agreements=agreed, shifts=HALVES))


# -- who can be lent


def test_who_is_one_too_many_can_be_lent_and_the_two_others_stay_by_turns() -> None:
    case = three_for_one()
    found = free_capacity(case, planned(case), clock())
    assert found.before == (0, 0, 0)
    free = {(s.member, s.part) for s in found.spares if s.verdict is Verdict.FREE}
    # Without Anna Bea has it and Carla could take it over: the account is not with its own, but she is not there.
    assert free == {(name, part) for name in ("anna", "bea", "carla") for part in (AM, PM, None)}
    for spare in found.spares:
        assert spare.effect is not None
        parts = [AM, PM] if spare.part is None else [spare.part]
        changed = replace(case, team=lent(case.team, spare.member, [(spare.date, part) for part in parts]))
        verified(changed, spare.effect)


def test_nobody_of_two_can_be_lent_while_the_account_is_open_and_both_can_when_it_is_not() -> None:
    members = [member("anna"), member("bea")]
    accounts = [account("dir", "anna", times="08:30-12:30")]
    case = problem(team(members, accounts, agreements=[backup("dir", "bea")], shifts=HALVES))
    found = free_capacity(case, planned(case), clock())
    told = {(s.member, s.part): s.verdict for s in found.spares}
    # Four hours would be lost when the one who is left falls out.
    assert told == {
        ("anna", AM): Verdict.NEEDED, ("bea", AM): Verdict.NEEDED,
        ("anna", PM): Verdict.FREE, ("bea", PM): Verdict.FREE,
    }  # fmt: skip
    effects = {(s.member, s.part): s.effect for s in found.spares}
    for name in ("anna", "bea"):
        effect = effects[name, AM]
        assert effect is not None
        assert effect.floor == (0, 0, 240)
        assert effect.proven


def test_who_is_lent_by_the_solver_needs_duties_moved() -> None:
    """Anna holds the phone in the roster at hand; it moves to Bea when she is lent."""
    case = problem(team([member("anna"), member("bea"), member("carla")], desks=[desk()]))
    found = free_capacity(case, planned(case), clock())
    assert {s.verdict for s in found.spares} == {Verdict.FREE}


def test_what_was_not_looked_at_before_the_time_ran_out_is_not_known() -> None:
    members = [member("anna"), member("bea")]
    case = problem(team(members, [account("dir", "anna")], agreements=[backup("dir", "bea")]))
    found = free_capacity(case, planned(case), Clock(Limits(wall=0.0)))
    assert found.stopped_by == "time"
    assert {s.verdict for s in found.spares} == {Verdict.UNKNOWN, Verdict.FREE}


# -- requests


def test_an_acute_request_ranks_by_cost_and_says_why_others_cannot() -> None:
    base = three_for_one()
    members = (*base.team.members, member("dora", "tue"), member("els", qualifications=(Held("notulen"),)))
    members = tuple(replace(m, qualifications=(Held("notulen"),)) if m.id in ("anna", "dora") else m for m in members)
    away = (Absence("els", MON, MON),)
    case = replace(base, team=replace(base.team, members=members, absences=away))
    found = request(case, planned(case), Request(((MON, AM),), requires=("notulen",)), clock())
    assert found.verdict is Verdict.FREE
    assert found.group is not None
    assert found.group.members == ("anna",)
    rules = {c.member: c.reason.rule for c in found.candidates if c.reason is not None}
    assert rules == {"bea": "qualified", "carla": "qualified", "dora": "pattern", "els": "leave"}
    assert "absence" not in str(found)


def test_who_has_left_is_not_said_to_be_free_by_her_work_pattern() -> None:
    base = three_for_one()
    members = (*base.team.members, member("dora", "mon tue", until=MON - timedelta(1)))
    case = replace(base, team=replace(base.team, members=members))
    found = request(case, planned(case), Request(((MON, AM),)), clock())
    reason = next(c.reason for c in found.candidates if c.member == "dora")
    assert reason is not None
    assert Teller(language("en")).say(reason) == "dora is not employed on Monday 30 November 2026."


def test_a_no_comes_with_the_nearest_moment_at_which_it_is_a_yes() -> None:
    """The phone on Monday takes both; on Tuesday it is not manned."""
    case = problem(team([member("anna", "mon tue"), member("bea", "mon tue")], desks=[desk(people=2)]))
    found = request(case, planned(case), Request(((MON, AM),)), clock())
    assert found.verdict is Verdict.NEEDED
    assert found.group is not None
    assert found.group.cheapest
    # 09:00 to 12:30 short by one; the other is not there to be taken over from either way.
    assert found.group.effect.after is not None
    assert found.group.effect.after[0] == 210
    assert found.alternative is not None
    assert found.alternative.dayparts == ((TUE, AM),)
    assert found.alternative.members == ("anna",)


def test_two_people_are_found_together_not_one_by_one() -> None:
    """Each of the three can go, but not two of them: the account would be with one person."""
    case = three_for_one()
    found = request(case, planned(case), Request(((MON, AM),), people=2), clock())
    assert [c.verdict for c in found.candidates] == [Verdict.FREE] * 3
    assert found.verdict is Verdict.NEEDED
    assert found.group is not None
    assert found.group.effect.after == (0, 0, 240)
    assert found.alternative is not None
    assert found.alternative.dayparts == ((MON, PM),)


def test_who_is_asked_for_in_the_office_is_there() -> None:
    """Bea has used her one remote day only if she may: she cannot be asked for where she has no shift in the office."""
    at_home = shift("thuis", places=(Place.REMOTE,))
    members = [member("anna"), member("bea", shifts=("thuis",))]
    case = problem(team(members, shifts=(shift(), at_home)))
    found = request(case, planned(case), Request(((MON, AM),), place=Place.OFFICE), clock())
    assert {c.member: c.verdict for c in found.candidates} == {"anna": Verdict.FREE, "bea": Verdict.UNABLE}


def test_who_is_not_known_to_be_able_to_go_is_not_said_to_cost_least() -> None:
    """Anna has hours for one of the days, and costs the phone on Monday; Bea can go on both, and costs the director."""
    members = [member("anna", "mon tue", hours=8, qualifications=(Held("tel"),)), member("bea", "mon tue")]
    phone = desk("telefoon", times="09:00-12:00", requires=("tel",))
    case = problem(team(members, [account("dir", "bea", priority=3)], desks=[phone]))
    found = request(case, planned(case), Request(((MON, AM), (TUE, AM))), clock())
    assert found.group is not None
    assert (found.group.members, found.group.cheapest) == (("bea",), False)


def test_of_a_day_that_is_closed_the_nearest_open_one_is_told() -> None:
    """The phone takes Anna on Monday; on Friday nothing does. Saturday is closed."""
    case = problem(team([member("anna", "mon fri")], desks=[desk()]))
    found = request(case, planned(case), Request(((SAT, AM), (SAT, PM))), clock())
    assert {c.reason and c.reason.rule for c in found.candidates} == {"pattern"}
    assert found.alternative is not None
    assert found.alternative.dayparts == ((FRI, AM), (FRI, PM))


def test_where_there_are_too_few_everywhere_it_is_known_that_no_other_moment_helps() -> None:
    case = problem(team([member("anna", "mon tue"), member("bea", "tue")]))
    too_many = request(case, planned(case), Request(((MON, AM),), people=3), clock())
    assert (too_many.alternative, too_many.searched) == (None, True)
    told = list(request_lines(replace(too_many, searched=False), Teller(language("en"), case.team)))
    assert "No other moment was found, but not every one was planned." in told
    two = request(case, planned(case), Request(((MON, AM),), people=2), clock())
    assert two.alternative is not None
    assert two.alternative.dayparts == ((TUE, AM),)


# -- a secondment


def test_a_secondment_in_hours_takes_the_dayparts_that_cost_nothing() -> None:
    """The director needs one of two on Monday only, and both for continuity; Bea can go on Tuesday and Wednesday."""
    members = [member("anna", "mon tue wed"), member("bea", "mon tue wed")]
    case = problem(team(members, [account("dir", "anna")], agreements=[backup("dir", "bea")]))
    found = secondment(case, planned(case), Lending(("bea",), MON, FRI, minutes=16 * 60), clock())
    (offer,) = found.offers
    assert offer.cells == ((1, AM), (1, PM), (2, AM), (2, PM))
    assert (offer.minutes, offer.verdict, offer.cheapest) == (960, Verdict.FREE, True)


def test_dayparts_on_which_she_perhaps_cannot_go_are_not_said_to_cost_least() -> None:
    """Anna has hours for one of the days. A morning of each would cost less than all of one, if it could be."""
    desks = [desk("telefoon", "mon tue", "09:00-12:00", priority=2), desk("balie", "mon tue", "13:00-16:00")]
    case = problem(team([member("anna", "mon tue", hours=8)], desks=desks))
    (offer,) = secondment(case, planned(case), Lending(("anna",), MON, FRI, minutes=480), clock()).offers
    assert offer.effect is not None
    assert offer.effect.after == (1080, 0, 0)
    assert (len({day for day, _ in offer.cells}), offer.cheapest) == (1, False)


def test_a_secondment_on_a_weekday_tells_the_stages_before_and_after() -> None:
    members = [member("anna", "mon tue"), member("bea", "mon tue"), member("carla", "tue")]
    case = problem(team(members, [account("dir", "anna")], agreements=[backup("dir", "bea")]))
    asked = Lending(("anna", "bea", "carla"), MON, FRI, cells=((0, AM), (0, PM)))
    found = secondment(case, planned(case), asked, clock())
    assert found.unable == ("carla",)
    assert {o.member: o.effect and o.effect.after for o in found.offers} == {"anna": (0, 0, 180), "bea": (0, 0, 180)}
    for offer in found.offers:
        assert offer.effect is not None
        assert offer.effect.proven
        verified(replace(case, team=lent(case.team, offer.member, [(MON, AM), (MON, PM)])), offer.effect)
    assert ELSEWHERE not in {s.to_team for s in case.team.secondments}


# -- formation


def test_hours_that_nobody_needs_could_go() -> None:
    """Two of three suffice on Monday morning, none in the afternoon: 4 afternoons' worth less 2 mornings."""
    case = three_for_one()
    found = formation(case, planned(case), clock())
    # three members of eight hours; two mornings of four hours are needed
    assert (found.surplus.minutes, found.surplus.most, found.surplus.proven) == (24 * 60 - 8 * 60, 16 * 60, True)
    assert found.deficit is not None
    assert (found.deficit.minutes, found.deficit.enough, found.deficit.proven) == (0, True, True)


def test_hours_that_are_missing_are_those_of_a_backup_who_is_free_then() -> None:
    """Bea is free on Monday: a morning of hers brings the continuity to 100 %."""
    members = [member("anna"), member("bea", "tue")]
    accounts = [account("dir", "anna", times="08:30-12:30")]
    case = problem(team(members, accounts, agreements=[backup("dir", "bea")], shifts=HALVES))
    found = formation(case, planned(case), clock()).deficit
    assert found is not None
    assert [(d.member, d.date, d.part, d.minutes) for d in found.dayparts] == [("bea", MON, AM, 240)]
    assert (found.enough, found.proven, found.lost) == (True, True, ())


def test_no_hours_help_where_nobody_else_has_an_agreement() -> None:
    case = problem(team([member("anna"), member("bea", "tue")], [account("dir", "anna")]))
    found = formation(case, planned(case), clock()).deficit
    assert found is not None
    assert (found.minutes, found.enough, found.proven) == (0, False, True)
    assert found.lost == (("dir", False),)


def test_of_what_is_missing_no_more_is_said_than_was_proven() -> None:
    case = problem(team([member("anna")], [account("dir", "anna")]))
    teller = Teller(language("en"), case.team)
    proven = Deficit((), (StageResult("shortage", 0, 0), StageResult("fragile", 180, 180)), (("dir", False),))
    unsure = replace(proven, stages=(StageResult("shortage", 0, 0), StageResult("fragile", 180, 0)))

    nothing = Surplus((), 0, Effect((0, 0, 180), (0, 0, 180), (0, 0, 180)))

    def told(deficit: Deficit | None, stopped_by: str | None = None) -> str:
        return "\n".join(formation_lines(Formation((0, 0, 180), nothing, deficit, stopped_by), teller))

    assert "No hours bring the continuity to 100 %." in told(proven)
    assert "No hours bring" not in told(unsure)
    assert "a limit stopped the search" in told(None, "time").splitlines()[1]
    assert "were not planned as a whole" in told(None).splitlines()[1]


# -- patterns


def test_one_free_day_moved_brings_the_backup_where_she_is_needed() -> None:
    """The director has Anna on Monday and Thursday; her backup Bea is free on Thursday and needless on Friday."""
    members = [member("anna", "mon thu"), member("bea", "mon fri"), member("carla", "tue wed")]
    case = problem(team(members, [account("dir", "anna", "mon thu")], agreements=[backup("dir", "bea")]))
    found = propose(case, clock(), most=1)
    assert found.before.values[:3] == (0, 0, 180)
    (proposal,) = found.proposals
    assert proposal.values[:3] == (0, 0, 0)
    assert proposal.members == ("bea",)
    assert [(move.away, move.to) for move in proposal.moves] == [(((4, AM), (4, PM)), ((3, AM), (3, PM)))]
    assert proposal.proven
    real = replace(case, team=moved(case.team, proposal.moves))
    assert not examine(real, replace(proposal.roster, stages=())).violations
    assert tuple(s.value for s in recompute(real, Facts(real, proposal.roster))[:3]) == (0, 0, 0)
    assert real.team.member["bea"].hours == case.team.member["bea"].hours
    assert len(real.team.member["bea"].pattern.odd) == len(case.team.member["bea"].pattern.odd)


def test_nothing_is_proposed_where_nothing_gets_better() -> None:
    case = problem(team([member("anna", "mon tue wed thu fri")]))
    found = propose(case, clock(), most=2)
    assert (found.proposals, found.proven) == ((), True)
    assert "No move makes it better." in list(proposal_lines(found, Teller(language("en"), case.team)))


def test_two_who_change_places_are_found_where_one_alone_would_leave_the_phone() -> None:
    """The director is there on Tuesday, and Anna on Monday; on either day somebody must be at the phone."""
    members = [member("anna", "mon"), member("bea", "tue")]
    case = problem(team(members, [account("dir", "anna", "tue")], desks=[desk(when="mon tue")]))
    found = propose(case, clock(), most=2)
    assert found.before.values[0] == 180
    (proposal,) = found.proposals
    assert proposal.values[0] == 0
    assert [(move.member, move.to) for move in proposal.moves] == [
        ("anna", ((1, AM), (1, PM))),
        ("bea", ((0, AM), (0, PM))),
    ]
    assert found.proven


def test_a_team_that_cannot_be_planned_is_told_the_statements_that_clash() -> None:
    pins = [AssignmentPin("anna", MON, "dag"), AssignmentPin("anna", MON, None)]
    with pytest.raises(Impossible) as clash:
        propose(problem(team([member("anna")], pins=pins)), clock())
    assert {reason.rule for reason in clash.value.conflict} == {"pinned"}
    assert len(clash.value.conflict) == 2


def test_everybody_keeps_the_number_of_her_dayparts() -> None:
    members = [member("anna", "mon tue"), member("bea", "mon tue"), member("carla", "mon wed-am")]
    case = problem(team(members, [account("dir", "anna", "mon tue wed thu fri")], agreements=[backup("dir", "bea")]))
    for proposal in propose(case, clock(), most=3).proposals:
        real = moved(case.team, proposal.moves)
        for before, after in zip(case.team.members, real.members, strict=True):
            assert len(before.pattern.odd) == len(after.pattern.odd)
            assert before.pattern.even == after.pattern.even
    assert THU not in case.public_holidays


def test_a_larger_team_is_searched_for_whole_days_and_nothing_is_called_proven() -> None:
    """The same as with three, with five who have nothing to do with it: one model of all patterns is not made."""
    others = [member(name, "tue wed") for name in ("dora", "els", "fien", "gea", "hanna")]
    members = [member("anna", "mon thu"), member("bea", "mon fri"), *others]
    case = problem(team(members, [account("dir", "anna", "mon thu")], agreements=[backup("dir", "bea")]))
    found = propose(case, clock(), most=1)
    assert found.before.values[:3] == (0, 0, 180)
    (proposal,) = found.proposals
    assert proposal.values[:3] == (0, 0, 0)
    assert [(m.member, m.to) for m in proposal.moves] == [("bea", ((3, AM), (3, PM)))]
    assert not proposal.proven
    assert not found.proven
    real = replace(case, team=moved(case.team, proposal.moves))
    assert not examine(real, replace(proposal.roster, stages=())).violations


def test_of_a_larger_team_it_is_not_said_that_no_move_helps() -> None:
    """The same two as above could change places, which a search of single moves does not see."""
    others = [member(name, "wed") for name in ("cleo", "dora", "els", "fien", "gea")]
    able = (Held("telefoon"),)
    members = [member("anna", "mon", qualifications=able), member("bea", "tue", qualifications=able), *others]
    phone = desk(when="mon tue", requires=("telefoon",))
    case = problem(team(members, [account("dir", "anna", "tue")], desks=[phone]))
    found = propose(case, clock(), most=1)
    assert (found.proposals, found.proven) == ((), False)
    told = list(proposal_lines(found, Teller(language("en"), case.team)))
    assert "Nothing better was found, but not every move was planned." in told


@pytest.mark.parametrize("others", [0, 5], ids=["as one model", "by search"])
def test_a_daypart_with_learning_time_in_a_later_week_does_not_move(others: int) -> None:
    """Only Anna and Bea could man the desk of Tuesday instead of working on Monday; both learn on a Monday later."""
    people = [member("anna", "mon"), member("bea", "mon"), *(member(f"m{n}", "fri") for n in range(others))]
    without = team(people, desks=[desk(when="tue", times="09:00-12:00")])
    later = WEEK.plus(4).monday
    courses = [
        Learning(who.id, "Cursus", later + timedelta(4 if who.id[0] == "m" else 0), span("09:00-16:00"))
        for who in people
    ]
    with_it = replace(without, learning=tuple(courses))
    found = propose(problem(without), clock(), most=1).proposals
    assert [proposal.values[0] for proposal in found] == [0]
    assert propose(problem(with_it), clock(), most=1).proposals == ()
