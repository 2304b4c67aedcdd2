"""What can be asked of a roster, and what follows from each answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat_tui.domain.events import AssignmentPin, DutyPin
from secretariat_tui.domain.explanation import WhatIf
from secretariat_tui.domain.finding import Finding, Level, because
from secretariat_tui.domain.plan import Plan, Shortage
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import HolderRole, Roster, StageResult
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.answer import describe
from secretariat_tui.planner.limits import Limits
from secretariat_tui.services.conversation import (
    AboutDuty,
    AboutFinding,
    AboutLoss,
    AboutMember,
    AboutShortage,
    AboutStage,
    Asked,
    EndLoss,
    EndShortage,
    Instead,
    Matter,
    Overview,
    Topic,
    Turn,
    answered,
    next_of,
    question_of,
    topics,
)
from secretariat_tui.services.planner_client import PlannerClient
from secretariat_tui.services.questions import AskWhatIf, ExplainLosses, RelaxShortages
from secretariat_tui.services.team_edits import without_account, without_member
from tests.build import MON, TUE, WEEK, account, backup, hold, member, problem, span, team, work

SMALL = Limits(deterministic=5)
STAGES = tuple(StageResult(id, 0, 0) for id in ("shortage", "agreements", "fragile", "hours", "quality"))


def matter() -> Matter:
    """Anna has the director on Monday, whom nobody can take over, and on Tuesday nobody has it."""
    posed: Problem = problem(
        team(
            [member("anna", "mon"), member("bea", "mon tue")],
            [account("dir", "anna", "mon tue", "09:00-12:00"), account("raad", "bea", "mon", "09:00-10:00")],
            agreements=[backup("raad", "anna")],
        )
    )
    duties = (
        hold("anna", "dir", "09:00-12:00", MON, role=HolderRole.PRIMARY),
        hold("bea", "raad", "09:00-10:00", MON, role=HolderRole.PRIMARY),
    )
    plan: Plan = describe(posed, Roster("so", (WEEK,), (work("anna", MON), work("bea", MON)), duties, STAGES))
    return Matter(posed, plan)


def after(topic: Topic) -> list[Asked]:
    return list(next_of(answered(matter(), topic)))


def test_the_roster_can_be_asked_about_everything_in_it() -> None:
    found = list(topics(matter(), MON))
    assert found[0] == Overview()
    assert [item.shortage.date for item in found if isinstance(item, AboutShortage)] == [TUE]
    assert [item.stage for item in found if isinstance(item, AboutStage)] == [stage.id for stage in STAGES]
    assert AboutLoss("anna", MON) in found
    assert [item for item in found if isinstance(item, AboutMember)] == [AboutMember(m, MON) for m in ("anna", "bea")]
    assert [item.duty for item in found if isinstance(item, AboutDuty)] == ["dir", "raad"]


def test_without_a_date_every_date_on_which_the_team_opens_can_be_asked_about() -> None:
    days = [item.day for item in topics(matter()) if isinstance(item, AboutMember)]
    assert sorted(set(days)) == list(WEEK.days[:5])


def test_a_member_is_followed_by_her_duties_and_by_what_she_might_do_instead() -> None:
    found = after(AboutMember("anna", MON))
    topic = AboutMember("anna", MON)
    assert found == [
        AboutLoss("anna", MON),
        AboutDuty("dir", False, MON),
        Instead((AssignmentPin("anna", MON, None),), topic),
        Instead((AssignmentPin("anna", MON, "dag", Place.REMOTE),), topic),
        Instead((DutyPin("anna", MON, "raad", False, span("09:00-10:00")),), topic),
    ]


def test_a_day_off_is_followed_by_the_ways_in_which_she_might_work() -> None:
    ways = [item.pins[0] for item in after(AboutMember("bea", TUE)) if isinstance(item, Instead)]
    assert ways == [AssignmentPin("bea", TUE, "dag", place) for place in (Place.OFFICE, Place.REMOTE)]


def test_a_duty_is_followed_by_those_with_a_right_to_it_then_by_its_holder() -> None:
    found = after(AboutDuty("raad", False, MON))
    assert found[0] == Instead(
        (DutyPin("anna", MON, "raad", False, span("09:00-10:00")),), AboutDuty("raad", False, MON)
    )
    assert found[1:3] == [AboutMember("bea", MON), AboutLoss("bea", MON)]


def test_a_duty_that_falls_short_is_followed_by_why_and_that_by_what_would_end_it() -> None:
    first = after(AboutDuty("dir", False, TUE))[0]
    assert isinstance(first, AboutShortage)
    assert after(first)[0] == EndShortage(first.shortage)


def test_a_loss_is_followed_by_what_would_help_only_where_something_is_lost() -> None:
    assert after(AboutLoss("anna", MON))[0] == EndLoss("anna", MON)
    assert not any(isinstance(item, EndLoss) for item in after(AboutLoss("bea", MON)))


def test_stages_lead_to_what_they_are_made_of() -> None:
    assert [type(item) for item in after(AboutStage("shortage"))] == [AboutShortage]
    assert after(AboutStage("fragile")) == [AboutLoss("anna", MON)]
    assert answered(matter(), AboutStage("nothing")).found == ()


def test_a_finding_leads_to_what_it_is_about_within_these_weeks() -> None:
    def finding(day: object) -> AboutFinding:
        reason = because("any", "{member} {account} {date}", member="anna", account="dir", date=day)  # type: ignore[arg-type]
        return AboutFinding(Finding(Level.WARNING, reason))

    assert after(finding(MON)) == [AboutMember("anna", MON), AboutDuty("dir", False, MON)]
    assert after(finding(WEEK.plus(1).monday)) == []


def test_each_question_for_the_planner_is_of_its_own_kind() -> None:
    about = matter()
    shortage = about.plan.shortages[0]
    pins = (AssignmentPin("anna", MON, None),)
    asked = (EndShortage(shortage), EndLoss("anna", MON), Instead(pins, AboutMember("anna", MON)))
    kinds = [type(question_of(about, item, SMALL)) for item in asked]
    assert kinds == [RelaxShortages, ExplainLosses, AskWhatIf]


async def test_the_planner_answers_them_in_its_own_process() -> None:
    about, client = matter(), PlannerClient()
    (loss,) = await client.ask(question_of(about, EndLoss("anna", MON), SMALL))
    assert (loss.member, loss.loss.duty) == ("anna", "dir")
    assert loss.remedies[0].left == 0
    instead = Instead((AssignmentPin("anna", MON, None),), AboutMember("anna", MON))
    answer = await client.ask(question_of(about, instead, SMALL))
    assert isinstance(answer, WhatIf)
    assert answer.roster is not None
    await client.close()


@pytest.mark.parametrize(
    "topic",
    [
        AboutDuty("raad", False, MON),
        AboutShortage(Shortage(MON, "raad", False, span("09:00-10:00"), 1, 60)),
        EndShortage(Shortage(MON, "raad", False, span("09:00-10:00"), 1, 60)),
        AboutMember("bea", MON),
        AboutLoss("bea", MON),
        EndLoss("bea", MON),
        Instead((AssignmentPin("bea", MON, None),), AboutMember("bea", MON)),
        Instead((DutyPin("anna", MON, "raad", False, span("09:00-10:00")),), AboutDuty("raad", False, MON)),
    ],
)
def test_nothing_follows_on_what_is_gone_from_the_team_or_is_in_another_week(topic: Asked) -> None:
    there = matter()
    assert list(next_of(Turn(there, topic, None)))
    team = without_account(without_member(there.problem.team, "bea"), "raad")
    gone = Matter(replace(there.problem, team=team), there.plan)
    assert list(next_of(Turn(gone, topic, None))) == []
    later = problem(there.problem.team, week=WEEK.plus(1))
    roster = Roster("so", later.weeks, (), (), STAGES)
    assert list(next_of(Turn(Matter(later, describe(later, roster)), topic, None))) == []
