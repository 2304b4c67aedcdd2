"""The chain of acts: each digest covers the act and the digest of the act before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from secretariat_tui.domain.records import Act, ActKind, Change
from secretariat_tui.store.documents import digest_of


def act_digest(
    before: str,
    team: str,
    number: int,
    kind: ActKind,
    who: str,
    at: datetime,
    why: str,
    undoes: int | None,
    changes: Sequence[Change],
) -> str:
    """The digest of an act, given the one before it ("" for the first)."""
    moment = at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
    told = [text for change in changes for text in (change.subject, _word(change.before), _word(change.after))]
    return digest_of(before, team, str(number), kind.value, who, moment, why, _word(undoes), *told)


def first_broken(acts: Iterable[Act]) -> int | None:
    """The number of the first act that does not fit the chain; None where all do. Acts are all of a team, in order."""
    before, expected = "", 1
    for act in acts:
        made = act_digest(before, act.team, act.number, act.kind, act.who, act.at, act.why, act.undoes, act.changes)
        if act.number != expected or act.digest != made:
            return expected
        before, expected = act.digest, expected + 1
    return None


def _word(state: object) -> str:
    return "-" if state is None else f"={state}"
