"""What stands around the roster of a week: findings beside it, a publication before it is done, news of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from secretariat_tui.domain.calendar import DAYPARTS
from secretariat_tui.domain.events import Wish, WishKind
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.records import Act
from secretariat_tui.domain.team import Team
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.explanation import roster_changes
from secretariat_tui.presenters.history_view import act_told, weeks_of
from secretariat_tui.presenters.language import Language
from secretariat_tui.presenters.order import in_order
from secretariat_tui.presenters.reasons import Teller, tell_finding
from secretariat_tui.presenters.repair_view import ahead
from secretariat_tui.presenters.roster_view import shortage_notice
from secretariat_tui.presenters.view import Notice
from secretariat_tui.services.pinning import wishes_on
from secretariat_tui.services.publication import Publication

_MOST_ACTS = 3


def notices(plan: Plan | None, teller: Teller) -> tuple[Notice, ...]:
    """What falls short, with why and what would help; then alarms, then what else should be known."""
    if plan is None:
        return ()
    short = [shortage_notice(item, teller) for item in in_order(plan.shortages, teller)]
    told = [Notice(tell_finding(item, teller)) for item in (*plan.alarms, *plan.findings)]
    return (*short, *told)


def publication_lines(found: Publication, teller: Teller) -> Iterator[str]:
    """What a publication changes for whom, with the notice that they have of it. Items come after a dash."""
    language = teller.language
    _ = language.gettext
    if found.is_empty:
        yield _("Nothing is otherwise than what is in force.")
        return
    for week, notice in found.first:
        yield _(
            "{week} comes in force for the first time: {notice}.",
            week=language.week(week),
            notice=ahead(notice, teller),
        )
    for cell, notice in found.cells:
        (text,) = roster_changes([cell], [], teller)
        yield f"- {text}; {ahead(notice, teller)}"
    yield from (f"- {text}" for text in roster_changes([], found.duties, teller))


def news_lines(acts: Sequence[Act], language: Language) -> tuple[str, ...]:
    """What others did meanwhile, the newest last."""
    _ = language.gettext
    told = dict.fromkeys(_news(act, language) for act in acts)
    left = len(told) - _MOST_ACTS
    lines = tuple(told)[-_MOST_ACTS:]
    return (*lines, _("and {n} more", n=left)) if left > 0 else lines


def _news(act: Act, language: Language) -> str:
    return " ".join([f"{clean(act.who)}:", act_told(act, language), *weeks_of(act)])


def wishes_to_choose(team: Team, member: str, day: date, teller: Teller) -> list[tuple[str, str, Wish | None]]:
    """What a member can wish for on that weekday, whole days: an id, the words, and the wish; last of all to wish for
    nothing, where she wishes for something."""
    _ = teller.language.gettext
    on = frozenset((day.weekday(), part) for part in DAYPARTS)
    found: list[tuple[str, str, Wish | None]] = [("off", _("off"), Wish(member, WishKind.OFF, on))]
    for shift in team.shifts:
        found.append((f"shift:{shift.id}", teller.name(shift.id, "shift"), Wish(member, WishKind.SHIFT, on, shift.id)))
    for place, text in (("office", _("in the office")), ("remote", _("working from home"))):
        found.append((f"place:{place}", text, Wish(member, WishKind.PLACE, on, place)))
    for other in team.members:
        if other.id != member:
            text = _("together with {member}", member=teller.name(other.id, "member"))
            found.append((f"with:{other.id}", text, Wish(member, WishKind.TOGETHER, on, other.id)))
    if wishes_on(team, member, day):
        found.append(("none", _("no wish any more"), None))
    return found
