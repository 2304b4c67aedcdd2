"""Tables into a team that is there: what is in them changes, and the rest stays."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from secretariat_tui.domain.account import SupportWindow
from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.errors import BadInput
from secretariat_tui.exchange.team_changes import CellChange, ChangeKind, RowChange, team_changes
from tests.exchange.tables import ANNA, MEMBERS, read, said, small


def test_known_rows_change_new_ones_are_added_and_the_rest_stays() -> None:
    before = read(small())
    text = "id;name;grade;hours;works;from\nanna;;9;32,5;;[]\nkim;Kim;7;8;fri;\n"
    after = read({"member.csv": text.encode()}, before)
    assert [member.id for member in after.members] == ["anna", "zoe", "kim"]
    anna = before.member["anna"]
    assert after.member["anna"] == replace(anna, grade=9, hours=Decimal("32.5"), start=None)
    assert replace(after, members=before.members) == before
    assert team_changes(before, after) == (
        RowChange(
            "member",
            "anna",
            ChangeKind.CHANGED,
            (
                CellChange("grade", "7", "9"),
                CellChange("hours", "31.5", "32.5"),
                CellChange("from", "2026-01-01", ""),
            ),
        ),
        RowChange("member", "kim", ChangeKind.NEW),
    )


def test_a_text_is_taken_away_as_everything_else_is() -> None:
    before = read(
        small(
            team="id,name,country,region\nso,Secretariaat,DE,BY\n",
            cluster="id,name,location\nnoord,Noord,Stadhuis\n",
            member=(
                "id,name,grade,hours,works,email,unit\nanna,Anna,7,8,mon,a@b.nl,elders\nzoe,Zoë,8,8,mon,z@b.nl,elders\n"
            ),
            account="id,name,unit\ndir,Directeur,elders\nmt,Managementteam,elders\n",
        )
    )
    after = read(
        {
            "team.csv": b"region\n[]\n",
            "cluster.csv": b"id,location\nnoord,[]\n",
            "member.csv": b"id,email,unit\nanna,[],[]\nzoe,,\n",
            "account.csv": b"id,unit\ndir,[]\n",
        },
        before,
    )
    assert (before.region, after.region) == ("BY", "")
    assert (before.cluster["noord"].location, after.cluster["noord"].location) == ("Stadhuis", "")
    assert after.member["anna"] == replace(before.member["anna"], email=None, unit=None)
    assert after.account["dir"] == replace(before.account["dir"], unit=None)
    assert (after.member["zoe"], after.account["mt"]) == (before.member["zoe"], before.account["mt"])


def test_a_text_that_must_be_there_is_missed_when_it_is_taken_away() -> None:
    assert said({"member.csv": b"id,name\nanna,[]\n"}, read(small())) == [
        ("member.csv", 2, "member", "name", "missing-key"),
    ]


def test_the_windows_of_an_account_go_with_it() -> None:
    before = read(small(backup="account,member\n", member=MEMBERS + ANNA + "zoe,Zoë,8,8,mon\n"))
    after = read({"account.csv": b"id\nmt\n"}, before, remove=True)
    assert after.accounts == (before.account["mt"],)
    windows = b"account,days,from,to\ndir,mon,09:00,10:00\n"
    with pytest.raises(BadInput) as refused:
        read({"account.csv": b"id\nmt\n", "support.csv": windows}, before, remove=True)
    assert [(item.file, item.line, item.kind) for item in refused.value.faults] == [("support.csv", 2, "unknown-id")]


def test_nothing_is_removed_unless_told() -> None:
    before = read(small())
    rows = {"meeting.csv": b"id,name\n", "backup.csv": b"account,member\n"}
    assert read(rows, before) == before
    after = read(rows, before, remove=True)
    assert (after.meetings, after.agreements) == ((), ())
    assert [(item.table, item.id, item.kind.value) for item in team_changes(before, after)] == [
        ("backup", "dir zoe", "removed"),
        ("meeting", "overleg", "removed"),
    ]


def test_the_windows_of_an_account_in_the_file_are_all_its_windows() -> None:
    before = read(small())
    after = read({"support.csv": b"account,days,from,to\ndir,wed,09:00,10:00\n"}, before)
    assert after.account["dir"].support == (SupportWindow(frozenset({2}), Span(540, 600)),)
    assert after.account["mt"] == before.account["mt"]


def test_leave_is_known_by_whose_and_when_it_is() -> None:
    before = read(small(leave="member,from,to,status\nanna,2026-12-21,2026-12-23,requested\n"))
    text = b"member,from,to,part,status\nanna,21-12-2026,23-12-2026,day,approved\nzoe,21-12-2026,21-12-2026,am,\n"
    after = read({"leave.csv": text}, before)
    assert [(item.member, item.status.value) for item in after.leave] == [("anna", "approved"), ("zoe", "approved")]


def test_faults_of_what_is_added_to_a_team_are_told_as_elsewhere() -> None:
    before = read(small())
    assert said({"member.csv": b"id,grade\nanna,seven\nkim,7\nlo,7\n", "team.csv": b"id\nsp\n"}, before) == [
        ("member.csv", 1, "member", "name", "missing-key"),
        ("member.csv", 1, "member", "hours", "missing-key"),
        ("member.csv", 1, "member", "works", "missing-key"),
        ("member.csv", 2, "member", "grade", "wrong-type"),
        ("team.csv", 2, "team", "id", "other-team"),
    ]
