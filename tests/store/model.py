"""A team's weeks and requests, kept in memory in the plainest way: what the store is held against.

A model never forgets: each act is a list of changes, to take one back is to make them the other way round, and what
changed since stands in the way.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Key = tuple[str, object]
"""What changes: ("draft", week), ("published", week) or ("leave", id)."""

FIRST = 2
"""The number of the first act of a model: the team was made before."""


class NoError(Exception):
    """The model refuses. Nothing was changed."""


@dataclass
class Act:
    """Who did what: each key with its state before and after; and the act that it takes back, if any."""

    who: str
    kind: str
    changes: list[tuple[Key, object, object]]
    undoes: int | None = None


@dataclass
class Model:
    """Contents are numbers; a version is a place in the list of contents of its week, from 1."""

    versions: dict[str, list[int]] = field(default_factory=dict)
    state: dict[Key, object] = field(default_factory=dict)
    revisions: dict[str, int] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)

    # -- looking

    def draft(self, week: str) -> int | None:
        return self.state.get(("draft", week))  # type: ignore[return-value]

    def published(self, week: str) -> int | None:
        return self.state.get(("published", week))  # type: ignore[return-value]

    def revision(self, week: str) -> int:
        """The act that changed the week last; 0 for a week without a roster."""
        return self.revisions.get(week, 0)

    def content(self, week: str, version: object) -> int:
        return self.versions[week][version - 1]  # type: ignore[operator]

    # -- acting

    def keep(self, who: str, kind: str, week: str, content: int, seen: int, publish: bool = False) -> None:
        """A new version, made on what was seen."""
        if seen != self.revision(week):
            raise NoError
        changes: list[tuple[Key, object, object]] = []
        self._add(changes, week, content)
        if publish:
            self._set(changes, ("published", week), self.draft(week))
        self.acts.append(Act(who, kind, changes))

    def publish(self, who: str, kind: str, week: str, seen: int | None = None) -> None:
        """Publishes the newest version; with another kind, withdraws the week."""
        if self.draft(week) is None or (seen is not None and seen != self.revision(week)):
            raise NoError
        changes: list[tuple[Key, object, object]] = []
        self._set(changes, ("published", week), self.draft(week) if kind == "publish" else None)
        self._record(Act(who, kind, changes))

    def set_leave(self, who: str, kind: str, number: int, status: str, seen: str | None) -> None:
        """A request comes in, or is decided; `seen` is the status that whoever decides saw."""
        if self.state.get(("leave", number)) != seen:
            raise NoError
        changes: list[tuple[Key, object, object]] = []
        self._set(changes, ("leave", number), status)
        self._record(Act(who, kind, changes))

    def undo(self, who: str) -> int | None:
        """Takes back her last act that counts. Gives its number."""
        counting = [number for number, act in self._of(who) if act.kind != "undo" and not self._is_undone(number)]
        return self._take_back(who, "undo", counting[-1]) if counting else None

    def redo(self, who: str) -> int | None:
        """Takes back her last undo, where she did nothing since but undo and redo."""
        since: list[int] = []
        for number, act in self._of(who):
            if act.kind == "undo":
                since.append(number)
            elif act.kind == "redo":
                since = [undo for undo in since if undo != act.undoes]
            else:
                since = []
        return self._take_back(who, "redo", since[-1]) if since else None

    def _of(self, who: str) -> list[tuple[int, Act]]:
        return [(number, act) for number, act in enumerate(self.acts, FIRST) if act.who == who]

    def _is_undone(self, number: int) -> bool:
        """Whether the act was taken back, and that was not taken back again."""
        by = [later for later, act in enumerate(self.acts, FIRST) if act.undoes == number]
        return sum(not self._is_undone(later) for later in by) % 2 == 1

    def _take_back(self, who: str, kind: str, number: int) -> int:
        saved = dict(self.state), {week: list(found) for week, found in self.versions.items()}, dict(self.revisions)
        changes: list[tuple[Key, object, object]] = []
        try:
            backwards = self.acts[number - FIRST].changes[::-1]
            for key, before, after in sorted(backwards, key=_turn):
                self._back(changes, key, before, after)
        except NoError:
            self.state, self.versions, self.revisions = saved
            raise
        self.acts.append(Act(who, kind, changes, number))
        return number

    def _back(self, changes: list[tuple[Key, object, object]], key: Key, before: object, after: object) -> None:
        kind, name = key
        now = self.state.get(key)
        if kind == "draft":
            week = str(name)
            if self._content_of(week, now) != self._content_of(week, after):
                raise NoError
            if before is not None:
                self._add(changes, week, self.content(week, before))
            elif self.published(week) is not None:
                raise NoError  # what is in force cannot be without a roster
            else:
                self._set(changes, key, None)
        elif now != after:
            raise NoError
        elif kind == "leave":
            self._set(changes, key, "withdrawn" if before is None else before)
        else:
            draft = self.draft(str(name))
            same = before is not None and self._content_of(str(name), before) == self._content_of(str(name), draft)
            self._set(changes, key, draft if same else before)

    def _content_of(self, week: str, version: object) -> int | None:
        return None if version is None else self.content(week, version)

    def _add(self, changes: list[tuple[Key, object, object]], week: str, content: int) -> None:
        self.versions.setdefault(week, []).append(content)
        self._set(changes, ("draft", week), len(self.versions[week]))

    def _set(self, changes: list[tuple[Key, object, object]], key: Key, after: object) -> None:
        before = self.state.get(key)
        if before == after:
            return
        self.state[key] = after
        changes.append((key, before, after))
        if key == ("draft", key[1]) and after is None:
            self.revisions.pop(str(key[1]))
        elif key[0] != "leave":
            self.revisions[str(key[1])] = len(self.acts) + FIRST

    def _record(self, act: Act) -> None:
        """An act that changed nothing is none."""
        if act.changes:
            self.acts.append(act)


def _turn(change: tuple[Key, object, object]) -> int:
    """When a change is taken back: rosters come back first, since what was published then may be what they are now; a
    week is left without a roster last, since none of it may be in force then."""
    (kind, _), before, _ = change
    return 1 if kind != "draft" else 0 if before is not None else 2
