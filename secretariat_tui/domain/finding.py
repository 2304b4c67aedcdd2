"""What the product has to say about a roster: reasons, violations, findings.

A `Reason` is a sentence that is not yet in a language: an English template, which is also the key in the
catalogues, and the facts that fill it. The same reason names a clash before solving and a violation after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from secretariat_tui.domain.calendar import Span


def N_(text: str) -> str:  # noqa: N802  (the name that gettext's extractors look for)
    """Marks a text for the catalogues without translating it here."""
    return text


class Severity(StrEnum):
    """How much a rule weighs: a hard rule is never broken, a soft one is counted in its stage."""

    HARD = "hard"
    SOFT = "soft"


class Level(StrEnum):
    """How loudly a finding speaks."""

    VIOLATION = "violation"
    SHORTAGE = "shortage"
    WARNING = "warning"
    ALARM = "alarm"


Fact = str | int | date | Span | tuple[str, ...]
"""What fills a template: ids (shown as names where the reader knows them), numbers, dates, spans, lists of ids."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence about one rule.

    `template` names its facts as `{member}`, `{date}`, `{account}`, `{desk}`, `{shift}`, `{place}`, `{span}` or by
    another word; presenters turn ids into names and dates into the reader's language.
    """

    rule: str
    template: str
    facts: tuple[tuple[str, Fact], ...] = ()

    def fact(self, name: str) -> Any:
        """The fact called `name`, or None."""
        return next((value for key, value in self.facts if key == name), None)


def because(rule: str, template: str, **facts: Fact) -> Reason:
    """A reason, with its facts as keywords."""
    return Reason(rule, template, tuple(facts.items()))


@dataclass(frozen=True, slots=True)
class Violation:
    """A breach of a rule by a roster. `cost` is its size; for a soft rule it equals the encoded penalty."""

    reason: Reason
    cost: int = 1

    @property
    def rule(self) -> str:
        return self.reason.rule


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a lead should know of a team or roster, worth no refusal by itself."""

    level: Level
    reason: Reason
