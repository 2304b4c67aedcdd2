"""The life of an event, step by step, and what a change is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.events import Learning, Leave
from secretariat_tui.domain.incoming import Availability
from secretariat_tui.domain.own_calendar import CalendarChoice, CalendarStyle
from secretariat_tui.domain.records import Publication
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Cluster
from secretariat_tui.ical.compose import CalendarOptions
from secretariat_tui.ical.revisions import advance
from tests.build import MON, TUE, WEEK, account, hold, member, problem, span
from tests.build import team as team_of
from tests.ical.publishing import FIRST, HOLIDAY, LEAVE, Press, early, late, on_leave, short

SHIFT = "anna.2026-11-30.shift"
HERS = "bea.2026-11-30.shift"


def test_the_life_of_an_event():
    press = Press()
    assert press.events() == []  # planned: nobody has been told
    press.publish(early())
    assert [short(e) for e in press.events()] == [(SHIFT, 0, "20T0900", "CONFIRMED")]
    press.publish(late())  # moved
    assert [short(e) for e in press.events()] == [(SHIFT, 1, "20T1000", "CONFIRMED")]
    press.publish(late("bea"))  # swapped
    assert [short(e) for e in press.events()] == [(SHIFT, 2, "20T1100", "CANCELLED")]
    assert [short(e) for e in press.events("so-bea.ics")] == [(HERS, 0, "20T1100", "CONFIRMED")]
    press.publish(late())  # the swap undone
    assert [short(e) for e in press.events()] == [(SHIFT, 3, "20T1200", "CONFIRMED")]
    assert [short(e) for e in press.events("so-bea.ics")] == [(HERS, 1, "20T1200", "CANCELLED")]
    press.withdraw()  # cancelled
    assert [short(e) for e in press.events()] == [(SHIFT, 4, "20T1300", "CANCELLED")]
    assert [short(e) for e in press.events("so-bea.ics")] == [(HERS, 1, "20T1200", "CANCELLED")]
    press.publish(late())  # published again
    assert [short(e) for e in press.events()] == [(SHIFT, 5, "20T1400", "CONFIRMED")]
    press.publish(early())  # the move undone
    assert [short(e) for e in press.events()] == [(SHIFT, 6, "20T1500", "CONFIRMED")]


def test_what_went_away_is_told_as_it_last_was_and_takes_no_time():
    (event,) = Press().publish(late()).publish(early("bea")).events()
    assert (event["DTSTART"], event["DTEND"]) == ("20261130T090000Z", "20261130T173000Z")
    assert event["SUMMARY"] == "Cancelled: Laat (office)"
    assert event["LOCATION"] == "office"
    assert (event["X-MICROSOFT-CDO-BUSYSTATUS"], event["TRANSP"]) == ("FREE", "TRANSPARENT")


def test_publishing_again_without_a_change_gives_the_same_bytes():
    press = Press().publish(early(), early("bea", TUE), duties=(hold("anna", "dir"),))
    before = press.files()
    press.publish(early(), early("bea", TUE), duties=(hold("anna", "dir"),), at=FIRST + timedelta(days=30))
    assert press.files() == before


def test_a_change_of_one_entry_leaves_all_others_as_they_were():
    press = Press().publish(early(), early(day=TUE), early("bea"))
    press.publish(late(), early(day=TUE), early("bea"))
    assert [short(e) for e in press.events()] == [
        (SHIFT, 1, "20T1000", "CONFIRMED"),
        ("anna.2026-12-01.shift", 0, "20T0900", "CONFIRMED"),
    ]
    assert [short(e)[1:3] for e in press.events("so-bea.ics")] == [(0, "20T0900")]


def test_a_change_of_place_is_a_change():
    press = Press().publish(early()).publish(early(place=Place.REMOTE))
    assert [short(e) for e in press.events()] == [(SHIFT, 1, "20T1000", "CONFIRMED")]


def test_a_room_that_moves_is_a_change_of_place():
    press = Press()
    anna, bea = press.team.members
    press.team = replace(
        press.team, members=(replace(anna, cluster="noord"), bea), clusters=(Cluster("noord", "N", "3"),)
    )
    press.publish(early())
    press.team = replace(press.team, clusters=(Cluster("noord", "N", "4"),))
    press.publish(early())
    assert [short(e)[1] for e in press.events()] == [1]


def test_a_change_of_text_renews_the_stamp_and_keeps_the_sequence():
    press = Press().publish(early()).publish(early(), duties=(hold("anna", "dir"),))
    (event,) = press.events()
    assert short(event) == (SHIFT, 0, "20T1000", "CONFIRMED")
    assert "Dir" in event.text("DESCRIPTION")


def test_an_edited_page_of_the_handbook_is_no_change_of_a_roster():
    press = Press().publish(early("bea"), duties=(hold("bea", "dir"),))
    (before,) = press.events("so-bea.ics")
    file = press.files(handbook={"dir": "Bel eerst."})["so-bea.ics"].decode()
    assert "Bel eerst." in file
    assert f"SEQUENCE:{before['SEQUENCE']}\r\n" in file
    assert f"DTSTAMP:{before['DTSTAMP']}\r\n" in file


def test_the_calendars_of_accounts_and_of_the_team_have_lives_as_well():
    press = Press().publish(early(), early("bea"), duties=(hold("anna", "dir"),))
    press.publish(early("bea"), duties=(hold("bea", "dir"),))
    assert [short(e) for e in press.events("so-account-dir.ics")] == [
        ("anna.2026-11-30.account-dir", 1, "20T1000", "CANCELLED"),
        ("bea.2026-11-30.account-dir", 0, "20T1000", "CONFIRMED"),
    ]
    assert [short(e) for e in press.events("so.ics")] == [
        ("anna.2026-11-30.team-shift", 1, "20T1000", "CANCELLED"),
        ("bea.2026-11-30.team-shift", 0, "20T0900", "CONFIRMED"),
    ]


@pytest.mark.parametrize(("weeks", "told"), [(8, 1), (9, 0)])
def test_what_went_away_is_told_for_eight_weeks_past_its_date(weeks, told):
    press = Press().publish(early()).withdraw()
    later = datetime(2026, 11, 30, 12, tzinfo=UTC) + timedelta(weeks=weeks)
    press.publish(early(day=WEEK.plus(weeks).monday), week=WEEK.plus(weeks), at=later)
    assert [short(e)[3] for e in press.events()].count("CANCELLED") == told


def test_a_sequence_never_falls_not_even_after_years():
    press = Press().publish(early()).publish(late()).withdraw()
    press.publish(week=WEEK.plus(60), at=FIRST + timedelta(weeks=60))
    press.publish(early())
    assert [short(e)[1] for e in press.events()] == [3]


def test_a_clock_that_was_set_back_sets_no_stamp_back():
    press = Press().publish(early(), at=FIRST).publish(late(), at=FIRST - timedelta(hours=1))
    (event,) = press.events()
    assert event["DTSTAMP"] == "20261120T090001Z"


def test_publications_in_one_second_have_stamps_of_their_own():
    press = Press().publish(early(), at=FIRST).publish(late(), at=FIRST.replace(microsecond=900_000))
    assert press.events()[0]["DTSTAMP"] == "20261120T090001Z"


def test_a_publication_comes_after_the_last_and_is_of_this_team():
    ledger = Press().publish(early()).ledger
    for number, team, at in ((1, "so", FIRST), (2, "zo", FIRST), (2, "so", FIRST.replace(tzinfo=None))):
        with pytest.raises(ValueError, match=r"Publication|2026"):
            advance(ledger, Publication(team, number, WEEK, None, at, "lead"), None)


# -- leave


def test_leave_across_two_weeks_is_one_entry():
    press = on_leave(Press(), HOLIDAY).publish(early()).publish(week=WEEK.plus(1))
    (leave,) = [e for e in press.events(options=LEAVE) if "leave" in e["UID"]]
    assert short(leave) == ("anna.2026-12-01.leave", 0, "20T0900", "CONFIRMED")
    assert (leave["DTSTART;VALUE=DATE"], leave["DTEND;VALUE=DATE"]) == ("20261201", "20261211")


def test_leave_that_is_shortened_changes_though_the_other_week_is_published():
    press = on_leave(Press(), HOLIDAY).publish(early()).publish(week=WEEK.plus(1))
    on_leave(press, replace(HOLIDAY, end=TUE)).publish(week=WEEK.plus(1))
    (leave,) = [e for e in press.events(options=LEAVE) if "leave" in e["UID"]]
    assert short(leave) == ("anna.2026-12-01.leave", 1, "20T1100", "CONFIRMED")
    assert leave["DTEND;VALUE=DATE"] == "20261202"


def test_of_leave_in_whole_days_a_server_is_told_whenever_it_began():
    """Leave that went away is gone in any week; leave that stands, unless it is long past; of others nothing."""
    before, next_week = WEEK.plus(-1), WEEK.plus(1)
    long_past = Leave("anna", before.monday, before.monday + timedelta(days=1))
    reaching = Leave("anna", before.monday + timedelta(days=4), WEEK.monday)
    press = on_leave(Press(), long_past, reaching, HOLIDAY).publish(early(day=before.monday), week=before)
    press.publish(early())
    on_leave(press, long_past, reaching).publish(early(day=next_week.monday), week=next_week)
    for week in (before, WEEK):
        del press.weeks[week]
    made = press.calendars()
    told = {day: made.tells(f"so.anna.2026-{day}.leave@secretariat") for day in ("11-23", "11-27", "12-01", "12-08")}
    assert told == {"11-23": False, "11-27": False, "12-01": True, "12-08": True}
    assert not made.tells("so.anna.2026-11-30.shift@secretariat")
    assert made.tells("so.anna.2026-12-07.shift@secretariat")
    assert not made.tells("other.anna.2026-12-01.leave@secretariat")
    assert not made.tells("so.anna.2026-12-01.leave")


def test_leave_that_is_withdrawn_is_cancelled_for_whoever_asked_to_see_it():
    press = on_leave(Press(), HOLIDAY).publish(early())
    on_leave(press).publish(early())
    cancelled = [e for e in press.events(options=LEAVE) if e["STATUS"] == "CANCELLED"]
    assert [short(e) for e in cancelled] == [("anna.2026-12-01.leave", 1, "20T1000", "CANCELLED")]
    assert cancelled[0]["SUMMARY"] == "Cancelled: Away"
    assert [short(e)[0] for e in press.events()] == [SHIFT]


def test_leave_of_long_ago_that_a_team_no_longer_keeps_is_not_cancelled():
    press = on_leave(Press(), HOLIDAY).publish(early())
    later = WEEK.plus(12)
    on_leave(press).publish(week=later, at=datetime(2027, 2, 20, tzinfo=UTC))
    (row,) = press.ledger.leave.values()
    assert row.stands


def test_leave_of_long_ago_keeps_its_revision_though_a_team_still_has_it():
    press = on_leave(Press(), HOLIDAY).publish(early())
    on_leave(press, replace(HOLIDAY, end=TUE)).publish(early())
    press.publish(week=WEEK.plus(12), at=datetime(2027, 2, 20, tzinfo=UTC))
    (row,) = press.ledger.leave.values()
    assert (row.sequence, row.changed) == (1, 2)


def test_leave_in_weeks_that_nobody_was_told_of_is_not_told():
    later = replace(HOLIDAY, start=WEEK.plus(2).monday, end=WEEK.plus(2).monday)
    press = on_leave(Press(), later).publish(early())
    assert [short(e)[0] for e in press.events(options=LEAVE)] == [SHIFT]


def test_leave_of_half_days_is_that_of_its_weeks_alone():
    press = on_leave(Press(), replace(HOLIDAY, end=TUE, part=Daypart.PM)).publish(early())
    assert [short(e)[0] for e in press.events(options=LEAVE)] == [SHIFT, "anna.2026-12-01.leave-pm"]
    on_leave(press).publish(early())
    assert [short(e) for e in press.events(options=LEAVE)][1] == ("anna.2026-12-01.leave-pm", 1, "20T1000", "CANCELLED")


def test_leave_of_half_days_waits_for_a_publication_as_the_roster_does():
    press = Press().publish(early())
    before = press.files(LEAVE)
    morning = replace(HOLIDAY, end=TUE, part=Daypart.AM)
    press.weeks[WEEK] = (problem(on_leave(press, morning).team), press.weeks[WEEK][1])
    assert press.files(LEAVE) == before
    press.publish(early())
    told = press.files(LEAVE)
    assert [short(e) for e in press.events(options=LEAVE)][1] == ("anna.2026-12-01.leave-am", 0, "20T1000", "CONFIRMED")
    press.weeks[WEEK] = (problem(on_leave(press).team), press.weeks[WEEK][1])
    assert press.files(LEAVE) == told


def test_leave_shows_as_the_team_chose_in_whole_and_in_half_days():
    half = replace(HOLIDAY, start=MON, end=MON, part=Daypart.PM)
    press = on_leave(Press(), half, HOLIDAY).publish()
    found = press.events(options=CalendarOptions(CalendarStyle(leave=Availability.BUSY), CalendarChoice(leave=True)))
    assert [(e["SUMMARY"], e["X-MICROSOFT-CDO-BUSYSTATUS"]) for e in found] == [("Away", "BUSY"), ("Away", "BUSY")]


# -- what comes and goes beside the roster

COURSE = Learning("anna", "Leergang", MON, span("13:00-15:00"))


def learning(press, *items):
    """The team as it is now, in the weeks that were published too."""
    press.team = replace(press.team, learning=items)
    press.weeks = {week: (problem(press.team, 1, week), plan) for week, (_, plan) in press.weeks.items()}
    return press


def test_what_went_away_and_comes_back_stands_there_once_and_with_the_next_publication():
    press = learning(Press(), COURSE).publish(early())
    learning(press).publish(early())
    learning(press, COURSE)
    gone = ("anna.2026-11-30.learning", 1, "20T1000", "CANCELLED")
    assert [short(e) for e in press.events()] == [(SHIFT, 0, "20T0900", "CONFIRMED"), gone]
    press.publish(early())
    assert short(press.events()[1]) == ("anna.2026-11-30.learning", 2, "20T1100", "CONFIRMED")


# -- what changed since


def test_since_a_publication_there_is_what_changed_and_a_file_for_each_that_went():
    press = Press().publish(early(), early(day=TUE), early("bea"), early("bea", TUE))
    press.publish(late(), early(day=TUE), early("bea", TUE))
    files = press.after(1)
    assert sorted(files) == [
        "so-anna.since-1.ics",
        "so-bea.cancelled-2026-11-30-bea-shift.ics",
        "so.cancelled-2026-11-30-bea-team-shift.ics",
        "so.since-1.ics",
    ]
    assert files["so-bea.cancelled-2026-11-30-bea-shift.ics"].decode().split("\r\n")[:4] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//secretariat//roster//EN",
        "METHOD:CANCEL",
    ]
    assert b"X-WR-CALNAME" not in files["so-bea.cancelled-2026-11-30-bea-shift.ics"]
    assert files["so-anna.since-1.ics"].count(b"BEGIN:VEVENT") == 1
    assert press.after(2) == {}


def test_what_came_and_went_since_is_in_no_file():
    press = Press().publish(early()).publish(early(), early("bea")).publish(early())
    assert press.after(1) == {}


def test_what_was_told_before_is_cancelled_though_it_moved_since():
    press = Press().publish(early()).publish(early()).publish(late()).publish()
    assert sorted(press.after(2)) == [
        "so-anna.cancelled-2026-11-30-anna-shift.ics",
        "so.cancelled-2026-11-30-anna-team-shift.ics",
    ]


def test_files_have_names_that_a_disk_takes_however_long_the_ids():
    people, accounts = ("a" * 64, "b" * 64), ("c" * 64, "d" * 64)
    press = Press(team_of([member(who) for who in people], [account(what, people[0]) for what in accounts]))
    held = tuple(hold(people[0], what) for what in accounts)
    made = press.publish(*(early(who) for who in people), duties=held).publish().calendars()
    # as if the team's id were longer still
    whole = [replace(calendar, file="t" * 98 + calendar.file) for calendar in made.all()]
    files = [news.file for calendar in whole for news in made.changes(calendar, 1)]
    assert len({file for file in files if ".cancelled-2026-11-30-" in file}) == len(files) == 6
    assert max(len(file) for file in files) <= 255
