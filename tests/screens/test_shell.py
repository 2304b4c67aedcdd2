"""The app around the screens: going, asking for help, undoing, speaking, drawing plainly."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Any

import pytest

from secretariat_tui.app import Preferences, SecretariatApp
from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import fault
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.team import Team
from secretariat_tui.screens.help import HelpScreen
from secretariat_tui.screens.registry import SCREENS
from secretariat_tui.services.sheets import Sheet
from secretariat_tui.services.workspace import Workspace
from secretariat_tui.widgets.cell_table import CellTable
from secretariat_tui.widgets.key_bar import KeyBar
from secretariat_tui.widgets.looks import CLASSES
from tests.plans import small_team
from tests.screens.opened import app, notices, until, until_shown, workspace
from tests.screens.snapshot import assert_as_kept, text_in, text_of

SIZES = [(1, 1), (20, 5), (80, 24), (120, 40), (300, 60)]
HOSTILE = [
    *("[/red]", "[bold]x[/]", "\x1b[2J\x1b[31m", "\x9b31m", "a\nb\tc"),
    *("\u202eannA", "\u05e9\u05e8\u05d4", "\U0001f469\U0001f3fd\u200d\U0001f4bb", "e\u0301" * 40),
]


@pytest.mark.parametrize("entry", SCREENS, ids=lambda entry: entry.id)
async def test_every_screen_opens_with_its_key_and_has_help(entry):
    running = app("week" if entry.id == "today" else "today")
    async with running.run_test(size=(80, 24)) as pilot:
        running.screen.set_focus(None)
        await pilot.press(entry.key)
        await pilot.pause()
        assert entry.id == running.screen.ID
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(running.screen, HelpScreen)
        assert entry.name in text_of(running)
        await pilot.press("escape")
        await pilot.pause()
        assert entry.id == running.screen.ID


async def test_the_help_of_a_screen_begins_with_what_is_done_there():
    running = app("week")
    async with running.run_test(size=(80, 60)) as pilot:
        await pilot.press("question_mark")
        shown = await until_shown(pilot, "To the next part")
        assert shown.index("Publish") < shown.index("To the next part") < shown.index("Quit")


@pytest.mark.parametrize(
    ("screen", "keys"),
    [
        ("today", ""),
        ("week", "f Findings [ Earlier ] Later"),
        ("leave", ""),
        ("continuity", "f What would help [ Earlier ] Later"),
        ("backups", ""),
        ("team", "o Propose patterns ] Next part"),
        ("report", "w Week m Month q Quarter y Year s Save as a file"),
        ("handbook", ""),
        ("history", "[ Earlier ] Later"),
        ("explain", "s Another subject"),
    ],
)
async def test_who_may_only_look_is_shown_no_key_that_changes_anything(screen, keys):
    running = app(screen)
    running.workspace.may_write = False
    async with running.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "You are looking only")
        bar = f"{keys} ? Help ^p All acts".strip()
        await until(pilot, lambda: text_in(running, "KeyBar") == bar)
        await pilot.press("question_mark")
        assert "Undo" not in await until_shown(pilot, "Help")


@pytest.mark.parametrize(
    ("language", "told", "hint"),
    [
        ("en", "You may not write to the file [b]/weeks.db.", "Make the file writable for you"),
        ("nl", "U mag niet schrijven naar het bestand [b]/weeks.db.", "Maak het bestand schrijfbaar voor uzelf"),
    ],
)
async def test_who_may_only_look_is_told_why_and_what_would_help(language, told, hint):
    running = app("week", language)
    running.workspace.may_write = False
    mend = "Make the file writable for you, or choose another with --db."
    running.workspace.why_not = fault(
        "database", "You may not write to the file {database}.", hint=mend, database="[b]/weeks.db"
    )
    noticed = notices(running)
    async with running.run_test(size=(120, 40)) as pilot:
        assert hint not in await until_shown(pilot, told)
        await pilot.press("P")
        await until(pilot, lambda: any(told in text and hint in text for text in noticed))
        await pilot.press("L")
        await until_shown(pilot, told)


@pytest.mark.parametrize("entry", SCREENS, ids=lambda entry: entry.id)
async def test_who_may_only_look_is_told_so_before_she_is_asked_anything(entry):
    running = app(entry.id, published=True)
    running.workspace.may_write = False
    async with running.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "You are looking only")
        screen = running.screen
        keys = {
            binding.key.split(",")[0]: binding.action
            for _, binding in screen._bindings
            if binding.action.partition("(")[0] in screen.WRITES
        }
        if entry.id != "today":  # where it explains what is under the cursor
            keys["enter"] = "choose"
        for key, action in keys.items():
            await pilot.press(key)
            await pilot.pause()
            assert running.screen is screen, action


async def test_help_tells_keys_that_do_the_same_on_one_line():
    running = app("explain", published=True)
    async with running.run_test(size=(120, 60)) as pilot:
        await until_shown(pilot, "How good is this roster?")
        await pilot.press("question_mark")
        shown = await until_shown(pilot, "Ask the question with this number")
        (line,) = [line for line in shown.splitlines() if "Ask the question with this number" in line]
        assert "│ 1 - 9 " in line


@pytest.mark.parametrize(("width", "named"), [(120, True), (118, False), (80, False)])
async def test_the_bar_says_how_the_week_stands_before_it_names_the_other_screens(width, named):
    running = app("week", "nl")
    async with running.run_test(size=(width, 24)) as pilot:
        shown = await until_shown(pilot, "concept: Week 49")
        assert ("Continuïteit B Achtervang" in shown.splitlines()[0]) is named
        await pilot.click("TitleBar", offset=(2, 0))
        await until_shown(pilot, "maandag 30 november 2026")


async def test_a_click_in_the_bar_opens_a_screen():
    running = app("week")
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.click("TitleBar", offset=(2, 0))
        await pilot.pause()
        assert running.screen.ID == "today"


@pytest.mark.parametrize("entry", SCREENS, ids=lambda entry: entry.id)
async def test_every_screen_bears_every_size(entry):
    running = app(entry.id)
    async with running.run_test(size=(80, 24)) as pilot:
        for width, height in SIZES:
            await pilot.resize_terminal(width, height)
            await until(pilot, lambda: len(text_of(running).splitlines()) == height)  # noqa: B023  (it is asked here)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("entry", SCREENS, ids=lambda entry: entry.id)
async def test_the_keys_are_told_whole_in_80_columns_and_lead_to_the_others(entry, language):
    running = app(entry.id, language)
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "? Hulp" if language == "nl" else "? Help")
        line = text_of(running).splitlines()[-1]
        told = {f"{running.get_key_display(b.binding)} {b.binding.description}" for b in active(running)}
        parts = {part for part in told if f" {part} " in f" {line} "}
        assert len(parts) > 2
        for part in sorted(parts, key=len, reverse=True):
            line = f" {line} ".replace(f" {part} ", " ", 1)
        assert line.split() in ([], ["…"])


def active(running: SecretariatApp) -> list[Any]:
    return list(running.screen.active_bindings.values())


async def test_what_must_be_pressed_now_comes_first_and_a_click_presses_it():
    running = app("week", "nl")
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        await until(pilot, lambda: text_of(running).splitlines()[-1].startswith("^s Stop"))
        assert await pilot.click("KeyBar", offset=(1, 0))
        await until_shown(pilot, "stopt")
        bar = running.screen.query_one(KeyBar)
        at = text_of(running).splitlines()[-1].index("? Hulp")
        assert await pilot.click(bar, offset=(at, 0))
        await until(pilot, lambda: isinstance(running.screen, HelpScreen))


def forced(thing: Any, name: str) -> Any:
    """The thing with a name that would be refused: as if a database had been tampered with."""
    copy = replace(thing)
    object.__setattr__(copy, "name", name)
    return copy


def harmful(sign: str) -> bool:
    return unicodedata.category(sign) == "Cc" or sign == "\u202e"


class Tampered(Workspace):
    """Everybody and everything in it has another name, as no database would give it."""

    name = ""

    @property
    def team(self) -> Team:
        team = super().team
        members = tuple(forced(member, self.name) for member in team.members)
        accounts = tuple(forced(account, self.name) for account in team.accounts)
        desks = tuple(forced(desk, self.name) for desk in team.desks)
        copy = forced(team, self.name)
        for field, value in (("members", members), ("accounts", accounts), ("desks", desks)):
            object.__setattr__(copy, field, value)
        return copy

    def sheet(self, first: Week, weeks: int = 1) -> Sheet:
        found = super().sheet(first, weeks)
        return replace(found, asked=replace(found.asked, team=self.team))


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
async def test_a_name_is_only_ever_a_name(name):
    found = workspace()
    tampered = Tampered(found.office, found.team.id, found.planner)
    tampered.name = name
    running = SecretariatApp(tampered, Preferences(start="week"))
    async with running.run_test(size=(120, 40), notifications=True) as pilot:
        running.tell(name)
        for key in ("down", "right", "question_mark", "escape", "ctrl+p"):
            await pilot.press(key)
            await pilot.pause()
        assert not any(harmful(sign) for line in text_of(running).splitlines() for sign in line)


async def test_the_palette_finds_every_act_by_its_name():
    running = app("week")
    async with running.run_test(size=(80, 24)) as pilot:
        for typed, key in [("undo", "u"), ("today", "T"), ("quit", "^q"), ("later", "]")]:
            await pilot.press("ctrl+p", *typed)
            await until(pilot, lambda key=key: key in map(str.strip, text_of(running).splitlines()))
            await pilot.press("escape")


async def test_what_is_undone_is_gone_and_can_be_done_again():
    found = workspace()
    team = found.team
    found.change_team(replace(team, name="Elders"), ActKind.EDIT_TEAM)
    running = app("week")
    running.workspace = found
    async with running.run_test(notifications=True) as pilot:
        await pilot.press("u")
        assert found.team.name == team.name
        await pilot.press("ctrl+r")
        assert found.team.name == "Elders"
        await pilot.press("ctrl+r")
        await until_shown(pilot, "There is nothing to do again.")


async def test_all_texts_change_when_the_language_does():
    running = app("week")
    async with running.run_test(size=(80, 24)) as pilot:
        assert "Monday" in text_of(running)
        await pilot.press("T", "W", "ctrl+l", "up", "enter")
        await pilot.pause()
        shown = text_of(running)
        assert "maandag" in shown
        assert "Monday" not in shown
        assert "Uren" in shown
        assert "Hours" not in shown


async def test_plain_signs_are_ascii_whatever_is_shown():
    team = small_team()
    members = tuple(replace(member, name="Zoë Ångström 東京") for member in team.members)
    running = app("week", ascii=True, team=replace(team, members=members))
    async with running.run_test(size=(80, 24)) as pilot:
        for key in ("down", "question_mark", "escape", "ctrl+p", "escape", "ctrl+l"):
            await pilot.press(key)
            await pilot.pause(0.1)
            drawn = running.screen._compositor.render_strips()
            filtered = [strip.apply_filter(running._plain, running.screen.styles.background) for strip in drawn]
            assert all(strip.text.isascii() for strip in filtered)


@pytest.mark.parametrize("theme", ["secretariat-dark", "secretariat-light", "secretariat-contrast"])
async def test_every_theme_can_be_worn(theme):
    running = app("week")
    async with running.run_test() as pilot:
        before = text_of(running)
        running.theme = theme
        await pilot.pause()
        assert text_of(running) == before


def _contrast(*colours: Any) -> float:
    """The contrast of two colours as WCAG 2 counts it, from 1 to 21."""

    def light(colour: Any) -> float:
        parts = [part / 255 for part in colour.get_truecolor()]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted(map(light, colours))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["secretariat-dark", "secretariat-light", "secretariat-contrast"])
async def test_whatever_stands_in_a_table_can_be_read_in_every_theme(theme):
    running = app("week")
    async with running.run_test() as pilot:
        running.theme = theme
        await pilot.pause()
        table = running.screen.query(CellTable).first()
        for name in sorted(CLASSES):
            style = table.get_component_rich_style(name, partial=True)
            drawn = table.rich_style + style
            assert _contrast(drawn.color, drawn.bgcolor) >= 4.5, name


async def test_quitting_leaves_no_planner_behind():
    running = app("week")
    async with running.run_test() as pilot:
        await pilot.press("ctrl+q")
    assert running.workspace.planner.closed


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "nl"])
async def test_the_week_looks_as_it_was_drawn(size, language):
    running = app("week", language)
    async with running.run_test(size=size) as pilot:
        await pilot.pause()
        await assert_as_kept(pilot, f"week-{language}-{size[0]}x{size[1]}")
