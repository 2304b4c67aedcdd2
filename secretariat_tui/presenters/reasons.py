"""Reasons, findings and faults as sentences: ids become names, dates and spans the reader's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from secretariat_tui.domain.calendar import Span, Week
from secretariat_tui.domain.errors import Fault
from secretariat_tui.domain.finding import N_, Fact, Finding, Level, Reason
from secretariat_tui.domain.invariants import DID_YOU_MEAN
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.language import Language
from secretariat_tui.presenters.names import Named, told_apart, with_former
from secretariat_tui.presenters.natural import natural

if TYPE_CHECKING:
    from secretariat_tui.domain.team import Team

_ROLES = {"primary": N_("own account"), "backup": N_("backup"), "incidental": N_("incidental cover")}
_WORDS = {
    "place": {"office": N_("the office"), "remote": N_("home")},
    "role": _ROLES,
    "claimed": _ROLES,
    "stage": {
        "shortage": N_("shortage"),
        "agreements": N_("agreements"),
        "changes": N_("changes"),
        "fragile": N_("fragility"),
        "hours": N_("hours"),
        "quality": N_("quality"),
    },
    "part": {"am": N_("the morning"), "pm": N_("the afternoon"), "day": N_("the whole day")},
}
"""Facts that are words of the product's own, by the name of the fact."""
_AS_GIVEN = frozenset({"id", "name", "team", "file", "database", "words"})
"""Facts that are told as they are, though something of the team may have them as its id."""


@dataclass(frozen=True)
class Teller:
    """Says reasons in a language, with the names of a team.

    Dates and weeks within `year` are said without it. Without a team, ids are said as they are. `former` is a team as
    it was, with the names of who and what is in it no more.
    """

    language: Language
    team: Team | None = None
    year: int | None = None
    former: Team | None = None

    def say(self, reason: Reason) -> str:
        """The reason as a sentence on one line."""
        facts = {name: self._fact(name, value) for name, value in reason.facts}
        return clean(self.language.gettext(reason.template, **facts))

    def name(self, id: str, kind: str) -> str:
        """The name of the member, account, desk, shift or cluster with this id; else the id."""
        return clean(self._named(id, kind))

    def duty(self, id: str, is_desk: bool) -> str:
        """The name of an account or desk."""
        return clean(self._named(id, "desk" if is_desk else "account"))

    def stage(self, id: str) -> str:
        """The name of a stage."""
        return self._fact("stage", id)

    def team_name(self) -> str:
        """The name of the team, where there is one."""
        return "" if self.team is None else clean(self.team.name)

    def date(self, day: date) -> str:
        return self.language.date(day, year=day.year != self.year)

    def _fact(self, name: str, value: Fact) -> str:
        if isinstance(value, Span):
            return self.language.span(value)
        if isinstance(value, date):
            return self.date(value)
        if isinstance(value, int):
            return str(value)
        if isinstance(value, tuple):
            names = (self._named(item, name.removesuffix("s")) for item in value)
            return self.language.listing(sorted(names, key=natural))
        if name == "text":
            return value
        if name == "week":
            return self._week(value)
        kind = name.rpartition("_")[2]
        if value in _WORDS.get(kind, {}):
            return self.language.gettext(_WORDS[kind][value])
        return self._named(value, kind)

    def _week(self, text: str) -> str:
        """ "week 49"; as it is typed in a command where the year is not that of all that is told, or it is no week, as
        in a damaged database."""
        try:
            week = Week.parse(text)
        except ValueError:
            return text
        return self.language.short_week(week) if week.year == self.year else text

    def _named(self, id: str, kind: str = "") -> str:
        """Names of the kind that the fact is called after come first: a desk may have the id of an account."""
        if kind in _AS_GIVEN:
            return id
        for names in (self._names.get(kind, {}), *self._names.values()):
            if id in names:
                return names[id]
        return id

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        """Of each kind the names by id; none without a team."""
        team = self.team
        if team is None:
            return {}
        former = self.former or team
        kinds: dict[str, Iterable[Named]] = {
            "member": with_former(team.members, former.members),
            "account": with_former(team.accounts, former.accounts),
            "desk": with_former(team.desks, former.desks),
            "shift": with_former(team.shifts, former.shifts),
            "cluster": with_former(team.clusters, former.clusters),
        }
        return {kind: told_apart(entries) for kind, entries in kinds.items()}


def place_of(fault: Fault, language: Language) -> str:
    """ "team.toml, line 17, [shift] end", as far as it is known."""
    parts = []
    if fault.file is not None:
        parts.append(fault.file)
    if fault.line is not None:
        parts.append(language.gettext("line {line}", line=fault.line))
    inner = " ".join(([f"[{fault.table}]"] if fault.table else []) + ([fault.key] if fault.key else []))
    if inner:
        parts.append(inner)
    return clean(", ".join(parts))


def tell_finding(finding: Finding, teller: Teller) -> str:
    """ "Warning: the agreement of ... is past its review."."""
    language = teller.language
    levels = {
        Level.VIOLATION: language.gettext("Violation"),
        Level.SHORTAGE: language.gettext("Shortage"),
        Level.WARNING: language.gettext("Warning"),
        Level.ALARM: language.gettext("Alarm"),
    }
    return f"{levels[finding.level]}: {teller.say(finding.reason)}"


def tell_fault(fault: Fault, teller: Teller) -> tuple[str, ...]:
    """A fault in one line or a few: where and what, how to mend it, what was probably meant."""
    language = teller.language
    where = place_of(fault, language)
    text = teller.say(fault.text)
    lines = [f"{where}: {text}" if where else text]
    if fault.hint is not None and (fault.nearest is None or fault.hint.template != DID_YOU_MEAN):
        lines.append(teller.say(fault.hint))
    if fault.nearest is not None:
        name, id = teller.name(fault.nearest, str(dict(fault.text.facts).get("of", ""))), clean(fault.nearest)
        with_id = name if name.endswith(f" ({id})") else f"{name} ({id})"  # it has that where others are called alike
        meant = f'"{id}"' if name == fault.nearest else with_id
        lines.append(language.gettext("Did you mean {nearest}?", nearest=meant))
    return tuple(lines)
