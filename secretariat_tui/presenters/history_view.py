"""Who did what when, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.records import Act, ActKind, Version, WeekState
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.grid import Grid
from secretariat_tui.presenters.language import Language
from secretariat_tui.presenters.text_grid import TextRow, text_grid

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
_SUPPORT: Final = N_("request for support answered")
_IN_FORCE: Final = N_("{act} and published")
_MAY_PUBLISH: Final = frozenset({ActKind.PLAN, ActKind.REPAIR})
_WHEN: Final = 2
"""The column with the time: cut, it would say nothing."""


def act_line(act: Act, timezone: str, language: Language) -> str:
    """One act: its number, when, who, what, on which weeks, and why."""
    when = _when(act.at, timezone)
    told = [act_told(act, language), *weeks_of(act), f"({clean(act.why)})" if act.why else ""]
    return f"{act.number:>4}  {when}  {clean(act.who)}: {' '.join(word for word in told if word)}"


def act_name(act: Act) -> str:
    """What was done; a request for support changes nothing else of a team."""
    is_support = act.kind is ActKind.EDIT_TEAM and all(item.subject.startswith("support:") for item in act.changes)
    return _SUPPORT if is_support else ACTS[act.kind]


def act_told(act: Act, language: Language) -> str:
    """What was done, in the user's language; also that it came into force where that is not all that it is about."""
    told = language.gettext(act_name(act))
    published = any(item.subject.startswith("published:") and item.after is not None for item in act.changes)
    return language.gettext(_IN_FORCE, act=told) if published and act.kind in _MAY_PUBLISH else told


def version_lines(state: WeekState | None, versions: Sequence[Version], timezone: str, language: Language) -> list[str]:
    """A line for each version of a week, the newest first, with the marks of those that count."""
    return [_version_line(state, item, timezone, language) for item in reversed(versions)]


def _version_line(state: WeekState | None, item: Version, timezone: str, language: Language) -> str:
    when = _when(item.at, timezone)
    marks = list(_marks(state, item, language))
    what = language.gettext(ACTS[item.kind])
    line = f"{item.number:>3}  {when}  {clean(item.who)}: {what}"
    line += f" ({clean(item.why)})" if item.why else ""
    return line + (f"  [{', '.join(marks)}]" if marks else "")


def version_grid(
    state: WeekState | None, versions: Sequence[Version], base: int | None, timezone: str, language: Language
) -> Grid:
    """The versions of a week, the newest first; `base` is the one that the others are compared with."""
    _ = language.gettext
    heads = (_("Act"), _("Who"), _("When"), _("Marks"), _("Why"))
    rows = []
    for item in reversed(versions):
        marks = list(_marks(state, item, language))
        if item.number == base:
            marks.append(_("compared with"))
        cells = (_(ACTS[item.kind]), clean(item.who), _when(item.at, timezone), ", ".join(marks), clean(item.why))
        rows.append(TextRow(str(item.number), str(item.number), cells))
    return text_grid(_("Version"), heads, rows, whole=_WHEN)


def version_notes(state: WeekState | None, item: Version, language: Language) -> Iterator[str]:
    """What the table of versions has no room for in a small terminal: all that a version counts as, and why it is."""
    _ = language.gettext
    if marks := list(_marks(state, item, language)):
        yield f"{_('Marks')}: {', '.join(marks)}"
    if item.why:
        yield f"{_('Why')}: {clean(item.why)}"


def act_lines(act: Act, timezone: str, language: Language) -> Iterator[str]:
    """An act in full."""
    told = [_what(act, language), clean(act.who), _when(act.at, timezone), *weeks_of(act)]
    yield f"{act.number}. {'; '.join(told)}"
    if act.why:
        yield f"{language.gettext('Why')}: {clean(act.why)}"


def _what(act: Act, language: Language) -> str:
    return act_told(act, language) + (f" ({act.undoes})" if act.undoes is not None else "")


def act_grid(acts: Sequence[Act], timezone: str, language: Language) -> Grid:
    """All acts on a team, the newest first."""
    _ = language.gettext
    rows = []
    for act in reversed(acts):
        cells = (
            _what(act, language),
            clean(act.who),
            _when(act.at, timezone),
            ", ".join(weeks_of(act)),
            clean(act.why),
        )
        rows.append(TextRow(str(act.number), str(act.number), cells))
    return text_grid(_("All acts"), (_("Act"), _("Who"), _("When"), _("Weeks"), _("Why")), rows, whole=_WHEN)


def _marks(state: WeekState | None, item: Version, language: Language) -> Iterator[str]:
    """What a version counts as, and whose roster it has."""
    if state is not None and state.published == item.number:
        yield language.gettext("in force")
    if state is not None and state.realised == item.number:
        yield language.gettext("what happened")
    if item.restores is not None:
        yield language.gettext("the roster of version {number}", number=str(item.restores))


def weeks_of(act: Act) -> list[str]:
    """The weeks that an act changed, as they are written: a subject that is about one ends with it."""
    names = {change.subject.partition(":")[2] for change in act.changes}
    return sorted(name for name in names if re.fullmatch(r"\d{4}-W\d{2}", name))


def _when(moment: datetime, timezone: str) -> str:
    return moment.astimezone(ZoneInfo(timezone)).strftime("%Y-%m-%d %H:%M")
