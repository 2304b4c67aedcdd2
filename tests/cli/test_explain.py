"""Why nobody can, why her, what changed: over the plan made by hand, with the solver at work on its small team."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from secretariat_tui.domain.events import Leave
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.services.planning import plan
from tests.build import MON, TUE, account, backup, desk, member, team
from tests.cli.conftest import Answer, Program
from tests.schemas import validate

PLANNED = ("--team-file", "team.toml", "--week", "2026-W49")


MOVED = (
    "  - Let Bea work on Tuesday 1 December and be off on Wednesday 2 December instead, if she agrees. "
    "Then nothing is uncovered (fragility 1140 instead of 960)."
)


def document(answer: Answer) -> Any:
    validate(answer.document, "explain")
    return answer.document


@pytest.fixture
def small(program: Program) -> Program:
    """Anna's account on Monday and Tuesday; Bea, her backup, works on Monday and Wednesday; both man the phone."""
    program.team = team(
        [member("anna", "mon"), member("bea", "mon wed")],
        [account("dir", "anna", "mon tue")],
        agreements=[backup("dir", "bea")],
        desks=[desk(people=2)],
    )
    program.answer = plan
    return program


def test_a_shortage_is_told_with_who_is_kept_by_what_and_what_would_end_it(small: Program) -> None:
    """Anna, too, could move her Monday, but then the phone on Monday is a person short: 480 minutes for 180."""
    answer = small("explain", "shortage", *PLANNED)
    assert answer.code == 4
    assert answer.out.splitlines() == [
        "Nobody has Dir on Tuesday 1 December from 09:00 to 12:00.",
        "  - Anna does not work on Tuesday 1 December by her work pattern.",
        "  - Bea does not work on Tuesday 1 December by her work pattern.",
        "What would help, the best first:",
        MOVED,
        "Each was tried by planning the week again, and what it leads to is proven.",
    ]


def test_an_account_that_needs_nobody_on_a_date_is_not_said_to_have_nobody(small: Program) -> None:
    asked = ("explain", "account", "dir", *PLANNED)
    assert small(*asked, "--date", "2026-12-02").out == "Dir needs nobody on Wednesday 2 December.\n"
    assert small(*asked, "--date", str(TUE)).out == "Nobody has Dir on Tuesday 1 December.\n"


def test_a_shortage_as_data(small: Program) -> None:
    found = document(small("explain", "shortage", *PLANNED, "--json"))
    (item,) = found["shortages"]
    assert (found["question"], item["account"], item["minutes"], item["proven"]) == ("shortage", "dir", 180, True)
    assert [why["rule"] for why in item["why"]] == ["pattern", "pattern"]
    assert [stage["value"] for stage in item["relaxations"][0]["stages"]] == [0, 0, 1140]
    assert item["tried"] == 3  # Anna may give up her Monday, Bea hers or her Wednesday


@pytest.mark.parametrize(
    ("choice", "code"), [(("--date", "2026-12-01"), 4), (("--date", "2026-11-30"), 0), (("--desk", "telefoon"), 0)]
)
def test_one_shortage_may_be_asked_about(small: Program, choice: tuple[str, ...], code: int) -> None:
    answer = small("explain", "shortage", *PLANNED, *choice)
    assert answer.code == code
    assert (answer.out == "Nothing falls short.\n") is (code == 0)
    assert document(small("explain", "shortage", *PLANNED, *choice, "--json"))["question"] == "shortage"


def test_solve_adds_what_would_end_a_shortage_when_asked(small: Program) -> None:
    without = small("solve", "team.toml", "--week", "2026-W49", "--json").document
    asked = small("solve", "team.toml", "--week", "2026-W49", "--json", "--explain").document
    assert without["shortages"][0]["relaxations"] == []
    assert asked["shortages"][0]["relaxations"][0]["stages"] == {"shortage": 0, "agreements": 0, "fragile": 1140}
    assert asked["duties"] == without["duties"]


def test_a_backup_instead_of_the_primary_has_its_price(small: Program) -> None:
    answer = small("explain", "account", "dir", "--date", "2026-11-30", "--member", "bea", *PLANNED)
    assert answer.code == 0
    for line in (
        "Anna has Dir on Monday 30 November from 09:00 to 12:00: it is her own account.",
        "  - Nothing in this roster keeps Bea from it.",
        "What if Bea has Dir on Monday 30 November from 09:00 to 12:00?",
        "It can be done, at a price, first of all in agreements:",
        "  - agreements: 180 instead of 0",
        "  - Dir on Monday 30 November from 09:00 to 12:00: Bea instead of Anna",
        "Less is impossible: this is proven.",
    ):
        assert line in answer.out.splitlines()


def test_the_same_alternative_asked_of_the_member_gives_the_same_changes(small: Program) -> None:
    day = ("--date", "2026-11-30", *PLANNED, "--json")
    of_account = document(small("explain", "account", "dir", "--member", "bea", *day))
    of_member = document(small("explain", "member", "bea", "--account", "dir", *day))
    assert of_account["what_if"] == of_member["what_if"]
    assert of_account["what_if"]["changes"]["stages"][1]["change"] == 180
    late = ("--from", "11:00", "--to", "24:00")
    part = document(small("explain", "member", "bea", "--account", "dir", *late, *day))
    assert part["what_if"]["changes"]["stages"][1]["change"] == 60


def test_a_day_off_costs_what_nobody_else_can_do(small: Program) -> None:
    """Without Bea the phone is a person short for eight hours."""
    answer = small("explain", "member", "bea", "--date", "2026-11-30", "--shift", "off", *PLANNED)
    assert answer.code == 0
    for line in (
        "What if Bea does not work on Monday 30 November?",
        "It can be done, at a price, first of all in shortage:",
        "  - shortage: 660 instead of 180",
    ):
        assert line in answer.out.splitlines()


def test_what_is_impossible_exits_5_with_the_clash(small: Program) -> None:
    given = ("explain", "member", "bea", "--date", "2026-12-01", "--shift", "dag", "--place", "remote", *PLANNED)
    answer = small(*given)
    assert answer.code == 5
    assert "What if Bea works Dag at home on Tuesday 1 December?" in answer.out
    assert "That is impossible: these statements cannot all hold." in answer.out
    found = document(small(*given, "--json"))
    assert sorted(item["rule"] for item in found["what_if"]["conflict"]) == ["pattern", "pinned"]


def test_why_somebody_is_away_is_not_told(small: Program) -> None:
    small.team = replace(small.team, leave=(Leave("bea", MON, MON),))
    for given in (("member", "bea", "--date", "2026-11-30"), ("account", "dir", "--date", "2026-11-30")):
        answer = small("explain", *given, *PLANNED)
        assert "Bea is away on Monday 30 November." in answer.out
        assert "leave" not in answer.out


def test_two_rosters_are_told_apart(program: Program, tmp_path: Path) -> None:
    def written(name: str) -> Path:
        path = tmp_path / name
        program("solve", "team.toml", "--week", "2026-W49", "--json", "--out", path)
        return path

    before, whole = written("before.json"), program.answer

    def thinner(problem: Problem) -> Plan:
        made = whole(problem)
        return replace(made, roster=replace(made.roster, assignments=made.roster.assignments[:1], duties=()))

    program.answer = thinner
    after = written("after.json")
    given = ("explain", "diff", before, after, "--team-file", "team.toml")
    assert program(*given).out.splitlines()[:4] == [
        "What changed:",
        "  - Bea on Monday 30 November: off instead of Dag in the office",
        "  - Dir on Monday 30 November from 08:30 to 17:00: nobody instead of Bea",
        "  - Telefoon on Monday 30 November from 09:00 to 12:00: nobody instead of Anna",
    ]
    found = document(program(*given, "--json"))
    assert (found["question"], len(found["changes"]["cells"]), len(found["changes"]["duties"])) == ("diff", 1, 2)
    assert found["changes"]["stages"][0]["change"] == 510 * 3 + 180
    assert program("explain", "diff", before, before, "--team-file", "team.toml").out == "Nothing changed.\n"


def test_a_roster_from_a_file_is_not_planned_again(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "roster.json"
    program("solve", "team.toml", "--week", "2026-W49", "--json", "--out", path)
    planned = len(program.posed)
    given = ("--roster", path, "--team-file", "team.toml")
    answer = program("explain", "account", "dir", "--date", "2026-11-30", *given)
    assert "Bea has Dir on Monday 30 November from 08:30 to 17:00: she is backup number 1 by agreement." in answer.out
    assert (
        "Nobody has Dir on Tuesday 1 December." in program("explain", "account", "dir", "--date", str(TUE), *given).out
    )
    assert len(program.posed) == planned


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        (("shortage", "--team-file", "t"), 2, "either --roster or --week"),
        (("shortage", "--account", "nobody", *PLANNED), 3, "no account nobody"),
        (("shortage", "--date", "2026-12-24", *PLANNED), 3, "not in the weeks"),
        (("member", "nobody", "--date", "2026-11-30", *PLANNED), 3, "no member nobody"),
        (("member", "bea", "--date", "2026-11-30", "--shift", "nacht", *PLANNED), 3, "no shift nacht"),
        (("member", "bea", "--date", "2026-11-30", "--place", "office", *PLANNED), 2, "give both"),
        (
            ("member", "bea", "--date", "2026-11-30", "--account", "dir", "--from", "9:00", *PLANNED),
            2,
            "not a time of day",
        ),
        (
            ("member", "bea", "--date", "2026-11-30", "--from", "12:00", "--to", "09:00", *PLANNED),
            2,
            "--to must be after --from",
        ),
        (("account", "dir", "--date", "2026-12-02", "--member", "bea", *PLANNED), 3, "needs nobody then"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_is_planned(
    small: Program, given: tuple[str, ...], code: int, words: str
) -> None:
    answer = small("explain", *given)
    assert answer.code == code
    assert words in " ".join(answer.err.split())
    assert small.posed == []


def test_a_loss_is_told_with_who_is_kept_by_what_and_what_would_end_it(program: Program) -> None:
    program.team = team([member("anna"), member("bea", knows=("dir",))], [account("dir", "anna")])
    program.answer = plan
    asked = ("explain", "loss", *PLANNED, "--member", "anna", "--date", MON.isoformat())
    assert program(*asked).out.splitlines() == [
        "If Anna falls out on Monday 30 November, nobody takes over Dir from 09:00 to 12:00.",
        "  - Nobody else has an agreement for Dir on Monday 30 November.",
        "  - Bea knows Dir but has no agreement for it: she could stand in only incidentally.",
        "What would help, the best first:",
        (
            "  - Agree with Bea that she is a backup for Dir. "
            "Then nothing of it is lost any more (fragility 0 instead of 180)."
        ),
        "Each was tried by planning the week again, and what it leads to is proven.",
    ]
    found = document(program("--json", *asked))
    assert (found["question"], found["member"], found["losses"][0]["proven"]) == ("loss", "anna", True)
    assert [remedy["left"] for remedy in found["losses"][0]["remedies"]] == [0]


def test_a_member_with_whom_nothing_is_lost_is_told_so(program: Program) -> None:
    program.team = team([member("anna"), member("bea")], [account("dir", "anna")], agreements=[backup("dir", "bea")])
    program.answer = plan
    answer = program("explain", "loss", *PLANNED, "--member", "anna", "--date", MON.isoformat())
    assert (answer.code, answer.out) == (0, "If Anna falls out on Monday 30 November, nothing is lost.\n")
