"""Who is in, as a JSON document."""

from __future__ import annotations

from secretariat_tui.domain.calendar import clock
from secretariat_tui.domain.presence import AccountNow, Presence
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.documents import Document


def who_document(found: Presence, team: Team) -> Document:
    """Who is in and who has what, as `secretariat/who/1`; `at` is a local time of the team."""
    return {
        "schema": "secretariat/who/1",
        "team": team.id,
        "at": found.at.isoformat(timespec="minutes"),
        "people": [
            _named(person.member, team)
            | {"place": person.place.value, "until": clock(person.until), "available": person.available}
            for person in sorted(found.people, key=lambda person: person.member)
        ],
        "accounts": [_account(item, team) for item in sorted(found.accounts, key=lambda item: item.account)],
        "desks": [
            {
                "desk": item.desk,
                "name": team.desk[item.desk].name,
                "asked": item.people,
                "members": [_named(member, team) for member in sorted(item.members)],
            }
            for item in sorted(found.desks, key=lambda item: item.desk)
        ],
    }


def _account(item: AccountNow, team: Team) -> Document:
    document: Document = {
        "account": item.account,
        "name": team.account[item.account].name,
        "asked": item.asked,
        "holder": None,
        "next": None,
    }
    if item.holder is not None:
        document["holder"] = _named(item.holder.member, team) | {
            "role": item.holder.role.value,
            "until": clock(item.holder.until),
        }
    if item.next is not None:
        document["next"] = _named(item.next.member, team) | {
            "date": item.next.date.isoformat(),
            "start": clock(item.next.start),
        }
    return document


def _named(member: str, team: Team) -> Document:
    """A member with her name and, if it is known, her address."""
    found = team.member[member]
    document: Document = {"member": member, "name": found.name}
    return document if found.email is None else document | {"email": found.email}
