"""Rosters read back from `secretariat/roster/1`, with every fault named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final

from secretariat_tui.domain.calendar import Span, Week
from secretariat_tui.domain.finding import N_, Fact, Finding, Level, Reason, because
from secretariat_tui.domain.plan import Blocker, Contender, Contest, Contingency, Loss, Plan, Relaxation, Shortage, Take
from secretariat_tui.domain.roster import Assignment, Duty, HolderRole, Roster, StageResult, Status, TermResult
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.documents import NAMED_FACTS
from secretariat_tui.exchange.json_reading import Node, read_document

_SCHEMA: Final = "secretariat/roster/1"
_MOST_WEEKS: Final = 106


def read_roster(path: Path, team: Team) -> Roster:
    """The roster of a file; raises BadInput with all faults when it is not one of this team."""
    return read_plan(path, team).roster


def read_plan(path: Path, team: Team) -> Plan:
    """All that a file says of a roster. Its texts come back as they stand, in the language they were written in."""
    root = read_document(path, _SCHEMA)
    reading = _Reading(root, team)
    plan = reading.plan()
    root.faults.raise_any()
    return plan


def read_history(path: Path, team: Team) -> Roster:
    """An earlier roster: what it says of members, accounts and desks that the team no longer has is left out."""
    root = read_document(path, _SCHEMA)
    reading = _Reading(root, team, forgetful=True)
    roster = reading.roster()
    root.faults.raise_any()
    return roster


@dataclass(frozen=True)
class _Reading:
    """One document, read for one team. A forgetful reading skips what the team does not know."""

    root: Node
    team: Team
    forgetful: bool = False

    def plan(self) -> Plan:
        root = self.root
        return Plan(
            self.roster(),
            root.each("shortages", self._shortage),
            root.each("contingency", self._contingency),
            root.optional("continuity").share(),
            root.each("findings", self._finding),
            root.each("alarms", self._finding),
        )

    def roster(self) -> Roster:
        root = self.root
        status = root.required("status")
        if status.value == "impossible":
            status.wrong(N_("This says that there is no roster: nothing was planned."), kind="no-roster")
            root.faults.raise_any()
        team = root.required("team")
        if team.given and team.value != self.team.id:
            team.wrong(N_("This roster is of another team; this team is {team}."), kind="other-team", team=self.team.id)
        weeks = self._weeks()
        seed = root.optional("seed").integer()
        return Roster(
            self.team.id,
            weeks,
            root.each("assignments", lambda node: self._assignment(node, weeks)),
            root.each("duties", lambda node: self._duty(node, weeks)),
            root.each("stages", _stage),
            status.word(Status) or Status.FEASIBLE,
            1 if seed is None else seed,
            root.optional("version").integer(),
            root.optional("state").text() or "draft",
            root.optional("stopped_by").text(),
        )

    def _weeks(self) -> tuple[Week, ...]:
        listed = self.root.required("weeks")
        if not listed.given:
            return ()
        if not isinstance(listed.value, list) or not 0 < len(listed.value) <= _MOST_WEEKS:
            listed.wrong(N_("This must be a list of 1 to {most} weeks."), most=_MOST_WEEKS)
            return ()
        nodes = [Node(value, f"weeks[{index}]", self.root.faults) for index, value in enumerate(listed.value)]
        weeks = tuple(week for node in nodes if (week := node.week()) is not None)
        if len(weeks) == len(nodes) and any(after != before.plus(1) for before, after in pairwise(weeks)):
            listed.wrong(N_("The weeks must follow one another, each once."))
        return weeks

    def _assignment(self, node: Node, weeks: tuple[Week, ...]) -> Assignment | None:
        if self.forgetful and not _is_among(node.value.get("member"), self.team.member):
            return None
        day, member, span = self._date(node, weeks), self._member(node), _span(node)
        place, pinned = node.required("place").word(Place), node.optional("pinned").flag()
        shift = node.required("shift")
        id = shift.text() if self.forgetful else shift.known(self.team.shift, N_("The team has no shift {id}."))
        if day is None or member is None or id is None or place is None or span is None:
            return None
        return Assignment(day, member, id, place, span, pinned or False)

    def _duty(self, node: Node, weeks: tuple[Week, ...]) -> Duty | None:
        if self.forgetful and not self._remembers(node.value):
            return None
        day, member, span = self._date(node, weeks), self._member(node), _span(node)
        named, pinned = self._named(node), node.optional("pinned").flag()
        if day is None or named is None or span is None or member is None:
            return None
        id, is_desk = named
        if is_desk:
            return Duty(day, id, True, span, member, pinned=pinned or False)
        role = node.required("role").word(HolderRole)
        rank, distance = node.optional("rank").integer(1), node.optional("distance").integer()
        return Duty(day, id, False, span, member, role, rank, distance, pinned or False)

    def _remembers(self, value: dict[str, object]) -> bool:
        """Whether the team still has the member and the account or desk."""
        team = self.team
        return _is_among(value.get("member"), team.member) and (
            _is_among(value.get("account"), team.account) or _is_among(value.get("desk"), team.desk)
        )

    def _shortage(self, node: Node) -> Shortage | None:
        day, loss = self._date(node, ()), self._loss(node)
        relaxations = node.each("relaxations", _relaxation)
        if day is None or loss is None:
            return None
        return Shortage(day, loss.duty, loss.is_desk, loss.span, loss.people, loss.minutes, loss.why, relaxations)

    def _contingency(self, node: Node) -> Contingency | None:
        day, member = self._date(node, ()), self._member(node)
        takes, lost = node.each("takes", self._take), node.each("lost", self._loss)
        return None if day is None or member is None else Contingency(day, member, takes, lost)

    def _take(self, node: Node) -> Take | None:
        named, span, member = self._named(node), _span(node), self._member(node)
        return None if named is None or span is None or member is None else Take(*named, span, member)

    def _loss(self, node: Node) -> Loss | None:
        named, span, why = self._named(node), _span(node), node.each("why", self._blocker)
        people, minutes = node.required("people").integer(), node.required("minutes").integer()
        if named is None or span is None or people is None or minutes is None:
            return None
        contest = node.optional("contest")
        return Loss(*named, span, people, minutes, why, self._contest(contest) if contest.given else None)

    def _contest(self, node: Node) -> Contest | None:
        if not node.is_object():
            return None
        return Contest(node.each("duties", self._contender), node.each("takers", self._room))

    def _contender(self, node: Node) -> Contender | None:
        named, load = self._named(node), node.required("load").integer()
        return None if named is None or load is None else Contender(*named, load)

    def _room(self, node: Node) -> tuple[str, int] | None:
        member, room = self._member(node), node.required("room").integer()
        return None if member is None or room is None else (member, room)

    def _blocker(self, node: Node) -> Blocker | None:
        member = self._member(node) if node.optional("member").given else None
        reason = _reason(node)
        return None if reason is None else Blocker(member, reason)

    def _finding(self, node: Node) -> Finding | None:
        level, reason = node.required("level").word(Level), _reason(node)
        return None if level is None or reason is None else Finding(level, reason)

    def _date(self, node: Node, weeks: tuple[Week, ...]) -> date | None:
        found = node.required("date")
        day = found.date()
        if day is not None and weeks and Week.of(day) not in weeks:
            found.wrong(N_("{date} is not in the weeks of this roster."), kind="outside-weeks", date=day)
        return day

    def _member(self, node: Node) -> str | None:
        return node.required("member").known(self.team.member, N_("The team has no member {id}."))

    def _named(self, node: Node) -> tuple[str, bool] | None:
        """The id of the account or desk, and whether it is a desk."""
        account, desk = node.optional("account"), node.optional("desk")
        if account.given == desk.given:
            node.wrong(N_('Either "account" or "desk" must be given.'))
            return None
        if desk.given:
            id = desk.known(self.team.desk, N_("The team has no desk {id}."))
        else:
            id = account.known(self.team.account, N_("The team has no account {id}."))
        return None if id is None else (id, desk.given)


def _span(node: Node) -> Span | None:
    start, end = node.required("start").minute(), node.required("end").minute()
    if start is None or end is None:
        return None
    if start >= end:
        node.wrong(N_("The end must be after the start."), kind="end-before-start")
        return None
    return Span(start, end)


def _stage(node: Node) -> StageResult | None:
    id, value, bound = node.required("id").text(), node.required("value").integer(), node.optional("bound").integer()
    terms = node.optional("terms")
    if id is None or value is None:
        return None
    return StageResult(id, value, value if bound is None else bound, _terms(terms) if terms.given else ())


def _terms(node: Node) -> tuple[TermResult, ...]:
    terms = []
    for id in node.value if node.is_object() else ():
        term = node.required(id)
        if term.given and term.is_object():
            value, weight = term.required("value").integer(), term.required("weight").integer()
            if value is not None and weight is not None:
                terms.append(TermResult(id, value, weight))
    return tuple(terms)


def _relaxation(node: Node) -> Relaxation | None:
    text, stages = node.required("text").text(), node.optional("stages")
    outcome = []
    if stages.given and stages.is_object():
        for id in stages.value:
            value = stages.required(id).integer()
            if value is not None:
                outcome.append(StageResult(id, value, value))
    return None if text is None else Relaxation(because("relaxation", "{text}", text=text), tuple(outcome))


def _reason(node: Node) -> Reason | None:
    """A text of a file as a reason. The text is itself a fact, so that nothing in it is filled or translated."""
    rule, text = node.required("rule").text(), node.required("text").text()
    day = node.optional("date").date()
    facts: dict[str, Fact] = {} if day is None else {"date": day}
    for name in NAMED_FACTS[1:]:
        value = node.optional(name).text()
        if value is not None:
            facts[name] = value
    if node.optional("start").given and (span := _span(node)) is not None:
        facts["span"] = span
    return None if rule is None or text is None else Reason(rule, "{text}", (("text", text), *facts.items()))


def _is_among(id: object, known: Mapping[str, object]) -> bool:
    return isinstance(id, str) and id in known
