"""Names and words as people read them in a calendar, each on one line, in the team's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from secretariat_tui.domain.roster import Assignment, Duty
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.ical.text import one_line

Translate = Callable[[str], str]
"""The gettext of the team's language."""


def untranslated(text: str) -> str:
    """English, as it stands in the code."""
    return text


@dataclass(frozen=True, slots=True)
class Words:
    """What things are called. A roster may outlive what it names; then the id has to do."""

    team: Team
    translate: Translate = untranslated

    def member(self, member: str) -> str:
        known = self.team.member.get(member)
        return one_line(known.name) if known else member

    def account(self, account: str) -> str:
        known = self.team.account.get(account)
        return one_line(known.name) if known else account

    def shift(self, item: Assignment) -> str:
        known = self.team.shift.get(item.shift)
        return one_line(known.name) if known else item.shift

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
            desk = self.team.desk.get(duty.duty)
            return one_line(desk.name) if desk else duty.duty
        name = self.account(duty.duty)
        if not is_stand_in(self.team, duty):
            return name
        account = self.team.account.get(duty.duty)
        if account is None or account.primary is None:
            return _("{account} (standing in)").format(account=name)
        return _("{account} (standing in for {member})").format(account=name, member=self.member(account.primary))


def is_stand_in(team: Team, duty: Duty) -> bool:
    """Whether the duty is an account that is not her own."""
    account = team.account.get(duty.duty)
    return not duty.is_desk and (account is None or account.primary != duty.member)
