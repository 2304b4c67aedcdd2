"""Today: what is on the first screen in the morning, and what there is to do first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from textual.widgets import OptionList

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Absence, Leave, LeaveStatus
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.answer import describe
from secretariat_tui.screens.today_dialogs import ChooseRepair, WhoAndWhen
from secretariat_tui.services.questions import FindRepairs, PlanWeeks
from secretariat_tui.services.team_edits import without_member
from tests import build
from tests.build import MON, TUE, WEEK
from tests.screens.opened import MONDAY, ReadyPlanner, app, notices, until, until_shown
from tests.screens.snapshot import assert_as_kept, text_of
from tests.screens.today_team import STAGES, opened, planned, repairs, rows, secretariat

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


async def test_who_could_work_and_is_rostered_off_such_as_one_who_came_back_is_seen():
    team = secretariat()
    running = app("today", team=team, plan=planned(team, holder="bea"), published=True)
    running.workspace.mark_absent(Absence("anna", MON, TUE))
    async with running.run_test(size=(80, 24)) as pilot:
        assert rows(await until_shown(pilot, "Carla"), "Anna")[0].split()[1].startswith("away")
        running.workspace.back("anna", MON)
        running.changed()
        await pilot.pause()
        shown = text_of(running)
        assert rows(shown, "Anna")[0].split()[1] == "off"
        assert shown.index("Carla") < shown.index("Anna  ")


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_who_has_left_the_team_is_not_in_and_what_counts_on_her_is_told(language):
    running = opened(language=language)
    team = running.workspace.team
    last = MON - timedelta(days=3)
    members = tuple(replace(member, until=last) if member.id == "anna" else member for member in team.members)
    running.workspace.change_team(replace(team, members=members), ActKind.EDIT_TEAM)
    said = {
        "en": "The roster counts on Anna after her last day in the team: plan the week anew.",
        "nl": "Het rooster rekent op Anna na haar laatste dag in het team: plan de week opnieuw.",
    }
    async with running.run_test(size=(120, 30)) as pilot:
        shown = await until_shown(pilot, said[language])
        assert not [line for line in shown.splitlines() if line.startswith("Anna")]
        assert "Anna" not in rows(shown, "Dir")[0]
        assert "●" not in shown
        await pilot.press("tab", "tab", "enter")
        await until(pilot, lambda: running.screen.ID == "week")


async def test_who_has_left_the_team_is_not_offered_as_ill():
    running = opened()
    team = running.workspace.team
    dates = {"bea": {"until": MON - timedelta(days=3)}, "carla": {"start": TUE}}
    members = tuple(replace(member, **dates.get(member.id, {})) for member in team.members)
    running.workspace.change_team(replace(team, members=members), ActKind.EDIT_TEAM)
    async with running.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "after her last day")
        await pilot.press("a")
        await until(pilot, lambda: isinstance(running.screen, WhoAndWhen))
        shown = [option.prompt.plain.split()[0] for option in running.screen.query_one(OptionList).options]
        assert shown == ["Anna", "Carla"]


async def test_who_is_ill_is_away_too_where_the_roster_names_somebody_of_before():
    running = opened()
    team = running.workspace.team
    with running.workspace.office.act(team.id, ActKind.IMPORT_TEAM) as work:
        work.put_team(without_member(team, "anna"))
    running.workspace.mark_absent(Absence("carla", MON, MON))
    async with running.run_test(size=(100, 30)) as pilot:
        shown = await until_shown(pilot, "The roster counts on Anna")
        assert rows(shown, "Carla")[0].split()[1] == "away○"
        assert "Carla" not in rows(shown, "Telefoon")[0]


async def test_who_leaves_later_is_in_until_then():
    running = opened()
    team = running.workspace.team
    members = tuple(replace(member, until=MON) if member.id == "anna" else member for member in team.members)
    running.workspace.change_team(replace(team, members=members), ActKind.EDIT_TEAM)
    async with running.run_test(size=(100, 30)) as pilot:
        shown = await until_shown(pilot, "The roster counts on Anna after her last day")
        assert "08:30-17:00" in rows(shown, "Anna")[0]


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
    found, told = running.workspace, notices(running)
    found.keep(planned(found.team, holder="bea"))
    async with running.run_test(size=(100, 30)) as pilot:
        shown = await until_shown(pilot, "This is what is published. The draft is newer")
        assert "Anna" in rows(shown, "Dir")[0]
        await pilot.press("P")
        shown = await until_shown(pilot, "Publish the draft of week 49?")
        assert "- Dir on Monday 30 November from 09:00 to 16:00: Bea instead of Anna" in shown
        await pilot.press("y")
        shown = await until_shown(pilot, "The draft is newer", gone=True)
        assert "Bea" in rows(shown, "Dir")[0]
        assert told == ["It is in force."]


async def test_a_newer_draft_that_was_undone_is_no_draft_any_more():
    running = opened()
    running.workspace.keep(planned(running.workspace.team, holder="bea"))
    async with running.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Not published yet: week 49.")
        await pilot.press("u")
        shown = await until_shown(pilot, "Not published yet: week 49.", gone=True)
        assert "The draft is newer" not in shown
        await pilot.press("W")
        await until_shown(pilot, "in force: Week 49")
        await pilot.press("ctrl+r")
        await until_shown(pilot, "changed since it was published: Week 49")


async def test_a_newer_draft_of_the_same_roster_is_no_draft_any_more():
    running = opened()
    running.workspace.keep(planned(running.workspace.team))
    async with running.run_test(size=(100, 30)) as pilot:
        shown = await until_shown(pilot, "Fragile today")
        assert "The draft is newer" not in shown
        assert "Not published yet" not in shown


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


async def test_who_may_only_look_is_not_told_to_publish_a_draft():
    running = app("today")
    running.workspace.may_write = False
    async with running.run_test(size=(120, 30)) as pilot:
        shown = await until_shown(pilot, "This is the draft: nothing is published for this week yet.")
        assert "P publishes it" not in shown


async def test_who_may_only_look_has_no_repairs_sought_from_a_line_that_tells_of_an_absence():
    running = opened()
    running.workspace.mark_absent(Absence("anna", MON, MON))
    running.workspace.may_write = False
    asked = list(running.workspace.planner.asked)
    told = notices(running)
    async with running.run_test(size=(120, 30)) as pilot:
        assert "repairs it" not in await until_shown(pilot, "the roster still counts on her.")
        await pilot.press("tab", "tab", "enter")
        await until(pilot, lambda: told)
        assert told == ["You are looking only: nothing can be changed here."]
        assert running.workspace.planner.asked == asked


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_accounts_have_the_room_in_a_small_terminal_that_whole_names_of_people_would_take(language):
    """The same short names stand on both sides; where two have the same, an initial tells them apart."""
    team, names = secretariat(), {"anna": "Marjolein van Dijk", "bea": "Anna Bakker", "carla": "Anna Maria de Vries"}
    people = tuple(replace(member, name=names[member.id]) for member in team.members)
    director, council = team.accounts
    team = replace(team, members=people, accounts=(replace(director, name="Directeur Ruimtelijk"), council))
    running = app("today", language, team=team, plan=planned(team), published=True)
    async with running.run_test(size=(80, 24)) as pilot:
        shown = await until_shown(pilot, "Directeur Ruimtelijk 09:00 Marjolein Marjolein")
        assert [len(rows(shown, name)) for name in ("Marjolein ", "Anna B. ", "Anna V. ")] == [1, 1, 1]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "nl"])
async def test_today_looks_as_it_was_drawn(size, language):
    running = opened(language=language)
    async with running.run_test(size=size) as pilot:
        await pilot.pause()
        await assert_as_kept(pilot, f"today-{language}-{size[0]}x{size[1]}")
