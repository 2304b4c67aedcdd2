"""The handbook on the screen: reading, writing here or in another editor, and dates of review."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Markdown, TextArea

from secretariat_tui.exchange.drafts import drafts_directory
from secretariat_tui.services.workspace import Workspace
from tests.screens.editor import edit_with
from tests.screens.opened import app, beside, notices, until, until_shown, workspace
from tests.screens.snapshot import assert_as_kept, text_of

pytestmark = pytest.mark.usefixtures("own_state")

PAGE = "# The director\n\n* Likes *short* letters\n* Calls at nine\n"


def with_page(text: str = PAGE, review: date | None = None) -> Workspace:
    found = workspace()
    found.handbook.write("so", "dir", text, review)
    found.news()  # which takes it in
    return found


def opened(found: Workspace, language: str = "en", **more: Any) -> Any:
    running = app("handbook", language, **more)
    running.workspace = found
    return running


def page_of(found: Workspace) -> str:
    page = found.handbook.page("so", "dir")
    return "" if page is None else page.text


def drafts() -> list[Path]:
    directory = drafts_directory()
    return sorted(directory.iterdir()) if directory.exists() else []


async def begun(running: Any, pilot: Any, *keys: str) -> TextArea:
    """Opens the page to write in it."""
    await pilot.press(*(keys or ("e",)))
    area: TextArea = await until(pilot, lambda: isinstance(running.focused, TextArea) and running.focused)
    return area


async def left(pilot: Any, *texts: str) -> None:
    """Waits until these are the drafts."""
    await until(pilot, lambda: tuple(path.read_text() for path in drafts()) == texts)


async def test_a_page_is_read_as_markdown():
    running = opened(with_page())
    async with running.run_test(size=(80, 24)) as pilot:
        shown = await until_shown(pilot, "Likes short letters")
        assert "The director" in shown
        assert "Written by lead on Monday 30 November 2026. It has no date of review." in " ".join(shown.split())


@pytest.mark.parametrize("key", ["e", "o", "d", "enter"])
async def test_who_may_only_look_is_told_before_she_writes_anything(key):
    found = with_page()
    found.may_write = False
    running = opened(found)
    told = notices(running)
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "Likes short letters")
        await pilot.press(key)
        await until(pilot, lambda: told)
        assert told == ["You are looking only: nothing can be changed here."]
        assert not isinstance(running.focused, TextArea)
        assert running.screen.ID == "handbook"


async def test_what_is_written_here_is_kept_and_can_be_undone():
    found = with_page()
    running = opened(found)
    async with running.run_test(size=(80, 24)) as pilot:
        await begun(running, pilot)
        await pilot.press(*"u?W", "ctrl+s")
        await until(pilot, lambda: page_of(found) == "u?W" + PAGE)
        assert not running.screen.query_one(TextArea).display
        assert drafts() == []
        await pilot.press("u")
        assert page_of(found) == PAGE


async def test_a_first_page_is_written():
    found = workspace()
    running = opened(found)
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "There is no page yet.")
        await begun(running, pilot, "enter")
        await pilot.press(*"Hello", "ctrl+s")
        await until(pilot, lambda: page_of(found) == "Hello")
        assert [page.account for page in found.team.handbook] == ["dir"]


async def test_who_leaves_finds_her_draft_again():
    found = with_page()
    running = opened(found)
    async with running.run_test(size=(80, 24)) as pilot:
        await begun(running, pilot)
        await pilot.press(*"half ")
        await pilot.press("ctrl+q")
    assert page_of(found) == PAGE
    assert [path.read_text() for path in drafts()] == ["half " + PAGE]
    assert drafts()[0].stat().st_mode & 0o777 == 0o600
    again = opened(found)
    async with again.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "You have a draft of it.")
        await pilot.press("e")
        await until_shown(pilot, "Go on with the draft")
        assert (await begun(again, pilot, "enter")).text == "half " + PAGE
        await pilot.press("ctrl+s")
        await until(pilot, lambda: page_of(found) == "half " + PAGE)


async def test_a_draft_is_kept_while_it_is_written():
    running = opened(with_page())
    async with running.run_test(size=(80, 24)) as pilot:
        await begun(running, pilot)
        await pilot.press("x")
        await left(pilot, "x" + PAGE)
        await pilot.press("backspace")
        await left(pilot)


async def test_a_draft_can_be_thrown_away():
    found = with_page()
    running = opened(found)
    async with running.run_test(size=(80, 24)) as pilot:
        await begun(running, pilot)
        await pilot.press("x", "escape", "e")
        await until_shown(pilot, "Go on with the draft")
        assert (await begun(running, pilot, "down", "enter")).text == PAGE
        await pilot.press("escape")
        await left(pilot)


async def test_what_another_wrote_meanwhile_is_not_overwritten_unseen():
    found = with_page()
    running = opened(found)
    async with running.run_test(size=(120, 40), notifications=True) as pilot:
        await begun(running, pilot)
        await pilot.press("x")
        beside(found).write_page("dir", "Hers")
        await pilot.press("ctrl+s")
        await until_shown(pilot, "else changed this page meanwhile.")
        assert page_of(found) == "Hers"
        await left(pilot, "x" + PAGE)
        await pilot.press("escape", "e")
        await until_shown(pilot, "somebody changed it since")
        await begun(running, pilot, "enter")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: page_of(found) == "x" + PAGE)


async def test_what_another_editor_wrote_is_kept(monkeypatch, tmp_path):
    found = with_page()
    running = opened(found)
    edit_with(monkeypatch, tmp_path, running, "path.write_text(path.read_text() + '\\nMore')")
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        await until(pilot, lambda: page_of(found) == PAGE + "\nMore")
        await left(pilot)


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("path.write_text('')", []),
        ("path.write_text(' \\n')", []),
        ("pass", []),
        ("path.write_text('Much work'); sys.exit(1)", ["Much work"]),
        ("import os; path.write_text('Much work'); os.abort()", ["Much work"]),
        ("sys.exit(1)", []),
    ],
)
async def test_nothing_is_lost_by_an_editor_that_fails_or_leaves_nothing(monkeypatch, tmp_path, code, kept):
    found = with_page()
    running = opened(found)
    ran = tmp_path / "ran"
    edit_with(monkeypatch, tmp_path, running, f"Path({str(ran)!r}).touch(); {code}")
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("o")
        await until(pilot, ran.exists)
        await left(pilot, *kept)
        assert page_of(found) == PAGE


async def test_a_text_that_is_no_utf_8_is_told_and_left_where_it_is(monkeypatch, tmp_path):
    found = with_page()
    running = opened(found)
    edit_with(monkeypatch, tmp_path, running, "path.write_bytes(b'caf\\xe9')")
    async with running.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("o")
        await until_shown(pilot, "Save it as UTF-8.")
        assert page_of(found) == PAGE
        assert drafts()[0].read_bytes() == b"caf\xe9"


async def test_an_editor_that_is_not_there_is_told(monkeypatch):
    found = with_page()
    running = opened(found)
    monkeypatch.setattr(running, "suspend", nullcontext)
    monkeypatch.setenv("EDITOR", "no-such-editor")
    async with running.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("o")
        await until_shown(pilot, "The editor no-such-editor cannot be started")


async def test_in_a_browser_only_the_own_editor_is_refused(monkeypatch):
    found = with_page()
    running = opened(found)
    monkeypatch.setattr(type(running), "is_web", True)
    told = notices(running)
    async with running.run_test(size=(120, 40)) as pilot:
        await pilot.press("o")
        await until(pilot, lambda: told)
        assert told == ["Your own editor cannot be opened in a browser. e edits the page here."]
        assert drafts() == []
        await pilot.press("e")
        await until(pilot, lambda: isinstance(running.focused, TextArea))
        await pilot.press("x", "ctrl+s")
        await until(pilot, lambda: page_of(found) == "x" + PAGE)


async def test_where_nothing_else_can_be_opened_that_is_told():
    running = opened(with_page())
    async with running.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("o")
        await until_shown(pilot, "No other program can be opened from here")
        assert drafts() == []


async def test_a_page_past_its_review_is_marked_and_the_date_is_set():
    found = with_page(review=date(2026, 11, 1))
    running = opened(found)
    async with running.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "It was to be reviewed on Sunday 1 November 2026.")
        assert "! Dir" in text_of(running)
        await pilot.press("d")
        await until_shown(pilot, "When must this page be looked at again?")
        await pilot.press("ctrl+u", *"2027-13-01", "enter")
        await until_shown(pilot, "Write a date as 2026-11-30.")
        await pilot.press(*["backspace"] * 5, *"06-01", "enter")
        await until_shown(pilot, "! Dir", gone=True)
        assert found.team.handbook[0].review == date(2027, 6, 1)
        await pilot.press("u")
        await until(pilot, lambda: found.team.handbook[0].review == date(2026, 11, 1))


async def test_a_page_is_only_ever_text(monkeypatch):
    opened_addresses: list[str] = []
    hostile = (
        "[come](javascript:alert(1)) ![x](file:///etc/passwd) <b onclick=1>raw</b> [bold]x[/] [/red]\n\n"
        "[y](https://evil.example/'%22)) \x1b[2J\x9b31m \u202eannA\n\n<!-- hidden -->\n\n[@click=app.quit]quit[/]\n"
    )
    running = opened(with_page(hostile))
    monkeypatch.setattr(running, "open_url", lambda url, **_: opened_addresses.append(url))
    async with running.run_test(size=(80, 24), notifications=True) as pilot:
        shown = await until_shown(pilot, "[bold]x[/] [/red]")
        assert "<b onclick=1>raw</b>" in shown
        assert "\x1b" not in shown
        for x in range(32, 78, 3):
            for y in (4, 5, 6, 7, 8):
                await pilot.click(offset=(x, y))
        assert opened_addresses == []
        assert running.is_running


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["en", "nl"])
async def test_the_handbook_looks_as_it_was_drawn(size, language):
    running = opened(with_page(), language)
    async with running.run_test(size=size) as pilot:
        await until_shown(pilot, "Calls at nine")
        assert running.screen.query_one(Markdown).source
        await assert_as_kept(pilot, f"handbook-{language}-{size[0]}x{size[1]}")
