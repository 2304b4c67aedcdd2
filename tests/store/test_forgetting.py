"""Who left is forgotten, and absences are erased: nothing says so any more, and the check finds nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Absence, Leave, LeaveStatus, Wish, WishKind
from secretariat_tui.domain.records import ActKind
from tests.build import member, team
from tests.faults.databases import Fresh
from tests.faults.leads import START, TEAM

DAY = date(2027, 2, 1)


def test_nothing_says_the_name_of_who_is_forgotten(tmp_path: Path):
    database, _ = Fresh(tmp_path, None)()
    gone = replace(member("quirina"), name="Quirina")
    with database.store() as store:

        def act(kind: ActKind):
            return store.write(TEAM, kind, "lead", START)

        with store.read() as view:
            before = view.team(TEAM)
        with act(ActKind.EDIT_TEAM) as work:
            work.put_team(replace(before, members=(*before.members, gone)))
        with act(ActKind.WISH) as work:
            work.add_wish(Wish("bea", WishKind.TOGETHER, frozenset({(0, Daypart.AM)}), "quirina", 2))
            work.request_leave(Leave("quirina", DAY, DAY, status=LeaveStatus.REQUESTED))
            work.request_leave(Leave("bea", DAY, DAY, status=LeaveStatus.REQUESTED), "quirina")
            work.add_absence(Absence("quirina", DAY, DAY))
        with act(ActKind.EDIT_TEAM) as work:
            for wish in work.wishes(TEAM):
                work.lift_wish(wish.id)
            work.put_team(replace(before, leave=(), absences=()))
        with act(ActKind.FORGET) as work:
            work.forget("quirina")
    assert database.check() == []
    assert b"uirina" not in (tmp_path / "0.db").read_bytes()


def test_an_erased_absence_leaves_a_database_that_is_sound(tmp_path: Path):
    database, _ = Fresh(tmp_path, None)()
    with database.store() as store:
        with store.write(TEAM, ActKind.ABSENT, "lead", START) as work:
            work.add_absence(Absence("bea", DAY, DAY))
        with store.write(TEAM, ActKind.ERASE, "lead", START) as work:
            assert work.erase_absences(DAY + timedelta(1)) == 1
        with store.read() as view:
            assert view.absences(TEAM) == ()
    assert database.check() == []


def test_a_team_of_another_kind_is_not_touched(tmp_path: Path):
    database, _ = Fresh(tmp_path, None)()
    other = replace(team([member("quirina")]), id="other")
    with database.store() as store:
        with store.write("other", ActKind.IMPORT_TEAM, "lead", START) as work:
            work.put_team(other)
        with store.read() as view:
            assert view.team("other") == other
    assert database.check() == []
