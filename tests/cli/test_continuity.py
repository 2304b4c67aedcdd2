"""`secretariat continuity`, on a week that is small enough to do on paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.finding import because
from secretariat_tui.domain.plan import Plan
from secretariat_tui.exchange.documents import dump, roster_document
from tests.build import MON, TUE, account, backup, hold, member, roster, team, work
from tests.cli.conftest import Program
from tests.schemas import validate

# Monday: dir (Anna, backup Bea) and plan (Anna, nobody), 180 minutes each. Tuesday: dir, Anna alone.
TEAM = team(
    [member("anna", "mon tue"), member("bea", "mon", knows=("plan",))],
    [account("dir", "anna", "mon tue"), account("plan", "anna")],
    agreements=[backup("dir", "bea")],
)
ROSTER = replace(
    roster(
        [work("anna", MON), work("bea", MON), work("anna", TUE)],
        [hold("anna", "dir"), hold("anna", "plan"), hold("anna", "dir", day=TUE)],
    ),
    stages=(),
)


@pytest.fixture
def asked(program: Program, tmp_path: Path) -> tuple[str, ...]:
    program.team = TEAM
    program.answer = lambda _: Plan(ROSTER)
    file = tmp_path / "roster.json"
    file.write_bytes(dump(roster_document(Plan(ROSTER), TEAM)))
    return ("continuity", "--roster", str(file), "--team-file", "team.toml")


def test_the_document_has_every_figure(program: Program, asked: tuple[str, ...]) -> None:
    answer = program(*asked, "--json")
    validate(answer.document, "continuity")
    found = answer.document
    assert answer.code == 0
    # Of 540 minutes 360 are lost: plan on Monday, dir on Tuesday. Both away on Monday: another 180.
    assert [found[key] for key in ("held", "lost", "short", "continuity", "n_2")] == [540, 360, 0, 0.3333, 0.0]
    assert found["weights"] == [
        {"date": "2026-11-30", "member": "anna", "held": 360, "lost": 180},
        {"date": "2026-11-30", "member": "bea", "held": 0, "lost": 0},
        {"date": "2026-12-01", "member": "anna", "held": 180, "lost": 180},
    ]
    points = [(p["account"], p["member"], p["minutes"], p["dates"]) for p in found["weak_points"]]
    assert points == [("dir", "anna", 180, ["2026-12-01"]), ("plan", "anna", 180, ["2026-11-30"])]
    (remedy,) = found["weak_points"][1]["remedies"]
    assert remedy["text"] == "Agree with Bea that she is a backup for Plan."
    assert (remedy["gain"], remedy["removes"]) == (180, True)
    assert [(s["id"], s["value"], s["proven"]) for s in remedy["stages"]] == [
        ("shortage", 0, True), ("agreements", 0, True), ("fragile", 180, True),
    ]  # fmt: skip
    assert program(*asked, "--json").out == answer.out


def test_the_text_has_the_figures_the_map_and_what_would_help(program: Program, asked: tuple[str, ...]) -> None:
    out = program(*asked).out
    assert "Continuity 33.3 %." in out
    assert "Of 9 hours in somebody's hands, 6 hours would be left to nobody" in " ".join(out.split())
    assert "N-2): 0 %." in out
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines() if line.startswith(("Anna", "Bea", "Tog"))}
    assert rows == {"Anna": ["▒", "180", "█", "180"], "Bea": ["·"], "Together": ["180", "180", "0", "0", "0"]}
    told = " ".join(out.split())
    assert "- Plan falls with Anna. - Lost in this roster: 3 hours, on Mon 30 Nov." in told
    assert "That brings fragility from 360 to 180. It then falls with nobody." in told
    assert "What helps most 1. Agree with Bea that she is a backup for Plan. That brings fragility" in told
    assert max(len(line) for line in out.splitlines()) <= 80


def test_without_its_characters_the_map_is_drawn_in_ascii(
    program: Program, asked: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secretariat_tui.cli.drawing.can_write", lambda _: False)
    out = program(*asked, "--proposals", "0").out
    assert [line.split() for line in out.splitlines() if line.startswith("Anna")] == [["Anna", "+", "180", "#", "180"]]
    assert out.isascii()


def test_a_chosen_member_has_her_contingency_plans(program: Program, asked: tuple[str, ...]) -> None:
    assert "If Anna falls out:" not in program(*asked, "--proposals", "0").out
    out = program(*asked, "--proposals", "0", "--member", "anna", "--date", "2026-11-30").out
    told = " ".join(out.split())
    assert "- If Anna falls out: > Dir 09:00 to 12:00: Bea ! Plan 09:00 to 12:00: nobody" in told
    assert "- Nobody else has an agreement for Plan on Monday 30 November." in told
    assert "Tuesday" not in out


def test_a_week_is_planned_first_and_shortages_exit_4(program: Program, asked: tuple[str, ...]) -> None:
    short = replace(ROSTER, duties=ROSTER.duties[1:])
    program.answer = lambda _: Plan(short)
    answer = program(
        "continuity", "--team-file", "t", "--week", "2026-W49", "--proposals", "0", "--json", "--seed", "4"
    )
    assert (answer.code, answer.document["short"]) == (4, 180)
    assert program.limits[0].seed == 4


def test_a_week_that_cannot_be_planned_exits_5(program: Program, asked: tuple[str, ...]) -> None:
    def clash(_: object) -> Plan:
        raise Impossible([because("pinned", "{member} is pinned on {date}.", member="anna", date=TUE)])

    program.answer = clash
    answer = program("continuity", "--team-file", "t", "--week", "2026-W49")
    assert (answer.code, answer.out) == (5, "")
    assert "- Anna is pinned on Tuesday 1 December." in answer.err


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--member", "zoe"), 3), (("--date", "2026-12-31"), 3), (("--date", "soon"), 2),
        (("--week", "2026-W49"), 2), (("--proposals", "-1"), 2),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused(program: Program, asked: tuple[str, ...], more: tuple[str, ...], code: int) -> None:
    answer = program(*asked, *more)
    assert (answer.code, answer.out) == (code, "")


def test_neither_a_roster_nor_a_week_is_refused(program: Program) -> None:
    assert program("continuity", "--team-file", "team.toml").code == 2
