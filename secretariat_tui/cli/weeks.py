"""Weeks as people name them: `2026-W49`, `this`, `next`, `+2`."""

from __future__ import annotations

import re
from datetime import date

import click

from secretariat_tui.cli.session import in_words
from secretariat_tui.domain.calendar import Week
from secretariat_tui.domain.finding import N_

WeekOrOffset = Week | int
"""A week, or a number of weeks from the present one, which is known once the team and its time zone are."""

_WORDS = {"this": 0, "next": 1}


class WeekType(click.ParamType[WeekOrOffset]):
    """The type of `--week`."""

    name = "week"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> WeekOrOffset:
        if isinstance(value, Week | int):
            return value
        text = str(value).strip()
        if text.lower() in _WORDS:
            return _WORDS[text.lower()]
        if re.fullmatch(r"\+\d{1,3}", text, re.ASCII):
            return int(text)
        try:
            return Week.parse(text.upper())
        except ValueError:
            message = N_('"{week}" is not a week: write 2026-W49, this, next or +2.')
            self.fail(in_words(ctx, message, week=text[:40]), param, ctx)


def week_from(choice: WeekOrOffset, today: date) -> Week:
    """The week that was meant on this date."""
    return choice if isinstance(choice, Week) else Week.of(today).plus(choice)
