"""Dates and moments as people name them: `2026-11-30`, `09:15`, `2026-11-30T09:15`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

import click

from secretariat_tui.cli.session import in_words
from secretariat_tui.domain.calendar import YEARS, parse_clock
from secretariat_tui.domain.finding import N_


class DateType(click.ParamType[date]):
    """The type of an option that is a date."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return _date(str(value).strip())
        except ValueError:
            message = N_('"{date}" is not a date: write 2026-11-30.')
            self.fail(in_words(ctx, message, date=str(value)[:40]), param, ctx)


class MinuteType(click.ParamType[int]):
    """The type of an option that is a time of day."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            return value if isinstance(value, int) else parse_clock(str(value))
        except ValueError:
            message = N_('"{time}" is not a time of day: write 09:15.')
            self.fail(in_words(ctx, message, time=str(value)[:40]), param, ctx)


@dataclass(frozen=True, slots=True)
class Moment:
    """A local time of the team; `day` None is today."""

    day: date | None
    time: time

    def on(self, today: date) -> datetime:
        """The moment that was meant on this date."""
        return datetime.combine(self.day or today, self.time)


class MomentType(click.ParamType[Moment]):
    """The type of `--at`."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Moment:
        if isinstance(value, Moment):
            return value
        try:
            return _moment(str(value).strip())
        except ValueError:
            message = N_('"{time}" is not a time: write 09:15, or 2026-11-30T09:15.')
            self.fail(in_words(ctx, message, time=str(value)[:40]), param, ctx)


def _moment(text: str) -> Moment:
    match = re.fullmatch(r"(?:(\S+)[T ])?(\d{2}:\d{2})", text, re.ASCII)
    if match is None:
        raise ValueError(text)
    return Moment(_date(match[1]) if match[1] else None, time.fromisoformat(match[2]))


def _date(text: str) -> date:
    """Reads "2026-11-30"; raises ValueError for anything else, and for years in which nobody is rostered."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) or int(text[:4]) not in YEARS:
        raise ValueError(text)
    return date.fromisoformat(text)
