"""The pages of the handbook as people read them: which there are, and when each must be looked at again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from secretariat_tui.domain.records import Page
from secretariat_tui.domain.team import Team
from secretariat_tui.presenters.clean import clean
from secretariat_tui.presenters.glyphs import Glyphs
from secretariat_tui.presenters.language import Language

_TAB = 4


class PageState(StrEnum):
    """How a page stands."""

    GOOD = "good"
    PAST_REVIEW = "past-review"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class PageLine:
    """An account with its page. `told` says of the page who wrote it, and when it must be looked at again."""

    account: str
    name: str
    state: PageState
    sign: str
    told: str


def page_lines(
    team: Team, pages: Mapping[str, Page], today: date, language: Language, glyphs: Glyphs
) -> tuple[PageLine, ...]:
    """A line for each account, in the order of the team."""
    signs = {
        PageState.GOOD: glyphs.proven,
        PageState.PAST_REVIEW: glyphs.short,
        PageState.MISSING: glyphs.unknown,
    }
    found = []
    for account in team.accounts:
        page, review = pages.get(account.id), team.review(account.id)
        state = state_of(page, review, today)
        told = " ".join(_told(page, review, today, team.timezone, language))
        found.append(PageLine(account.id, clean(account.name), state, signs[state], told))
    return tuple(found)


def page_legend(language: Language, glyphs: Glyphs) -> tuple[str, ...]:
    """What the signs before the accounts mean."""
    _ = language.gettext
    return (
        _("{mark} there is a page", mark=glyphs.proven),
        _("{mark} past its review", mark=glyphs.short),
        _("{mark} no page yet", mark=glyphs.unknown),
    )


def state_of(page: Page | None, review: date | None, today: date) -> PageState:
    """How a page stands on a date."""
    if page is None or not page.text.strip():
        return PageState.MISSING
    return PageState.PAST_REVIEW if review is not None and review < today else PageState.GOOD


def page_text(text: str) -> str:
    """A page made harmless: its lines without control characters."""
    return "\n".join(clean(line.expandtabs(_TAB)) for line in text.splitlines()) + "\n"


def _told(page: Page | None, review: date | None, today: date, timezone: str, language: Language) -> Iterator[str]:
    _ = language.gettext
    if page is None:
        yield _("There is no page yet.")
        return
    written = page.at.astimezone(ZoneInfo(timezone)).date()
    yield _("Written by {name} on {date}.", name=clean(page.who), date=language.date(written))
    if review is None:
        yield _("It has no date of review.")
    elif review < today:
        yield _("It was to be reviewed on {date}.", date=language.date(review))
    else:
        yield _("To be reviewed on {date}.", date=language.date(review))
