"""Every part measures something, tells it and draws it; on instances so small that they are soon done."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from benchmarks import page, parts, record
from benchmarks.instances import Size
from benchmarks.many import Setting
from benchmarks.parts import (
    beside,
    calendars,
    export,
    feed,
    goals,
    growth,
    leave,
    many,
    profile,
    screens,
    start,
    store,
    yardstick,
)
from benchmarks.solve import case

TINY: dict[str, tuple[ModuleType, dict[str, Any]]] = {
    "goals": (goals, {"_GOALS": (goals.Goal(case("scale-five"), 3, 5.0),)}),
    "beside": (beside, {"_QUICK": (case("half-day-leave"),)}),
    "growth": (growth, {"_QUICK": {axis: [Size(2, 2)] for axis in ("members", "accounts", "weeks", "together")}}),
    "profile": (profile, {"_QUICK": (case("scale-five"),)}),
    "leave": (leave, {"_QUICK": (Size(2, 2),)}),
    "start": (start, {"_QUICK": 1, "_NOT_COUNTED": 0, "_TEAM": Size(2, 2), "_TO_SOLVE": "scale-five"}),
    "screens": (screens, {"_QUICK": (Size(5, 5), 0.5)}),
    "store": (store, {"_QUICK": (2, (1, 2)), "TIMES": 1}),
    "calendars": (calendars, {"_QUICK": ((20,), 2)}),
    "export": (export, {"EVENTS": 20, "MEMBERS": 4}),
    "feed": (feed, {"_QUICK": feed._Extent(3, 0.5, 0.2, 10), "_ROUNDS": 1}),
    "many": (many, {"_QUICK_TEAMS": 2, "_QUICK": (Setting(1), Setting(1, is_cluster=True))}),
    "yardstick": (yardstick, {"_QUICK": (1,)}),
}


@pytest.mark.parametrize("name", parts.PARTS)
def test_a_part_measures_tells_and_draws(name: str, monkeypatch: pytest.MonkeyPatch):
    module, smaller = TINY[name]
    for constant, value in smaller.items():
        monkeypatch.setattr(module, constant, value)
    measured = parts.part(name).measure(quick=True)
    figures = json.loads(json.dumps(measured))
    section = parts.part(name).section(figures)
    assert section.startswith("## ")
    assert section.endswith("\n")
    assert section == parts.part(name).section(measured)  # what is kept says the same
    for file, drawn in parts.pictures(name, figures).items():
        assert f"images/performance/{file}" in section
        assert drawn.lstrip().startswith(b"<?xml")
        assert drawn == parts.pictures(name, figures)[file]


# -- what is kept


def circumstances(commit: str) -> record.Circumstances:
    return record.Circumstances("2026-11-22 12:00 UTC", commit, False, 0.5, 2, 8, "x86_64", "3.11.7", "OR-Tools 9.15")


def kept(commit: str, figures: dict[str, Any]) -> record.Kept:
    return record.Kept(circumstances(commit), 1.5, 61.0, figures)


STORE = {"members": 25, "rows": [{"weeks": 1, "seconds": 0.5, "megabytes": 1.0}]}


def test_measuring_a_part_again_keeps_the_others(tmp_path: Path):
    record.keep("store", kept("aaaa", STORE), tmp_path)
    record.keep("profile", kept("aaaa", {"rows": []}), tmp_path)
    record.keep("store", kept("bbbb+", STORE), tmp_path)
    found = record.kept(tmp_path)
    assert list(found) == ["profile", "store"]  # as on the page
    assert (found["profile"].circumstances.commit, found["store"].circumstances.commit) == ("aaaa", "bbbb+")
    assert found["store"] == kept("bbbb+", STORE)


def test_the_page_tells_when_and_how_each_part_was_measured(tmp_path: Path):
    text = page.page({"store": kept("bbbb+", STORE)})
    assert "| store | 2026-11-22 12:00 UTC | `bbbb+` | whole | 0.5 to 1.5 | 61 s |" in text
    assert "| 1 | 0.500 s | 1.00 | 1.0 MB |" in text


def test_what_is_measured_outside_a_clone_is_of_no_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(record, "ROOT", tmp_path)
    assert record.commit() == record.last_change("secretariat_tui/planner") == "no commit"


def test_pictures_of_parts_that_are_gone_go_too(tmp_path: Path):
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    (pictures / "old.svg").write_text("<svg/>")
    page.write({"store": kept("aaaa", STORE)}, tmp_path / "page.md", pictures)
    assert (tmp_path / "page.md").exists()
    assert not (pictures / "old.svg").exists()


def test_the_kept_page_is_that_of_the_kept_results(tmp_path: Path):
    page.write(record.kept(), tmp_path / "page.md", tmp_path / "pictures")
    assert (tmp_path / "page.md").read_text() == page.PAGE.read_text()
    names = {file.name for file in (tmp_path / "pictures").iterdir()}
    assert names == {file.name for file in page.PICTURES.glob("*")}
