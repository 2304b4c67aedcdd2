"""What is kept about a member, as she reads it."""

from __future__ import annotations

from enum import StrEnum

import pytest

from secretariat_tui.domain.account import Level, Work
from secretariat_tui.domain.calendar import Parity
from secretariat_tui.domain.events import LeaveStatus, WishKind
from secretariat_tui.domain.member import Role
from secretariat_tui.domain.records import ActKind, State
from secretariat_tui.domain.roster import HolderRole
from secretariat_tui.domain.shift import Place
from secretariat_tui.presenters.dossier_view import LABELS, WORDS, record_line
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.store.dossier import naming
from secretariat_tui.store.schema import metadata
from secretariat_tui.store.tables import act
from tests.plans import small_team

TELLER = Teller(language("en"), small_team())


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            {"id": 2, "member": "anna", "start": "2026-12-08", "end": "2026-12-09", "part": None, "state": "in_force"},
            "number: 2; first: Tuesday 8 December 2026; last: Wednesday 9 December 2026; in force",
        ),
        ({"start": "2026-12-08", "part": "am"}, "first: Tuesday 8 December 2026; part of the day: the morning"),
        (
            {"shift": "dag", "place": "remote", "start": 510, "end": 1020, "pinned": True, "declined": False},
            "shift: Dag; place: home; from: 08:30; to: 17:00; pinned: yes; declined: no",
        ),
        ({"id": "anna"}, "id: anna"),
        ({"at": "2026-11-23T05:18:06.639637+00:00"}, "at: Monday 23 November 2026 06:18"),
        ({"week": "2026-W50", "minutes": 90}, "week: 2026-W50; time: 1 hour 30 min"),
        ({"duty": "dir", "is_desk": False, "role": "backup", "rank": 2}, "duty: Dir; role: backup; rank: 2"),
        ({"kind": "off", "days": "0am 4pm", "value": ""}, "kind: off; days: Monday the morning, Friday the afternoon"),
        ({"kind": "together", "days": "0am 0pm", "value": "bea"}, "kind: together; days: Monday; value: Bea"),
        ({"kind": "place", "value": "remote"}, "kind: place; value: home"),
        ({"kind": "request_leave", "why": "x"}, "kind: leave requested; why: x"),
        (
            {"in": "version 1", "part": {"account": "dir", "member": "bea", "until": "2026-12-31"}},
            "account: Dir; member: Bea; until: Thursday 31 December 2026",
        ),
        (
            {
                "in": "2026-W50",
                "part": {"member": "anna", "takes": [{"duty": "dir", "span": [510, 990]}], "lost": [], "load": 1},
            },
            "week: 2026-W50; takes: (duty: Dir; when: 08:30 to 16:30); load: 1",
        ),
        ({"part": {"pattern": {"even": [[0, "am"], [0, "pm"]]}}}, "works: (even weeks: Monday)"),
        (
            {"part": {"reason": {"rule": "x", "template": "{member} is off.", "facts": [["member", "bea"]]}}},
            "reason: (Bea is off.)",
        ),
    ],
)
def test_a_record_is_told_in_words(row: dict[str, object], told: str) -> None:
    assert record_line(row, "anna", TELLER) == told


def test_a_record_is_told_in_the_language_of_the_reader() -> None:
    told = record_line({"place": "office", "start": "2026-12-08"}, "anna", Teller(language("nl"), small_team()))
    assert "kantoor" in told
    assert "dinsdag 8 december 2026" in told


@pytest.mark.parametrize("words", [WishKind, Role, State, HolderRole, LeaveStatus, Place, ActKind, Parity, Level, Work])
def test_every_word_of_the_program_has_one_for_people(words: type[StrEnum]) -> None:
    """MT is called so, and all weeks need no word."""
    assert {word.value for word in words} - {"all", "MT"} <= WORDS.keys()


def test_every_column_that_is_told_has_a_name_for_people() -> None:
    about_her = [table for table in metadata.sorted_tables if table is act or naming(table, "x") is not None]
    columns = {column.name for table in about_her for column in table.c}
    assert columns - {"team", "hash", "digest"} <= LABELS.keys()
