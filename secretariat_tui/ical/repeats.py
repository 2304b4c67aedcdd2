"""Rules of repetition, tamed: none can run away with the program.

Everything here is by the clock on the wall, without time zones. How much work a rule is, is counted before it is done:
the same file is always read equally far, on a slow machine and on a fast one.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

from secretariat_tui.domain.finding import N_
from secretariat_tui.ical.values import BadValue, Stamp, parse_stamp

MOST_OCCURRENCES: Final = 5_000
"""Occurrences of all the series of a file together."""

MOST_STEPS: Final = 1_000_000
"""Steps for the series of a file, a step being what a day of a daily rule costs: about a microsecond."""

STEPS_OF_A_SERIES: Final = 200
STEPS_OF_AN_OCCURRENCE: Final = 30
"""What a series costs besides counting it out."""

_PERIODS: Final = {"DAILY": (1, 1, 1), "WEEKLY": (7, 2, 8), "MONTHLY": (31, 4, 30), "YEARLY": (366, 50, 200)}
"""The days of a period, and its steps without and with BYDAY and the like."""

_STEPS_OF_AN_HOUR: Final = 5
"""For each hour that an hourly rule comes in."""

_NUMBERS: Final = MappingProxyType(
    {
        "BYMONTH": range(1, 13),
        "BYMONTHDAY": range(1, 32),
        "BYYEARDAY": range(1, 367),
        "BYWEEKNO": range(1, 54),
        "BYSETPOS": range(1, 367),
        "BYHOUR": range(24),
        "BYMINUTE": range(60),
        "BYSECOND": range(61),
    }
)
"""What each may be, counted from the beginning or, with a minus, from the end."""

_KNOWN: Final = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", *_NUMBERS})
_LONGEST_RULE: Final = 4_000
"""Characters of a rule: one that names every day of a year has less than half of these."""

_MOST_POSITIONS: Final = 31
"""Each is looked for in every period. People say the first, the last, perhaps the first ten."""

_MOST_A_DAY: Final = 24
_CYCLE: Final = 400
"""Years after which the calendar repeats itself, weekdays and all."""

_LAST_YEAR: Final = 9998


class BadRepeat(ValueError):  # noqa: N818  (the file's mistake, not the program's)
    """A rule that cannot be followed; `template` says why."""

    def __init__(self, template: str) -> None:
        super().__init__(template)
        self.template = template


NOT_A_RULE: Final = N_("This event was left out: its rule of repetition cannot be read.")
TOO_OFTEN: Final = N_("This event was left out: it is repeated more often than every hour.")
NO_INTERVAL: Final = N_("This event was left out: its interval of repetition is not from 1 to 9999.")
NEVER: Final = N_("This event was left out: no date fits its rule of repetition.")


class Exhausted(Exception):  # noqa: N818  (no error: the file is read as far as it is allowed)
    """The file asks for more than it gets: for more occurrences, or for more work."""

    def __init__(self, occurrences: bool) -> None:
        super().__init__()
        self.occurrences = occurrences


@dataclass
class Allowance:
    """What is left for the series of a file."""

    occurrences: int = MOST_OCCURRENCES
    steps: int = MOST_STEPS

    def take_steps(self, steps: int) -> None:
        """Before work of which the size is known: too much is not begun, and takes nothing from the others."""
        if steps > self.steps:
            raise Exhausted(occurrences=False)
        self.steps -= steps

    def charge(self, steps: int) -> None:
        """After work of which the size shows afterwards."""
        self.steps = max(0, self.steps - steps)

    def take_occurrences(self, count: int) -> None:
        if count > self.occurrences:
            raise Exhausted(occurrences=True)
        self.occurrences -= count


@dataclass(frozen=True, slots=True)
class Rule:
    """An RRULE, valid in itself. `parts` are without FREQ, INTERVAL, COUNT and UNTIL."""

    frequency: str
    interval: int
    count: int | None
    until: Stamp | None
    parts: tuple[tuple[str, str], ...] = field(default=())

    def text(self, until: datetime | None) -> str:
        """The rule in the order and form in which libraries understand it; `until` is by the clock of the series."""
        words = [("FREQ", self.frequency), ("INTERVAL", str(self.interval))]
        if self.count is not None:
            words.append(("COUNT", str(self.count)))
        elif until is not None:
            words.append(("UNTIL", f"{until:%Y%m%dT%H%M%S}".zfill(15)))
        return ";".join(f"{name}={value}" for name, value in (*words, *self.parts))


def parse_rule(text: str) -> Rule:
    """The rule of an RRULE value; raises BadRepeat for one that cannot be followed."""
    if len(text) > _LONGEST_RULE:
        raise BadRepeat(NOT_A_RULE)
    plain = re.sub(r"\s", "", text).upper().strip(";")
    pairs = [part.partition("=") for part in plain.split(";")]
    words = {name: value for name, _, value in pairs}
    frequency = words.get("FREQ", "")
    if len(words) != len(pairs) or not words.keys() <= _KNOWN | {name for name in words if name.startswith("X-")}:
        raise BadRepeat(NOT_A_RULE)
    if frequency in ("SECONDLY", "MINUTELY"):
        raise BadRepeat(TOO_OFTEN)
    if frequency != "HOURLY" and frequency not in _PERIODS:
        raise BadRepeat(NOT_A_RULE)
    interval = _number(words.get("INTERVAL", "1"), NO_INTERVAL)
    endless = words.get("COUNT", "-1") == "-1"  # as some programs write what has no count
    count = None if endless else _number(words["COUNT"], NOT_A_RULE, 7)
    try:
        until = parse_stamp(words["UNTIL"]) if "UNTIL" in words else None
    except BadValue:
        raise BadRepeat(NOT_A_RULE) from None
    parts = tuple((name, _once(words[name])) for name in ("WKST", "BYDAY", *_NUMBERS) if name in words)
    _check(frequency, dict(parts))
    return Rule(frequency, interval, count, until, parts)


def _number(text: str, otherwise: str, digits: int = 4) -> int:
    if not re.fullmatch(rf"\+?0*[1-9]\d{{0,{digits - 1}}}", text, re.ASCII):
        raise BadRepeat(otherwise)
    return int(text)


def _once(values: str) -> str:
    """The values without those that stand there again, which say nothing and are counted out all the same."""
    return ",".join(dict.fromkeys(values.split(",")))


def _check(frequency: str, parts: dict[str, str]) -> None:
    for name, value in parts.items():
        pattern = r"MO|TU|WE|TH|FR|SA|SU" if name == "WKST" else r"[+-]?\d{1,3}(,[+-]?\d{1,3})*"
        if name == "BYDAY":
            pattern = r"([+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU))(,[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU))*"
        if not re.fullmatch(pattern, value, re.ASCII):
            raise BadRepeat(NOT_A_RULE)
        if name in _NUMBERS and not all(abs(int(number)) in _NUMBERS[name] for number in value.split(",")):
            raise BadRepeat(NOT_A_RULE)
    most = 0 if frequency == "HOURLY" else _MOST_POSITIONS  # the library looks for an hour's second time for ever
    if "BYSETPOS" in parts and parts["BYSETPOS"].count(",") >= most:
        raise BadRepeat(NOT_A_RULE)
    if _times_a_day(frequency, parts) > _MOST_A_DAY:
        raise BadRepeat(TOO_OFTEN)


def _times_a_day(frequency: str, parts: Mapping[str, str]) -> int:
    times = 24 if frequency == "HOURLY" else 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        if name in parts and not (frequency == "HOURLY" and name == "BYHOUR"):
            times *= parts[name].count(",") + 1
    return times


def nearer(rule: Rule, start: datetime, since: datetime) -> datetime:
    """A start of the same series close before `since`: what was long ago need not be counted through again."""
    if rule.count is not None or start >= since:
        return start
    parts = dict(rule.parts)
    parts.pop("WKST", None)
    weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[start.weekday()]
    if rule.frequency in ("DAILY", "WEEKLY") and parts.keys() <= {"BYDAY"}:
        if weekday not in parts.get("BYDAY", weekday).split(","):
            return start
        period = timedelta(weeks=rule.interval)  # of a daily rule: so many weeks are a multiple of its interval too
        return start + period * max(0, (since - start) // period - 1)
    plain = {"BYMONTH": str(start.month), "BYMONTHDAY": str(start.day)}
    if rule.frequency == "YEARLY" and parts.items() <= plain.items():
        year = start.year + rule.interval * max(0, (since.year - start.year) // rule.interval - 1)
        while year > start.year and (start.month, start.day) == (2, 29) and not isleap(year):
            year -= rule.interval
        return start.replace(year=max(year, start.year))
    return start


def steps(rule: Rule, start: datetime, until: datetime) -> int:
    """What it costs to count a rule out from a start up to a moment."""
    days = max(0, (until - start).days) + 1
    if rule.frequency == "HOURLY":
        return _STEPS_OF_AN_HOUR * days * max(1, 24 // rule.interval)
    length, plain, full = _PERIODS[rule.frequency]
    periods = days // (length * rule.interval) + 1
    if rule.count is not None and _comes_in_each_period(rule):
        periods = min(periods, rule.count)
    parts = dict(rule.parts)
    each = (full + parts.get("BYSETPOS", "").count(",")) * _times_a_day(rule.frequency, parts)
    return (each if parts else plain) * periods


def _comes_in_each_period(rule: Rule) -> bool:
    """Whether no period of the rule is without an occurrence, as far as that shows easily."""
    parts = dict(rule.parts)
    parts.pop("WKST", None)
    weekdays = parts.pop("BYDAY", "")
    return not parts and (not weekdays or (rule.frequency in ("WEEKLY", "MONTHLY") and "5" not in weekdays))


def ensure_it_comes(rule: Rule, start: datetime, allowance: Allowance) -> None:
    """Raises BadRepeat for a rule without any date, such as 30 February.

    Left alone, the library would look for one until the year 9999, for every such rule again. The calendar repeats
    itself after 400 years: what does not come in the last 400 years that there are never comes.
    """
    if not rule.parts:
        return
    late = start.replace(year=start.year + (_LAST_YEAR - _CYCLE - start.year) // _CYCLE * _CYCLE)
    try:
        first = next(iter(_rrule(rule, late, None)), None)
    except IndexError:  # a 53rd Monday of a month is one too many for the library
        raise BadRepeat(NOT_A_RULE) from None
    if first is None:
        end = datetime(_LAST_YEAR, 1, 1)  # noqa: DTZ001
        allowance.charge(max((end - late).days, steps(rule, late, end)))
        raise BadRepeat(NEVER)


def _rrule(rule: Rule, start: datetime, until: datetime | None) -> Iterable[datetime]:
    try:
        found: Iterable[datetime] = rrulestr(rule.text(until), dtstart=start)
    except (ValueError, KeyError, IndexError):
        raise BadRepeat(NOT_A_RULE) from None
    return found


def onsets(text: str, start: datetime, offset: timedelta, first: int, last: int) -> Iterator[datetime]:
    """When a yearly rule of a time zone changes the clock, between two years, by the clock before the change.

    `offset` is that clock's, for an UNTIL in UTC. Raises BadRepeat for a rule that is not yearly.
    """
    rule = parse_rule(text)
    if rule.frequency != "YEARLY" or rule.interval != 1:
        raise BadRepeat(NOT_A_RULE)
    until = None if rule.until is None else rule.until.wall
    if until is not None and rule.until is not None and rule.until.is_utc:
        until += offset
    if rule.count is None and start.year < first:
        start = start.replace(year=first, day=28 if (start.month, start.day) == (2, 29) else start.day)
    begin = start
    rule, start = _by_month(rule, start)
    ensure_it_comes(rule, start, Allowance())
    end = datetime(last, 12, 31)  # noqa: DTZ001
    for wall in _rrule(rule, start, until):
        if wall > end or (until is not None and wall > until):
            return
        if wall.year >= first and wall >= begin:
            yield wall


def _by_month(rule: Rule, start: datetime) -> tuple[Rule, datetime]:
    """The same rule, without a look at each day of the year for a change of the clock in one month."""
    parts = dict(rule.parts)
    month = parts.pop("BYMONTH", "")
    if (
        rule.count is not None
        or not month.isdecimal()
        or not 1 <= int(month) <= 12
        or not parts.keys() <= {"WKST", "BYDAY", "BYMONTHDAY"}
    ):
        return rule, start
    if "BYDAY" not in parts:
        parts.setdefault("BYMONTHDAY", str(start.day))
    first = start if start.month == int(month) else start.replace(month=int(month), day=1)
    return replace(rule, frequency="MONTHLY", interval=12, parts=tuple(parts.items())), first
