"""Parsers that share no line with this program see the instants, days and texts that were meant."""

import random
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from secretariat_tui.domain.calendar import Span, Week
from secretariat_tui.domain.events import Leave
from secretariat_tui.domain.incoming import Availability
from secretariat_tui.domain.own_calendar import CalendarChoice
from secretariat_tui.domain.roster import Roster
from secretariat_tui.ical.compose import CalendarOptions
from secretariat_tui.ical.entry import UNVERSIONED, Calendar, Entry
from secretariat_tui.ical.write import write_calendar
from tests.build import TUE, member, problem, shift, team, work
from tests.campaigns.calendars.workshop import MissingError, Workshop
from tests.ical.files import member_calendars
from tests.ical.publishing import Press, early, late
from tests.ical.test_bytes import HOSTILE, WORSE

pytestmark = pytest.mark.campaign

TEAM = team([member("anna", "mon")], shifts=(shift("nacht", "01:30-03:30", 0),))


def utc(day, minute):
    """The UTC instant of a local time in Amsterdam, by the law: summer from and to 01:00 UTC on the last Sundays.

    Of an hour that comes twice the first is meant, and one that is skipped counts on from winter time.
    """
    local = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute)
    change = {month: last_sunday(local.year, month) for month in (3, 10)}
    begins, ends = change[3] + timedelta(hours=3), change[10] + timedelta(hours=3)  # in local time: summer's 03:00
    summer = begins <= local < ends
    return (local - timedelta(hours=2 if summer else 1)).strftime("%Y-%m-%dT%H:%M:%SZ")


def last_sunday(year, month):
    last = datetime(year, month, 31, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def exported(tmp_path, assignments, leave=(), options=CalendarOptions()):  # noqa: B008  (frozen)
    case = problem(replace(TEAM, leave=tuple(leave)))
    weeks = sorted({Week.of(item.date) for item in assignments} | {Week.of(item.start) for item in leave})
    files = member_calendars(case, Roster("so", tuple(weeks), tuple(assignments), ()), UNVERSIONED, options)
    file = tmp_path / "so-anna.ics"
    file.write_bytes(files["so-anna.ics"])
    return file


def times(workshop, parser, file):
    return {event["uid"]: (event["start"], event["end"]) for event in workshop.read(parser, file)["events"]}


def at(day, span):
    return replace(work("anna", day), shift="nacht", span=span)


def test_two_hundred_shifts_are_at_the_same_instants(workshop, parser, tmp_path):
    rng = random.Random(7)
    days = sorted(rng.sample([date(2025, 1, 1) + timedelta(n) for n in range(3 * 365)], 200))
    spans = [Span(*sorted(rng.sample(range(0, 1441, 5), 2))) for _ in days]
    wanted = {
        f"so.anna.{day}.shift@secretariat": (utc(day, span.start), utc(day, span.end))
        for day, span in zip(days, spans, strict=True)
    }
    file = exported(tmp_path, [at(day, span) for day, span in zip(days, spans, strict=True)])
    assert times(workshop, parser, file) == wanted


NIGHTS = [date(2026, 10, 25), date(2027, 3, 28), date(2026, 3, 29), date(2027, 10, 31)]


@pytest.mark.parametrize("day", NIGHTS)
def test_the_nights_on_which_the_clock_changes(workshop, parser, tmp_path, day):
    """Shifts of whole and half hours. What begins or ends within the skipped hour has no instants to agree on."""
    skipped = day.month == 3
    edges = [minute for minute in range(0, 601, 30) if not (skipped and 120 <= minute < 180)]
    for start in edges[:-1:3]:
        spans = [Span(start, end) for end in edges if end > start]
        file = exported(tmp_path, [at(day, span) for span in spans])
        wanted = {(utc(day, span.start), utc(day, span.end)) for span in spans}
        assert set(times(workshop, parser, file).values()) == wanted


def test_leave_is_whole_days_and_ends_on_its_last(workshop, parser, tmp_path):
    leave = [
        Leave("anna", date(2026, 12, 1), date(2026, 12, 1)),
        Leave("anna", date(2026, 10, 19), date(2026, 10, 25)),  # the clock changes on its last day
        Leave("anna", date(2026, 12, 21), date(2027, 1, 3)),
        Leave("anna", date(2028, 2, 28), date(2028, 2, 29)),
    ]
    file = exported(tmp_path, [], leave, CalendarOptions(choice=CalendarChoice(leave=True)))
    assert times(workshop, parser, file) == {
        "so.anna.2026-12-01.leave@secretariat": ("2026-12-01", "2026-12-02"),
        "so.anna.2026-10-19.leave@secretariat": ("2026-10-19", "2026-10-26"),
        "so.anna.2026-12-21.leave@secretariat": ("2026-12-21", "2027-01-04"),
        "so.anna.2028-02-28.leave@secretariat": ("2028-02-28", "2028-03-01"),
    }


CONTROLS = frozenset(map(chr, [*range(32), *range(127, 160), 0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F)]))
ISOLATES = frozenset(map(chr, [*range(0x2066, 0x206A), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF]))


def cleaned(text):
    """By hand: breaks of every kind are one, a tab is a space, controls and halves of pairs are gone."""
    for kind in ("\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"):
        text = text.replace(kind, "\n")
    text = text.removesuffix("\n").replace("\t", " ")
    return "".join(c for c in text if c == "\n" or c not in CONTROLS | ISOLATES)


def escaped_by_hand(text):
    """A property that ical.js does not know is given as it stands in the file."""
    return text.replace("\\", r"\\").replace(",", r"\,").replace(";", r"\;")


@pytest.mark.parametrize("text", [*HOSTILE, *WORSE])
def test_hostile_texts_arrive_as_they_are_in_every_field(workshop, parser, tmp_path, text):
    noon = datetime(2026, 12, 1, 12, tzinfo=UTC)
    held = "x" + text + "x"
    entry = Entry(
        "so", "anna", TUE, "shift", noon, noon + timedelta(hours=1), held, Availability.FREE, held, held, (held, "y")
    )
    file = tmp_path / "hostile.ics"
    file.write_bytes(write_calendar(Calendar("so-anna.ics", held, (entry,)), UNVERSIONED, {}))
    found = workshop.read(parser, file)
    (event,) = found["events"]
    wanted = cleaned(held)
    title = " ".join(wanted.split())
    labels = [" ".join(re.split(r'[\\,;"\s]+', title)), "y"]
    if parser == "nodeical":
        # It takes the second half of an escaped backslash, before an N, for the first half of a line break.
        wanted, title = (t.replace(r"\N", "\\\n").replace(r"\n", "\\\n") for t in (wanted, title))
    if parser == "sabre":
        # The version of Debian leaves commas and semicolons as they stand in the file.
        wanted, title = (t.replace(",", r"\,").replace(";", r"\;") for t in (wanted, title))
    for name in ("summary", "location", "description"):
        assert event[name] == wanted, name
    assert event["categories"] == labels
    assert found["name"] in (escaped_by_hand(title) if parser == "icaljs" else title, None)


def test_revisions_are_read(workshop, parser, tmp_path):
    press = Press().publish(early(), early(day=TUE)).publish(late()).publish(early())
    file = tmp_path / "so-anna.ics"
    file.write_bytes(press.files()["so-anna.ics"])
    found = {e["uid"][8:18]: (e["sequence"], e["stamp"], e["status"]) for e in workshop.read(parser, file)["events"]}
    assert found == {
        "2026-11-30": (2, "2026-11-20T11:00:00Z", "CONFIRMED"),
        "2026-12-01": (1, "2026-11-20T10:00:00Z", "CANCELLED"),
    }


def test_every_parser_took_part(workshop):
    """What is skipped above is counted here, so that a run with too few does not look like one with enough."""
    missing = []
    for name in Workshop.PARSERS:
        try:
            own = {"vobject": workshop.python, "libical": workshop.libical, "sabre": workshop.sabre}
            own.get(name, workshop.node)()
        except MissingError as error:
            missing.append(f"{name} ({error})")
    if missing:
        pytest.skip(f"only {len(Workshop.PARSERS) - len(missing)} parsers: {', '.join(missing)} cannot be had here")


def test_the_cases_are_what_they_say():
    """The instants of this campaign, against some that can be looked up."""
    assert utc(date(2026, 7, 1), 510) == "2026-07-01T06:30:00Z"
    assert utc(date(2026, 12, 1), 510) == "2026-12-01T07:30:00Z"
    assert utc(date(2026, 10, 25), 1440) == "2026-10-25T23:00:00Z"
    assert last_sunday(2026, 10).date() == date(2026, 10, 25)
