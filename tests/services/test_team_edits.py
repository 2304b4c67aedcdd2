"""Edits of a team, and what the questions about it carry to the planner and back."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import date

import pytest

from secretariat_tui.codec import converter
from secretariat_tui.domain.account import SupportWindow
from secretariat_tui.domain.calendar import Daypart, Parity
from secretariat_tui.domain.errors import BadInput
from secretariat_tui.domain.events import Meeting
from secretariat_tui.planner.limits import Limits
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.team_fields import parse_windows, windows_text
from secretariat_tui.services.questions import ProposePatterns
from secretariat_tui.services.team_edits import ended, turned, without_account, without_member
from tests.build import account, backup, cells, days, member, problem, span, team


def test_without_a_member_nothing_names_her_any_more():
    whole = team(
        [member("anna"), member("bea")],
        [account("dir", "anna"), account("cfo", "bea")],
        agreements=[backup("cfo", "anna"), backup("dir", "bea")],
        meetings=[
            Meeting("one", "One", days("mon"), span("09:00-10:00"), who=("anna",)),
            Meeting("two", "Two", days("mon"), span("11:00-12:00"), who=("anna", "bea")),
        ],
    )
    left = without_member(whole, "anna")
    assert [item.id for item in left.members] == ["bea"]
    assert {item.id: item.primary for item in left.accounts} == {"dir": None, "cfo": "bea"}
    assert [item.account for item in left.agreements] == ["dir"]
    assert {item.id: item.who for item in left.meetings} == {"two": ("bea",)}


def test_without_an_account_nothing_names_it_any_more():
    whole = team([member("anna", knows=("dir",))], [account("dir", "anna")], agreements=[])
    left = without_account(whole, "dir")
    assert (left.accounts, left.members[0].knows) == ((), ())


def test_an_account_that_ends_is_asked_for_until_then():
    windows = (
        SupportWindow(days("mon"), span("09:00-10:00")),
        SupportWindow(days("tue"), span("09:00-10:00"), until=date(2026, 12, 1)),
        SupportWindow(days("wed"), span("09:00-10:00"), since=date(2027, 5, 1)),
    )
    found = ended(account("dir"), date(2027, 1, 31))
    assert [window.until for window in found.support] == [date(2027, 1, 31)]
    found = ended(replace(account("dir"), support=windows), date(2027, 1, 31))
    assert [window.until for window in found.support] == [date(2027, 1, 31), date(2026, 12, 1)]


def test_a_day_goes_round_and_comes_back():
    anna = member("anna", "mon")
    seen = [anna.pattern.even]
    for _ in range(4):
        anna = turned(anna, odd=False, day=0)
        seen.append(anna.pattern.even)
    assert seen == [cells("mon"), cells("mon-am"), cells("mon-pm"), frozenset(), cells("mon")]
    assert turned(anna, odd=True, day=2, part=Daypart.PM).pattern.odd == cells("mon wed-pm")


@pytest.mark.parametrize("code", ["nl", "en"])
def test_support_windows_are_read_as_they_are_told(code):
    windows = (
        SupportWindow(days("mon tue wed thu fri"), span("08:30-17:00")),
        SupportWindow(days("sat"), span("09:00-12:00"), True, Parity.ODD, date(2026, 12, 1), date(2027, 1, 1)),
        SupportWindow(days("mon fri"), span("18:00-24:00"), weeks=Parity.EVEN),
    )
    assert parse_windows(windows_text(windows, language(code))) == windows


@pytest.mark.parametrize(
    "text", ["mon", "09:00-12:00", "mon 9-12", "mon 25:00-26:00", "someday 09:00-10:00", "mon 12:00-09:00"]
)
def test_what_is_no_window_is_refused_in_words(text):
    with pytest.raises(BadInput):
        parse_windows(text)


def test_a_proposal_comes_back_from_the_planner_as_it_was():
    asked = ProposePatterns(
        problem(team([member("anna", "mon"), member("bea", "mon")], [account("dir", "anna")])), 1, Limits()
    )
    plain = converter().unstructure(asked, unstructure_as=ProposePatterns)
    read = converter().structure(json.loads(json.dumps(plain)), ProposePatterns)
    assert converter().unstructure(read, unstructure_as=ProposePatterns) == plain
    steps: list[object] = []
    found = read.answer(steps.append, threading.Event())
    again = converter().structure(json.loads(json.dumps(converter().unstructure(found))), ProposePatterns.answers)
    assert again == found
    assert steps
