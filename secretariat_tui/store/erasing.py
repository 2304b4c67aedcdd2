"""What must not be kept for ever: absences past their time, and who has left."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.errors import Refused, fault
from secretariat_tui.domain.events import WishKind
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.plan import Blocker
from secretariat_tui.store import request_tables as requests
from secretariat_tui.store import tables
from secretariat_tui.store.chain import act_digest
from secretariat_tui.store.documents import about_from, about_text, digest_of, plan_from, roster_digest
from secretariat_tui.store.reverting import Reverting
from secretariat_tui.store.rows import sealed

_AWAY = "leave"
"""The rule that says in a plan that somebody was away."""


class Writer(Reverting):
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
                week = Week.parse(row["week"])
                roster = self.roster_rows(row["id"], self._team, week)
                self._put_about(row["id"], row["week"], about_text(plan_from(silent, roster)))

    def _put_about(self, content: int, week: str, about: str) -> None:
        roster = self.roster_rows(content, self._team, Week.parse(week))
        digest = roster_digest(week, roster.assignments, roster.duties, about)
        table = tables.roster
        self._one(update(table).where(table.c.id == content).values(about=about, digest=digest))

    def forget(self, member: str) -> str:
        if member in self.team(self._team).member:
            hint = N_("Take her out of the team first.")
            raise Refused([fault("still-here", N_("{member} is in the team."), hint=hint, member=member)])
        word = f"former-{secrets.token_hex(4)}"
        table = tables.member
        self._one(update(table).where(table.c.team == self._team, table.c.id == member).values(id=word))
        self._rewrite(member, word)
        self._reseal(member, word)
        self._changed(f"member:{word}", None, "forgotten")
        return word

    def _rewrite(self, member: str, word: str) -> None:
        """The word in the place of a member in every text that is kept, with the digests anew."""
        swap = _swapping(member, word)
        document = tables.team_document
        for row in self._rows(select(document).where(document.c.team == self._team)):
            body = swap(row["body"])
            self._one(
                update(document)
                .where(document.c.team == self._team, document.c.number == row["number"])
                .values(body=body, digest=digest_of(body))
            )
        for row in self._rows(select(tables.roster).where(tables.roster.c.team == self._team)):
            self._put_about(row["id"], row["week"], swap(row["about"]))
        self._rechain(member, word)
        self.tell_members()

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

    def _rechain(self, member: str, word: str) -> None:
        act, change = tables.act, tables.act_change
        digest = ""
        for item in self.acts(self._team):
            who = word if item.who == member else item.who
            changes = tuple(
                replace(c, subject=c.subject.replace(f":{member}", f":{word}"))
                if c.subject.endswith(f":{member}")
                else c
                for c in item.changes
            )
            digest = act_digest(digest, item.team, item.number, item.kind, who, item.at, item.why, item.undoes, changes)
            self._one(
                update(act).where(act.c.team == self._team, act.c.number == item.number).values(who=who, digest=digest)
            )
            for position, (old, new) in enumerate(zip(item.changes, changes, strict=True)):
                if old != new:
                    self._one(
                        update(change)
                        .where(change.c.team == self._team, change.c.act == item.number, change.c.position == position)
                        .values(subject=new.subject)
                    )
        self._one(update(tables.team).where(tables.team.c.id == self._team).values(head=digest))


def _silent(why: tuple[Blocker, ...]) -> tuple[Blocker, ...]:
    return tuple(blocker for blocker in why if blocker.reason.rule != _AWAY)


def _swapping(member: str, word: str) -> Callable[[str], str]:
    """Puts a word in the place of an id wherever it is a whole value of a JSON text; her name and address go."""

    def swapped(value: Any) -> Any:
        if isinstance(value, dict):
            if value.get("id") == member and "grade" in value:
                value = {**value, "name": word} | ({"email": None} if "email" in value else {})
            return {key: swapped(item) for key, item in value.items()}
        if isinstance(value, list):
            return [swapped(item) for item in value]
        return word if value == member else value

    def swap(text: str) -> str:
        return json.dumps(swapped(json.loads(text)), ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    return swap
