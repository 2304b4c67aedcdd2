"""Which act an undo takes back, and a redo does again: each user her own, the last one first."""

from __future__ import annotations

from collections.abc import Iterable

from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.records import FINAL, Act, ActKind


def last_to_undo(acts: Iterable[Act], who: str, week: Week | None = None) -> Act | None:
    """The user's last act that counts, of that week if said; None where there is none. Acts come oldest first."""
    done, _ = _stacks(acts, who, week)
    return done[-1] if done else None


def last_to_redo(acts: Iterable[Act], who: str, week: Week | None = None) -> Act | None:
    """The undo that a redo takes back; None where nothing was undone, or something was done since."""
    _, undone = _stacks(acts, who, week)
    return undone[-1] if undone else None


def first_done(acts: Iterable[Act], act: Act) -> Act:
    """The act that an undo or a redo is about in the end."""
    known = {item.number: item for item in acts}
    while act.kind in (ActKind.UNDO, ActKind.REDO) and act.undoes in known:
        act = known[act.undoes]
    return act


def _stacks(acts: Iterable[Act], who: str, week: Week | None) -> tuple[list[Act], list[Act]]:
    """Acts that can be undone, and undoes that can be taken back, each with the last one last."""
    done: list[Act] = []
    undone: list[Act] = []
    for act in acts:
        if act.who != who or (week is not None and not _touches(act, week)) or act.kind in FINAL:
            continue
        if act.kind is ActKind.UNDO:
            done = [item for item in done if item.number != act.undoes]
            undone.append(act)
        elif act.kind is ActKind.REDO:
            undone = [item for item in undone if item.number != act.undoes]
            done.append(act)
        else:
            done.append(act)
            undone.clear()
    return done, undone


def _touches(act: Act, week: Week) -> bool:
    return any(change.subject.endswith(f":{week}") for change in act.changes)
