"""By which clock a time is read."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat_tui.ical.reading import read_components
from secretariat_tui.ical.windows_zones import windows_zone
from secretariat_tui.ical.zones import FileZone, NamedZone, Zones
from tests.ical.foreign import calendar, event, kinds, only, starts, take, utc, zone


def at(tzid, *more, when="20260701T100000"):
    return calendar(*more, event(f"DTSTART;TZID={tzid}:{when}", "DURATION:PT1H"))


@pytest.mark.parametrize(
    "name",
    [
        "Europe/Amsterdam",
        "europe/amsterdam",
        '"Europe/Amsterdam"',
        "Europe/Berlin",
        "/Europe/Amsterdam",
        "/mozilla.org/20050126_1/Europe/Amsterdam",
        "/freeassociation.sourceforge.net/Europe/Amsterdam",
        "/freeassociation.sourceforge.net/Tzfile/Europe/Amsterdam",
        "/citadel.org/20210210_1/Europe/Brussels",
        "/softwarestudio.org/Olson_20011030_5/Europe/Paris",
        "W. Europe Standard Time",
        '"W. Europe Standard Time"',
        "w. europe standard time",
        "W. Europe Standard Time 1",
        "Romance Standard Time",
        "Central Europe Standard Time",
        "Central European Standard Time",
        "West-Europa (standaardtijd)",
        '"West-Europa (standaardtijd)"',
        "W. Europa (standaardtijd)",
        "Romance (standaardtijd)",
        "Centraal-Europa (standaardtijd)",
        "Mitteleuropäische Zeit",
        "Romanische Zeit",
        "Europe de l'Ouest",
        "Europe de l’Ouest (heure standard)",
        "Paris\\, Madrid",
        "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna",
        '"(UTC+01:00) Amsterdam, Berlijn, Bern, Rome, Stockholm, Wenen"',
        '"(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien"',
        '"(UTC+01:00) Bruxelles, Copenhague, Madrid, Paris"',
        "Amsterdam\\, Berlin\\, Bern\\, Rome\\, Stockholm\\, Vienna",
        "(GMT+01:00) Brussel, Kopenhagen, Madrid, Parijs",
        "Western/Central Europe",
        "UTC+02:00",
    ],
)
def test_a_name_that_means_amsterdam_in_summer(name):
    found = take(at(name))
    assert starts(found) == ["2026-07-01 08:00"]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("name", "hour"),
    [
        ("GMT Standard Time", 9),
        ("GMT (standaardtijd)", 9),
        ("Eastern Standard Time", 14),
        ("Eastern (standaardtijd)", 14),
        ("FLE Standard Time", 7),
        ("UTC", 10),
        ("tzone://Microsoft/Utc", 10),
        ("Etc/GMT-3", 7),
        ("America/Argentina/Buenos_Aires", 13),
    ],
)
def test_other_zones(name, hour):
    assert starts(take(at(name))) == [f"2026-07-01 {hour:02d}:00"]


@pytest.mark.parametrize(
    "name",
    [
        *("Mars/Olympus", "Customized Time Zone", "tzone://Microsoft/Custom", "Kantoortijd", "../../etc/passwd"),
        *(
            "/etc/passwd",
            "//",
            "/mozilla.org/x/Atlantis",
            "Europe",
            "Europe/",
            "localtime",
            "posixrules",
            "\x00",
            "x" * 1900,
        ),
        *("UTC+25:00", "GMT+99", "(UTC+01:00)", "?", "%s", "CON"),
    ],
)
def test_a_zone_that_nobody_knows_is_never_guessed(name):
    found = take(at(name))
    assert found.events == ()
    assert kinds(found) == ["unknown-zone"]
    assert found.problems[0].text.fact("zone")
    assert found.problems[0].hint is not None


def test_a_name_in_utc_needs_no_zone():
    assert starts(take(calendar(event("DTSTART;TZID=Mars/Olympus:20260701T100000Z")))) == ["2026-07-01 10:00"]


def test_a_zone_of_the_file_goes_before_what_windows_calls_so():
    assert starts(take(at("W. Europe Standard Time", zone("W. Europe Standard Time", "+0000", "+0100")))) == [
        "2026-07-01 09:00"
    ]


def test_what_the_world_calls_so_goes_before_a_zone_of_the_file():
    """Many programs write half a zone beside a name that everybody knows."""
    assert starts(take(at("Europe/Amsterdam", zone("Europe/Amsterdam", "+0000", "+0000")))) == ["2026-07-01 08:00"]


def test_a_zone_without_summer_time_and_one_that_lists_its_dates():
    offsets = "TZOFFSETFROM:+0530\nTZOFFSETTO:+0530"
    standard = f"BEGIN:STANDARD\nDTSTART:19700101T000000\n{offsets}\nEND:STANDARD"
    fixed = f"BEGIN:VTIMEZONE\nTZID:Vast\n{standard}\nEND:VTIMEZONE"
    assert starts(take(at("Vast", fixed))) == ["2026-07-01 04:30"]
    listed = zone("Lijst").replace("RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3", "RDATE:20260329T020000")
    assert starts(take(at("Lijst", listed))) == ["2026-07-01 08:00"]


@pytest.mark.parametrize(
    "broken",
    [
        zone("Ours").replace("+0200", "twee"),
        zone("Ours").replace("FREQ=YEARLY;INTERVAL=1", "FREQ=SECONDLY"),
        zone("Ours").replace("INTERVAL=1", "INTERVAL=0"),
        zone("Ours").replace("BYDAY=-1SU;BYMONTH=3", "BYMONTH=2;BYMONTHDAY=31"),
        zone("Ours").replace("DTSTART:16010101T020000\n", ""),
        zone("Ours").replace("DTSTART:16010101T020000", "DTSTART:ooit"),
        "BEGIN:VTIMEZONE\nTZID:Ours\nEND:VTIMEZONE",
    ],
)
def test_a_zone_of_the_file_that_says_nothing_is_named(broken):
    found = take(at("Ours", broken))
    assert found.events == ()
    assert sorted(set(kinds(found)) - {"bad-line"}) == ["bad-zone", "unknown-zone"]


def test_a_broken_zone_that_nothing_needs_is_not_worth_a_word():
    assert kinds(take(calendar(zone("Ours").replace("+0200", "twee"), event()))) == []


def test_times_without_a_zone_are_those_of_the_calendar_else_of_the_team():
    floating = event("DTSTART:20260701T100000", "DURATION:PT1H")
    assert starts(take(calendar(floating))) == ["2026-07-01 08:00"]
    assert starts(take(calendar(floating), zone="Europe/Lisbon")) == ["2026-07-01 09:00"]
    assert starts(take(calendar("X-WR-TIMEZONE:America/New_York", floating))) == ["2026-07-01 14:00"]
    assert kinds(take(calendar("X-WR-TIMEZONE:Atlantis", floating))) == ["unknown-zone"]


def test_days_are_the_days_of_the_team():
    day = event("DTSTART;VALUE=DATE:20260701", "DTEND;VALUE=DATE:20260702")
    found = only(take(calendar("X-WR-TIMEZONE:America/New_York", day), zone="Europe/Lisbon"))
    assert (found.start, found.end) == (utc("2026-06-30 23:00"), utc("2026-07-01 23:00"))


def test_an_hour_that_is_skipped_counts_on_and_one_that_comes_twice_is_the_first():
    for name in ("Europe/Amsterdam", "Ours"):
        skipped = take(at(name, zone("Ours"), when="20260329T023000"))
        assert starts(skipped) == ["2026-03-29 01:30"]
        twice = take(at(name, zone("Ours"), when="20261025T023000"))
        assert starts(twice) == ["2026-10-25 00:30"]


@given(st.datetimes(datetime(1997, 1, 1), datetime(2090, 1, 1)))  # noqa: DTZ001
def test_a_zone_of_the_file_agrees_with_the_same_zone_by_name(wall):
    """Since 1996 the clock of Amsterdam changes by the rule that `zone` has."""
    ours, theirs = OWN, NamedZone(ZoneInfo("Europe/Amsterdam"))
    if wall.year < 2037:  # Python's own table ends there on some systems
        assert ours.instant(wall) == theirs.instant(wall)
        assert ours.wall(wall.replace(tzinfo=UTC)) == theirs.wall(wall.replace(tzinfo=UTC))
    assert ours.instant(wall) - wall.replace(tzinfo=UTC) in (timedelta(hours=-1), timedelta(hours=-2))


OWN = FileZone(read_components(calendar(zone("Ours")), "").calendars[0].parts[0])


def test_hostile_zones_by_the_thousand_end_somewhere():
    zones = [zone(f"Zone {n}", "+0100", f"+02{n:02d}") for n in range(60)]
    local = [event(f"DTSTART;TZID=Zone {n}:20260701T100000", "DURATION:PT1H", uid=str(n)) for n in range(60)]
    found = take(calendar(*zones, *local))
    assert len(found.events) == 50
    assert kinds(found).count("unknown-zone") == 10


def test_the_same_zone_in_a_hundred_calendars_is_one():
    local = event("DTSTART;TZID=Ours:20260701T100000", "DURATION:PT1H", uid="{}")
    found = take(b"".join(calendar(zone("Ours"), local.format(n)) for n in range(100)))
    assert starts(found) == ["2026-07-01 08:00"] * 100
    assert found.problems == ()


def test_every_windows_name_is_a_zone_that_there_is():
    from secretariat_tui.ical.windows_zones import _CITIES, _NAMES

    assert windows_zone("Cape Verde Standard Time") == "Atlantic/Cape_Verde"
    for table in (_NAMES, _CITIES):
        for name, spellings in table.items():
            assert Zones().find(name) is not None
            assert all(windows_zone(spelling) == name for spelling in spellings), name


CUSTOM = "Customized Time Zone"
LOCAL = f"DTSTART;TZID={CUSTOM}:20261201T100000"


def test_two_different_zones_of_one_name_in_a_calendar_are_not_guessed_between():
    """The last would win, and the event of the first would be hours off."""
    there = zone(CUSTOM, "-0500", "-0400")
    data = calendar(
        zone(CUSTOM), there, event(LOCAL, "DURATION:PT1H"), event("DURATION:PT1H", "DTSTART:20261202T090000Z", uid="2")
    )
    found = take(data)
    assert starts(found) == ["2026-12-02 09:00"]
    assert sorted(kinds(found)) == ["bad-zone", "unknown-zone"]


def test_one_zone_that_stands_there_twice_is_one():
    found = take(calendar(zone(CUSTOM), zone(CUSTOM), event(LOCAL, "DURATION:PT1H")))
    assert (starts(found), kinds(found)) == (["2026-12-01 09:00"], [])


def test_a_name_of_windows_is_known_whatever_two_rules_the_calendar_gives_it():
    name = "W. Europe Standard Time"
    data = calendar(
        zone(name), zone(name, "+0000", "+0100"), event(f"DTSTART;TZID={name}:20261201T100000", "DURATION:PT1H")
    )
    assert (starts(take(data)), kinds(take(data))) == (["2026-12-01 09:00"], [])
