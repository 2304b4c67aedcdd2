"""Today: what is on the first screen in the morning, and the sick call from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from textual.events import Key
from textual.widgets import Input

from secretariat_tui.app import SecretariatApp
from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.events import Absence, Leave, LeaveStatus
from secretariat_tui.domain.finding import because
from secretariat_tui.domain.notice import Notice
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.repair import Kind, Repair, Repairs, Shifted
from secretariat_tui.domain.roster import HolderRole, Roster, StageResult
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.planner.answer import describe
from secretariat_tui.screens.planning import PlanningPanel
from secretariat_tui.screens.today_dialogs import ChooseRepair, WhoAndWhen
from secretariat_tui.services.questions import FindRepairs, PlanWeeks
from secretariat_tui.services.repairing import stored_plan
from tests import build
from tests.build import MON, TUE, WEEK, account, backup, desk, hold, member, work
from tests.screens.opened import MONDAY, ReadyPlanner, app, until, until_shown
from tests.screens.snapshot import assert_as_kept

STAGES = (StageResult("shortage", 0, 0), StageResult("agreements", 0, 0), StageResult("fragile", 180, 180))


def secretariat() -> Team:
    """Anna has the director, whom Bea backs; Bea or Carla man the telephone in the morning."""
    return build.team(
        [member("anna", "mon tue"), member("bea", "mon tue"), member("carla", "mon tue")],
        [account("dir", "anna", "mon tue", "09:00-16:00"), account("raad", "bea", "mon tue", "10:00-12:00")],
        agreements=[backup("dir", "bea"), backup("raad", "carla")],
        desks=[desk("telefoon", "mon tue", "09:00-12:00")],
    )


def planned(team: Team, *, holder: str = "anna") -> Plan:
    """Everybody at work; the director with one of them, the telephone with Carla."""
    role = HolderRole.PRIMARY if holder == "anna" else HolderRole.BACKUP
    who = [name for name in ("anna", "bea", "carla") if name != "anna" or holder == "anna"]
    roster = Roster(
        "so",
        (WEEK,),
        tuple(work(name, day, place=Place.OFFICE) for day in (MON, TUE) for name in who),
        tuple(
            duty
            for day in (MON, TUE)
            for duty in (
                hold(holder, "dir", "09:00-16:00", day, role=role, rank=None if holder == "anna" else 1),
                hold("bea", "raad", "10:00-12:00", day, role=HolderRole.PRIMARY),
                hold("carla", "telefoon", "09:00-12:00", day, is_desk=True),
            )
        ),
        STAGES,
    )
    return describe(build.problem(team), roster)


def repairs(team: Team) -> Repairs:
    """Bea takes the director over; the second way is the same, and in the third Carla comes in from home."""
    roster = planned(team, holder="bea").roster
    handed = tuple(duty for duty in roster.duties if duty.duty == "dir")
    before, after = work("carla", MON, place=Place.REMOTE), work("carla", MON)
    shifted = (Shifted(MON, "carla", before, after, Notice.SAME_DAY),)
    return Repairs(
        stored_plan(build.problem(team), planned(team).roster, Absence("anna", MON, MON)),
        STAGES,
        (
            Repair(Kind.FEWEST_CHANGES, roster, (), handed),
            Repair(Kind.LEAST_SHORTAGE, roster, (), handed, Kind.FEWEST_CHANGES),
            Repair(Kind.OWN_DUTIES, roster, shifted, handed),
        ),
    )


def opened(published: bool = True, language: str = "en", **answers: Any) -> SecretariatApp:
    team = secretariat()
    planner = ReadyPlanner({FindRepairs: repairs(team), **answers.pop("planner", {})})
    return app("today", language, team=team, plan=planned(team), planner=planner, published=published, **answers)


def is_settled(running: SecretariatApp) -> bool:
    """Somebody is marked away, and the planner has answered, if it was asked."""
    asking = running.screen.query(PlanningPanel) or isinstance(running.screen, WhoAndWhen)
    return bool(running.workspace.absences.all("so")) and not asking


def rows(text: str, name: str) -> list[str]:
    return [line for line in text.splitlines() if name in line]


# -- what is seen


async def test_it_tells_who_is_in_and_who_has_what_now_and_this_afternoon():
    running = opened()
    running.workspace.office.clock.moment = MONDAY + timedelta(hours=3)
    async with running.run_test(size=(100, 30)) as pilot:
        shown = await until_shown(pilot, "Monday 30 November 2026, 10:40")
        assert "until 17:00" in rows(shown, "Anna")[0]
        assert rows(shown, "Dir")[0].split()[-2:] == ["Anna", "Anna"]
        assert rows(shown, "Raad")[0].split()[-2:] == ["Bea", "·"]
        assert rows(shown, "Telefoon")[0].split()[-2:] == ["Carla", "·"]


async def test_before_anything_begins_it_tells_who_will_have_it_and_from_when():
    async with opened().run_test(size=(100, 30)) as pilot:
        shown = await until_shown(pilot, "07:40")
        assert "09:00 Anna" in rows(shown, "Dir")[0]
        assert "08:30-17:00" in rows(shown, "Anna")[0]


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_names_are_cut_before_times_and_holders_are(language):
    team = secretariat()
    team = replace(
        team,
        members=tuple(replace(member, name=f"{member.name} Wilhelmina van den Berg") for member in team.members),
        accounts=tuple(replace(account, name=f"{account.name} of the Northern Provinces") for account in team.accounts),
    )
    running = app("today", language, team=team, plan=planned(team), published=True)
    async with running.run_test(size=(80, 24)) as pilot:
        shown = await until_shown(pilot, "07:40")
        assert "08:30-17:00" in rows(shown, "Anna")[0]
        assert rows(shown, "Dir")[0].split()[-3:] == ["09:00", "Anna", "Anna"]


async def test_in_the_evening_they_have_gone_home():
    running = opened()
    running.workspace.office.clock.moment = MONDAY + timedelta(hours=12)
    async with running.run_test(size=(100, 30)) as pilot:
        shown = await until_shown(pilot, "19:40")
        assert "gone home" in rows(shown, "Anna")[0]


async def test_who_is_away_is_away_and_no_more_is_said_whether_it_is_leave_or_not():
    team = replace(
        secretariat(),
        leave=(Leave("bea", MON, MON),),
        absences=(Absence("carla", MON, MON), Absence("anna", MON, MON, Daypart.PM)),
    )
    running = app("today", team=team, plan=planned(team), published=True)
    async with running.run_test(size=(100, 30)) as pilot:
        shown = await until_shown(pilot, "Bea")
        assert "○" in rows(shown, "Bea ")[0]
        assert [row.split()[1] for row in (rows(shown, "Bea  ")[0], rows(shown, "Carla")[0])] == ["away○", "away○"]
        assert "08:30-12:30" in rows(shown, "Anna")[0]
        assert "leave" not in shown.split("To do")[0]


async def test_what_is_fragile_is_told_and_opens_its_explanation():
    running = opened()
    async with running.run_test(size=(100, 30)) as pilot:
        shown = await until_shown(pilot, "Fragile today")
        hurt = [item.member for item in running.workspace.morning().hurt]
        assert all(f"Without {name.capitalize()} nobody has" in shown for name in hurt)
        assert ("Nothing: whoever falls out" in shown) is not bool(hurt)
        running.screen.query_one("NoteList").focus()
        await pilot.press("end", "enter")
        await until(pilot, lambda: running.screen.ID in ("explain", "continuity"))


async def test_what_is_lost_by_an_absence_is_told_until_the_roster_is_repaired():
    team = replace(secretariat(), agreements=())
    running = app("today", team=team, plan=planned(team), published=True)
    running.workspace.mark_absent(Absence("anna", MON, MON))
    async with running.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "! Without Anna nobody has: Dir 09:00 to 16:00.")


async def test_a_shortage_is_told_and_opens_its_explanation():
    running = app("today", published=True)
    async with running.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Telefoon is 1 person short")
        await pilot.press("tab", "tab", "enter")
        await until(pilot, lambda: running.screen.ID == "explain")
        assert (running.shown.duty, running.shown.is_desk, running.shown.day) == ("telefoon", True, MON)


async def test_requests_that_wait_and_weeks_that_are_not_published_are_told():
    team = replace(secretariat(), leave=(Leave("bea", TUE, TUE, None, LeaveStatus.REQUESTED),))
    running = app("today", team=team, plan=planned(team))
    async with running.run_test(size=(100, 30)) as pilot:
        shown = await until_shown(pilot, "1 request for leave waits for an answer, of Bea.")
        assert "Not published yet: week 49." in shown
        running.screen.query_one("NoteList").focus()
        await pilot.press("home", "enter")
        await until(pilot, lambda: running.screen.ID == "leave")
        assert running.shown.member == "bea"


async def test_the_cursor_is_where_other_screens_open():
    running = opened()
    async with running.run_test(size=(100, 30)) as pilot:
        await pilot.press("j")
        assert (running.shown.member, running.shown.day, running.shown.duty) == ("bea", MON, None)
        await pilot.press("tab")
        assert (running.shown.duty, running.shown.is_desk) == ("dir", False)
        await pilot.press("enter")
        await until(pilot, lambda: running.screen.ID == "explain")


async def test_the_note_under_the_cursor_is_what_is_explained():
    running = app("today", published=True)
    async with running.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Without Anna nobody has: Telefoon")
        await pilot.press("tab", "tab", "end")
        await until(pilot, lambda: (running.shown.member, running.shown.duty) == ("anna", None))
        await pilot.press("home", "E")
        await until_shown(pilot, "Why is there nobody for Telefoon")


@pytest.mark.parametrize("name", ["[/red]", "[bold]x[/]", "שרה", "👩🏽‍💻 Zoë"])
async def test_a_name_is_only_ever_a_name(name):
    team = secretariat()
    members = tuple(replace(item, name=name) if item.id == "anna" else item for item in team.members)
    accounts = tuple(replace(item, name=f"{name} 2") if item.id == "dir" else item for item in team.accounts)
    team = replace(team, members=members, accounts=accounts)
    planner = ReadyPlanner({FindRepairs: repairs(team)})
    running = app("today", team=team, plan=planned(team), planner=planner, published=True)
    async with running.run_test(size=(120, 40), notifications=True) as pilot:
        await until_shown(pilot, f"{name} 2")
        await pilot.press("a", "enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        assert f"{name} is away: how shall the week be repaired?" in await until_shown(pilot, "how shall")
        await pilot.press("enter")
        await until(pilot, lambda: running.workspace.acts()[-1].kind is ActKind.REPAIR)
        await pilot.press("E")
        await until_shown(pilot, f"Why does {name} work as she does")


async def test_the_clock_goes_on():
    running = opened()
    async with running.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "07:40")
        running.workspace.office.clock.moment = MONDAY + timedelta(minutes=90)
        running.screen._tick()
        await until_shown(pilot, "09:10")


# -- what there is to do first


async def test_a_week_without_a_roster_says_how_to_get_one_and_one_key_plans_it():
    running = opened(planner={PlanWeeks: None})
    found, later = running.workspace, secretariat()
    found.office.clock.moment = MONDAY + timedelta(weeks=1)
    nothing = Roster("so", (WEEK.plus(1),), (), (), STAGES)
    found.planner.answers[PlanWeeks] = describe(build.problem(later), nothing)
    async with running.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "there is no roster yet. Press p to plan it")
        await pilot.press("p")
        await until_shown(pilot, "This is the draft: nothing is published for this week yet.")
        assert [state.published for state in found.sheet(WEEK.plus(1)).states if state] == [None]


async def test_what_is_published_is_shown_and_a_newer_draft_is_said():
    running = opened()
    found = running.workspace
    found.keep(planned(found.team, holder="bea"))
    async with running.run_test(size=(100, 30)) as pilot:
        shown = await until_shown(pilot, "This is what is published. The draft is newer")
        assert "Anna" in rows(shown, "Dir")[0]
        await pilot.press("P", "y")
        shown = await until_shown(pilot, "The draft is newer", gone=True)
        assert "Bea" in rows(shown, "Dir")[0]


async def test_on_a_closed_day_the_next_open_day_is_shown():
    running = opened()
    running.workspace.office.clock.moment = MONDAY - timedelta(days=1)
    async with running.run_test(size=(100, 30)) as pilot:
        shown = await until_shown(pilot, "The team is closed on Sunday 29 November")
        assert "Monday 30 November 2026" in shown
        assert "Anna" in rows(shown, "Dir")[0]
        await pilot.press("a")
        await until_shown(pilot, "< Monday 30 November >")


async def test_who_may_only_look_is_told_and_has_no_keys_that_change_anything():
    running = opened()
    running.workspace.may_write = False
    async with running.run_test(size=(120, 30)) as pilot:
        shown = await until_shown(pilot, "You are looking only")
        assert "Somebody is ill" not in shown
        await pilot.press("a")
        assert not isinstance(running.screen, WhoAndWhen)


# -- somebody is ill


async def test_ill_at_twenty_to_eight_repaired_and_published_within_six_keys():
    running = opened()
    found = running.workspace
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        keys = 0

        async def press(*pressed: str) -> None:
            """One choice, however many letters it takes to type."""
            nonlocal keys
            keys += 1
            await pilot.press(*pressed)

        await press("a")
        await until(pilot, lambda: isinstance(running.screen, WhoAndWhen))
        await press(*"anna")
        assert "Dir 09:00 to 16:00: Bea" in await until_shown(pilot, "Contingency plan")
        assert keys == 2
        await press("enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        await until_shown(pilot, "Enter: apply and publish it.")
        await press("enter")
        shown = await until_shown(pilot, "The week is repaired and published.")
        assert keys <= 6
        assert "away" in rows(shown, "Anna")[0]
        assert "Bea" in rows(shown, "Dir")[0]
    assert [item.absence for item in found.absences.all("so")] == [Absence("anna", MON, MON)]
    state = found.sheet(WEEK).states[0]
    assert state is not None
    assert (state.draft, state.published) == (2, 2)
    holders = {duty.member for duty in found.version(WEEK, 2).roster.duties if duty.duty == "dir"}
    assert holders == {"bea"}
    assert [act.kind for act in found.acts()][-2:] == [ActKind.ABSENT, ActKind.REPAIR]


@pytest.mark.parametrize("keys", ["abea", "aabea", "abeaa"])
async def test_who_types_faster_than_the_screen_draws_marks_whom_she_names(keys):
    running = opened()
    async with running.run_test(size=(100, 30)) as pilot:
        for key in keys:
            running.post_message(Key(key, key))
        dialog = await until(pilot, lambda: isinstance(running.screen, WhoAndWhen) and running.screen)
        await until(pilot, lambda: dialog.query_one(Input).value == keys[1:])
        assert len(running.screen_stack) == 2


async def test_the_planner_is_asked_about_what_is_published_as_it_was_before_the_absence():
    running = opened()
    found = running.workspace
    found.keep(planned(found.team, holder="bea"))
    async with running.run_test(size=(100, 30)) as pilot:
        await pilot.press("a", *"anna", "enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        question = found.planner.asked[0]
        assert question.absence == Absence("anna", MON, MON)
        assert question.problem.team.absences == ()
        assert {d.member for d in question.published.duties if d.duty == "dir"} == {"anna"}
        await until_shown(pilot, "the newer draft stays in the history")


async def test_repairs_tell_what_changes_for_whom_with_notice_and_stages():
    running = opened()
    async with running.run_test(size=(100, 40)) as pilot:
        await pilot.press("a", *"anna", "enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        shown = await until_shown(pilot, "Nobody works otherwise than was published.")
        assert "2. " not in shown
        assert "fragility: 180, as published 180" in shown
        await pilot.press("3")
        shown = await until_shown(pilot, "Carla, Monday 30 November: Dag (the office) instead of Dag (home); today")
        assert "Bea has Dir on Monday 30 November from 09:00 to 16:00" in shown


async def test_what_a_repair_comes_to_is_read_on_a_small_screen_and_taken_from_there():
    running = opened()
    async with running.run_test(size=(80, 16)) as pilot:
        await pilot.press("a", *"anna", "enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        await until_shown(pilot, "fragility: 180", gone=True)
        await pilot.press("tab", "end")
        await until_shown(pilot, "fragility: 180")
        await pilot.press("enter")
        await until(pilot, lambda: running.workspace.acts()[-1].kind is ActKind.REPAIR)


async def test_a_repair_that_is_not_taken_leaves_the_roster_and_can_be_asked_for_again():
    running = opened()
    found = running.workspace
    async with running.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("a", *"anna", "enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        await pilot.press("escape")
        shown = await until_shown(pilot, "the roster still counts on her: m repairs it.")
        assert "Bea" in rows(shown, "Dir")[0]
        assert "What else is fragile is known once the roster is repaired." in shown
        assert "whoever falls out" not in shown
        state = found.sheet(WEEK).states[0]
        assert state is not None
        assert state.draft == 1
        await pilot.press("m")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        await pilot.press("enter")
        await until_shown(pilot, "the roster still counts on her", gone=True)


async def test_undo_takes_back_the_repair_and_then_the_absence():
    running = opened()
    found = running.workspace
    async with running.run_test(size=(100, 30)) as pilot:
        await pilot.press("a", *"anna", "enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        await pilot.press("enter")
        await until(pilot, lambda: found.acts()[-1].kind is ActKind.REPAIR)
        await pilot.press("u")
        await until_shown(pilot, "the roster still counts on her")
        await pilot.press("u")
        await until_shown(pilot, "the roster still counts on her", gone=True)
        assert found.absences.all("so") == ()


@pytest.mark.parametrize(
    ("keys", "absence"),
    [
        (("tab", "tab", "right"), Absence("anna", MON, TUE)),
        (("tab", "l"), Absence("anna", TUE, TUE)),
        (("tab", "tab", "left"), Absence("anna", MON - timedelta(1), MON - timedelta(1))),
        (("tab", "tab", "pagedown"), Absence("anna", MON, MON + timedelta(7))),
        (("tab", "tab", "tab", "right", "right"), Absence("anna", MON, MON, Daypart.PM)),
    ],
)
async def test_other_dates_and_parts_are_chosen_with_arrows(keys, absence):
    running = opened()
    async with running.run_test(size=(100, 30)) as pilot:
        await pilot.press("a", *"anna")
        await until(pilot, lambda: isinstance(running.screen, WhoAndWhen))
        await pilot.press(*keys, "enter")
        await until(pilot, lambda: is_settled(running))
    assert [item.absence for item in running.workspace.absences.all("so")] == [absence]


async def test_dates_and_names_are_chosen_with_the_mouse():
    running = opened()
    async with running.run_test(size=(100, 30)) as pilot:
        await pilot.press("a")
        await until(pilot, lambda: isinstance(running.screen, WhoAndWhen))
        await pilot.click("#until", offset=(8, 0))
        await pilot.click("Options", offset=(2, 1))
        await until(pilot, lambda: is_settled(running))
    assert [item.absence for item in running.workspace.absences.all("so")] == [Absence("bea", MON, TUE)]


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (80, 24)], ids=str)
async def test_the_questions_bear_every_size(size):
    running = opened()
    async with running.run_test(size=(100, 30)) as pilot:
        await pilot.press("a", *"anna")
        await until(pilot, lambda: isinstance(running.screen, WhoAndWhen))
        await pilot.resize_terminal(*size)
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: running.workspace.acts()[-1].kind is ActKind.REPAIR)


async def test_leaving_the_question_marks_nobody():
    running = opened()
    async with running.run_test(size=(100, 30)) as pilot:
        await pilot.press("a", *"anna", "escape")
        await until(pilot, lambda: running.screen.ID == "today")
    assert running.workspace.absences.all("so") == ()


async def test_where_no_roster_is_possible_it_is_told_and_the_absence_stands():
    clash = Impossible((because("pinned", "{member} is pinned.", member="anna"),))
    running = opened(planner={FindRepairs: clash})
    async with running.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("a", *"anna", "enter")
        await until_shown(pilot, "Anna is pinned.")
        assert len(running.workspace.absences.all("so")) == 1


async def test_who_has_no_work_needs_no_repair():
    team = secretariat()
    plan = planned(team)
    alone = tuple(item for item in plan.roster.assignments if item.member != "anna")
    duties = tuple(item for item in plan.roster.duties if item.member != "anna")
    without = describe(build.problem(team), replace(plan.roster, assignments=alone, duties=duties))
    running = app("today", team=team, plan=without, published=True)
    async with running.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("a", *"anna", "enter")
        await until_shown(pilot, "Anna is marked away.")
        assert running.workspace.planner.asked == []


async def test_a_draft_that_was_never_published_is_repaired_but_not_published():
    running = opened(published=False)
    found = running.workspace
    async with running.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("a", *"anna", "enter")
        await until(pilot, lambda: isinstance(running.screen, ChooseRepair))
        await pilot.press("enter")
        await until_shown(pilot, "The draft is repaired.")
    state = found.sheet(WEEK).states[0]
    assert state is not None
    assert (state.draft, state.published) == (2, None)


# -- back, and away for long


async def test_who_is_back_is_marked_from_the_date_on():
    team = replace(secretariat(), absences=(Absence("carla", MON - timedelta(3), TUE),))
    running = app("today", team=team, plan=planned(team), published=True)
    async with running.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("b")
        await until_shown(pilot, "away until Tue 1 Dec")
        await pilot.press("enter")
        await until_shown(pilot, "Carla is back from Monday 30 November on.")
    assert [item.absence for item in running.workspace.absences.all("so")] == [
        Absence("carla", MON - timedelta(3), MON - timedelta(1))
    ]


async def test_nobody_can_come_back_who_is_not_away():
    async with opened().run_test(size=(100, 30)) as pilot:
        assert "Somebody is back" not in await until_shown(pilot, "Somebody is ill")


async def test_after_four_weeks_it_asks_whether_to_plan_without_her():
    since = MON - timedelta(28)
    team = replace(secretariat(), absences=(Absence("carla", since, TUE),))
    running = app("today", team=team, plan=planned(team), published=True)
    async with running.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Carla has been away since Monday 2 November: plan without her from now on?")
        running.screen.query_one("NoteList").focus()
        await pilot.press("home", "down", "enter")
        await until_shown(pilot, "Plan without Carla until Monday 1 March 2027?")
        await pilot.press("y")
        await until(pilot, lambda: running.screen.ID == "week")
        assert running.shown.first == WEEK.plus(1)
        await pilot.press("T")
        await until_shown(pilot, "plan without her", gone=True)
    marked = [item.absence for item in running.workspace.absences.all("so")]
    assert marked[-1] == Absence("carla", TUE + timedelta(1), MON + timedelta(weeks=13))


async def test_an_absence_of_less_is_not_asked_about():
    team = replace(secretariat(), absences=(Absence("carla", MON - timedelta(27), TUE),))
    running = app("today", team=team, plan=planned(team), published=True)
    async with running.run_test(size=(100, 30)) as pilot:
        assert "plan without her" not in await until_shown(pilot, "Fragile today")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "nl"])
async def test_today_looks_as_it_was_drawn(size, language):
    running = opened(language=language)
    async with running.run_test(size=size) as pilot:
        await pilot.pause()
        assert_as_kept(running, f"today-{language}-{size[0]}x{size[1]}")
