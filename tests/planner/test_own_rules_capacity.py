"""What a team can spare, what it lacks and whose pattern might move, with rules that it brings itself."""

import random
from dataclasses import replace

import pytest

from secretariat_tui.domain.calendar import Daypart, Horizon
from secretariat_tui.domain.capacity import Gathering, Lending, Request, Verdict
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.events import AssignmentPin
from secretariat_tui.planner.capacity import free_capacity, secondment
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.formation import formation
from secretariat_tui.planner.gathering import gathering
from secretariat_tui.planner.lending import lent
from secretariat_tui.planner.limits import Clock, Limits
from secretariat_tui.planner.pattern_search import moved
from secretariat_tui.planner.patterns import propose
from secretariat_tui.planner.registry import installed_rules
from secretariat_tui.planner.request import request
from secretariat_tui.planner.solve import solve
from secretariat_tui.planner.stages import CONTINUITY
from tests.build import FRI, MON, THU, WEEK, account, backup, member, problem, span, team
from tests.planner.own_rules import Company, FewWorkers, NobodyAlone, Together, WholeDays, install, never, twice
from tests.planner.random_cases import random_problem

AM, PM = Daypart.AM, Daypart.PM


@pytest.fixture
def nobody_alone(monkeypatch):
    install(monkeypatch, NobodyAlone, FewWorkers)


@pytest.fixture
def in_company(monkeypatch):
    install(monkeypatch, Company)


def clock():
    return Clock(Limits(deterministic=10.0))


def planned(case):
    return solve(case, Limits(deterministic=10.0), rules=installed_rules(), stages=CONTINUITY)


def company():
    """The director is Bea's, and nobody can take him over; Anna has nothing to do but be there beside her."""
    return problem(team([member("anna"), member("bea")], [account("dir", "bea")]))


def verdicts(found):
    return {(s.member, s.part): s.verdict for s in found.spares}


def test_without_such_a_rule_anna_can_go_and_her_hours_too():
    case = company()
    found = verdicts(free_capacity(case, planned(case), clock()))
    assert (found["anna", AM], found["bea", AM]) == (Verdict.FREE, Verdict.NEEDED)
    assert formation(case, planned(case), clock()).surplus.minutes == 480


@pytest.mark.usefixtures("in_company")
@pytest.mark.parametrize("weeks", [1, 2])
def test_who_is_there_for_company_cannot_be_lent(weeks):
    """Without Anna nobody may have the director's account, so that it is short on that Monday, 09:00 to 12:00."""
    case = replace(company(), horizon=Horizon(WEEK, weeks))
    found = free_capacity(case, planned(case), clock())
    assert found.before == (0, 0, 180 * weeks)
    told = {(s.member, s.part): (s.verdict, s.effect.after, s.effect.proven) for s in found.spares if s.date == MON}
    needed = (Verdict.NEEDED, (180, 0, 180 * (weeks - 1)), True)
    free = (Verdict.FREE, (0, 0, 180 * weeks), True)
    of_each = {AM: needed, PM: free, None: needed}
    assert told == {(name, part): told for name in ("anna", "bea") for part, told in of_each.items()}


@pytest.mark.usefixtures("nobody_alone")
@pytest.mark.parametrize("seed", [1, 4, 6, 9])
def test_what_is_said_of_lending_is_what_planning_it_comes_to(seed):
    case = random_problem(random.Random(seed))
    found = free_capacity(case, planned(case), clock())
    for spare in found.spares:
        parts = [spare.part] if spare.part else [AM, PM]
        changed = replace(case, team=lent(case.team, spare.member, [(spare.date, part) for part in parts]))
        try:
            after = tuple(stage.value for stage in planned(changed).stages)
        except Impossible:
            assert spare.verdict in (Verdict.UNABLE, Verdict.NEEDED)
        else:
            assert spare.verdict is (Verdict.FREE if after <= found.before else Verdict.NEEDED)
    assert found.spares


@pytest.mark.usefixtures("in_company")
def test_a_request_and_a_secondment_count_what_a_rule_of_theirs_costs():
    case = company()
    answer = request(case, planned(case), Request(((MON, AM),)), clock())
    assert answer.verdict is Verdict.NEEDED
    assert {c.member: c.effect.after for c in answer.candidates} == {"anna": (180, 0, 0), "bea": (180, 0, 0)}
    asked = Lending(("anna",), MON, FRI, cells=((0, AM), (0, PM)))
    (offer,) = secondment(case, planned(case), asked, clock()).offers
    assert (offer.verdict, offer.effect.after) == (Verdict.NEEDED, (180, 0, 0))


def test_who_can_be_lent_for_whole_days_only_is_found(monkeypatch):
    install(monkeypatch, WholeDays)
    case = problem(team([member("anna")]))
    found = verdicts(free_capacity(case, planned(case), clock()))
    assert found == {("anna", AM): Verdict.UNABLE, ("anna", PM): Verdict.UNABLE, ("anna", None): Verdict.FREE}
    (offer,) = secondment(case, planned(case), Lending(("anna",), MON, FRI, minutes=240), clock()).offers
    assert offer.verdict is Verdict.UNABLE


def test_who_can_be_lent_together_only_are_found(monkeypatch):
    install(monkeypatch, Together)
    case = problem(team([member("anna"), member("bea")]))
    answer = request(case, planned(case), Request(((MON, AM),), people=2), clock())
    assert {c.member: c.verdict for c in answer.candidates} == {"anna": Verdict.UNABLE, "bea": Verdict.UNABLE}
    assert (answer.verdict, answer.group.members) == (Verdict.FREE, ("anna", "bea"))


@pytest.mark.usefixtures("in_company")
def test_who_is_there_for_company_does_not_meet():
    asked = Gathering(60, (MON,), span("10:00-11:00"))
    found = gathering(company(), planned(company()), asked, clock())
    assert (found.moments, found.proven) == ((), False)


def test_a_meeting_is_judged_over_all_weeks_with_a_rule_of_theirs(monkeypatch):
    """Anna works at least twice; she does, but not in each of the weeks alone."""
    install(monkeypatch, twice("anna"))
    case = problem(team([member("anna"), member("bea")]), weeks=2)
    found = gathering(case, planned(case), Gathering(60, (MON,), span("10:00-11:00")), clock())
    assert [(moment.present, moment.proven) for moment in found.moments] == [(("anna", "bea"), True)]


def test_nobody_is_expected_at_a_meeting_whom_a_rule_of_theirs_keeps_away(monkeypatch):
    case = problem(team([member("anna"), member("bea"), member("cleo")]))
    asked = Gathering(60, (MON,), span("10:00-11:00"))
    (moment,) = gathering(case, planned(case), asked, clock()).moments
    assert moment.present == ("anna", "bea", "cleo")
    install(monkeypatch, never("bea", MON))
    (moment,) = gathering(case, planned(case), asked, clock()).moments
    assert (moment.present, moment.most, moment.proven) == (("anna", "cleo"), 2, True)


@pytest.mark.usefixtures("nobody_alone")
def test_hours_that_a_rule_of_theirs_needs_could_not_go():
    case = company()
    found = formation(case, planned(case), clock()).surplus
    assert (found.minutes, found.most, found.proven) == (0, 0, True)


@pytest.mark.usefixtures("nobody_alone")
def test_hours_that_a_rule_of_theirs_needs_are_missing():
    """Anna would be alone on Monday, so that her account is short unless Bea comes in too; nobody can take it over."""
    case = problem(team([member("anna"), member("bea", "tue")], [account("dir", "anna")]))
    found = formation(case, planned(case), clock()).deficit
    assert [(d.member, d.date, d.part) for d in found.dayparts] == [("bea", MON, AM), ("bea", MON, PM)]
    assert [(stage.value, stage.bound) for stage in found.stages[:2]] == [(0, 0), (180, 180)]
    assert not found.enough


def thursday(others=0):
    """The director has Anna on Monday and Thursday; her backup Bea is free on Thursday and needless on Friday."""
    members = [member("anna", "mon thu"), member("bea", "mon fri")]
    members += [member(f"m{n}", "tue wed") for n in range(others)]
    return problem(team(members, [account("dir", "anna", "mon thu")], agreements=[backup("dir", "bea")]))


@pytest.mark.usefixtures("nobody_alone")
@pytest.mark.parametrize("others", [0, 5], ids=["as one model", "by search"])
def test_a_free_day_moves_to_where_somebody_would_be_alone(others):
    case = thursday(others)
    found = propose(case, clock(), most=1)
    assert found.before.values[:3] == (180, 0, 0)
    (proposal,) = found.proposals
    assert proposal.values[:3] == (0, 0, 0)
    assert [(move.member, move.to) for move in proposal.moves] == [("bea", ((3, AM), (3, PM)))]
    real = replace(case, team=moved(case.team, proposal.moves))
    assert not list(NobodyAlone().check(real, Facts(real, proposal.roster)))


@pytest.mark.parametrize("others", [0, 5], ids=["as one model", "by search"])
def test_nothing_is_proposed_that_a_rule_of_theirs_forbids(monkeypatch, others):
    install(monkeypatch, never("bea", THU))
    found = propose(thursday(others), clock(), most=1)
    assert found.before.values[:3] == (0, 0, 180)
    assert found.proposals == ()
    assert not found.proven


@pytest.mark.usefixtures("nobody_alone")
def test_a_team_that_cannot_be_planned_by_a_rule_of_theirs_is_told_so():
    pins = [AssignmentPin("anna", MON, "dag")]
    case = problem(team([member("anna"), member("bea", "tue")], pins=pins))
    with pytest.raises(Impossible) as clash:
        propose(case, clock())
    assert "nobody_alone" in {reason.rule for reason in clash.value.conflict}
