"""What must not be kept for ever: absences past their time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import delete, select

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.plan import Blocker
from secretariat_tui.store import request_tables as requests
from secretariat_tui.store import tables
from secretariat_tui.store.documents import about_from, about_text
from secretariat_tui.store.forgetting import Forgetting

_AWAY = "leave"
"""The rule that says in a plan that somebody was away."""


class Writer(Forgetting):
    """All that one act can change."""

    def erase_absences(self, before: date) -> int:
        absence = requests.absence
        gone = self._connection.execute(
            delete(absence).where(absence.c.team == self._team, absence.c.end < before)
        ).rowcount
        if gone:
            self._silence(before)
            self._changed("absences", str(gone), "0")
        return gone

    def _silence(self, before: date) -> None:
        """Takes out of the plans of weeks before a date who was away."""
        last = str(Week.of(before))
        query = select(tables.roster).where(tables.roster.c.team == self._team, tables.roster.c.week < last)
        for row in self._rows(query):
            about = about_from(row["about"])
            silent = replace(
                about,
                shortages=tuple(replace(item, why=_silent(item.why)) for item in about.shortages),
                contingency=tuple(
                    replace(item, lost=tuple(replace(loss, why=_silent(loss.why)) for loss in item.lost))
                    for item in about.contingency
                ),
                findings=tuple(item for item in about.findings if item.reason.rule != _AWAY),
            )
            if silent != about:
                self._put_about(row["id"], row["week"], about_text(silent))


def _silent(why: tuple[Blocker, ...]) -> tuple[Blocker, ...]:
    return tuple(blocker for blocker in why if blocker.reason.rule != _AWAY)
