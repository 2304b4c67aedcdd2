"""The languages of the product: texts from the catalogues, and dates, times and numbers as people write them."""

from __future__ import annotations

import gettext as catalogues
import locale
import re
from collections.abc import Iterable, Mapping
from datetime import date as Date  # noqa: N812  (a Language has a method of that name)
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from secretariat_tui.domain.calendar import Span, Week, clock

LANGUAGES: Final = ("nl", "en")
DOMAIN: Final = "secretariat"
LOCALE_DIRECTORY: Final = Path(__file__).parent.parent / "locale"

_DAYS: Final = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_SHORT_DAYS: Final = {
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS: Final = {
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_SHORT_MONTHS: Final = {
    "nl": ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}


class Language:
    """One language. Get it from `language`."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._texts = catalogues.translation(DOMAIN, LOCALE_DIRECTORY, [code], fallback=True)

    def gettext(self, text: str, /, **facts: object) -> str:
        """The text in this language, its `{placeholders}` filled."""
        return fill(self._texts.gettext(text), facts)

    def ngettext(self, singular: str, plural: str, n: int, /, **facts: object) -> str:
        """The text in the form that goes with `n`, which also fills `{n}`."""
        return fill(self._texts.ngettext(singular, plural, n), {"n": n, **facts})

    def weekday(self, number: int) -> str:
        """ "Wednesday", of its number from 0 to 6."""
        return _DAYS[self.code][number]

    def short_weekday(self, number: int) -> str:
        """ "Wed", of its number from 0 to 6."""
        return _SHORT_DAYS[self.code][number]

    def date(self, day: Date, year: bool = True) -> str:
        """ "Wednesday 2 December 2026"."""
        text = f"{self.weekday(day.weekday())} {day.day} {_MONTHS[self.code][day.month - 1]}"
        return f"{text} {day.year}" if year else text

    def short_date(self, day: Date) -> str:
        """ "Wed 2 Dec"."""
        return f"{self.short_weekday(day.weekday())} {day.day} {_SHORT_MONTHS[self.code][day.month - 1]}"

    def short_week(self, week: Week) -> str:
        """ "week 49"."""
        return self.gettext("week {number}", number=week.number)

    def week(self, week: Week) -> str:
        """ "Week 49, 30 November to 6 December 2026", "Week 48, 23 to 29 November 2026"."""
        months = _MONTHS[self.code]
        first, last = week.days[0], week.days[-1]
        begin = str(first.day)
        if first.month != last.month:
            begin += f" {months[first.month - 1]}"
        if first.year != last.year:
            begin += f" {first.year}"
        end = f"{last.day} {months[last.month - 1]} {last.year}"
        return self.gettext("Week {number}, {begin} to {end}", number=week.number, begin=begin, end=end)

    def span(self, span: Span) -> str:
        """ "08:30 to 12:30"."""
        return self.gettext("{start} to {end}", start=clock(span.start), end=clock(span.end))

    def duration(self, minutes: int) -> str:
        """ "2 hours 30 min"."""
        hours, rest = divmod(abs(minutes), 60)
        parts = []
        if hours:
            parts.append(self.ngettext("{n} hour", "{n} hours", hours))
        if rest or not hours:
            parts.append(self.gettext("{n} min", n=rest))
        return ("-" if minutes < 0 else "") + " ".join(parts)

    def hours(self, minutes: int) -> str:
        """ "32" or "31:30", for narrow columns."""
        hours, rest = divmod(abs(minutes), 60)
        return ("-" if minutes < 0 else "") + (f"{hours}:{rest:02d}" if rest else str(hours))

    def number(self, value: float | Decimal | int) -> str:
        """A number with the decimal sign of the language, and no digit that says nothing."""
        text = f"{value:f}" if isinstance(value, Decimal) else str(value)
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return text.replace(".", ",") if self.code == "nl" else text

    def percent(self, share: float) -> str:
        """ "97.5 %", never rounded up to a whole that it is not."""
        tenths = int(Decimal(str(share)) * 1000)
        return self.number(Decimal(tenths) / 10) + " %"

    def listing(self, items: Iterable[str]) -> str:
        """ "Anna, Bea and Carla"."""
        names = list(items)
        if len(names) < 2:
            return "".join(names)
        return self.gettext("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])


@cache
def language(code: str) -> Language:
    """The language with this code, "nl" or "en"; raises KeyError for another."""
    if code not in LANGUAGES:
        raise KeyError(code)
    return Language(code)


def chosen_language(environment: Mapping[str, str], option: str | None = None) -> Language:
    """What the user asks for: the option, else SECRETARIAT_LANG, else the locale, else English."""
    wanted = [option, environment.get("SECRETARIAT_LANG")]
    wanted.append(next((environment[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(key)), None))
    wanted.append(locale.getlocale()[0])
    for text in wanted:
        match = re.match(r"(nl|en)(?![a-z])|(dutch)|(english|c\b|posix)", (text or "").lower())
        if match:
            return language(match[1] or ("nl" if match[2] else "en"))
    return language("en")


def fill(template: str, facts: Mapping[str, object]) -> str:
    """The template with each `{name}` that is a fact replaced; anything else stays, so that no text can fail."""
    return re.sub(r"\{(\w+)\}", lambda found: str(facts.get(found[1], found[0])), template)
