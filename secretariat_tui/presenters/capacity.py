"""What a team can spare and what it lacks, as sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.capacity import (
    JUDGED,
    Answer,
    Cell,
    Effect,
    FreeCapacity,
    Moments,
    Secondable,
    Values,
    Verdict,
)
from secretariat_tui.domain.formation import DaypartOf, Formation, Proposal, Proposals
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.presenters.stages import stage_or_term


def own_rules_lines(own: Collection[str], teller: Teller) -> Iterator[str]:
    """Which rules of the team's own an answer keeps besides, if any."""
    if own:
        yield teller.language.gettext("Rules of your own are kept here as well: {rules}.", rules=", ".join(own))


def free_lines(found: FreeCapacity, teller: Teller) -> Iterator[str]:
    """Per date, who can be lent when."""
    _ = teller.language.gettext
    yield _("Who can be lent, one at a time, with cover and continuity as they are:")
    for day in dict.fromkeys(spare.date for spare in found.spares):
        here = [spare for spare in found.spares if spare.date == day]
        whole = [s.member for s in here if s.part is None and s.verdict is Verdict.FREE]
        told = []
        if whole:
            all_day = _("all day")
            told.append(f"{all_day}: {_names(whole, teller)}")
        for part in Daypart:
            free = [s.member for s in here if (s.part, s.verdict) == (part, Verdict.FREE) and s.member not in whole]
            if free:
                told.append(f"{_part(part, teller)}: {_names(free, teller)}")
        yield f"  {teller.date(day)}"
        yield from (f"    {text}" for text in told or [_("nobody")])
        unknown = dict.fromkeys(s.member for s in here if s.verdict is Verdict.UNKNOWN and s.part is not None)
        if unknown:
            names = _names(unknown, teller)
            stopped = _("not known before the limit: {names}", names=names)
            yield "    " + (_("not known: {names}", names=names) if found.stopped_by is None else stopped)
        days = [s.member for s in here if s.part is None and s.verdict is Verdict.UNKNOWN and s.member not in unknown]
        if days:
            names = _names(days, teller)
            stopped = _("all day, not known before the limit: {names}", names=names)
            yield "    " + (_("all day, not known: {names}", names=names) if found.stopped_by is None else stopped)
    yield from _end(found.stopped_by, teller)


def secondment_lines(found: Secondable, teller: Teller) -> Iterator[str]:
    """Offers, cheapest first."""
    _ = teller.language.gettext
    for offer in found.offers:
        name = teller.name(offer.member, "member")
        hours = teller.language.duration(offer.minutes)
        yield _("{member}, {hours} a week, {days}: {effect}", member=name, hours=hours,
                days=_cells(offer.cells, teller), effect=effect_text(offer.effect, teller))  # fmt: skip
        if not offer.cheapest:
            yield "  " + _("Other dayparts of hers might cost less: not all were planned.")
    if found.unable:
        yield _("Not available as asked: {names}.", names=_names(found.unable, teller))
    yield from _end(found.stopped_by, teller)


def request_lines(found: Answer, teller: Teller) -> Iterator[str]:
    """The answer, the ranking with its reasons, and the nearest alternative."""
    _ = teller.language.gettext
    if found.verdict is Verdict.FREE and found.group is not None:
        yield _("Yes: {names}. Cover and continuity stay as they are.", names=_names(found.group.members, teller))
    elif found.verdict is Verdict.UNKNOWN:
        stopped = _("Not known: a limit stopped the search.")
        yield _("Not known: neither could be proven.") if found.stopped_by is None else stopped
    elif found.group is not None:
        names = _names(found.group.members, teller)
        effect = effect_text(found.group.effect, teller)
        yield _("Not without cost. The least costly: {names}: {effect}", names=names, effect=effect)
    else:
        yield _("No: there are too few people who can go.")
    for candidate in found.candidates:
        text = effect_text(candidate.effect, teller) if candidate.reason is None else teller.say(candidate.reason)
        yield f"  - {teller.name(candidate.member, 'member')}: {text}"
    if found.alternative is not None:
        when = teller.language.listing(f"{teller.date(d)}, {_part(p, teller)}" for d, p in found.alternative.dayparts)
        yield _("The nearest alternative: {when}, {names}.", when=when, names=_names(found.alternative.members, teller))
    elif found.verdict is not Verdict.FREE:
        none = _("There is no other moment in these weeks either.")
        unsure = _("No other moment was found, but not every one was planned.")
        stopped = _("No other moment was found before a limit.")
        yield none if found.searched else unsure if found.stopped_by is None else stopped
    yield from _end(found.stopped_by, teller)


def meeting_lines(found: Moments, teller: Teller) -> Iterator[str]:
    """Slots, best first."""
    _ = teller.language.gettext
    for moment in found.moments:
        yield _("{date}, {span}: {n} of {all} can be there, with cover and continuity as they are.",
                date=teller.date(moment.date), span=teller.language.span(moment.span), n=len(moment.present),
                all=found.members)  # fmt: skip
        if moment.present:
            yield f"  {_names(moment.present, teller)}"
        if not moment.proven:
            yield "  " + _("Not proven: it may be up to {n}.", n=moment.most)
    if not found.moments:
        none = _("There is no such moment.")
        unsure = _("No moment was found, but it is not proven that there is none.")
        stopped = _("No moment was found before a limit.")
        yield none if found.proven else unsure if found.stopped_by is None else stopped
    elif found.proven:
        yield _("No other moment is better.")
    else:
        yield _("It is not proven that no other moment is better.")
    if found.stopped_by is not None:
        yield _("Looked at {n} of {all} moments.", n=found.tried, all=found.slots)
    yield from _end(found.stopped_by, teller)


def formation_lines(found: Formation, teller: Teller) -> Iterator[str]:
    """What could go, and what is missing."""
    language = teller.language
    _ = language.gettext
    hours = language.duration(found.surplus.minutes)
    yield _("{hours} could go, together, with cover and continuity as they are.", hours=hours)
    yield from _by_member(found.surplus.dayparts, teller)
    if not found.surplus.proven:
        yield "  " + _("Not proven: more than {hours} is impossible.", hours=language.duration(found.surplus.most))
    if found.deficit is None:
        stopped = _("What is missing is not known: a limit stopped the search.")
        apart = _("What is missing is not known: these days do not fit together, and were not planned as a whole.")
        yield apart if found.stopped_by is None else stopped
        return
    hours = language.duration(found.deficit.minutes)
    if found.deficit.enough:
        yield _("{hours} are missing for a continuity of 100 %.", hours=hours)
    elif not all(stage.proven for stage in found.deficit.stages[:2]):
        yield _("With {hours} more the continuity does not come to 100 %, as far as the search went.", hours=hours)
    else:
        duties = language.listing(teller.duty(duty, is_desk) for duty, is_desk in found.deficit.lost)
        yield _("No hours bring the continuity to 100 %. {hours} bring it as near as it gets.", hours=hours)
        if duties:
            yield "  " + _("Still lost when somebody falls out: {duties}.", duties=duties)
    yield from _by_member(found.deficit.dayparts, teller)
    if not found.deficit.proven:
        yield "  " + _("Not proven: fewer may do.")
    yield from _end(found.stopped_by, teller)


def proposal_lines(found: Proposals, teller: Teller) -> Iterator[str]:
    """Before, and each proposal with its stages."""
    _ = teller.language.gettext
    yield _("Now: {stages}", stages=_stages(found.before, teller))
    for proposal in found.proposals:
        names = _names(proposal.members, teller)
        yield _("If {names} would move: {stages}", names=names, stages=_stages(proposal, teller))
        for move in proposal.moves:
            parity = _("odd weeks") if move.odd else _("even weeks")
            yield "  - " + _("{member}, {weeks}: {days} instead of {others}", weeks=parity,
                             member=teller.name(move.member, "member"), days=_cells(move.to, teller),
                             others=_cells(move.away, teller))  # fmt: skip
        if not proposal.proven:
            yield "  " + _("Not proven: there may be something better.")
    if not found.proposals and found.stopped_by is not None:
        yield _("Nothing better was found before a limit.")
    elif not found.proposals:
        unsure = _("Nothing better was found, but not every move was planned.")
        yield _("No move makes it better.") if found.proven else unsure
    yield _("Patterns are agreed with each person: nothing was changed.")
    yield from _end(found.stopped_by, teller)


def effect_text(effect: Effect | None, teller: Teller) -> str:
    """What a change does to cover and continuity, in one sentence."""
    _ = teller.language.gettext
    if effect is None:
        return _("not planned before a limit.")
    if effect.impossible:
        return _("impossible: no roster keeps every rule then.")
    if effect.unchanged:
        return _("cover and continuity stay as they are.")
    known = effect.floor if effect.after is None else effect.after
    change = _change(effect.before, known, teller)
    if effect.after is None:
        return _("it would get worse, by at least: {change}.", change=change)
    if effect.unchanged is None:
        return _("not known to be without cost; found so far: {change}.", change=change)
    return _("it would get worse: {change}.", change=change)


def _change(before: Values, after: Values, teller: Teller) -> str:
    _ = teller.language.gettext
    parts = [
        _("{stage} from {before} to {after}", stage=teller.stage(stage), before=one, after=other)
        for stage, one, other in zip(JUDGED, before, after, strict=True)
        if one != other
    ]
    return ", ".join(parts)


def _stages(proposal: Proposal, teller: Teller) -> str:
    return ", ".join(f"{stage_or_term(stage.id, teller)} {stage.value}" for stage in proposal.stages)


def _by_member(dayparts: Iterable[DaypartOf], teller: Teller) -> Iterator[str]:
    by_member: dict[str, list[DaypartOf]] = {}
    for item in sorted(dayparts, key=lambda item: (item.date, item.part)):
        by_member.setdefault(item.member, []).append(item)
    for member, items in by_member.items():
        when = ", ".join(_days(items, teller))
        hours = teller.language.duration(sum(item.minutes for item in items))
        yield f"  - {teller.name(member, 'member')}: {hours} ({when})"


def _days(items: Iterable[DaypartOf], teller: Teller) -> Iterator[str]:
    """Each date, or the half of it that is meant."""
    parts: dict[date, list[Daypart]] = {}
    for item in items:
        parts.setdefault(item.date, []).append(item.part)
    for day, found in parts.items():
        told = teller.language.short_date(day)
        yield told if len(found) > 1 else f"{told} {_part(found[0], teller)}"


def _names(members: Iterable[str], teller: Teller) -> str:
    return teller.language.listing(teller.name(member, "member") for member in members)


def _cells(cells: Iterable[Cell], teller: Teller) -> str:
    """ "Monday, the morning of Tuesday" in few words."""
    days: dict[int, list[Daypart]] = {}
    for day, part in sorted(cells):
        days.setdefault(day, []).append(part)
    told = []
    for day, parts in days.items():
        name = teller.language.weekday(day)
        told.append(name if len(parts) > 1 else f"{name} ({_part(parts[0], teller)})")
    return ", ".join(told)


def _end(stopped_by: str | None, teller: Teller) -> Iterator[str]:
    if stopped_by is not None:
        yield teller.language.gettext("A limit stopped the search: with more time more may be found.")


def _part(part: Daypart, teller: Teller) -> str:
    _ = teller.language.gettext
    return _("morning") if part is Daypart.AM else _("afternoon")
