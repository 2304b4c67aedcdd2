"""Who did what when, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.records import Act, ActKind, Version, WeekState
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.language import Language

ACTS: Final[Mapping[ActKind, str]] = {
    ActKind.IMPORT_TEAM: N_("team taken in"),
    ActKind.EDIT_TEAM: N_("team changed"),
    ActKind.EDIT_PAGE: N_("handbook page changed"),
    ActKind.PLAN: N_("planned"),
    ActKind.ASSIGN: N_("changed by hand"),
    ActKind.SWAP: N_("swapped"),
    ActKind.PIN: N_("pinned"),
    ActKind.UNPIN: N_("unpinned"),
    ActKind.REPAIR: N_("repaired after an absence"),
    ActKind.RESTORE: N_("former version brought back"),
    ActKind.PUBLISH: N_("published"),
    ActKind.UNPUBLISH: N_("withdrawn"),
    ActKind.REALISE: N_("marked as what happened"),
    ActKind.REQUEST_LEAVE: N_("leave requested"),
    ActKind.APPROVE_LEAVE: N_("leave approved"),
    ActKind.REFUSE_LEAVE: N_("leave refused"),
    ActKind.WITHDRAW_LEAVE: N_("leave withdrawn"),
    ActKind.LEAVE_ROUND: N_("leave round decided"),
    ActKind.IMPORT_CALENDAR: N_("calendar taken in"),
    ActKind.ABSENT: N_("absence marked"),
    ActKind.BACK: N_("return marked"),
    ActKind.WISH: N_("wish changed"),
    ActKind.UNDO: N_("undone"),
    ActKind.REDO: N_("done again"),
    ActKind.ERASE: N_("old absences erased"),
    ActKind.FORGET: N_("former member forgotten"),
    ActKind.TOKEN: N_("calendar address changed"),
}
"""What was done, in a few words."""


def act_line(act: Act, timezone: str, language: Language) -> str:
    """One act: its number, when, who, what, on which weeks, and why."""
    weeks = sorted({name for change in act.changes if (name := change.subject.partition(":")[2])[4:6] == "-W"})
    what = language.gettext(ACTS[act.kind])
    when = _when(act.at, timezone)
    told = [what, *weeks, f"({clean(act.why)})" if act.why else ""]
    return f"{act.number:>4}  {when}  {clean(act.who)}: {' '.join(word for word in told if word)}"


def version_lines(state: WeekState | None, versions: Sequence[Version], timezone: str, language: Language) -> list[str]:
    """A line for each version of a week, the newest first, with the marks of those that count."""
    return [_version_line(state, item, timezone, language) for item in reversed(versions)]


def _version_line(state: WeekState | None, item: Version, timezone: str, language: Language) -> str:
    when = _when(item.at, timezone)
    marks = []
    if state is not None:
        marks += [language.gettext("in force")] if state.published == item.number else []
        marks += [language.gettext("what happened")] if state.realised == item.number else []
    if item.restores is not None:
        marks.append(language.gettext("the roster of version {number}", number=str(item.restores)))
    what = language.gettext(ACTS[item.kind])
    line = f"{item.number:>3}  {when}  {clean(item.who)}: {what}"
    line += f" ({clean(item.why)})" if item.why else ""
    return line + (f"  [{', '.join(marks)}]" if marks else "")


def _when(moment: datetime, timezone: str) -> str:
    return moment.astimezone(ZoneInfo(timezone)).strftime("%Y-%m-%d %H:%M")
