"""Programs that keep calendars have one event through all of its life, never two."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from secretariat_tui.domain.events import Leave
from secretariat_tui.domain.incoming import Availability
from secretariat_tui.domain.own_calendar import CalendarChoice
from secretariat_tui.domain.plan import Plan
from secretariat_tui.exchange.caldav import Sent, publish
from secretariat_tui.exchange.documents import dump, roster_document
from secretariat_tui.exchange.team_writing import write_team
from secretariat_tui.exchange.web import Login, WebServer
from secretariat_tui.ical.compose import CalendarOptions
from secretariat_tui.ical.entry import UNVERSIONED, Calendar, Entry
from secretariat_tui.ical.objects import calendar_objects, is_told_by
from secretariat_tui.ical.text import one_line
from tests.build import TUE, WEEK, account, hold, member, problem, roster, team, work
from tests.campaigns.calendars.workshop import Radicale
from tests.ical.publishing import Press, early, late
from tests.ical.reading import events
from tests.ical.test_bytes import HOSTILE, WORSE
from tests.ical.test_life_of_an_event import HOLIDAY, on_leave

pytestmark = pytest.mark.campaign

NEXT = WEEK.plus(1)
UID = "so.anna.2026-11-30.shift@secretariat"
EARLY, LATE = ("2026-11-30 07:30", "2026-11-30 16:00"), ("2026-11-30 09:00", "2026-11-30 17:30")
STEPS = [
    ("published", early(), EARLY, "0", "CONFIRMED"),
    ("moved", late(), LATE, "1", "CONFIRMED"),
    ("swapped", late("bea"), LATE, "2", "CANCELLED"),
    ("the swap undone", late(), LATE, "3", "CONFIRMED"),
    ("withdrawn", None, LATE, "4", "CANCELLED"),
    ("published again", late(), LATE, "5", "CONFIRMED"),
    ("the move undone", early(), EARLY, "6", "CONFIRMED"),
]


def told(press, step):
    return press.withdraw() if step is None else press.publish(step)


def test_khal_has_one_event_through_its_life(khal, tmp_path):
    press = Press()
    for name, step, (start, end), sequence, status in STEPS:
        told(press, step)
        file = tmp_path / "so-anna.ics"
        file.write_bytes(press.files()["so-anna.ics"])
        khal.take_in(file)
        khal.take_in(file)  # once more changes nothing
        assert khal.day("2026-11-30") == [(UID, start, end)], name
        (event,) = [event for kept in khal.files() for event in events(kept)]
        assert (event["SEQUENCE"], event["STATUS"]) == (sequence, status), name


def test_khal_takes_only_what_changed_over_what_it_has(khal, tmp_path):
    press = Press()
    for number, (name, step, (start, end), _, _) in enumerate(STEPS):
        told(press, step)
        for file, content in press.after(number).items():
            if file.startswith("so-anna."):
                (tmp_path / file).write_bytes(content)
                khal.take_in(tmp_path / file)
        assert khal.day("2026-11-30") == [(UID, start, end)], name


def put(server, press, name="so-anna", options=None, weeks=(WEEK,), tells=False):
    made = press.calendars(options or CalendarOptions())
    calendar = made.of_member(press.team.member["anna"])
    objects = calendar_objects(calendar, UNVERSIONED, made.revisions(calendar))
    with WebServer(server.address, Login(Radicale.USER, Radicale.PASSWORD)) as web:
        told = made.tells if tells else lambda uid: is_told_by(uid, "so", set(weeks))
        return publish(web, name, calendar.name, objects, told)


def test_radicale_has_one_event_through_its_life(server):
    press, stood = Press(), False
    for name, step, times, sequence, status in STEPS:
        told(press, step)
        sent, stands = put(server, press), status == "CONFIRMED"
        assert sent == Sent(added=not stood and stands, changed=stood and stands, removed=stood and not stands), name
        found = [event for kept in server.collection("so-anna").values() for event in events(kept)]
        if stands:
            (event,) = found
            assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (UID, sequence, status), name
            assert event["DTSTART"] == times[0].replace("-", "").replace(":", "").replace(" ", "T") + "00Z"
        else:
            assert found == [], name
        assert put(server, press) == Sent(kept=stands), name  # nothing is sent twice
        stood = stands


def test_only_what_changed_is_sent(server):
    press = on_leave(Press(), HOLIDAY).publish(early(), early(day=TUE))
    leave = CalendarOptions(choice=CalendarChoice(leave=True))
    assert put(server, press, options=leave) == Sent(added=3)
    press.publish(late(), early(day=TUE))
    assert put(server, press, options=leave) == Sent(changed=1, kept=2)
    assert put(server, press) == Sent(removed=1, kept=2)


def test_what_somebody_changed_on_the_server_is_set_right(server):
    press = Press().publish(early())
    put(server, press)
    ((name, content),) = server.collection("so-anna").items()
    moved = content.replace(b"T073000Z", b"T120000Z")
    with WebServer(server.address, Login(Radicale.USER, Radicale.PASSWORD)) as web:
        path = f"{web.path}so-anna/{name}"
        assert web.ask("PUT", path, {"Content-Type": "text/calendar"}, moved).status in (201, 204)
    assert put(server, press) == Sent(changed=1)
    assert b"T073000Z" in server.collection("so-anna")[name]


def test_events_of_others_and_of_other_weeks_are_left_alone(server):
    press = Press().publish(early()).publish(early(day=WEEK.plus(1).monday), week=WEEK.plus(1))
    put(server, press, weeks=(WEEK, WEEK.plus(1)))
    theirs = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VEVENT\r\nUID:birthday\r\n"
    theirs += "DTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20261130\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    with WebServer(server.address, Login(Radicale.USER, Radicale.PASSWORD)) as web:
        web.ask("PUT", f"{web.path}so-anna/birthday.ics", {"Content-Type": "text/calendar"}, theirs.encode())
    del press.weeks[WEEK.plus(1)]
    assert put(server, press, weeks=(WEEK,)) == Sent(kept=1)
    assert len(server.collection("so-anna")) == 3


def test_leave_that_is_withdrawn_is_removed_whatever_weeks_are_told(server):
    """Leave that began in a week before the first that is told, and ends within it."""
    reaching = Leave("anna", WEEK.plus(-1).monday, WEEK.monday)
    press = on_leave(Press(), reaching, HOLIDAY).publish(early()).publish(early(day=NEXT.monday), week=NEXT)
    leave = CalendarOptions(choice=CalendarChoice(leave=True))
    assert put(server, press, options=leave, tells=True) == Sent(added=4)
    on_leave(press).publish(early(day=NEXT.monday), week=NEXT)
    del press.weeks[WEEK]
    assert put(server, press, options=leave, tells=True) == Sent(kept=1, removed=2)


def test_leave_that_she_wants_no_longer_is_removed_and_long_past_leave_stays(server):
    long_past = Leave("anna", WEEK.plus(-1).monday, WEEK.plus(-1).days[-1])
    press = on_leave(Press(), long_past, HOLIDAY).publish(early(day=WEEK.plus(-1).monday), week=WEEK.plus(-1))
    press.publish(early())
    leave = CalendarOptions(choice=CalendarChoice(leave=True))
    assert put(server, press, options=leave, tells=True).added == 4
    del press.weeks[WEEK.plus(-1)]
    assert put(server, press, tells=True) == Sent(kept=1, removed=1)


@pytest.mark.parametrize("text", [*HOSTILE, *WORSE])
def test_hostile_texts_are_kept_and_not_sent_again(server, text):
    noon, held = datetime(2026, 12, 1, 12, tzinfo=UTC), "x" + text + "x"
    entry = Entry(
        "so", "anna", TUE, "shift", noon, noon + timedelta(hours=1), held, Availability.FREE, held, held, (held, "y")
    )
    calendar = Calendar("so-anna.ics", "<&>" + held, (replace(entry, alarm=timedelta(minutes=90)),))
    objects = calendar_objects(calendar, UNVERSIONED, {})
    with WebServer(server.address, Login(Radicale.USER, Radicale.PASSWORD)) as web:
        sent = [publish(web, "so-anna", one_line(calendar.name), objects, lambda _: True) for _ in range(2)]
    assert sent == [Sent(added=1), Sent(kept=1)]


@pytest.fixture
def planned(tmp_path):
    """A team and a roster of it in files."""
    case = problem(team([member("anna", "mon")], [account("dir", "anna")]))
    (tmp_path / "team.toml").write_text(write_team(case.team))
    document = roster_document(Plan(roster([work("anna")], [hold("anna", "dir")])), case.team)
    (tmp_path / "roster.json").write_bytes(dump(document))
    return tmp_path


def export(server, planned, **environment):
    files = ["--roster", planned / "roster.json", "--team-file", planned / "team.toml"]
    command = [
        sys.executable,
        "-m",
        "secretariat_tui",
        "export",
        "caldav",
        server.address,
        *files,
        "--all",
        "--lang",
        "en",
    ]
    mine = {**os.environ, "HOME": str(planned), **environment}
    return subprocess.run(command, env=mine, capture_output=True, text=True, timeout=120)


def test_the_command_keeps_the_calendars_of_everybody(server, planned):
    given = {"SECRETARIAT_CALDAV_USER": Radicale.USER, "SECRETARIAT_CALDAV_PASSWORD": Radicale.PASSWORD}
    first, second = export(server, planned, **given), export(server, planned, **given)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert first.stdout.splitlines() == [
        f"  - {name}: 1 added, 0 changed, 0 removed, 0 as they were" for name in ("so-anna", "so-account-dir", "so")
    ]
    assert second.stdout.count("0 added, 0 changed, 0 removed, 1 as they were") == 3
    assert len(server.collection("so-account-dir")) == 1


def test_a_calendar_of_who_has_left_is_told_and_stays(server, planned):
    given = {"SECRETARIAT_CALDAV_USER": Radicale.USER, "SECRETARIAT_CALDAV_PASSWORD": Radicale.PASSWORD}
    press = Press()
    press.publish(early())
    put(server, press, name="so-dirk")
    put(server, press, name="private")
    done = export(server, planned, **given)
    assert done.returncode == 0
    assert done.stderr.splitlines()[1:] == ["  - so-dirk"]
    assert len(server.collection("so-dirk")) == 1


def test_the_password_may_come_from_netrc_and_is_never_told(server, planned):
    (planned / ".netrc").write_text(f'machine 127.0.0.1 login {Radicale.USER} password "{Radicale.PASSWORD}"\n')
    (planned / ".netrc").chmod(0o600)
    assert export(server, planned).returncode == 0
    (planned / ".netrc").write_text(f"machine 127.0.0.1 login {Radicale.USER} password sesame-street\n")
    (planned / ".netrc").chmod(0o600)
    refused = export(server, planned)
    assert refused.returncode == 7
    assert "does not know this name and password" in refused.stderr
    assert "sesame" not in refused.stdout + refused.stderr
