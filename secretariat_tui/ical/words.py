"""Names and words as people read them in a calendar, each on one line, in the team's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from secretariat_tui.domain.roster import Assignment, Duty
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.ical.text import one_line

Translate = Callable[[str], str]
"""The gettext of the team's language."""


class _Named(Protocol):
    @property
    def name(self) -> str: ...


def untranslated(text: str) -> str:
    """English, as it stands in the code."""
    return text


@dataclass(frozen=True, slots=True)
class Words:
    """What things are called. A roster may outlive what it names: `former` is a team that has the names of that."""

    team: Team
    translate: Translate = untranslated
    former: Team | None = None

    def member(self, member: str) -> str:
        return self._name(member, lambda team: team.member)

    def account(self, account: str) -> str:
        return self._name(account, lambda team: team.account)

    def shift(self, item: Assignment) -> str:
        return self._name(item.shift, lambda team: team.shift)

    def place(self, place: Place) -> str:
        _ = self.translate
        return _("office") if place is Place.OFFICE else _("remote")

    def where(self, member: str, place: Place) -> str:
        """Where her cluster sits, when she is in the office and the team says so; else the place."""
        known = self.team.member.get(member)
        cluster = self.team.cluster.get(known.cluster) if known and known.cluster else None
        location = one_line(cluster.location) if cluster and place is Place.OFFICE else ""
        return location or self.place(place)

    def holding(self, duty: Duty) -> str:
        """What she has, and for whom."""
        _ = self.translate
        if duty.is_desk:
            return self._name(duty.duty, lambda team: team.desk)
        name = self.account(duty.duty)
        if not is_stand_in(self.team, duty):
            return name
        account = self.team.account.get(duty.duty)
        if account is None or account.primary is None:
            return _("{account} (standing in)").format(account=name)
        return _("{account} (standing in for {member})").format(account=name, member=self.member(account.primary))

    def _name(self, id: str, entries: Callable[[Team], Mapping[str, _Named]]) -> str:
        """The name that it has, or had; the id where nobody knows."""
        known = entries(self.team).get(id) or (entries(self.former).get(id) if self.former else None)
        return one_line(known.name) if known else id


def is_stand_in(team: Team, duty: Duty) -> bool:
    """Whether the duty is an account that is not her own."""
    account = team.account.get(duty.duty)
    return not duty.is_desk and (account is None or account.primary != duty.member)
