"""Errors that users see. Each carries its exit code and the faults that it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from secretariat_tui.domain.finding import N_, Fact, Reason

FALLS_SHORT: Final = 4
"""The exit code of an answer, which is no error, in which something falls short; errors have those around it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with an input: where, what, and how to mend it.

    `kind` is a stable word such as "unknown-id"; `text` and `hint` are sentences in waiting (see `Reason`);
    `nearest` is the known key or id that was probably meant. `table` and `key` are those of the team file, with a dot
    for a key inside a value ("support.from"); `row` counts the entries of the table from 0.
    """

    kind: str
    text: Reason
    hint: Reason | None = None
    nearest: str | None = None
    file: str | None = None
    line: int | None = None
    table: str | None = None
    key: str | None = None
    row: int | None = None


class SecretariatError(Exception):
    """The root of all errors that are the user's business."""

    exit_code: ClassVar[int] = 1

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.kind for fault in self.faults))


class UsageError(SecretariatError):
    """An option or argument that cannot be."""

    exit_code = 2


class BadInput(SecretariatError):
    """A file or value is wrong; nothing was changed."""

    exit_code = 3


class InvalidValue(BadInput, ValueError):
    """A domain object that cannot be. Its faults name the keys of the team file; who knows the place adds it."""


CLASH: Final = N_("This cannot be planned: these statements cannot all hold.")
"""What the conflict of `Impossible` is told under."""


class Impossible(SecretariatError):
    """Hard statements clash. `conflict` is the minimal set of them."""

    exit_code = 5

    def __init__(self, conflict: Iterable[Reason]) -> None:
        self.conflict = tuple(conflict)
        super().__init__(())


class Refused(SecretariatError):
    """Someone else changed it meanwhile, it is locked, or you may not; nothing was changed."""

    exit_code = 6


class Unusable(SecretariatError):
    """The database, or a place to write to, cannot be used; nothing was changed."""

    exit_code = 7


def fault(kind: str, template: str, *, hint: str = "", nearest: str | None = None, **facts: Fact) -> Fault:
    """A fault whose place is not known yet; readers of files add it with `dataclasses.replace`.

    The hint may name `{nearest}` besides the facts.
    """
    pairs = tuple(facts.items())
    helpful = pairs if nearest is None else (*pairs, ("nearest", nearest))
    return Fault(kind, Reason(kind, template, pairs), Reason(kind, hint, helpful) if hint else None, nearest)
