"""The order of lists that people read: by date, then by name, in which a number counts as a number.

What is stored or published, and JSON, keep to ids: their bytes must not depend on what anything is called.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from secretariat_tui.domain.calendar import Span
from secretariat_tui.domain.plan import Shortage
from secretariat_tui.presenters.natural import Natural, natural
from secretariat_tui.presenters.reasons import Teller


def duty_order(duty: str, is_desk: bool, teller: Teller) -> tuple[Natural, str, bool]:
    """By the name of an account or desk."""
    return natural(teller.duty(duty, is_desk)), duty, is_desk


def member_order(member: str, teller: Teller) -> tuple[Natural, str]:
    """By the name of a member."""
    return natural(teller.name(member, "member")), member


def by_name(members: Iterable[str], teller: Teller) -> list[str]:
    """Members by name."""
    return sorted(members, key=lambda member: member_order(member, teller))


def shortage_order(item: Shortage, teller: Teller) -> tuple[date, tuple[Natural, str, bool], Span]:
    """By date, then by the name of the duty, then by time."""
    return item.date, duty_order(item.duty, item.is_desk, teller), item.span


def in_order(shortages: Iterable[Shortage], teller: Teller) -> list[Shortage]:
    """Shortages as people read them."""
    return sorted(shortages, key=lambda item: shortage_order(item, teller))
