"""Rosters as JSON: what is written, what is read back, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretariat_tui.domain.errors import BadInput, Fault
from secretariat_tui.domain.roster import HolderRole
from secretariat_tui.exchange.documents import dump, impossible_document, plain, roster_document
from secretariat_tui.exchange.roster_json import read_history, read_plan, read_roster
from tests.build import MON, TUE, problem, shift, team
from tests.plans import plan_of, small_team
from tests.schemas import validate

TEAM = small_team()
PLAN = plan_of(problem(TEAM))


def document() -> dict[str, Any]:
    return json.loads(dump(roster_document(PLAN, TEAM)))


def faults(tmp_path: Path, content: str | bytes | dict[str, Any]) -> tuple[Fault, ...]:
    path = tmp_path / "roster.json"
    text = json.dumps(content) if isinstance(content, dict) else content
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BadInput) as caught:
        read_plan(path, TEAM)
    assert all(fault.file == str(path) for fault in caught.value.faults)
    return caught.value.faults


def test_the_document_keeps_its_schema() -> None:
    validate(document(), "roster")


def test_the_document_of_a_clash_keeps_its_schema() -> None:
    reason = PLAN.shortages[0].why[0].reason
    found = impossible_document(TEAM, PLAN.roster.weeks, 1, [reason], plain)
    validate(found, "roster")
    assert found["status"] == "impossible"
    assert found["conflict"][0] == {
        "rule": "pattern",
        "date": "2026-12-01",
        "member": "bea",
        "text": "bea does not work on 2026-12-01 by her work pattern.",
    }


def test_a_backup_is_written_with_her_rank_and_a_desk_without_a_role() -> None:
    assert document()["duties"] == [
        {"date": "2026-11-30", "account": "dir", "start": "08:30", "end": "17:00", "member": "bea", "role": "backup",
         "rank": 1},
        {"date": "2026-11-30", "desk": "telefoon", "start": "09:00", "end": "12:00", "member": "anna"},
    ]  # fmt: skip


def test_lists_are_sorted_by_date_and_then_by_id() -> None:
    found = document()
    assert [item["date"] for item in found["shortages"]] == ["2026-11-30", "2026-12-01"]
    assert [item["member"] for item in found["contingency"]] == ["anna", "bea"]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "roster.json"
    path.write_bytes(dump(roster_document(PLAN, TEAM)))
    read = read_plan(path, TEAM)
    assert read.roster == PLAN.roster
    assert read.continuity == 0.7391
    assert [item.loss for item in read.contingency] == [180, 0]
    assert dump(roster_document(read, TEAM)) == path.read_bytes()


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "roster.json"
    path.write_bytes(b"\xef\xbb\xbf" + dump(roster_document(PLAN, TEAM)))
    assert read_roster(path, TEAM) == PLAN.roster


def test_braces_in_a_text_of_a_file_are_only_braces(tmp_path: Path) -> None:
    found = document()
    found["findings"][0]["text"] = "{member} {0} {"
    path = tmp_path / "roster.json"
    path.write_text(json.dumps(found))
    assert roster_document(read_plan(path, TEAM), TEAM)["findings"][0]["text"] == "{member} {0} {"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("", "not-json"),
        ("rooster", "not-json"),
        ("[1, 2]", "not-a-document"),
        ("{}", "not-a-document"),
        ('{"schema": "secretariat/error/1"}', "other-schema"),
        ('{"schema": 1}', "not-a-document"),
        ('{"schema": "secretariat/roster/1", "seed": NaN}', "not-json"),
        ('{"schema": "secretariat/roster/1", "schema": "x"}', "not-json"),
        ("[" * 200_000, "too-deep"),
        (b"\xff\xfe{\x00}\x00", "not-utf-8"),
        ('{"seed": ' + "9" * 5000 + "}", "not-json"),
    ],
)
def test_what_is_not_a_roster_is_refused_with_its_reason(tmp_path: Path, content: str | bytes, kind: str) -> None:
    assert [fault.kind for fault in faults(tmp_path, content)] == [kind]


def test_a_mistake_in_json_is_named_with_its_line(tmp_path: Path) -> None:
    assert faults(tmp_path, '{\n"schema": "x",\n"a" 1}')[0].line == 3


def test_a_missing_file_and_a_directory_are_refused(tmp_path: Path) -> None:
    for path, kind in ((tmp_path / "no.json", "no-file"), (tmp_path, "is-directory")):
        with pytest.raises(BadInput) as caught:
            read_roster(path, TEAM)
        assert [fault.kind for fault in caught.value.faults] == [kind]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"schema": "x", "schema": "y"}', '"schema" stands twice in the same place.'),
        ('{"seed": NaN}', "NaN is no value that a roster can have."),
        ('{"seed": ' + "9" * 5000 + "}", "This number has thousands of digits."),
    ],
)
def test_what_no_reader_of_json_takes_is_told_in_a_sentence_of_our_own(tmp_path: Path, content: str, told: str) -> None:
    (found,) = faults(tmp_path, content)
    assert plain(found.text) == told


def test_who_names_another_file_is_told_which_to_name(tmp_path: Path) -> None:
    for content in ("[team]", "[]", "{}"):
        (found,) = faults(tmp_path, content)
        assert found.hint is not None
        assert plain(found.hint) == "Name a file that secretariat wrote as JSON."


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "roster.json"
    with path.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    with pytest.raises(BadInput) as caught:
        read_roster(path, TEAM)
    assert caught.value.faults[0].kind == "too-large"


def _set(*path: str | int, to: object) -> Callable[[dict[str, Any]], None]:
    def change(found: Any) -> None:
        for step in path[:-1]:
            found = found[step]
        found[path[-1]] = to

    return change


@pytest.mark.parametrize(
    ("change", "kind", "key"),
    [
        (_set("assignments", 0, "member", to="ana"), "unknown-id", "assignments[0].member"),
        (_set("assignments", 0, "shift", to="nacht"), "unknown-id", "assignments[0].shift"),
        (_set("assignments", 0, "date", to="2026-11-31"), "wrong-value", "assignments[0].date"),
        (_set("assignments", 0, "date", to="2026-W49-1"), "wrong-value", "assignments[0].date"),
        (_set("assignments", 0, "date", to="2026-11-29"), "outside-weeks", "assignments[0].date"),
        (_set("assignments", 0, "place", to="home"), "wrong-value", "assignments[0].place"),
        (_set("assignments", 0, "start", to="8:30"), "wrong-value", "assignments[0].start"),
        (_set("assignments", 0, "end", to="08:30"), "end-before-start", "assignments[0]"),
        (_set("assignments", 0, "pinned", to="no"), "wrong-value", "assignments[0].pinned"),
        (_set("assignments", 0, to=3), "wrong-value", "assignments[0]"),
        (_set("assignments", to={}), "wrong-value", "assignments"),
        (_set("duties", 0, "account", to="telefoon"), "unknown-id", "duties[0].account"),
        (_set("duties", 0, "desk", to="telefoon"), "wrong-value", "duties[0]"),
        (_set("duties", 0, "role", to="boss"), "wrong-value", "duties[0].role"),
        (_set("duties", 0, "rank", to=0), "wrong-value", "duties[0].rank"),
        (_set("duties", 0, "rank", to=True), "wrong-value", "duties[0].rank"),
        (_set("stages", 0, "value", to=-1), "wrong-value", "stages[0].value"),
        (_set("stages", 0, "value", to=1.5), "wrong-value", "stages[0].value"),
        (_set("stages", 0, "bound", to=10**30), "wrong-value", "stages[0].bound"),
        (_set("weeks", to=[]), "wrong-value", "weeks"),
        (_set("weeks", to=["2026-W54"]), "wrong-value", "weeks[0]"),
        (_set("weeks", to=["2026-W49", "2026-W51"]), "wrong-value", "weeks"),
        (_set("team", to="other"), "other-team", "team"),
        (_set("status", to="impossible"), "no-roster", "status"),
        (_set("status", to="done"), "wrong-value", "status"),
        (_set("continuity", to=1.01), "wrong-value", "continuity"),
        (_set("shortages", 0, "people", to="one"), "wrong-value", "shortages[0].people"),
        (_set("contingency", 1, "takes", 0, "member", to="x"), "unknown-id", "contingency[1].takes[0].member"),
        (_set("findings", 0, "level", to="shout"), "wrong-value", "findings[0].level"),
    ],
)
def test_each_wrong_value_is_named_by_its_place(
    tmp_path: Path, change: Callable[[dict[str, Any]], None], kind: str, key: str
) -> None:
    found = document()
    change(found)
    assert [(fault.kind, fault.key) for fault in faults(tmp_path, found)] == [(kind, key)]


def test_a_member_with_a_slip_of_the_pen_gets_the_nearest_id(tmp_path: Path) -> None:
    found = document()
    found["assignments"][0]["member"] = "annna"
    assert faults(tmp_path, found)[0].nearest == "anna"


def test_a_missing_key_is_named_in_its_object(tmp_path: Path) -> None:
    found = document()
    del found["duties"][1]["member"]
    (fault,) = faults(tmp_path, found)
    assert (fault.kind, fault.key, fault.text.fact("missing")) == ("missing-key", "duties[1]", "member")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    found = document()
    found["assignments"][0]["member"] = "x"
    found["duties"][0]["start"] = "noon"
    assert len(faults(tmp_path, found)) == 2


def test_history_leaves_out_who_and_what_the_team_no_longer_has(tmp_path: Path) -> None:
    path = tmp_path / "roster.json"
    path.write_bytes(dump(roster_document(PLAN, TEAM)))
    today = team([TEAM.member["anna"]], [TEAM.account["dir"]], desks=[TEAM.desk["telefoon"]], shifts=[shift("vroeg")])
    read = read_history(path, today)
    assert [(item.date, item.member) for item in read.assignments] == [(MON, "anna")]
    assert [(item.duty, item.role) for item in read.duties] == [("telefoon", None)]


def test_a_role_is_read_as_it_is_claimed(tmp_path: Path) -> None:
    found = document()
    found["duties"][0] |= {"role": "incidental", "distance": 2, "date": TUE.isoformat()}
    path = tmp_path / "roster.json"
    path.write_text(json.dumps(found))
    duty = next(item for item in read_roster(path, TEAM).duties if item.duty == "dir")
    assert (duty.role, duty.distance) == (HolderRole.INCIDENTAL, 2)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data(), value=JSON)
def test_whatever_is_put_anywhere_is_read_or_refused_but_never_fails(
    tmp_path: Path, data: st.DataObject, value: object
) -> None:
    found = document()
    place: Any = found
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        if isinstance(place[key], dict | list) and data.draw(st.booleans()):
            place = place[key]
            continue
        place[key] = value
        break
    path = tmp_path / "roster.json"
    path.write_text(json.dumps(found))
    try:
        read = read_plan(path, TEAM)
    except BadInput:
        return
    assert roster_document(read, TEAM)["schema"] == "secretariat/roster/1"
