"""A word without a meaning in the place of a former member, wherever she is named."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import delete, select, update

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import BadInput, Refused, fault
from secretariat_tui.domain.events import WishKind
from secretariat_tui.domain.finding import N_
from secretariat_tui.store import request_tables as requests
from secretariat_tui.store import tables
from secretariat_tui.store.chain import act_digest
from secretariat_tui.store.documents import canonical, digest_of, roster_digest
from secretariat_tui.store.dossier import roles_of
from secretariat_tui.store.mentions import is_of_members, said_in
from secretariat_tui.store.reverting import Reverting
from secretariat_tui.store.rows import sealed

Swap = Callable[[str], str]

_OF_MEMBERS: Final = frozenset({"calendar", "calendar_choice", "gave_way"})
"""What is changed under the id of a member; a page goes by that of an account, and leave by a number."""


class Forgetting(Reverting):
    """An act that may forget somebody."""

    def forget(self, member: str) -> str:
        if member in self.team(self._team).member:
            hint = N_("Take her out of the team first.")
            raise Refused([fault("still-here", N_("{member} is in the team."), hint=hint, member=member)])
        names = self.names_of(member)
        if not names:
            raise BadInput([fault("unknown-id", N_("The team never had a member {id}."), id=member[:64])])
        users = {member, *names, *roles_of(self._connection, self._team, member)}
        word = f"former-{secrets.token_hex(4)}"
        table, access = tables.member, tables.access
        self._one(update(table).where(table.c.team == self._team, table.c.id == member).values(id=word))
        self._connection.execute(delete(access).where(access.c.team == self._team, access.c.member == word))
        in_data, in_words = _in_data(member, names, word), _in_words((member, *names), word)
        self._forget_calendars(member, word, in_words)
        self._rewrite(in_data, in_words)
        self._reseal(member, word)
        self._rechain(member, word, users, in_words)
        self.tell_members()
        self._changed(f"member:{word}", None, "forgotten")
        return word

    def names_of(self, member: str) -> tuple[str, ...]:
        """What she was ever called, and her addresses."""
        document = tables.team_document
        found: set[str] = set()
        for row in self._rows(select(document).where(document.c.team == self._team)):
            for item in json.loads(row["body"])["members"]:
                if item["id"] == member:
                    found |= {item[key] for key in ("name", "email") if item.get(key)}
        return tuple(sorted(found))

    def _forget_calendars(self, member: str, word: str, in_words: Swap) -> None:
        """Her addresses lead nowhere, what came in of hers is gone, and what came in of others does not name her."""
        for token in self.tokens(self._team):
            if token.kind == "member" and token.owner == member:
                self.revoke_token(token.id)
                table = requests.feed_token
                self._one(update(table).where(table.c.id == token.id).values(owner=word))
        event = requests.imported_event
        hers = (event.c.team == self._team, event.c.kind == "member", event.c.owner == member)
        self._connection.execute(delete(event).where(*hers))
        for row in self._rows(select(event).where(event.c.team == self._team)):
            told = {name: in_words(row[name]) for name in ("source", "key", "title")}
            if any(told[name] != row[name] for name in told):
                self._one(update(event).where(event.c.id == row["id"]).values(**told))

    def _rewrite(self, in_data: Swap, in_words: Swap) -> None:
        """The word in every text that is kept, with the digests anew."""
        document, roster, page = tables.team_document, tables.roster, requests.page
        for row in self._rows(select(document).where(document.c.team == self._team)):
            body = in_data(row["body"])
            key = (document.c.team == self._team, document.c.number == row["number"])
            self._one(update(document).where(*key).values(body=body, digest=digest_of(body)))
        for row in self._rows(select(roster).where(roster.c.team == self._team)):
            self._put_about(row["id"], row["week"], in_data(row["about"]))
        for row in self._rows(select(page).where(page.c.team == self._team)):
            told = sealed({**row, "body": in_words(row["body"])})
            if told["body"] != row["body"]:
                same = (page.c.team == self._team, page.c.account == row["account"], page.c.number == row["number"])
                self._one(update(page).where(*same).values(body=told["body"], digest=told["digest"]))

    def _put_about(self, content: int, week: str, about: str) -> None:
        roster = self.roster_rows(content, self._team, Week.parse(week))
        digest = roster_digest(week, roster.assignments, roster.duties, about)
        table = tables.roster
        self._one(update(table).where(table.c.id == content).values(about=about, digest=digest))

    def _reseal(self, member: str, word: str) -> None:
        """The word in wishes to work with her, and the digests anew of the records that name her."""
        wish = requests.wish
        together = (wish.c.team == self._team, wish.c.kind == WishKind.TOGETHER.value, wish.c.value == member)
        self._connection.execute(update(wish).where(*together).values(value=word))
        for table in requests.SEALED:
            for row in self._rows(select(table).where(table.c.team == self._team)):
                digest = sealed(dict(row))["digest"]
                if digest != row["digest"]:
                    self._one(update(table).where(table.c.id == row["id"]).values(digest=digest))

    def _rechain(self, member: str, word: str, users: Iterable[str], in_words: Swap) -> None:
        act, change = tables.act, tables.act_change
        digest = ""
        for item in self.acts(self._team):
            who, why = word if item.who in users else item.who, in_words(item.why)
            changes = tuple(
                replace(c, subject=f"{kind}:{word}")
                if (kind := c.subject.removesuffix(f":{member}")) in _OF_MEMBERS
                else c
                for c in item.changes
            )
            digest = act_digest(digest, item.team, item.number, item.kind, who, item.at, why, item.undoes, changes)
            key = (act.c.team == self._team, act.c.number == item.number)
            self._one(update(act).where(*key).values(who=who, why=why, digest=digest))
            for position, (old, new) in enumerate(zip(item.changes, changes, strict=True)):
                if old != new:
                    place = (change.c.team == self._team, change.c.act == item.number, change.c.position == position)
                    self._one(update(change).where(*place).values(subject=new.subject))
        self._one(update(tables.team).where(tables.team.c.id == self._team).values(head=digest))


def _in_data(member: str, names: Iterable[str], word: str) -> Swap:
    """Puts the word in the place of an id that is a whole value of a JSON text, and of names anywhere in one."""
    in_words = _in_words(names, word)

    def swapped(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            hers = value.get("id") == member and "grade" in value
            said = ((name, swapped(item, meant)) for name, meant, item in said_in(value, key))
            return {name: item for name, item in said if not (hers and name == "email")}
        if isinstance(value, list):
            if key == "facts":
                return [[name, swapped(fact, name)] for name, fact in value]
            return [swapped(item, key) for item in value]
        if value == member and is_of_members(key):
            return word
        return in_words(value) if isinstance(value, str) else value

    def swap(text: str) -> str:
        return canonical(swapped(json.loads(text)))

    return swap


def _in_words(names: Iterable[str], word: str) -> Swap:
    """Puts the word in the place of names in a text for people; the longest first, which others may be the beginning
    of."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first))
    return lambda text: pattern.sub(word, text)
