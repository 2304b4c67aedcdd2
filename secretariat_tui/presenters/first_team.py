"""A first team as people type it: a member with her days, an account with those who have it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from secretariat_tui.domain.finding import N_
from secretariat_tui.presenters.language import Language, language
from secretariat_tui.services.starting import MOST_HOME_DAYS, FirstAccount, FirstMember

_LEAST_LETTERS = 2


def read_member(text: str, there: Sequence[FirstMember], speaks: Language) -> FirstMember | str:
    """ "Anna Bakker: mon tue thu" or "Anna Bakker: mon-thu"; without days she works from Monday to Friday. Else what is
    wrong with it."""
    name, _, told = (part.strip() for part in text.partition(":"))
    if not name:
        return speaks.gettext("Begin with a name.")
    if any(item.name.casefold() == name.casefold() for item in there):
        return speaks.gettext("{name} is there already.", name=name)
    days: set[int] = set()
    for word in told.replace(",", " ").split():
        first, _, last = word.partition("-")
        start, end = _weekday(first, speaks), _weekday(last or first, speaks)
        if start is None or end is None or start > end:
            return speaks.gettext("{word} is no day of the week.", word=word)
        days |= {*range(start, end + 1)}
    return FirstMember(name, frozenset(days)) if days else FirstMember(name)


def read_account(
    text: str, there: Sequence[FirstAccount], members: Sequence[FirstMember], speaks: Language
) -> FirstAccount | str:
    """ "Director: Anna, Bea": whose it is, and who takes over, the first one first. Else what is wrong with it."""
    name, _, told = (part.strip() for part in text.partition(":"))
    if not name:
        return speaks.gettext("Begin with a name.")
    if any(item.name.casefold() == name.casefold() for item in there):
        return speaks.gettext("{name} is there already.", name=name)
    found: list[str] = []
    for word in (part.strip() for part in told.split(",") if part.strip()):
        alike = [item.name for item in members if item.name.casefold().startswith(word.casefold())]
        exact = [each for each in alike if each.casefold() == word.casefold()] or alike
        if len(exact) != 1:
            wrong = N_("{name} can be more than one member.") if exact else N_("The team has no member {id}.")
            return speaks.gettext(wrong, name=word, id=word)
        if exact[0] in found:
            return speaks.gettext("{name} is there twice.", name=exact[0])
        found.append(exact[0])
    return FirstAccount(name, found[0] if found else None, tuple(found[1:]))


def read_home_days(text: str, speaks: Language) -> int | str:
    """The days at home a week, from 0 to 5; else what is wrong with it."""
    typed = text.strip()
    if not re.fullmatch(f"[0-{MOST_HOME_DAYS}]", typed):
        return speaks.gettext("Write a number from {least} to {most}.", least=0, most=MOST_HOME_DAYS)
    return int(typed)


def member_told(member: FirstMember, speaks: Language) -> str:
    """ "Anna Bakker: Mon Tue Thu"."""
    return f"{member.name}: {' '.join(speaks.short_weekday(day) for day in sorted(member.days))}"


def account_told(account: FirstAccount, speaks: Language) -> str:
    """ "Director: Anna, then Bea and Carla"."""
    if account.primary is None:
        return f"{account.name}: {speaks.gettext('nobody')}"
    if not account.backups:
        return f"{account.name}: {account.primary}"
    then = speaks.gettext("{primary}, then {backups}", primary=account.primary, backups=speaks.listing(account.backups))
    return f"{account.name}: {then}"


def account_written(account: FirstAccount) -> str:
    """ "Director: Anna, Bea, Carla": what `read_account` reads."""
    holders = [*([account.primary] if account.primary else []), *account.backups]
    return f"{account.name}: {', '.join(holders)}" if holders else account.name


def example_days(speaks: Language) -> str:
    """How days can be typed, in the user's language."""
    return " ".join(speaks.short_weekday(day) for day in (0, 1, 3))


def _weekday(word: str, speaks: Language) -> int | None:
    """The weekday that begins like that, in the user's language or in English."""
    if len(word) < _LEAST_LETTERS:
        return None
    for said in (speaks, language("en")):
        for day in range(7):
            if said.weekday(day).casefold().startswith(word.casefold()):
                return day
    return None
