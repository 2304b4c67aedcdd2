"""The stored plan of an absence and its repairs in words. Each function gives lines; an indented one is an item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from secretariat_tui.domain.notice import Notice
from secretariat_tui.domain.plan import Contingency
from secretariat_tui.domain.repair import Kind, Repair, Repairs
from secretariat_tui.domain.roster import Assignment
from secretariat_tui.domain.shift import Place
from secretariat_tui.presenters.fallout import fallout
from secretariat_tui.presenters.items import ITEM, items
from secretariat_tui.presenters.order import duty_order, in_order
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.presenters.roster_view import shortage_text


def stored_lines(plans: Sequence[Contingency], teller: Teller) -> Iterator[str]:
    """Who takes what at once, and what nobody takes."""
    _ = teller.language.gettext
    nothing = _("Nothing of hers has to be taken over.")
    if not plans:
        yield nothing
    for plan in plans:
        told = fallout(plan, teller)
        yield _("Contingency plan for {date}", date=told.day)
        lost = [_("{duty}: nobody", duty=text) for text in told.lost]
        yield from items([*told.takes, *lost] or [nothing])


def repair_lines(found: Repairs, teller: Teller) -> Iterator[str]:
    """The repairs, numbered: what changes for whom, and the effect on the stages."""
    for repair in found.repairs:
        yield ""
        yield f"{repair.kind.number}. {repair_title(repair.kind, teller)}"
        if repair.same_as is not None:
            yield ITEM + teller.language.gettext("the same as {number}", number=repair.same_as.number)
            continue
        yield from items((*change_texts(repair, teller), *stage_texts(repair, found, teller)))


def stage_texts(repair: Repair, found: Repairs, teller: Teller) -> Iterator[str]:
    """What a repair does to each stage."""
    before = {stage.id: stage.value for stage in found.before}
    for stage in repair.stages:
        yield _stage(stage.id, stage.value, before.get(stage.id), stage.proven, teller)


def repair_title(kind: Kind, teller: Teller) -> str:
    """What a repair is for."""
    _ = teller.language.gettext
    titles = {
        Kind.FEWEST_CHANGES: _("Fewest changes for people"),
        Kind.LEAST_SHORTAGE: _("Least shortage, even if more changes"),
        Kind.OWN_DUTIES: _("Only her own duties, nobody moved"),
    }
    return titles[kind]


def change_texts(repair: Repair, teller: Teller) -> Iterator[str]:
    """What changes for whom, with the notice that it is given, who has what was hers, and what nobody has."""
    _ = teller.language.gettext
    for item in repair.shifted:
        yield _(
            "{member}, {date}: {after} instead of {before}; {notice}",
            member=teller.name(item.member, "member"),
            date=teller.date(item.date),
            after=_way(item.after, teller),
            before=_way(item.before, teller),
            notice=ahead(item.notice, teller),
        )
    if not repair.shifted:
        yield _("Nobody works otherwise than was published.")
    for duty in sorted(repair.handed, key=lambda duty: (duty.date, duty_order(duty.duty, duty.is_desk, teller))):
        yield _(
            "{member} has {duty} on {date} from {span}",
            member=teller.name(duty.member, "member"),
            duty=teller.duty(duty.duty, duty.is_desk),
            date=teller.date(duty.date),
            span=teller.language.span(duty.span),
        )
    for short in in_order(repair.short, teller):
        yield shortage_text(short, teller)


def _way(item: Assignment | None, teller: Teller) -> str:
    _ = teller.language.gettext
    if item is None:
        return _("off")
    place = _("the office") if item.place is Place.OFFICE else _("home")
    return f"{teller.name(item.shift, 'shift')} ({place})"


def ahead(notice: Notice, teller: Teller) -> str:
    """How long before the date a change is made."""
    _ = teller.language.gettext
    words = {
        Notice.AHEAD: _("28 days ahead or more"),
        Notice.WITHIN_28_DAYS: _("from 4 to 28 days ahead"),
        Notice.WITHIN_4_DAYS: _("within 4 days"),
        Notice.SAME_DAY: _("today"),
    }
    return words[notice]


def _stage(id: str, value: int, before: int | None, proven: bool, teller: Teller) -> str:
    _ = teller.language.gettext
    if before is None:
        text = _("{stage}: {value}", stage=teller.stage(id), value=value)
    else:
        text = _("{stage}: {value}, as published {before}", stage=teller.stage(id), value=value, before=before)
    return text if proven else _("{sentence}; it is not proven that this is the least.", sentence=text)
