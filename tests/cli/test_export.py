"""Calendars from files and from the database, and what changed since a publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from secretariat_tui.domain.account import HandbookPage
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.records import ActKind
from secretariat_tui.domain.shift import Place
from secretariat_tui.exchange import caldav
from secretariat_tui.exchange.documents import dump, roster_document
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import url_of
from tests.build import WEEK, problem
from tests.cli.conftest import Program
from tests.databases import empty_database
from tests.ical.reading import events
from tests.plans import plan_of, small_team
from tests.schemas import validate

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def publish(url: str, plan: Plan, at: datetime) -> None:
    """Puts a roster of the week in force."""
    with Database(url_of(url)).write("so", ActKind.PUBLISH, "lead", at) as act:
        act.publish(WEEK, act.add_version(plan))


def first(**changes: Place) -> Plan:
    """The roster of `tests.plans`, with other places where that is said; without who has None."""
    plan = plan_of(problem(small_team()))
    there = [item for item in plan.roster.assignments if changes.get(item.member, item.place)]
    items = tuple(replace(item, place=changes.get(item.member, item.place)) for item in there)
    return replace(plan, roster=replace(plan.roster, assignments=items))


def published_in(tmp_path: Path) -> tuple[str, str]:
    """A database in which the week was published once."""
    url = f"sqlite:///{tmp_path / 'team.db'}"
    with Database(empty_database(tmp_path / "team.db")).write("so", ActKind.IMPORT_TEAM, "lead", AT) as act:
        act.put_team(small_team())
    publish(url, first(), AT)
    return "--db", url


@pytest.fixture
def database(tmp_path: Path) -> tuple[str, str]:
    return published_in(tmp_path)


def files(directory: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in directory.iterdir()}


def test_what_is_published_is_exported_in_its_revision(program: Program, database: tuple[str, str], tmp_path: Path):
    answer = program("export", "ical", "--all", "--out", tmp_path / "first", *database)
    assert answer.code == 0
    assert "after publication 1" in answer.out
    assert set(files(tmp_path / "first")) == {"so-anna.ics", "so-bea.ics", "so-account-dir.ics", "so.ics"}
    (shift,) = events(files(tmp_path / "first")["so-anna.ics"])
    assert (shift["SEQUENCE"], shift["STATUS"], shift["DTSTAMP"]) == ("0", "CONFIRMED", "20261120T090000Z")


def test_files_of_who_is_in_the_team_no_more_stay_and_are_told(
    program: Program, database: tuple[str, str], tmp_path: Path
) -> None:
    """Not those of another team, of changes alone, or that something else wrote."""
    out = tmp_path / "out"
    asked = ("export", "ical", "--all", "--out", out, "--lang", "en", *database)
    assert program(*asked).err == ""
    calendar = files(out)["so-anna.ics"]
    beside = {
        "so-dirk.ics": calendar,
        "so-account-oud.ics": calendar,
        "so-noord-dirk.ics": calendar.replace(b"UID:so.", b"UID:so-noord."),
        "so-dirk.since-1.ics": calendar,
        "so-other.ics": calendar.replace(b"-//secretariat", b"-//somebody"),
        "sonja.ics": calendar,
    }
    for name, content in beside.items():
        (out / name).write_bytes(content)
    (out / "so-map.ics").mkdir()
    told = """\
2 calendars there are of nobody in the team any more, and were left as they are. Remove those that nobody needs:
  - so-account-oud.ics
  - so-dirk.ics
"""
    assert program(*asked).err == told
    job = ("plan", "--week", "2026-W49", "--if-missing", "--publish", "--export", out, "--lang", "en", *database)
    assert told in program(*job).err
    (out / "so-map.ics").rmdir()
    assert {name: files(out)[name] for name in beside} == beside
    assert program("export", "ical", "--member", "anna", "--out", out, *database).err == ""


def test_since_a_publication_there_is_only_what_changed(program: Program, database: tuple[str, str], tmp_path: Path):
    publish(database[1], first(anna=None, bea=Place.REMOTE), AT + timedelta(hours=1))
    answer = program("export", "ical", "--all", "--since", "1", "--out", tmp_path / "new", "--json", *database)
    validate(answer.document, "files")
    assert answer.document["publication"] == 2
    written = files(tmp_path / "new")
    assert sorted(written) == answer.document["files"]
    assert "so-anna.cancelled-2026-11-30-anna-shift.ics" in written
    assert b"METHOD:CANCEL" in written["so-anna.cancelled-2026-11-30-anna-shift.ics"]
    (moved,) = events(written["so-bea.since-1.ics"])
    assert (moved["SEQUENCE"], moved["LOCATION"]) == ("1", "thuis")
    nothing = program("export", "ical", "--all", "--since", "2", "--out", tmp_path / "none", *database)
    assert (nothing.code, (tmp_path / "none").exists()) == (0, False)
    assert "nothing to export" in nothing.out


def test_since_a_publication_that_was_not_there_yet_is_refused(
    program: Program, database: tuple[str, str], tmp_path: Path
):
    answer = program("export", "ical", "--all", "--since", "7", "--out", tmp_path / "new", *database)
    assert (answer.code, answer.out) == (3, "")
    assert "There was no publication 7 yet; the last is 1." in answer.err


def test_members_may_have_more_in_their_own_calendars(program: Program, database: tuple[str, str], tmp_path: Path):
    asked = ("--member", "bea", "--stand-ins", "--alarm", "15", "--leave")
    assert program("export", "ical", *asked, "--out", tmp_path / "more", *database).code == 0
    shift, stand_in = events(files(tmp_path / "more")["so-bea.ics"])
    assert [part["TRIGGER"] for part in shift.parts] == ["-PT15M"]
    assert stand_in["UID"] == "so.bea.2026-11-30.stand-in-dir@secretariat"


def test_the_pages_of_the_handbook_are_in_the_shifts_of_who_stands_in(program: Program, tmp_path: Path):
    program.team = replace(small_team(), handbook=(HandbookPage("dir", "dir.md"),))
    (tmp_path / "dir.md").write_text("# De directeur\n\nBel eerst.\n")
    (tmp_path / "roster.json").write_bytes(dump(roster_document(plan_of(problem(program.team)), program.team)))
    given = ("--roster", tmp_path / "roster.json", "--team-file", tmp_path / "team.toml")
    assert program("export", "ical", *given, "--member", "bea", "--out", tmp_path / "ics").code == 0
    (shift,) = events(files(tmp_path / "ics")["so-bea.ics"])
    assert shift.text("DESCRIPTION").endswith("De directeur\nBel eerst.")


@pytest.mark.parametrize(
    "given",
    [
        ("--all", "--roster", "r.json", "--team-file", "t.toml", "--since", "1"),
        ("--all", "--roster", "r.json"),
        ("--all", "--team-file", "t.toml"),
        ("--team-file", "t.toml", "--roster", "r.json"),
    ],
)
def test_what_does_not_go_together_exits_2(program: Program, given: tuple[str, ...], tmp_path: Path):
    assert program("export", "ical", "--out", tmp_path / "out", *given).code == 2


def test_a_server_is_told_about_in_a_document(program: Program, database: tuple[str, str], monkeypatch) -> None:
    sent = []
    monkeypatch.setattr(caldav, "publish", lambda _, name, *__: sent.append(name) or caldav.Sent(added=2, kept=1))
    monkeypatch.setattr(caldav, "beside", lambda *_: ())
    answer = program("export", "caldav", "https://example.org/", "--all", "--json", *database)
    assert answer.code == 0
    validate(answer.document, "caldav")
    assert [row["calendar"] for row in answer.document["calendars"]] == sent
    assert answer.document["calendars"][0] == {
        "calendar": "so-anna", "added": 2, "changed": 0, "removed": 0, "unchanged": 1,
    }  # fmt: skip


def test_calendars_on_a_server_of_who_is_in_the_team_no_more_are_told(
    program: Program, database: tuple[str, str], monkeypatch
) -> None:
    monkeypatch.setattr(caldav, "publish", lambda *_: caldav.Sent())
    asked = []

    def beside(_, head, known, is_ours):
        asked.append((head, set(known)))
        assert is_ours("so.dirk.2026-11-30.shift@secretariat")
        assert not is_ours("so-noord.dirk.2026-11-30.shift@secretariat")
        yield "so-dirk"

    monkeypatch.setattr(caldav, "beside", beside)
    answer = program("export", "caldav", "https://example.org/", "--all", "--lang", "en", *database)
    assert answer.code == 0
    assert (
        answer.err
        == """\
1 calendar there is of nobody in the team any more, and was left as it is. Remove it if nobody needs it:
  - so-dirk
"""
    )
    assert asked == [("so-", {"so-anna", "so-bea", "so-carla", "so-account-dir", "so"})]
    assert program("export", "caldav", "https://example.org/", "--member", "anna", *database).err == ""


def test_an_address_with_a_password_exits_2_before_anything_is_read(program: Program) -> None:
    answer = program("export", "caldav", "https://anna:geheim@example.org/", "--all", "--team-file", "nowhere")
    assert answer.code == 2
    assert "geheim" not in answer.out + answer.err
