"""What is in a file twice: two states of an event, and events that share a name."""

from tests.ical.foreign import calendar, event, starts, take
from tests.ical.series import HOUR


def test_of_two_states_of_an_event_the_newer_counts():
    old = event("SEQUENCE:1", "DTSTART:20261201T090000Z", HOUR)
    new = event("SEQUENCE:2", "DTSTART:20261203T090000Z", HOUR)
    for parts in ((old, new), (new, old)):
        assert starts(take(calendar(*parts))) == ["2026-12-03 09:00"]


def test_of_two_states_of_one_sequence_the_later_written_counts():
    old = event("LAST-MODIFIED:20261101T090000Z", "DTSTART:20261201T090000Z", HOUR)
    new = event("LAST-MODIFIED:20261102T090000Z", "DTSTART:20261203T090000Z", HOUR)
    assert starts(take(calendar(new, old))) == ["2026-12-03 09:00"]


def test_an_event_that_stands_there_twice_is_one():
    assert len(take(calendar(event(), event())).events) == 1


def test_events_that_share_a_name_by_mistake_are_all_read():
    parts = [event(f"DTSTART:2026120{n}T090000Z", HOUR, uid="same") for n in (1, 2, 3)]
    found = take(calendar(*parts))
    assert len({item.key for item in found.events}) == len(found.events) == 3


def test_events_without_a_name_are_known_by_their_times():
    nameless = event("DTSTART:20261201T090000Z", HOUR).replace("UID:1\n", "")
    other = nameless.replace("20261201", "20261202")
    found = take(calendar(nameless, other, nameless))
    assert len(found.events) == 2
    assert take(calendar(other, nameless)).events == found.events
