"""Addresses of calendars, told in lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from secretariat_tui.domain.feed import Address, SubjectKind, TokenState
from secretariat_tui.presenters.reasons import Teller


def address_lines(
    addresses: Sequence[Address], teller: Teller, url: Callable[[str], str], day: Callable[[datetime], date]
) -> Iterator[str]:
    """A line for each calendar. `url` makes an address of a token, `day` a local date of a moment."""
    for address in addresses:
        yield _line(address, teller, url, day)
    if any(address.token is not None for address in addresses):
        language = teller.language
        yield ""
        yield language.gettext("Each of these addresses is shown now and never again.")
        yield language.gettext("Who has an address can read that calendar: give it to nobody but whom it is for.")


def _line(address: Address, teller: Teller, url: Callable[[str], str], day: Callable[[datetime], date]) -> str:
    language, name = teller.language, _name(address, teller)
    since = "" if address.since is None else teller.date(day(address.since))
    if address.token is not None:
        return f"{name}: {url(address.token)}"
    if address.state is TokenState.REVOKED:
        return language.gettext("{name}: the address no longer works", name=name)
    if address.state is TokenState.KEPT:
        mark = address.fingerprint or ""
        return language.gettext("{name}: an address since {date} ({mark})", name=name, date=since, mark=mark)
    return language.gettext("{name}: no address", name=name)


def _name(address: Address, teller: Teller) -> str:
    subject = address.subject
    if subject.kind is SubjectKind.TEAM:
        return teller.team_name()
    return teller.name(subject.owner, subject.kind.value)
