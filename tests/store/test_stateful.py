"""Two leads on one database, who plan, edit, swap, ask for leave, publish, undo and redo: held against a model."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import BadInput, Refused
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.records import ActKind
from secretariat_tui.services.office import Office
from secretariat_tui.services.sheets import Sheet
from secretariat_tui.services.weeks import Weeks
from secretariat_tui.store.database import Database
from secretariat_tui.store.engine import open_engine, url_of
from secretariat_tui.store.migrate import upgrade
from tests.conftest import Times
from tests.faults.leads import plan_numbered
from tests.plans import small_team
from tests.postgresql import Server
from tests.store.model import Model, NoError

TEAM = "so"
WEEKS = (Week(2026, 53), Week(2027, 1))
EXAMPLES = 6
FULL = 200
WITHOUT_SHRINKING = (Phase.explicit, Phase.generate)
"""A failure is made smaller in the campaign only: it takes minutes."""

leads = st.sampled_from(("anna", "bea"))
weeks = st.sampled_from(WEEKS)


class Ticking:
    """A clock that goes on by a second each time that it is looked at."""

    def __init__(self) -> None:
        self._seconds = itertools.count()

    def now(self) -> datetime:
        return datetime(2026, 12, 1, 8, tzinfo=UTC) + timedelta(seconds=next(self._seconds))


class TwoLeads(RuleBasedStateMachine):
    """Each lead has a session of her own, and edits what she saw, which the other may have changed since."""

    url: Callable[[], str]

    @initialize()
    def begin(self) -> None:
        self.contents = itertools.count(1)
        self.model = Model()
        clock = Ticking()
        url = url_of(type(self).url())
        self.stores = {who: Database(url) for who in ("anna", "bea")}
        self.weeks = {who: Weeks(Office(store, clock, who, self.solve)) for who, store in self.stores.items()}
        self.seen: dict[tuple[str, Week], tuple[Sheet, int]] = {}
        self.leave: list[int] = []

    def teardown(self) -> None:
        for store in getattr(self, "stores", {}).values():
            store.close()

    def solve(self, problem: Problem, *_: Any) -> Plan:
        return plan_numbered(problem.horizon.first, self.next_content)

    def new_content(self) -> int:
        self.next_content = next(self.contents)
        return self.next_content

    def agree(self, expected: Callable[[], object], done: Callable[[], object]) -> None:
        """Both refuse, or both do it."""
        try:
            expected()
        except NoError:
            with pytest.raises((Refused, BadInput)):
                done()
        else:
            done()

    @rule(who=leads, week=weeks, publish=st.booleans())
    def plan(self, who: str, week: Week, publish: bool) -> None:
        content = self.new_content()
        self.model.keep(who, "plan", str(week), content, self.model.revision(str(week)), publish)
        self.weeks[who].plan(TEAM, week, publish=publish)

    @rule(who=leads, week=weeks)
    def plan_where_it_is_missing(self, who: str, week: Week) -> None:
        """The Friday-night job."""
        content = self.new_content()
        name = str(week)
        if self.model.draft(name) is None:
            self.model.keep(who, "plan", name, content, 0, publish=True)
        elif self.model.published(name) is None:
            self.model.publish(who, "publish", name)
        self.weeks[who].plan(TEAM, week, publish=True, if_missing=True)

    @rule(who=leads, week=weeks)
    def look(self, who: str, week: Week) -> None:
        self.seen[who, week] = (self.weeks[who].show(TEAM, week), self.model.revision(str(week)))

    @rule(who=leads, week=weeks, kind=st.sampled_from((ActKind.ASSIGN, ActKind.SWAP)))
    def edit(self, who: str, week: Week, kind: ActKind) -> None:
        """Of what she saw when she looked last, which may be a while ago."""
        if (who, week) not in self.seen:
            self.look(who, week)
        sheet, revision = self.seen[who, week]
        content = self.new_content()
        self.agree(
            lambda: self.model.keep(who, str(kind), str(week), content, revision),
            lambda: self.weeks[who].keep(TEAM, sheet, plan_numbered(week, content), kind),
        )

    @rule(who=leads, week=weeks)
    def publish(self, who: str, week: Week) -> None:
        self.agree(
            lambda: self.model.publish(who, "publish", str(week)),
            lambda: self.weeks[who].publish(TEAM, [week]),
        )

    @rule(who=leads, week=weeks)
    def unpublish(self, who: str, week: Week) -> None:
        self.agree(
            lambda: self.model.publish(who, "unpublish", str(week)),
            lambda: self.weeks[who].unpublish(TEAM, [week]),
        )

    @rule(who=leads, day=st.integers(0, 300))
    def ask_for_leave(self, who: str, day: int) -> None:
        start = date(2027, 1, 4) + timedelta(day)
        with self.weeks[who].office.act(TEAM, ActKind.REQUEST_LEAVE) as work:
            number = work.request_leave(Leave("anna", start, start, status=LeaveStatus.REQUESTED))
        self.leave.append(number)
        self.model.set_leave(who, "request_leave", number, "requested", None)

    @precondition(lambda self: self.leave)
    @rule(who=leads, which=st.integers(0, 100), status=st.sampled_from((LeaveStatus.APPROVED, LeaveStatus.REFUSED)))
    def decide_on_leave(self, who: str, which: int, status: LeaveStatus) -> None:
        number = self.leave[which % len(self.leave)]
        kind = ActKind.APPROVE_LEAVE if status is LeaveStatus.APPROVED else ActKind.REFUSE_LEAVE

        def decide() -> None:
            with self.weeks[who].office.act(TEAM, kind) as work:
                work.set_leave(number, status, LeaveStatus.REQUESTED)

        self.agree(lambda: self.model.set_leave(who, str(kind), number, str(status), "requested"), decide)

    @rule(who=leads)
    def undo(self, who: str) -> None:
        self.agree(lambda: self.model.undo(who), lambda: self.weeks[who].undo(TEAM))

    @rule(who=leads)
    def redo(self, who: str) -> None:
        self.agree(lambda: self.model.redo(who), lambda: self.weeks[who].redo(TEAM))

    @invariant()
    def the_database_is_as_the_model(self) -> None:
        if not hasattr(self, "model"):
            return
        for store in self.stores.values():
            with store.read() as view:
                for week in WEEKS:
                    self.same_week(view, week)
                assert {item.id: str(item.leave.status) for item in view.leave(TEAM)} == {
                    name: status for (kind, name), status in self.model.state.items() if kind == "leave"
                }
                acts = view.acts(TEAM)[1:]  # the first made the team
                assert [(act.who, str(act.kind), act.undoes) for act in acts] == [
                    (act.who, act.kind, act.undoes) for act in self.model.acts
                ]

    def same_week(self, view: Any, week: Week) -> None:
        name = str(week)
        state = view.week(TEAM, week)
        kept = [view.plan(TEAM, week, version.number).roster.seed for version in view.versions(TEAM, week)]
        assert kept == self.model.versions.get(name, [])
        found = None if state is None else (state.draft, state.published, state.revision)
        expected = self.model.draft(name), self.model.published(name), self.model.revision(name)
        assert found == (None if expected[0] is None else expected)


def make(url: str) -> None:
    """A database with a team, and no week yet."""
    engine = open_engine(url_of(url))
    upgrade(engine)
    engine.dispose()
    store = Database(url_of(url))
    with store.write(TEAM, ActKind.IMPORT_TEAM, "founder", datetime(2026, 12, 1, tzinfo=UTC)) as work:
        work.put_team(replace(small_team(), leave=(), absences=()))
    store.close()


def run(url: Callable[[], str], examples: int, phases: tuple[Phase, ...]) -> None:
    class Machine(TwoLeads):
        pass

    Machine.url = staticmethod(url)
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            derandomize=Phase.shrink not in phases,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_two_leads_on_a_file_see_what_the_model_says(tmp_path: Path, times: Times):
    make(str(tmp_path / "template.db"))

    def fresh() -> str:
        handle, name = tempfile.mkstemp(suffix=".db", dir=tmp_path)
        os.close(handle)
        shutil.copyfile(tmp_path / "template.db", name)
        return name

    run(fresh, times(EXAMPLES, FULL), times(WITHOUT_SHRINKING, tuple(Phase)))


def test_two_leads_on_postgresql_see_what_the_model_says(postgresql: Server, times: Times):
    template = postgresql.template("stateful", make)
    made = []

    def fresh() -> str:
        made.append(postgresql.database(template))
        return postgresql.url_of(made[-1].__enter__())

    try:
        run(fresh, times(EXAMPLES // 3, FULL // 4), times(WITHOUT_SHRINKING, tuple(Phase)))
    finally:
        for database in made:
            database.__exit__(None, None, None)
