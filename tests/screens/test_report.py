"""The report on the screen: lines and figures by period, burdens by kind, and files."""

from __future__ import annotations

import csv
import json
import re
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from secretariat_tui.domain.records import ActKind
from secretariat_tui.services.questions import ReportWeeks
from secretariat_tui.services.workspace import Workspace
from secretariat_tui.widgets.cell_table import CellTable
from tests.build import WEEK, problem
from tests.plans import plan_of, small_team
from tests.screens.opened import ReadyPlanner, app, notices, until, until_shown, workspace
from tests.screens.snapshot import assert_as_kept, text_in, text_of


class HerePlanner(ReadyPlanner):
    """Answers a report itself: there is no solver in it."""

    async def ask(self, question: Any, tell: Any = None, stop: Any = None) -> Any:
        del stop
        self.asked.append(question)
        return question.answer(tell or (lambda _: None), threading.Event())


def published(weeks: int = 3, realised: bool = False) -> Workspace:
    """Some weeks from a short time ago, published; in the second, Bea does not work."""
    found = workspace(planner=HerePlanner())
    team = small_team()
    for number in range(weeks):
        week = WEEK.plus(number - weeks)
        asked = problem(team, 1, week)
        days = {day: WEEK.days[n] for n, day in enumerate(week.days)}
        there = {old: new for new, old in days.items()}
        plan = plan_of(problem(team))
        roster = replace(
            plan.roster,
            weeks=(week,),
            assignments=tuple(replace(item, date=there[item.date]) for item in plan.roster.assignments),
            duties=tuple(replace(item, date=there[item.date]) for item in plan.roster.duties[: 2 - number % 2]),
        )
        seen = found.sheet(week)
        assert asked.weeks == seen.problem.weeks
        found.keep(replace(plan, roster=roster, shortages=(), contingency=()), ActKind.PLAN, seen=seen)
        found.publish(week)
        if realised:
            found.realise(week, 1)
    return found


def opened(found: Workspace, language: str = "en", **more: Any) -> Any:
    running = app("report", language, **more)
    running.workspace = found
    return running


async def test_every_week_has_a_row_with_its_figures_and_burdens():
    running = opened(published())
    async with running.run_test(size=(200, 60)) as pilot:
        shown = await until_shown(pilot, "2026-W46")
        first = next(line for line in shown.splitlines() if line.startswith("2026-W46"))
        second = next(line for line in shown.splitlines() if line.startswith("2026-W47"))
        assert first != second.replace("W47", "W46")
        assert "Burdens, of all together" in shown
        assert first.split()[-1] == "8.5"
        assert "Anna" not in shown


async def test_the_column_of_the_cursor_is_the_line_that_is_drawn():
    running = opened(published())
    async with running.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "Covered (%)")
        await pilot.press("right")
        await until_shown(pilot, "Continuity (%)")
        await pilot.press("end")
        await until_shown(pilot, "Hours of standing in")


async def test_the_numbers_beside_the_line_have_the_decimal_sign_of_the_language_of_the_user():
    running = opened(published(), "nl")
    async with running.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "Gedekt (%)")
        beside = [number.strip() for number in re.findall("^(.+)┤", text_of(running), re.MULTILINE)]
        assert any("," in number for number in beside)
        assert not any("." in number for number in beside)


async def test_what_happened_is_told_beside_what_was_planned():
    running = opened(published(realised=True))
    async with running.run_test(size=(120, 40)) as pilot:
        shown = await until_shown(pilot, "as planned")
        assert "as it went" in shown
        assert shown.count("2026-W46") == 2  # below the plot, and in the table


@pytest.mark.parametrize(("key", "names"), [("m", ["2026-11"]), ("q", ["2026-Q4"]), ("y", ["2026"])])
async def test_periods_are_weeks_or_longer(key, names):
    running = opened(published())
    async with running.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "2026-W46")
        await pilot.press(key)
        table = running.screen.query_one(CellTable)
        await until(pilot, lambda: [row.name for row in table.grid.rows] == names)
        await pilot.press("w")
        await until(pilot, lambda: len(table.grid.rows) == 3)


async def test_it_is_made_anew_only_when_figures_may_have_changed():
    found = published()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "2026-W46")
        running.changed()
        await pilot.pause()
        assert len(found.planner.asked) == 1
        found.publish(WEEK)
        running.changed()
        await until_shown(pilot, "2026-W49")
        assert [type(question) for question in found.planner.asked] == [ReportWeeks, ReportWeeks]


async def test_without_anything_published_it_says_so():
    running = opened(workspace())
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "Nothing was published yet")
        await pilot.press("s", "m", "right")
        await pilot.pause()
        assert running.screen.ID == "report"


async def save(pilot: Any, path: Path) -> None:
    await until_shown(pilot, "2026-W46")
    await pilot.press("s")
    await until_shown(pilot, "Save as which file?")
    await pilot.press(*str(path), "enter")
    await pilot.pause()


async def test_it_is_saved_as_a_page(tmp_path):
    running = opened(published())
    async with running.run_test(size=(120, 40)) as pilot:
        await save(pilot, tmp_path / "report.html")
        await until(pilot, (tmp_path / "report.html").exists)
        assert (tmp_path / "report.html").read_bytes().startswith(b"<!DOCTYPE html>")
        assert "2026-W46" in (tmp_path / "report.html").read_text()


async def test_it_is_told_where_a_report_is_saved_under_its_own_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    running = opened(published())
    told = notices(running)
    async with running.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "2026-W46")
        await pilot.press("s")
        await until_shown(pilot, "Save as which file?")
        await pilot.press("enter")
        await until(pilot, lambda: told)
    assert told == [f"{tmp_path / 'report-2026-W46-2026-W48.html'} is written."]


async def test_it_is_saved_as_a_table_by_the_periods_that_are_shown(tmp_path):
    running = opened(published())
    async with running.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "2026-W46")
        await pilot.press("m")
        await pilot.press("s")
        await until_shown(pilot, "Save as which file?")
        await pilot.press(*str(tmp_path / "r.csv"), "enter")
        await until(pilot, (tmp_path / "r.csv").exists)
        rows = list(csv.DictReader((tmp_path / "r.csv").open()))
        assert {row["period"] for row in rows} == {"2026-11", "total"}


async def test_it_is_saved_as_data(tmp_path):
    running = opened(published())
    async with running.run_test(size=(120, 40)) as pilot:
        await save(pilot, tmp_path / "r.json")
        await until(pilot, (tmp_path / "r.json").exists)
        document = json.loads((tmp_path / "r.json").read_text())
        assert [period["period"] for period in document["periods"]] == ["2026-W46", "2026-W47", "2026-W48"]


async def test_while_it_is_made_it_is_not_said_that_there_is_nothing():
    found = published()
    found.planner = ReadyPlanner()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "^x Give up")
        assert "Nothing was published yet" not in text_of(running)
        assert text_in(running, "Details").strip() == "The report is being made."


async def test_a_report_that_is_made_anew_leaves_the_question_alone_under_which_name_it_is_saved(tmp_path):
    found = published()
    running = opened(found)
    async with running.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "2026-W46")
        await pilot.press("s")
        await until_shown(pilot, "Save as which file?")
        found.publish(WEEK)
        running.changed()
        running.screen_stack[0].refill()
        await until(pilot, lambda: len(found.planner.asked) == 2)
        await pilot.press(*str(tmp_path / "r.csv"), "enter")
        await until(pilot, (tmp_path / "r.csv").exists)


async def test_a_file_that_is_there_is_replaced_only_when_that_is_wanted(tmp_path):
    (tmp_path / "r.csv").write_text("mine")
    running = opened(published())
    async with running.run_test(size=(120, 40)) as pilot:
        await save(pilot, tmp_path / "r.csv")
        await until_shown(pilot, "Replace")
        await pilot.press("n")
        await pilot.pause()
        assert (tmp_path / "r.csv").read_text() == "mine"
        await save(pilot, tmp_path / "r.csv")
        await until_shown(pilot, "Replace")
        await pilot.press("y")
        await until(pilot, lambda: (tmp_path / "r.csv").read_text() != "mine")


async def test_a_place_that_cannot_be_written_to_and_another_kind_of_file_are_told(tmp_path):
    running = opened(published())
    async with running.run_test(size=(120, 40), notifications=True) as pilot:
        await save(pilot, tmp_path / "nowhere" / "r.html")
        await until_shown(pilot, "Make it first.")
        await pilot.press("s")
        await until_shown(pilot, "Save as which file?")
        await pilot.press(*"r.exe", "enter")
        await until_shown(pilot, "The name must end in .html, .csv or .json.")
        await pilot.press("escape")


async def test_with_plain_signs_and_without_colour_it_can_still_be_read(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    running = opened(published(realised=True), ascii=True)
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "Covered (%)")
        drawn = running.screen._compositor.render_strips()
        lines = [strip.apply_filter(running._plain, running.screen.styles.background).text for strip in drawn]
        assert all(line.isascii() for line in lines)
        assert any("*" in line for line in lines)
        assert any("x" in line for line in lines)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "nl"])
async def test_the_report_looks_as_it_was_drawn(size, language):
    running = opened(published(), language)
    async with running.run_test(size=size) as pilot:
        await until_shown(pilot, "(%)")
        await until_shown(pilot, "^s", gone=True)  # the keys, which are drawn anew once the planner is done
        await pilot.pause()
        assert len(text_of(running).splitlines()) == size[1]
        await assert_as_kept(pilot, f"report-{language}-{size[0]}x{size[1]}")
