"""What members, accounts and the team find in their calendars."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from secretariat_tui.domain.calendar import Daypart, Parity
from secretariat_tui.domain.events import Absence, Learning, Leave, LeaveStatus, Meeting, Secondment
from secretariat_tui.domain.incoming import Availability
from secretariat_tui.domain.own_calendar import CalendarChoice, CalendarStyle
from secretariat_tui.domain.roster import HolderRole
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Cluster
from secretariat_tui.ical.compose import CalendarOptions
from secretariat_tui.ical.entry import UNVERSIONED, EntryStatus, Revision
from tests.build import MON, THU, TUE, account, cells, days, desk, hold, member, problem, roster, span, team, work
from tests.ical.files import DEFAULTS, account_calendars, member_calendars, team_calendar
from tests.ical.reading import events, read

BACKUP = {"role": HolderRole.BACKUP, "rank": 1}
WEEKDAYS = "mon tue wed thu fri"
ANNA = member("anna", WEEKDAYS, cluster="noord")
BEA = member("bea", WEEKDAYS)
TEAM = team(
    [ANNA, BEA],
    [account("dir", "anna"), account("wet", "bea", times="13:00-17:00"), account("pool", None)],
    desks=[desk()],
    clusters=[Cluster("noord", "Noord", "Stadhuis, 3e etage")],
)
CASE = problem(TEAM)


def export(case=CASE, plan=None, options=DEFAULTS, **more):
    plan = plan or roster([work("anna")], [])
    return member_calendars(case, plan, UNVERSIONED, options, **more)


def one(file):
    (event,) = events(file)
    return event


def changed(**more):
    return problem(replace(TEAM, **more))


def test_a_shift_is_one_event_with_its_hours_in_utc():
    event = one(export()["so-anna.ics"])
    # 08:30 and 17:00 in Amsterdam, in winter
    assert (event["DTSTART"], event["DTEND"]) == ("20261130T073000Z", "20261130T160000Z")
    assert event["UID"] == "so.anna.2026-11-30.shift@secretariat"
    assert event["SEQUENCE"] == "0"
    assert event["STATUS"] == "CONFIRMED"
    assert event["SUMMARY"] == "Dag (office)"
    assert event.text("LOCATION") == "Stadhuis, 3e etage"


def test_who_has_nothing_has_no_file():
    assert list(export()) == ["so-anna.ics"]
    assert export(plan=roster()) == {}


def test_the_text_of_a_shift_says_what_she_has_for_whom_and_where():
    duties = [
        hold("anna", "dir", "09:00-12:00"),
        hold("anna", "wet", "13:00-15:00", **BACKUP),
        hold("anna", "wet", "15:00-17:00", **BACKUP),
        hold("anna", "pool", "10:00-11:00", role=HolderRole.INCIDENTAL),
        hold("anna", "telefoon", "09:00-10:00", is_desk=True),
        hold("bea", "telefoon", "10:00-17:00", is_desk=True),
    ]
    plan = roster([work("anna"), work("bea")], duties)
    handbook = {"wet": "# De wethouder\n\nBel eerst.\n\nDan mailen.\nNooit voor negenen.", "dir": "Van haarzelf."}
    event = one(export(plan=plan, options=CalendarOptions(handbook_lines=2), handbook=handbook)["so-anna.ics"])
    assert event.text("DESCRIPTION") == (
        "Where: Stadhuis, 3e etage\n\n"
        "09:00-10:00 Telefoon\n"
        "09:00-12:00 Dir\n"
        "10:00-11:00 Pool (standing in)\n"
        "13:00-17:00 Wet (standing in for Bea)\n\n"
        "Handbook: Wet\nDe wethouder\nBel eerst."
    )
    assert event["CATEGORIES"] == "Dag,office,Stand-in"


def test_a_long_line_of_the_handbook_is_cut():
    plan = roster([work("anna")], [hold("anna", "wet", "13:00-17:00", **BACKUP)])
    event = one(export(plan=plan, handbook={"wet": "x" * 201})["so-anna.ics"])
    assert event.text("DESCRIPTION").endswith("\n" + "x" * 199 + "…")


def test_stand_in_duties_stand_apart_only_if_asked():
    duties = [
        hold("anna", "dir"),
        hold("anna", "wet", "13:00-14:00", **BACKUP),
        hold("anna", "wet", "15:00-17:00", **BACKUP),
    ]
    plan = roster([work("anna")], duties)
    assert len(events(export(plan=plan)["so-anna.ics"])) == 1
    found = events(export(plan=plan, options=CalendarOptions(choice=CalendarChoice(stand_ins=True)))["so-anna.ics"])
    assert [(e["UID"], e["DTSTART"]) for e in found[1:]] == [
        ("so.anna.2026-11-30.stand-in-wet@secretariat", "20261130T120000Z"),
        ("so.anna.2026-11-30.stand-in-wet.2@secretariat", "20261130T140000Z"),
    ]
    assert found[1]["SUMMARY"] == "Wet (standing in for Bea)"
    assert found[1]["CATEGORIES"] == "office,Stand-in"


@pytest.mark.parametrize(
    ("place", "busy", "transparency"),
    [(Place.OFFICE, "FREE", "TRANSPARENT"), (Place.REMOTE, "WORKINGELSEWHERE", "TRANSPARENT")],
)
def test_being_at_work_is_not_being_busy(place, busy, transparency):
    event = one(export(plan=roster([work("anna", place=place)]))["so-anna.ics"])
    assert (event["X-MICROSOFT-CDO-BUSYSTATUS"], event["TRANSP"]) == (busy, transparency)


@pytest.mark.parametrize(
    ("busy", "transparency"),
    [("FREE", "TRANSPARENT"), ("TENTATIVE", "OPAQUE"), ("BUSY", "OPAQUE"), ("OOF", "OPAQUE")],
)
def test_a_team_chooses_how_a_shift_shows(busy, transparency):
    chosen = {"OOF": Availability.AWAY}.get(busy) or Availability(busy.lower())
    event = one(export(options=CalendarOptions(CalendarStyle(office=chosen)))["so-anna.ics"])
    assert (event["X-MICROSOFT-CDO-BUSYSTATUS"], event["TRANSP"]) == (busy, transparency)


def test_an_alarm_only_if_asked_and_not_for_what_went_away():
    assert one(export()["so-anna.ics"]).parts == []
    options = CalendarOptions(choice=CalendarChoice(alarm=15))
    (alarm,) = one(export(options=options)["so-anna.ics"]).parts
    assert (alarm.name, alarm["ACTION"], alarm["TRIGGER"]) == ("VALARM", "DISPLAY", "-PT15M")
    uid = "so.anna.2026-11-30.shift@secretariat"
    gone = {uid: Revision(1, UNVERSIONED, EntryStatus.CANCELLED)}
    assert one(export(options=options, revisions=gone)["so-anna.ics"]).parts == []


def test_leave_is_only_there_if_asked_and_whole_even_where_it_leaves_the_roster():
    case = changed(leave=(Leave("anna", date(2026, 12, 3), date(2026, 12, 11)),))
    assert len(events(export(case)["so-anna.ics"])) == 1
    _, leave = events(export(case, options=CalendarOptions(choice=CalendarChoice(leave=True)))["so-anna.ics"])
    assert (leave["DTSTART;VALUE=DATE"], leave["DTEND;VALUE=DATE"]) == ("20261203", "20261212")
    assert leave["UID"] == "so.anna.2026-12-03.leave@secretariat"
    assert (leave["SUMMARY"], leave["X-MICROSOFT-CDO-BUSYSTATUS"], leave["TRANSP"]) == ("Away", "OOF", "OPAQUE")
    assert leave.names() & {"DESCRIPTION", "LOCATION", "CATEGORIES"} == set()


def test_leave_of_half_a_day_is_in_hours_of_the_shifts_on_days_that_she_would_work():
    # In this odd week Wednesday afternoon is not in her pattern; the shifts run from 08:30 to 17:00, noon is 12:30
    anna = replace(ANNA, pattern=replace(ANNA.pattern, odd=cells("mon tue wed-am thu fri")))
    leave = Leave("anna", TUE, THU, Daypart.PM)
    case = changed(members=(anna, BEA), leave=(leave,))
    found = events(export(case, roster(), options=CalendarOptions(choice=CalendarChoice(leave=True)))["so-anna.ics"])
    assert [(e["UID"], e["DTSTART"], e["DTEND"]) for e in found] == [
        ("so.anna.2026-12-01.leave-pm@secretariat", "20261201T113000Z", "20261201T160000Z"),
        ("so.anna.2026-12-03.leave-pm@secretariat", "20261203T113000Z", "20261203T160000Z"),
    ]


@pytest.mark.parametrize(
    "leave",
    [
        *(Leave("anna", TUE, TUE, status=status) for status in LeaveStatus if status is not LeaveStatus.APPROVED),
        Leave("anna", date(2026, 12, 7), date(2026, 12, 7)),
        Leave("bea", TUE, TUE),
    ],
)
def test_leave_that_is_not_granted_or_elsewhere_in_the_year_or_hers_is_not_there(leave):
    found = events(
        export(changed(leave=(leave,)), options=CalendarOptions(choice=CalendarChoice(leave=True)))["so-anna.ics"]
    )
    assert [event["UID"] for event in found] == ["so.anna.2026-11-30.shift@secretariat"]


def test_absence_is_in_nobodys_calendar():
    everything = CalendarOptions(choice=CalendarChoice(leave=True, stand_ins=True, meetings=True))
    plan = roster([work("anna")], [hold("anna", "wet", "13:00-17:00", **BACKUP)])
    absent = changed(absences=(Absence("bea", MON, MON), Absence("anna", TUE, TUE)))
    for calendars in (member_calendars, account_calendars, team_calendar):
        assert calendars(absent, plan, UNVERSIONED, everything) == calendars(CASE, plan, UNVERSIONED, everything)


def test_learning_time_is_busy_and_can_be_left_out():
    case = changed(learning=(Learning("anna", "Leergang", MON, span("13:00-17:00")),))
    _, course = events(export(case)["so-anna.ics"])
    assert (course["SUMMARY"], course["X-MICROSOFT-CDO-BUSYSTATUS"], course["TRANSP"]) == ("Leergang", "BUSY", "OPAQUE")
    assert (course["DTSTART"], course["UID"]) == ("20261130T120000Z", "so.anna.2026-11-30.learning@secretariat")
    assert len(events(export(case, options=CalendarOptions(choice=CalendarChoice(learning=False)))["so-anna.ics"])) == 1


def test_learning_time_on_a_date_that_she_does_not_work_is_not_there():
    case = changed(learning=(Learning("anna", "Leergang", TUE, span("13:00-17:00")),))
    assert len(events(export(case)["so-anna.ics"])) == 1


def test_meetings_only_if_asked_and_only_on_dates_that_she_works():
    weekly = Meeting("overleg", "Overleg", days("mon tue"), span("10:00-11:00"))
    other_weeks = replace(weekly, id="even", weeks=Parity.EVEN)
    others = replace(weekly, id="hers", who=("bea",))
    case = changed(meetings=(weekly, other_weeks, others))
    assert len(events(export(case)["so-anna.ics"])) == 1
    _, found = events(export(case, options=CalendarOptions(choice=CalendarChoice(meetings=True)))["so-anna.ics"])
    assert found["UID"] == "so.anna.2026-11-30.meeting-overleg@secretariat"
    assert (found["SUMMARY"], found["X-MICROSOFT-CDO-BUSYSTATUS"]) == ("Overleg", "BUSY")


def test_a_secondment_is_told_in_the_shift():
    case = changed(secondments=(Secondment("anna", "4e etage", MON, MON, days("mon"), Daypart.PM),))
    text = one(export(case)["so-anna.ics"]).text("DESCRIPTION")
    assert "12:30-17:00 on secondment: 4e etage" in text.split("\n")


def test_an_account_has_who_has_it_when():
    duties = [hold("anna", "dir", "09:00-10:00"), hold("bea", "dir", "10:00-11:00", **BACKUP), hold("bea", "wet")]
    plan = roster([work("anna"), work("bea", place=Place.REMOTE)], duties)
    files = account_calendars(CASE, plan, UNVERSIONED)
    assert list(files) == ["so-account-dir.ics", "so-account-wet.ics"]
    assert read(files["so-account-dir.ics"])["X-WR-CALNAME"] == "Who has Dir"
    first, second = events(files["so-account-dir.ics"])
    assert (first["SUMMARY"], first["CATEGORIES"]) == ("Dir: Anna", "office")
    assert (second["SUMMARY"], second["CATEGORIES"]) == ("Dir: Bea", "remote,Stand-in")
    assert second["UID"] == "so.bea.2026-11-30.account-dir@secretariat"
    assert {e["X-MICROSOFT-CDO-BUSYSTATUS"] for e in (first, second)} == {"FREE"}


def test_the_team_has_who_works_when_and_where_and_nothing_more():
    case = changed(leave=(Leave("anna", TUE, TUE),), learning=(Learning("anna", "Leergang", MON, span("13:00-17:00")),))
    everything = CalendarOptions(choice=CalendarChoice(leave=True, stand_ins=True, meetings=True))
    plan = roster([work("anna"), work("bea", place=Place.REMOTE)], [hold("anna", "dir")])
    files = team_calendar(case, plan, UNVERSIONED, everything)
    assert list(files) == ["so.ics"]
    assert [e["SUMMARY"] for e in events(files["so.ics"])] == ["Anna: Dag (office)", "Bea: Dag (remote)"]
    assert all(e.names() & {"DESCRIPTION"} == set() for e in events(files["so.ics"]))


def test_the_same_day_has_other_uids_in_each_calendar():
    plan = roster([work("anna")], [hold("anna", "wet", "13:00-17:00", **BACKUP)])
    options = CalendarOptions(choice=CalendarChoice(stand_ins=True))
    files = [make(CASE, plan, UNVERSIONED, options) for make in (member_calendars, account_calendars, team_calendar)]
    uids = [event["UID"] for calendars in files for file in calendars.values() for event in events(file)]
    assert len(uids) == len(set(uids)) == 4


def test_texts_are_in_the_language_of_the_translator():
    dutch = {
        "Roster of {member}": "Rooster van {member}",
        "{shift} ({place})": "{shift} ({place})",
        "office": "kantoor",
    }
    file = export(translate=lambda text: dutch.get(text, text))["so-anna.ics"]
    assert read(file)["X-WR-CALNAME"] == "Rooster van Anna"
    assert one(file)["SUMMARY"] == "Dag (kantoor)"


def test_a_uid_survives_every_change_of_time_and_place():
    late = replace(work("anna"), span=span("12:00-20:00"), shift="laat", place=Place.REMOTE)
    before, after = (one(export(plan=roster([item]))["so-anna.ics"]) for item in (work("anna"), late))
    assert before["UID"] == after["UID"]
    assert before["DTSTART"] != after["DTSTART"]


def test_a_revision_gives_the_sequence_and_the_moment_of_the_change():
    moment = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    uid = "so.anna.2026-11-30.shift@secretariat"
    plan = roster([work("anna"), work("anna", TUE)])
    first, second = events(export(plan=plan, revisions={uid: Revision(3, moment)})["so-anna.ics"])
    assert (first["SEQUENCE"], first["DTSTAMP"], first["LAST-MODIFIED"]) == (
        "3",
        "20261120T093000Z",
        "20261120T093000Z",
    )
    assert (second["SEQUENCE"], second["DTSTAMP"]) == ("0", "20000101T000000Z")


def test_what_went_away_is_cancelled_free_and_says_so():
    gone = {"so.anna.2026-11-30.shift@secretariat": Revision(4, UNVERSIONED, EntryStatus.CANCELLED)}
    event = one(export(options=CalendarOptions(CalendarStyle(office=Availability.BUSY)), revisions=gone)["so-anna.ics"])
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", "4")
    assert (event["X-MICROSOFT-CDO-BUSYSTATUS"], event["TRANSP"]) == ("FREE", "TRANSPARENT")
    assert event["SUMMARY"] == "Cancelled: Dag (office)"


def test_a_member_and_an_account_of_like_names_have_files_of_their_own():
    people = [member("account-dir"), member("member-account-dir"), member("dir")]
    case = problem(team(people, [account("dir", "dir")]))
    plan = roster([work(m.id) for m in people], [hold("dir", "dir")])
    files = [*member_calendars(case, plan, UNVERSIONED), *account_calendars(case, plan, UNVERSIONED)]
    assert files == [
        "so-member-account-dir.ics",
        "so-member-member-account-dir.ics",
        "so-dir.ics",
        "so-account-dir.ics",
    ]


def test_a_team_called_as_a_device_of_windows_has_another_file_name():
    case = problem(replace(TEAM, id="con"))
    assert list(team_calendar(case, roster([work("anna")]), UNVERSIONED)) == ["con_.ics"]


def test_a_member_who_left_the_team_has_no_file_and_breaks_nothing():
    plan = roster([work("anna"), work("carla")], [hold("carla", "oud"), hold("anna", "oud", **BACKUP)])
    assert list(export(plan=plan)) == ["so-anna.ics"]
    assert "oud (standing in)" in one(export(plan=plan)["so-anna.ics"]).text("DESCRIPTION")


def test_each_kind_shows_as_the_team_chose():
    case = changed(
        leave=(Leave("anna", TUE, TUE),),
        learning=(Learning("anna", "Leergang", MON, span("15:00-16:00")),),
        meetings=(Meeting("overleg", "Overleg", days("mon"), span("10:00-11:00")),),
    )
    plan = roster([work("anna", place=Place.REMOTE)], [hold("anna", "wet", "13:00-14:00", **BACKUP)])
    style = CalendarStyle(
        remote=Availability.FREE,
        leave=Availability.BUSY,
        learning=Availability.TENTATIVE,
        meeting=Availability.AWAY,
        stand_in=Availability.ELSEWHERE,
    )
    options = CalendarOptions(style, CalendarChoice(leave=True, stand_ins=True, meetings=True, learning=True))
    found = events(export(case, plan, options)["so-anna.ics"])
    assert {e["SUMMARY"]: e["X-MICROSOFT-CDO-BUSYSTATUS"] for e in found} == {
        "Dag (remote)": "FREE",
        "Away": "BUSY",
        "Leergang": "TENTATIVE",
        "Overleg": "OOF",
        "Wet (standing in for Bea)": "WORKINGELSEWHERE",
    }


def test_who_works_remote_is_not_at_her_clusters_location():
    event = one(export(plan=roster([work("anna", place=Place.REMOTE)]))["so-anna.ics"])
    assert event["LOCATION"] == "remote"
