"""What is kept about a member, told to her, and forgotten when she has left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from secretariat_tui.domain.errors import BadInput, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.invariants import nearest
from secretariat_tui.domain.records import ActKind
from secretariat_tui.ical.ledger import Ledger
from secretariat_tui.services.feed import keep_ledger, kept_ledger
from secretariat_tui.services.former import team_naming
from secretariat_tui.services.office import Office


@dataclass(frozen=True)
class Dossier:
    """Everything that is kept about a member, by kind of record."""

    team: str
    member: str
    name: str
    records: Mapping[str, tuple[Mapping[str, Any], ...]]


@dataclass(frozen=True)
class Members:
    """The members of the teams of an office, present and former."""

    office: Office

    def dossier(self, team: str, member: str) -> Dossier:
        """What is kept about a member; raises BadInput for somebody of whom nothing is."""
        with self.office.store.read() as view:
            whole = view.team(team)
            described = team_naming(view, whole, [member]).member
            records = dict(view.kept_about(team, member))
            told = kept_ledger(view, team)
        if not records:
            text = N_("The team never had a member {id}.")
            raise BadInput([fault("unknown-id", text, nearest=nearest(member, list(whole.member)), id=member[:64])])
        if told is not None:
            entries = _told(told, member)
            records |= {"calendar": entries} if entries else {}
        name = described[member].name if member in described else member
        return Dossier(team, member, name, records)

    def forget(self, team: str, member: str) -> str:
        """Puts a word without a meaning in the place of a former member. Gives the word.

        Raises Refused while she is in the team, and BadInput for somebody who never was.
        """
        with self.office.act(team, ActKind.FORGET) as work:
            names = work.names_of(member)
            told = kept_ledger(work, team)
            word = work.forget(member)
            if told is not None:
                for name in sorted((*names, member), key=len, reverse=True):  # one may be the beginning of another
                    told = told.without(member, name)
                keep_ledger(work, told)
        return word


def _told(ledger: Ledger, member: str) -> tuple[Mapping[str, Any], ...]:
    """Her entries in the calendars that were published."""
    rows = {key: row for part in (*ledger.weeks.values(), ledger.leave) for key, row in part.items()}
    hers = sorted(key for key in rows if key.partition(".")[0] == member)
    return tuple({"entry": key, "title": rows[key].title, "stands": rows[key].stands} for key in hers)
