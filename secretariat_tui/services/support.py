"""Requests for acute support, as they were answered: kept to be counted."""

from __future__ import annotations

from dataclasses import dataclass

from secretariat_tui.domain.capacity import Answer, Answered, Request
from secretariat_tui.domain.records import ActKind
from secretariat_tui.services.office import Office


@dataclass(frozen=True)
class Support:
    """What was asked of the teams of an office, and answered."""

    office: Office

    def keep(self, team: str, asked: Request, answer: Answer) -> None:
        """Keeps a request with its answer. The same again is another request."""
        first = min(day for day, _ in asked.dayparts)
        with self.office.act(team, ActKind.EDIT_TEAM) as work:
            work.add_support(Answered(first, len(asked.dayparts), asked.people, answer.verdict))

    def all(self, team: str) -> tuple[Answered, ...]:
        """What was asked and answered, by date."""
        with self.office.store.read() as view:
            return view.support(team)
