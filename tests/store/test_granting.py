"""What is granted to whom, and taken away again."""

from __future__ import annotations

from pathlib import Path

import pytest

from secretariat_tui.domain.errors import BadInput, Refused
from secretariat_tui.domain.records import ActKind
from secretariat_tui.store.engine import url_of
from secretariat_tui.store.maintenance import DatabaseKeeper
from tests.store.roles import NOW, WEEK, Roles, ask


def test_what_is_revoked_is_gone_at_once(own: Roles) -> None:
    with own.store("anna") as store:
        ask(store, "anna", "anna")
        assert own.keeper("owner").revoke("anna", None) == ()
        with pytest.raises(Refused):
            ask(store, "anna", "anna")


def test_one_may_lead_one_team_and_be_a_member_of_another(own: Roles) -> None:
    may = own.keeper("owner").grant("anna", "other", None)
    assert [(item.team, item.kind, item.member) for item in may] == [("other", "lead", None), ("so", "member", "anna")]
    with own.store("anna") as store:
        with store.write("other", ActKind.EDIT_TEAM, "anna", NOW) as work:
            work.set_absence_weeks(4)
        with pytest.raises(Refused), store.write("so", ActKind.EDIT_TEAM, "anna", NOW) as work:
            work.set_absence_weeks(4)
        with store.read() as view:
            assert view.week("so", WEEK) is not None
    (left,) = own.keeper("owner").revoke("anna", "other")
    assert left.team == "so"
    assert own.count("anna", "select count(*) from team") == 1


@pytest.mark.parametrize("user", ["lead_so", "anna", "stranger"])
def test_only_the_administrator_grants_and_copies(shared: Roles, user: str, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        shared.keeper(user).grant(user, "other", None)
    with pytest.raises(Refused):
        shared.keeper(user).backup(tmp_path / "part.db")
    assert not (tmp_path / "part.db").exists()


def test_a_user_a_team_or_a_member_that_is_not_there_cannot_be_granted(shared: Roles) -> None:
    for asked in (("nobody_here", "so", None), ("anna", "none", None), ("anna", "so", "dora"), ("anna", None, None)):
        with pytest.raises(BadInput):
            shared.keeper("owner").grant(*asked)
    with pytest.raises(BadInput):
        shared.keeper("owner").revoke("stranger", None)


def test_what_was_granted_is_granted_again_where_everything_is_moved(own: Roles, tmp_path: Path) -> None:
    file = tmp_path / "whole.db"
    own.keeper("owner").backup(file)
    with own.server.database() as name:
        own.server.execute(f'alter database "{name}" owner to owner')
        moved = Roles(own.server, name)
        DatabaseKeeper(url_of(str(file)), NOW).move(moved.url("owner"))
        with moved.store("anna") as store:
            ask(store, "anna", "anna")
        assert moved.keeper("owner").check() == ()
