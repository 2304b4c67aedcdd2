"""A calendar that comes in again: what is new, changed, gone, and the same."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from secretariat_tui.domain.incoming import Availability, Cancelled, Changed, Incoming, IncomingEvent, reconcile
from secretariat_tui.domain.records import ImportedEvent

DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)
END = datetime(2027, 1, 1, tzinfo=UTC)


def event(name="a", day=10, hours=8, sequence=0, busy=Availability.AWAY, occurrence=""):
    start = DECEMBER + timedelta(days=day - 1, hours=8)
    return IncomingEvent(f"{name}|{occurrence}", sequence, start, start + timedelta(hours=hours), False, busy)


def kept(item):
    return ImportedEvent("agenda", item.key, item.sequence, item.start, item.end, item.all_day, item.busy, "", None)


def incoming(*events, **more):
    return Incoming(events, more.pop("since", DECEMBER), more.pop("until", END), **more)


def test_the_first_time_everything_is_new():
    found = reconcile([], incoming(event("a"), event("b")))
    assert (len(found.new), found.changed, found.gone, found.unchanged) == (2, (), (), ())


def test_the_same_file_twice_changes_nothing():
    found = reconcile([kept(event("a")), kept(event("b", 11))], incoming(event("a"), event("b", 11)))
    assert (found.new, found.changed, found.gone, found.renewed) == ((), (), (), ())
    assert len(found.unchanged) == 2


def test_new_names_at_each_download_change_nothing():
    before = [kept(event("a")), kept(event("b", 11)), kept(event("c"))]
    found = reconcile(before, incoming(event("x"), event("y", 11), event("z")))
    assert (found.new, found.changed, found.gone) == ((), (), ())
    assert sorted(item.key for item in found.unchanged) == ["a|", "b|", "c|"]


def test_two_at_one_time_that_become_three_are_one_more():
    found = reconcile([kept(event("a")), kept(event("b"))], incoming(event("x"), event("y"), event("z")))
    assert (len(found.new), len(found.unchanged), found.gone) == (1, 2, ())


def test_new_names_do_not_hide_a_change_of_availability():
    found = reconcile([kept(event("a"))], incoming(event("x", busy=Availability.TENTATIVE)))
    assert [item.key for item in found.new] == ["x|"]
    assert [item.key for item in found.gone] == ["a|"]


def test_an_event_that_moved_is_the_same_event():
    found = reconcile([kept(event("a"))], incoming(event("a", 12, sequence=1)))
    assert found.changed == (Changed(kept(event("a")), event("a", 12, sequence=1)),)
    assert (found.new, found.gone) == ((), ())


def test_another_availability_is_a_change():
    found = reconcile([kept(event("a"))], incoming(event("a", busy=Availability.BUSY)))
    assert found.changed == (Changed(kept(event("a")), event("a", busy=Availability.BUSY)),)


def test_an_older_sequence_never_wins():
    found = reconcile([kept(event("a", sequence=3))], incoming(event("a", 12, sequence=2)))
    assert (found.new, found.changed, found.gone) == ((), (), ())
    assert found.unchanged == (kept(event("a", sequence=3)),)


def test_an_equal_sequence_wins_since_many_programs_never_count():
    assert len(reconcile([kept(event("a"))], incoming(event("a", 12))).changed) == 1


def test_a_higher_sequence_without_a_change_is_kept_for_later():
    """Sequence 2 came back to the times of 0: a file of sequence 1 with other times must not win afterwards."""
    found = reconcile([kept(event("a"))], incoming(event("a", sequence=2)))
    assert (found.changed, found.unchanged) == ((), ())
    assert [item.after.sequence for item in found.renewed] == [2]


def test_an_older_file_of_a_series_takes_no_occurrence_away():
    before = [kept(event("a", 10, sequence=3, occurrence="1")), kept(event("a", 11, sequence=3, occurrence="2"))]
    found = reconcile(before, incoming(event("a", 10, sequence=2, occurrence="1")))
    assert found.gone == ()
    assert len(found.unchanged) == 2


def test_what_is_gone_inside_the_window_is_offered_for_removal():
    before = [kept(event("a", 10)), kept(event("b", 11))]
    assert reconcile(before, incoming(event("a", 10))).gone == (kept(event("b", 11)),)


def test_what_is_outside_the_window_or_reaches_over_it_is_left_alone():
    before = [kept(event("a", 2)), kept(event("b", 4, hours=48)), kept(event("c", 20))]
    window = {"since": DECEMBER + timedelta(days=4), "until": DECEMBER + timedelta(days=14)}
    found = reconcile(before, incoming(event("d", 6), **window))
    assert (found.gone, found.unchanged) == ((), ())


def test_what_could_not_be_read_is_not_gone():
    before = [kept(event("a", 10)), kept(event("b", 11))]
    assert [item.key for item in reconcile(before, incoming(lost=frozenset({"a"}))).gone] == ["b|"]
    assert reconcile(before, incoming(whole=False)).gone == ()


def test_what_the_file_says_is_cancelled_is_gone_wherever_it_is():
    before = [kept(event("a", 10, occurrence="1")), kept(event("a", 11, occurrence="2")), kept(event("b", 12))]
    outside = {"since": END, "until": END}
    assert reconcile(before, incoming(cancelled=(Cancelled("a|1", 0),), **outside)).gone == (before[0],)
    assert reconcile(before, incoming(cancelled=(Cancelled("a|", 0),), **outside)).gone == tuple(before[:2])


def test_an_older_cancellation_changes_nothing():
    before = kept(event("a", sequence=2))
    found = reconcile([before], incoming(cancelled=(Cancelled("a|", 1),)))
    assert (found.gone, found.unchanged) == ((), (before,))


EVENTS = st.builds(
    event,
    st.sampled_from("abcd"),
    st.integers(1, 20),
    st.integers(0, 30),
    st.integers(0, 3),
    st.sampled_from(Availability),
    st.sampled_from(["", "1", "2"]),
)
UNIQUE = st.lists(EVENTS, max_size=8, unique_by=lambda item: item.key)


@given(UNIQUE)
def test_coming_in_again_is_never_news(events):
    found = reconcile([kept(item) for item in events], incoming(*events))
    assert (found.new, found.changed, found.gone, found.renewed) == ((), (), (), ())
    renamed = [replace(item, key=f"new-{item.key}") for item in events]
    again = reconcile([kept(item) for item in events], incoming(*renamed))
    assert (again.new, again.changed, again.gone) == ((), (), ())


@given(UNIQUE, UNIQUE)
def test_every_event_is_told_of_once_at_most(before, after):
    found = reconcile([kept(item) for item in before], incoming(*after))
    told = [item.key for item in (*found.gone, *found.unchanged)]
    told += [item.before.key for item in (*found.changed, *found.renewed)]
    assert len(told) == len(set(told))
    assert set(told) <= {item.key for item in before}
    assert all(item.after.sequence >= item.before.sequence for item in (*found.changed, *found.renewed))
    assert {item.key for item in found.new} <= {item.key for item in after}
