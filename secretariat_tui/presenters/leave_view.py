"""Lights and leave rounds in words. Each function gives lines; an indented one is an item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from secretariat_tui.domain.account import NoSupport
from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Leave, LeaveStatus
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.leave_light import Advice, Colour, Light, Round
from secretariat_tui.domain.records import LeaveRecord
from secretariat_tui.presenters.items import ITEM, items
from secretariat_tui.presenters.order import in_order
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.presenters.roster_view import shortage_notice

STATUSES: Final = {
    LeaveStatus.REQUESTED: N_("requested"),
    LeaveStatus.APPROVED: N_("approved"),
    LeaveStatus.REFUSED: N_("refused"),
    LeaveStatus.WITHDRAWN: N_("withdrawn"),
}
"""Where a request stands, in a word."""

PARTS: Final = {None: N_("the whole day"), Daypart.AM: N_("the morning"), Daypart.PM: N_("the afternoon")}
"""The parts of a day that leave may take."""

UNPROVEN: Final = N_("A limit stopped the search: the light is that of the best rosters found.")

_GROUND = "      "


def leave_text(item: Leave, teller: Teller) -> str:
    """ "Anna, Monday 30 November, the morning"."""
    return f"{teller.name(item.member, 'member')}, {stretch_text(item, teller)}"


def stretch_text(item: Leave | NoSupport, teller: Teller) -> str:
    """ "Monday 30 November, the morning"."""
    _ = teller.language.gettext
    text = teller.date(item.start)
    if item.end != item.start:
        text = _("{first} to {last}", first=text, last=teller.date(item.end))
    return text if item.part is None else f"{text}, {_(PARTS[item.part])}"


def request_line(record: LeaveRecord, teller: Teller) -> str:
    """ "12. Anna, Monday 30 November: approved; Bea stands in"."""
    _ = teller.language.gettext
    text = f"{record.id}. {leave_text(record.leave, teller)}: {_(STATUSES[record.leave.status])}"
    if record.substitute is None:
        return text
    told = N_("{member} declines to stand in") if record.declined else N_("{member} stands in")
    return f"{text}; {_(told, member=teller.name(record.substitute, 'member'))}"


def advice_lines(found: Advice, teller: Teller) -> Iterator[str]:
    """The light of a request, and its grounds."""
    _ = teller.language.gettext
    yield f"{leave_text(found.light.leave, teller)}: {verdict(found.light, teller)}"
    yield from items(teller.say(reason) for reason in found.clash)
    for shortage in in_order(found.shortages, teller):
        notice = shortage_notice(shortage, teller)
        yield ITEM + notice.text
        yield from (_GROUND + text for text in notice.why)
    for worse in found.worse:
        facts = {"text": teller.say(worse.reason), "before": worse.before, "after": worse.after}
        yield ITEM + _("{text} ({before} before, {after} with this leave)", **facts)
    if not found.light.proven:
        yield _(UNPROVEN)


def verdict(light: Light, teller: Teller) -> str:
    """ "green: cover, agreements and continuity stay as good as without it."."""
    _ = teller.language.gettext
    if light.needless:
        return _("green: she does not work then anyway.")
    match light.colour:
        case Colour.GREEN:
            return _("green: cover, agreements and continuity stay as good as without it.")
        case Colour.AMBER:
            return _("amber: everything stays covered as it is, but it rests on fewer people or on no agreement.")
        case Colour.RED if light.after is None:
            return _("red: it clashes with what cannot change.")
        case _:
            return _("red: something is left uncovered that need not be without it.")


def round_lines(found: Round, teller: Teller) -> Iterator[str]:
    """What is granted, what is not and why, and what else could be asked for."""
    _ = teller.language.gettext
    if not found.granted and not found.refused:
        yield _("Nobody asks for leave within these weeks.")
    else:
        yield _("Granted:") if found.granted else _("Nothing can be granted.")
    yield from _leaves(found.granted, teller)
    if found.refused:
        yield _("Not granted:")
    for refusal in found.refused:
        yield ITEM + leave_text(refusal.wish, teller)
        if refusal.met:
            others = teller.language.listing(leave_text(other, teller) for other in refusal.met)
            yield _GROUND + _("It meets what is granted to {wishes}.", wishes=others)
        else:
            yield _GROUND + _("Even by itself it leaves something uncovered.")
        if refusal.nearest:
            dates = "; ".join(leave_text(other, teller) for other in refusal.nearest)
            yield _GROUND + _("Nearest green dates: {dates}.", dates=dates)
        else:
            yield _GROUND + _("No other dates nearby are green.")
    if found.outside:
        yield _("Outside the weeks that were asked about:")
        yield from _leaves(found.outside, teller)
    if not found.proven:
        yield _("A limit stopped the search: more might be granted.")
    elif found.refused:
        yield _("Granting more is impossible without leaving more uncovered.")


def _leaves(leaves: Iterable[Leave], teller: Teller) -> Iterator[str]:
    return items(leave_text(item, teller) for item in leaves)
