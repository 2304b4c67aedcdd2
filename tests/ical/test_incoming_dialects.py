"""Files as Outlook, Exchange, Google, Apple and Nextcloud write them."""

from secretariat_tui.domain.incoming import Availability, Cancelled
from tests.ical.foreign import calendar, file, starts, take, utc


def by_title(name, **more):
    found = take(file(name), titles=True, **more)
    assert found.problems == ()
    return found, {item.title: item for item in found.events if item.title != "Teamoverleg"}


def test_outlook_for_the_desktop():
    found, titled = by_title("outlook.ics")
    leave = titled["Verlof"]
    assert (leave.start, leave.end, leave.all_day) == (utc("2026-12-20 23:00"), utc("2026-12-23 23:00"), True)
    assert leave.busy is Availability.AWAY
    assert titled["Middag vrij?"].busy is Availability.TENTATIVE
    assert titled["Middag vrij?"].start == utc("2026-12-02 12:00")
    assert titled["Thuis"].busy is Availability.ELSEWHERE
    assert "Geannuleerd: Cursus" not in titled
    assert found.cancelled == (Cancelled("CANCELLED-1|", 2),)


def test_outlook_tells_what_period_it_was_asked_for():
    found, _ = by_title("outlook.ics")
    assert (found.since, found.until) == (utc("2026-12-01 00:00"), utc("2026-12-31 23:00"))


def test_outlook_tells_what_period_it_was_asked_for_also_where_there_is_nothing_in_it():
    found = take(calendar("X-CALSTART:20261201T000000Z", "X-CALEND:20261231T230000Z"))
    assert (found.events, found.since, found.until) == ((), utc("2026-12-01 00:00"), utc("2026-12-31 23:00"))


def test_outlook_counts_moves_and_leaves_out_occurrences():
    found, _ = by_title("outlook.ics")
    weekly = {item.key: f"{item.start:%d %H:%M}" for item in found.events if item.title == "Teamoverleg"}
    assert weekly == {
        "WEEKLY-1|20261204T083000Z": "04 08:30",
        "WEEKLY-1|20261211T083000Z": "10 13:00",
        "WEEKLY-1|20261225T083000Z": "25 08:30",
    }


def test_exchange_with_a_zone_of_its_own():
    _, titled = by_title("exchange.ics")
    trip = titled["Dienstreis"]
    assert (trip.start, trip.end) == (utc("2026-07-01 06:00"), utc("2026-07-03 14:00"))
    assert (trip.busy, trip.sequence, trip.all_day) == (Availability.AWAY, 3, False)


def test_exchange_writes_whole_days_as_times():
    _, titled = by_title("exchange.ics")
    assert titled["Urlaub"].all_day
    assert (titled["Urlaub"].start, titled["Urlaub"].end) == (utc("2026-12-20 23:00"), utc("2026-12-22 23:00"))
    assert titled["Vrij"].all_day
    assert titled["Vrij"].start == utc("2026-12-27 23:00")


def test_google_has_no_word_for_away():
    found, titled = by_title("google.ics")
    assert titled["Vrije dag"].busy is Availability.AWAY
    assert titled["Sinterklaas"].busy is Availability.FREE
    assert starts(found)[:2] == ["2026-10-19 07:00", "2026-11-02 08:00"]  # the clock changed in between
    assert found.cancelled == (Cancelled("3abcdefghijklmnop@google.com|20261026T080000Z", 2),)


def test_apple_with_birthdays_from_1604_and_times_without_a_zone():
    _, titled = by_title("apple.ics")
    assert titled["Tandarts"].busy is Availability.BUSY
    assert titled["Tandarts"].start == utc("2026-12-07 07:30")
    assert (titled["Zwevend"].start, titled["Zwevend"].end) == (utc("2026-12-09 08:00"), utc("2026-12-09 09:30"))
    assert "Verjaardag" not in titled  # 29 February
    _, leap = by_title("apple.ics", since="2028-02-01", until="2028-03-31")
    assert leap["Verjaardag"].start == utc("2028-02-28 23:00")


def test_nextcloud_leaves_out_a_date_by_a_time_and_prefixes_zones():
    found, titled = by_title("nextcloud.ics")
    away = [item for item in found.events if item.busy is Availability.AWAY]
    assert [item.key.partition("|")[2] for item in away] == ["20261214", "20261228"]
    assert titled["Misschien vrij"].busy is Availability.TENTATIVE
    assert titled["Misschien vrij"].start == utc("2026-12-11 07:00")


def test_no_title_is_kept_unless_it_is_asked_for():
    for name in ("outlook.ics", "exchange.ics", "google.ics", "apple.ics", "nextcloud.ics"):
        assert {item.title for item in take(file(name)).events} == {""}
