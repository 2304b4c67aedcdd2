"""Who is in and who has what, as people ask for it on the telephone."""

from __future__ import annotations

from collections.abc import Iterable

from secretariat_tui.domain.calendar import clock
from secretariat_tui.domain.presence import AccountNow, DeskNow, Person, Presence
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.language import Language
from secretariat_tui.presenters.reasons import Teller

Section = tuple[str, tuple[str, ...]]
"""A heading with lines below it."""


def presence_view(found: Presence, team: Team, language: Language) -> tuple[str, tuple[Section, ...]]:
    """The moment as a title, and sections of one-line texts; those without a line are left out."""
    telling = _Telling(found, team, language)
    _ = language.gettext
    sections = (
        (_("Accounts"), tuple(map(telling.account, found.accounts))),
        (_("Desks"), tuple(telling.desk(item) for item in found.desks if item.people or item.members)),
        (_("At work"), tuple(map(telling.person, found.people))),
    )
    title = _("{date}, {time}", date=language.date(found.at.date()), time=found.at.strftime("%H:%M"))
    return title, tuple(section for section in sections if section[1])


class _Telling:
    """One answer being told."""

    def __init__(self, found: Presence, team: Team, language: Language) -> None:
        self.today = found.at.date()
        self.team = team
        self.language = language
        self.teller = Teller(language, team, self.today.year)

    def account(self, item: AccountNow) -> str:
        _ = self.language.gettext
        name = self.teller.name(item.account, "account")
        if item.holder is not None:
            who, until = self._named(item.holder.member), clock(item.holder.until)
            return _("{account}: {member}, until {time}", account=name, member=who, time=until)
        if item.next is not None:
            who, time = self._named(item.next.member), clock(item.next.start)
            if item.next.date != self.today:
                time = f"{self.teller.date(item.next.date)}, {time}"
            if item.asked:
                return _("{account}: nobody now; from {time} {member}", account=name, member=who, time=time)
            return _("{account}: no support now; from {time} {member}", account=name, member=who, time=time)
        if item.asked:
            return _("{account}: nobody now", account=name)
        return _("{account}: no support now", account=name)

    def desk(self, item: DeskNow) -> str:
        _ = self.language.gettext
        name = self.teller.name(item.desk, "desk")
        people = self._listing(item.members)
        if len(item.members) >= item.people:
            return _("{desk}: {people}", desk=name, people=people)
        if not people:
            return _("{desk}: nobody now", desk=name)
        return _("{desk}: {people}; that is too few", desk=name, people=people)

    def person(self, item: Person) -> str:
        _ = self.language.gettext
        who, until = self._named(item.member), clock(item.until)
        if item.place is Place.OFFICE:
            text = _("{member}, in the office until {time}", member=who, time=until)
        else:
            text = _("{member}, working from home until {time}", member=who, time=until)
        return text if item.available else _("{sentence}, not available now", sentence=text)

    def _named(self, member: str) -> str:
        """Her name, and how to reach her."""
        name, email = self.teller.name(member, "member"), self.team.member[member].email
        return name if email is None else f"{name} <{clean(email)}>"

    def _listing(self, members: Iterable[str]) -> str:
        return self.language.listing(self._named(member) for member in members)
