"""Compares what the leads were told with what the database has, and the database with its own audit.

It asks only what any user of the store can ask, and shares nothing with the store's own check.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.records import Act, ActKind
from secretariat_tui.domain.repository import Reading, Store
from tests.faults.leads import NAME, START, TEAM, WEEKS, number_of, team_number, team_numbered
from tests.faults.ledger import Entry

Names = tuple[str, str]

FOUNDER: Final = "founder"

# What the changes of a whole act are, by kind; the same number of each: an act with fewer is half done.
_WHOLE: Final = {
    ActKind.ASSIGN: ("draft",),
    ActKind.SWAP: ("draft",),
    ActKind.PUBLISH: ("draft", "published"),
    ActKind.IMPORT_TEAM: ("leave", "team"),
    ActKind.ABSENT: ("absence", "draft"),
    ActKind.REQUEST_LEAVE: ("leave",),
    ActKind.APPROVE_LEAVE: ("leave",),
    ActKind.REFUSE_LEAVE: ("leave",),
}


def faults(store: Store, entries: Mapping[Names, Entry], weeks: tuple[Week, ...] = WEEKS) -> list[str]:
    """What is wrong, in words; empty where all is well."""
    with store.read() as view:
        acts = view.acts(TEAM)
        return [
            *_linear(view, acts),
            *_audit(acts, entries),
            *_whole(acts, weeks),
            *_replayed(view, acts),
            *_versions(view, acts, weeks),
            *_records(view, acts),
        ]


def _linear(view: Reading, acts: tuple[Act, ...]) -> Iterator[str]:
    numbers = [act.number for act in acts]
    if numbers != list(range(1, len(acts) + 1)):
        yield f"acts are not numbered in a row: {numbers}"
    if view.entry(TEAM).acts != len(acts):
        yield f"the team says {view.entry(TEAM).acts} acts, there are {len(acts)}"


def _audit(acts: tuple[Act, ...], entries: Mapping[Names, Entry]) -> Iterator[str]:
    by_name: dict[Names, Act] = {}
    for act in acts:
        name = (act.who, act.at.isoformat())
        if act.who == FOUNDER:
            continue
        if name in by_name:
            yield f"{name} was done twice"
        if name not in entries:
            yield f"nobody did act {act.number} of {name}"
        by_name[name] = act
    last = {entry.who: entry for entry in entries.values()}
    for name, entry in entries.items():
        done = by_name.get(name)
        if entry.is_acknowledged and done is None and entry.facts.get("lifted") != []:
            yield f"{name} ({entry.kind}) was acknowledged and is lost"
        if entry.is_refused and done is not None:
            yield f"{name} ({entry.kind}) was refused and yet done"
        if not entry.is_acknowledged and not entry.is_refused and last[entry.who] != entry:
            yield f"{name} ({entry.kind}) was neither acknowledged nor refused, and its lead went on"
        if done is not None and done.kind != entry.kind:
            yield f"{name} is {done.kind} and was {entry.kind}"
        if done is not None and entry.is_acknowledged:
            yield from _as_told(done, entry)


def _as_told(act: Act, entry: Entry) -> Iterator[str]:
    after = {change.subject: change.after for change in act.changes}
    for fact, value in entry.facts.items():
        if re.fullmatch(r"\d{4}-W\d\d", fact):
            told = after.get(f"draft:{fact}") == str(value)
        elif fact in ("absence", "leave"):
            told = f"{fact}:{value}" in after
        elif fact == "decided":
            told = after.get(f"leave:{value}") == entry.facts["status"]
        elif fact == "lifted":
            told = {f"absence:{id}" for id in value} == set(after)
        elif fact == "undoes":
            told = act.undoes == value
        else:
            continue
        if not told:
            yield f"{entry.name} was told {fact} {value}, and its act says {after}"


def _whole(acts: tuple[Act, ...], weeks: tuple[Week, ...]) -> Iterator[str]:
    for act in acts:
        if act.who == FOUNDER:
            continue
        expected = _WHOLE.get(act.kind)
        if act.kind is ActKind.PLAN:
            expected = ("draft",) * len(weeks)
        kinds = sorted(change.subject.partition(":")[0] for change in act.changes)
        if expected is not None and tuple(kinds) != expected:
            yield f"act {act.number} ({act.kind}) is half done: {kinds}"


def _replayed(view: Reading, acts: tuple[Act, ...]) -> Iterator[str]:
    """Every change starts where the one before it ended, and the last is what the database has."""
    state: dict[str, str | None] = {}
    for act in acts:
        for change in act.changes:
            if state.get(change.subject) != change.before:
                yield f"act {act.number} found {change}, and it was {state.get(change.subject)}"
            state[change.subject] = change.after
    kept: dict[str, str | None] = {}
    for week in view.weeks(TEAM):
        kept[f"draft:{week.week}"] = str(week.draft)
        if week.published is not None:
            kept[f"published:{week.week}"] = str(week.published)
    kept |= {f"leave:{record.id}": str(record.leave.status) for record in view.leave(TEAM)}
    kept |= {f"absence:{record.id}": "in_force" for record in view.absences(TEAM)}
    counted = {
        subject: after
        for subject, after in state.items()
        if subject.partition(":")[0] in ("draft", "published", "leave") or after == "in_force"
    }
    if {subject: after for subject, after in counted.items() if after is not None} != kept:
        yield f"the audit comes to {sorted(set(counted.items()) ^ set(kept.items()))}, here or there only"


def _versions(view: Reading, acts: tuple[Act, ...], weeks: tuple[Week, ...]) -> Iterator[str]:
    for week in weeks:
        versions = view.versions(TEAM, week)
        numbers = [version.number for version in versions]
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"{week} has the versions {numbers}"
            continue
        bases = {
            (act.number, change.after): change.before
            for act in acts
            for change in act.changes
            if change.subject == f"draft:{week}"
        }
        carried = {number: number_of(view, week, number) for number in numbers}
        for version in versions:
            base = bases.get((version.act, str(version.number)), "")
            if base == "":
                yield f"{week}, {version.number}: its act {version.act} says nothing of it"
            elif version.restores is not None:
                if carried[version.number] != carried[version.restores]:
                    yield f"{week}, {version.number} is not what it restores, {version.restores}"
            elif carried[version.number] != (1 if base is None else carried[int(base)] + 1):
                yield f"{week}, {version.number}: an update is lost: {carried[version.number]} on {base}"
    published = [change.after for act in acts for change in act.changes if change.subject.startswith("published:")]
    publications = view.publications(TEAM)
    if [item.number for item in publications] != list(range(1, len(publications) + 1)):
        yield "publications are not numbered in a row"
    if [item.version for item in publications] != [after and int(after) for after in published]:
        yield f"{len(publications)} publications, and the audit knows {published}"


def _records(view: Reading, acts: tuple[Act, ...]) -> Iterator[str]:
    name = view.entry(TEAM).name
    imports = sum(act.kind is ActKind.IMPORT_TEAM for act in acts) - 1
    if name != NAME.format(number=imports):
        yield f"{imports} times imported, and the team is called {name}"
        return
    brought = Counter(leave for leave in team_numbered(team_number(name)).leave)
    kept = Counter(record.leave for record in view.leave(TEAM) if record.leave.member == "anna")
    if brought != kept:
        yield f"the team was imported {imports} times, and has {sum(kept.values())} leaves of Anna"
    if any(record.at < START for record in view.leave(TEAM)):
        yield "a leave was asked for before the beginning"
