"""Questions about a roster, and their answers, as a conversation reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from secretariat_tui.domain.explanation import LossExplained, MemberDay, Relaxed, WhatIf
from secretariat_tui.domain.finding import Violation
from secretariat_tui.domain.plan import Contingency, Shortage
from secretariat_tui.presenters.explanation import (
    account_lines,
    loss_lines,
    member_lines,
    shortage_lines,
    what_if_lines,
)
from secretariat_tui.presenters.fallout import fallout
from secretariat_tui.presenters.items import ITEM, items
from secretariat_tui.presenters.left import counts_on_who_left
from secretariat_tui.presenters.reasons import Teller, tell_finding
from secretariat_tui.presenters.roster_view import shortage_notice
from secretariat_tui.presenters.stages import stage_sentences
from secretariat_tui.services.conversation import (
    AboutDuty,
    AboutFinding,
    AboutLoss,
    AboutMember,
    AboutShortage,
    AboutStage,
    Asked,
    EndLoss,
    EndShortage,
    Instead,
    Matter,
    Overview,
    Turn,
)
from secretariat_tui.services.left import Left

_MOST_PARTS: Final = 8


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A question with its answer; an indented line is an item."""

    question: str
    lines: tuple[str, ...]


def paragraph(turn: Turn, teller: Teller) -> Paragraph:
    """A turn of the conversation, which may have been about other weeks than what is talked about now."""
    teller = replace(teller, former=turn.matter.former)
    lines = tuple(_answer(turn, teller))
    question = question_text(turn.asked, teller)
    # What was asked is said by the answer itself too, where that is also told without its question.
    return Paragraph(question, lines[1:] if lines[:1] == (question,) else lines)


def question_text(asked: Asked, teller: Teller) -> str:
    """What is asked, as somebody would say it."""
    _ = teller.language.gettext
    match asked:
        case Overview():
            return _("How good is this roster?")
        case AboutMember(member, day):
            name = teller.name(member, "member")
            return _("Why does {member} work as she does on {date}?", member=name, date=teller.date(day))
        case AboutDuty(duty, is_desk, day):
            name = teller.duty(duty, is_desk)
            return _("Who has {duty} on {date}, and why not somebody else?", duty=name, date=teller.date(day))
        case AboutShortage(shortage):
            return _("Why is there nobody for {duty} on {date} from {span}?", **_facts(shortage, teller))
        case EndShortage(shortage):
            return _("What would end the shortage of {duty} on {date} from {span}?", **_facts(shortage, teller))
        case AboutLoss(member, day):
            name = teller.name(member, "member")
            return _("What is lost when {member} falls out on {date}?", member=name, date=teller.date(day))
        case EndLoss(member, day):
            name = teller.name(member, "member")
            return _("What would help when {member} falls out on {date}?", member=name, date=teller.date(day))
        case AboutStage(stage):
            return _("What is behind the stage {stage}?", stage=teller.stage(stage))
        case AboutFinding(finding):
            return tell_finding(finding, teller)
        case Instead(pins, _topic):
            return " ".join(teller.say(reason) for reason in WhatIf(pins, None, None).questions)


def _facts(shortage: Shortage, teller: Teller) -> dict[str, str]:
    return {
        "duty": teller.duty(shortage.duty, shortage.is_desk),
        "date": teller.date(shortage.date),
        "span": teller.language.span(shortage.span),
    }


def _answer(turn: Turn, teller: Teller) -> Iterator[str]:
    matter, found, _ = turn.matter, turn.found, teller.language.gettext
    match turn.asked:
        case Overview():
            yield from stage_sentences(matter.problem, matter.plan, teller)
        case AboutMember():
            yield from member_lines(found, teller) if isinstance(found, MemberDay) else ()
        case AboutDuty(duty, is_desk, _day):
            told = list(account_lines(found, teller)) if isinstance(found, tuple) else []  # type: ignore[arg-type]
            yield from told or [_("Nobody has {duty} then.", duty=teller.duty(duty, is_desk))]
        case AboutShortage(shortage):
            notice = shortage_notice(shortage, teller)
            yield notice.text
            yield from items(dict.fromkeys(notice.why))
        case AboutLoss(_member, _day) if isinstance(found, Contingency):
            yield from _fallout(found, teller)
        case AboutStage(stage):
            yield from _stage(stage, turn, teller)
        case AboutFinding(finding):
            yield teller.say(finding.reason)
        case _:
            yield from _planned(turn, teller)


def _planned(turn: Turn, teller: Teller) -> Iterator[str]:
    """Answers for which was planned again."""
    found, team = turn.found, turn.matter.problem.team
    if isinstance(found, WhatIf):
        yield from what_if_lines(found, teller)
    elif isinstance(found, tuple):
        for item in found:
            if isinstance(item, Relaxed):
                yield from shortage_lines(item, team, teller)
            elif isinstance(item, LossExplained):
                yield from loss_lines(item, teller)


def _fallout(found: Contingency, teller: Teller) -> Iterator[str]:
    told, _ = fallout(found, teller), teller.language.gettext
    if told.takes:
        yield _("Who takes over:")
        yield from items(told.takes)
    if not told.lost:
        yield _("If {member} falls out on {date}, nothing is lost.", member=told.member, date=told.day)
        return
    yield _("What nobody takes over:")
    for lost, why in zip(told.lost, told.why, strict=True):
        yield ITEM + lost
        yield from (f"  {ITEM}{reason}" for reason in why)


def _stage(id: str, turn: Turn, teller: Teller) -> Iterator[str]:
    """What the stage came to, whether less is possible, and what it is made of."""
    matter, language = turn.matter, teller.language
    ids = [stage.id for stage in matter.plan.roster.stages]
    if id in ids:
        yield stage_sentences(matter.problem, matter.plan, teller)[ids.index(id)]
    parts = [part for part in turn.found if isinstance(part, Violation)] if isinstance(turn.found, tuple) else []
    if not parts:
        return
    yield language.gettext("What it is made of, the heaviest first:")
    yield from items(f"{teller.say(part.reason)} ({part.cost})" for part in parts[:_MOST_PARTS])
    if len(parts) > _MOST_PARTS:
        yield language.ngettext("And {n} more.", "And {n} more.", len(parts) - _MOST_PARTS)


def about(matter: Matter, teller: Teller, *, is_newer: bool, left: Iterable[Left]) -> list[str]:
    """Which roster is talked about, and on whom it counts who has left."""
    week = teller.language.week(matter.problem.horizon.first)
    if is_newer:
        week = teller.language.gettext("{week}: the draft, which is newer than what is published.", week=week)
    return [week, *(counts_on_who_left(item, teller) for item in left)]
