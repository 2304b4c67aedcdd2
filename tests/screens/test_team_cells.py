"""The parts of a team besides its members, changed in their cells."""

from __future__ import annotations

from datetime import date

import pytest

from secretariat_tui.domain.account import Level, Work
from secretariat_tui.domain.calendar import Parity
from secretariat_tui.domain.incoming import Availability
from secretariat_tui.domain.own_calendar import CalendarChoice, CalendarStyle
from secretariat_tui.domain.shift import Place
from tests.build import span
from tests.screens.opened import notices, until, until_shown, workspace
from tests.screens.team_part import add, fill, go_to, open_cell, opened, show

pytestmark = pytest.mark.usefixtures("own_state")


async def test_an_account_is_made_given_to_somebody_and_supported_at_other_times():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await add(pilot, "accounts", "Finance")
        await until(pilot, lambda: "finance" in found.team.account)
        await fill(pilot, "finance", "primary", *"bea")
        await until(pilot, lambda: found.team.account["finance"].primary == "bea")
        await fill(pilot, "finance", "support", "ctrl+u", *"mon-wed 9:00-12:00 office; fri 13:00")
        await until_shown(pilot, "is not understood")
        await pilot.press(*"-15:00 odd", "enter")
        await until(pilot, lambda: len(found.team.account["finance"].support) == 2)
        first, second = found.team.account["finance"].support
        assert (first.days, first.span, first.on_site) == (frozenset({0, 1, 2}), span("09:00-12:00"), True)
        assert (second.days, second.span, second.weeks.value) == (frozenset({4}), span("13:00-15:00"), "odd")


async def test_a_desk_is_made_changed_in_all_its_cells_and_taken_out():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await add(pilot, "desks", "Post")
        await until(pilot, lambda: "post" in found.team.desk)
        typed = {
            "people": "2",
            "window": "tue-thu 10:00-12:00 office odd",
            "priority": "5",
            "load": "1",
            "requires": "first-aid",
        }
        for column, text in typed.items():
            await fill(pilot, "post", column, "ctrl+u", *text)
            await pilot.pause()
        await until(pilot, lambda: found.team.desk["post"].requires == ("first-aid",))
        desk = found.team.desk["post"]
        assert (desk.people, desk.priority, desk.load) == (2, 5, 1)
        assert (desk.window.days, desk.window.span) == (frozenset({1, 2, 3}), span("10:00-12:00"))
        assert (desk.window.on_site, desk.window.weeks) == (True, Parity.ODD)
        await pilot.press("x")
        await until_shown(pilot, "Take Post out of the team")
        await pilot.press("y")
        await until(pilot, lambda: "post" not in found.team.desk)
        go_to(running, "telefoon", "people")
        await pilot.press("x")
        await until_shown(pilot, "stands in rosters that are kept")
        await pilot.press("ctrl+u", *"2027-01-31", "enter")
        await until(pilot, lambda: found.team.desk["telefoon"].window.until == date(2027, 1, 31))


async def test_a_shift_is_made_changed_and_taken_out_with_all_that_is_about_it():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await add(pilot, "shifts", "Laat")
        await until(pilot, lambda: "laat" in found.team.shift)
        for column, keys in {"span": "10:30-19:00", "break_minutes": "45"}.items():
            await fill(pilot, "laat", column, "ctrl+u", *keys)
        await fill(pilot, "laat", "places", *"home")
        await until(pilot, lambda: found.team.shift["laat"].places == (Place.REMOTE,))
        late = found.team.shift["laat"]
        assert (late.span, late.break_minutes) == (span("10:30-19:00"), 45)
        await pilot.press(*["right_square_bracket"] * 5)
        await fill(pilot, "bea", "shifts", *"laat")
        await until(pilot, lambda: found.team.member["bea"].shifts == ("laat",))
        await pilot.press(*["right_square_bracket"] * 3)
        await pilot.pause()
        go_to(running, "laat", "span")
        await pilot.press("x")
        await until_shown(pilot, "Take Laat out of the team")
        await pilot.press("y")
        await until(pilot, lambda: "laat" not in found.team.shift)
        assert found.team.member["bea"].shifts is None


async def test_a_meeting_is_made_with_its_people_by_name_and_its_place():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await add(pilot, "meetings", "Overleg")
        await until(pilot, lambda: found.team.meetings)
        typed = {"days": "mon wed-thu", "who": "Anna, be", "interruptible": "yes", "place": "office", "weeks": "even"}
        for column, text in typed.items():
            await open_cell(pilot, "overleg", column)
            await pilot.press("ctrl+u", *text)
            if column == "who":
                await pilot.press(*", nobody")
                await until_shown(pilot, "The team has no member nobody.")
                await pilot.press(*["backspace"] * 8)
            await pilot.press("enter")
            await pilot.pause()
        await until(pilot, lambda: found.team.meetings[0].weeks is Parity.EVEN)
        (meeting,) = found.team.meetings
        assert (meeting.days, meeting.who) == (frozenset({0, 2, 3}), ("anna", "bea"))
        assert (meeting.interruptible, meeting.place) == (True, Place.OFFICE)
        await until_shown(pilot, "Anna, Bea")
        await pilot.press("x")
        await until_shown(pilot, "Take Overleg out of the team")
        await pilot.press("y", "u")
        await until(pilot, lambda: len(found.team.meetings) == 1)


async def test_what_an_account_is_can_be_chosen():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await show(pilot, "accounts")
        for column, typed in {"work": "custom", "level": "MT"}.items():
            await fill(pilot, "dir", column, *typed)
        await until(pilot, lambda: found.team.account["dir"].level is Level.MT)
        assert found.team.account["dir"].work is Work.CUSTOM


async def test_a_closing_day_comes_and_goes():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await show(pilot, "closed")
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+u", *"2026-12-24", "enter")
        await until(pilot, lambda: found.team.closed == {date(2026, 12, 24)})
        await until_shown(pilot, "Thursday 24 December 2026")
        await pilot.press("x")
        await until(pilot, lambda: not found.team.closed)


async def test_a_weight_is_changed_and_other_rules_have_none():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(120, 40), notifications=True) as pilot:
        await show(pilot, "rules")
        go_to(running, "rest", "weight")
        await pilot.press("enter")
        await until_shown(pilot, "This is changed in the team file")
        await fill(pilot, "spread", "weight", "backspace", *"9")
        await until(pilot, lambda: found.team.weights.spread == 9)


async def test_what_a_member_wants_in_her_calendar_is_set_and_undone():
    found = workspace()
    running = opened(found)
    said = notices(running)
    async with running.run_test(size=(120, 40)) as pilot:
        await show(pilot, "calendars")
        go_to(running, "bea", "leave")
        await pilot.press("enter")
        await until(pilot, lambda: found.calendars.choice("so", "bea").leave)
        go_to(running, "bea", "stand_ins")
        await pilot.press("enter")
        await until(pilot, lambda: found.calendars.choice("so", "bea").stand_ins)
        go_to(running, "bea", "alarm")
        await pilot.press("enter")
        await until_shown(pilot, "before a shift is she warned?")
        await pilot.press(*"soon", "enter")
        await until_shown(pilot, "soon is no alarm")
        await pilot.press("ctrl+u", *"1441", "enter")
        await until_shown(pilot, "1440")
        await pilot.press("ctrl+u", *"15", "enter")
        await until(pilot, lambda: found.calendars.choice("so", "bea") == CalendarChoice(True, True, alarm=15))
        row = next(line for line in (await until_shown(pilot, " 15")).splitlines() if line.startswith("Bea"))
        assert row.split() == ["Bea", "yes", "yes", "yes", "yes", "yes", "no", "15"]
        go_to(running, "bea", "office")
        await pilot.press("enter")
        await until(pilot, lambda: "Her shifts are always in her calendar." in said)
        await pilot.press("u")
        await until(pilot, lambda: found.calendars.choice("so", "bea") == CalendarChoice(True, True))
        await pilot.press("u", "u")
        await until(pilot, lambda: found.calendars.choice("so", "bea") == CalendarChoice())


async def test_how_the_work_of_the_team_shows_in_calendars_is_set_and_undone():
    found = workspace()
    running = opened(found, "nl")
    async with running.run_test(size=(120, 40)) as pilot:
        await show(pilot, "calendars")
        await fill(pilot, ":team", "remote", "down")
        await until(pilot, lambda: found.team.calendar.remote is Availability.TENTATIVE)
        await fill(pilot, ":team", "alarm", "ctrl+u", *"30")
        await until(pilot, lambda: found.team.calendar.alarm == 30)
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("ctrl+u", *"none", "enter")
        await until(pilot, lambda: found.team.calendar.alarm is None)
        await pilot.press("u", "u", "u")
        await until(pilot, lambda: found.team.calendar == CalendarStyle())


async def test_a_calendar_comes_and_goes_with_its_member():
    running = opened()
    async with running.run_test(size=(120, 40)) as pilot:
        await show(pilot, "calendars")
        await pilot.press("n", "x", "c")
        await pilot.pause()
        assert len(running.screen_stack) == 1
