"""Broken files: what is whole is read, what is lost is named, and nothing is guessed."""

import pytest

from tests.ical.foreign import calendar, event, kinds, sentences, starts, take, zone

GOOD = event(uid="good")
ONE = ["2026-12-01 09:00"]
FREE_BUSY = "BEGIN:VFREEBUSY\nFREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261201T090000Z/PT1H\nEND:VFREEBUSY"
ALARM = "BEGIN:VALARM\n{line}\nACTION:DISPLAY\nEND:VALARM"


def told(found):
    return [(problem.kind, problem.line) for problem in found.problems]


def test_a_bad_line_in_an_alarm_costs_nothing():
    found = take(calendar(event(ALARM.format(line="TRIGGER half an hour"))))
    assert starts(found) == ONE
    assert told(found) == [("bad-line", 9)]
    assert dict(found.problems[0].text.facts) == {"component": "VALARM"}


def test_a_description_that_was_not_folded_hides_no_line_of_its_event():
    told_apart = "DESCRIPTION:Overleg\nBegin: 9:00 uur\nEinde: 10:00 uur"
    found = take(calendar(event("DTSTART:20261201T090000Z", told_apart, "DTEND:20261201T103000Z")))
    assert [f"{item.end:%H:%M}" for item in found.events] == ["10:30"]
    assert told(found) == [("bad-line", 8)]


def test_an_alarm_without_an_end_costs_nothing():
    found = take(calendar(event("BEGIN:VALARM\nTRIGGER:-PT5M"), GOOD))
    assert starts(found) == ONE * 2
    assert kinds(found) == ["no-end"]


def test_a_bad_line_of_the_calendar_costs_nothing():
    found = take(calendar("X-WR-CALNAME My calendar", GOOD))
    assert starts(found) == ONE
    assert told(found) == [("bad-line", 4)]


def test_a_bad_line_in_a_zone_costs_only_what_is_in_that_zone():
    broken = zone("Ours").replace("TZOFFSETTO:+0200", "TZOFFSETTO +0200")
    local = event("DTSTART;TZID=Ours:20261202T100000", "DURATION:PT1H", uid="lost")
    found = take(calendar(broken, zone("Theirs"), local, local.replace("Ours", "Theirs").replace("lost", "kept"), GOOD))
    assert starts(found) == [*ONE, "2026-12-02 09:00"]
    assert kinds(found) == ["bad-zone", "bad-line", "unknown-zone"]
    assert found.lost == {"lost"}


def test_a_broken_zone_of_a_known_name_costs_nothing():
    broken = zone("W. Europe Standard Time").replace("RRULE:", "RRULE ")
    found = take(calendar(broken, event("DTSTART;TZID=W. Europe Standard Time:20260701T100000", "DURATION:PT1H")))
    assert starts(found) == ["2026-07-01 08:00"]


@pytest.mark.parametrize(
    "line",
    [
        "DESCRIPTION with no colon",
        "an unfolded rest of a description",
        'ATTENDEE;CN="Jan "de Baas" Jansen";ROLE="x:mailto:jan@x.nl',
        'X-TITLE;A="b:c:d',
        "=E9=A9",
        ":",
        ";;;:::",
        "STATUS:",
        "SEQUENCE:first",
        "TRANSP:MAYBE",
        "X-MICROSOFT-CDO-BUSYSTATUS:PARTY",
        "COLOR:\x00\x07",
    ],
)
def test_a_bad_line_that_nobody_needs_costs_nothing(line):
    assert starts(take(calendar(event(line)))) == ONE


@pytest.mark.parametrize(
    "line",
    ["DTSTART 20261201", "DTSTART;VALUE=DATE", "DTEND,20261201", "RRULE FREQ=DAILY", "STATUS CANCELLED", "UID"],
)
def test_a_bad_line_that_says_when_costs_that_event_alone(line):
    found = take(calendar(event(line, uid="bad"), GOOD))
    assert starts(found) == ONE
    assert "good|" in [item.key for item in found.events]
    assert found.lost == {"bad"}
    assert kinds(found)[-1] == "bad-line"


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["DTSTART:20261301T090000Z"], "bad-date"),
        (["DTSTART:20260230T090000Z"], "bad-date"),
        (["DTSTART;VALUE=DATE:00000101"], "bad-date"),
        (["DTSTART:99991231T235959Z"], "bad-date"),
        (["DTSTART:1 december"], "bad-date"),
        (["DTSTART:"], "bad-date"),
        (["DTSTART:٢٠٢٦١٢٠١T090000Z"], "bad-date"),
        (["DTSTART:20261201T090000Z", "DTEND:20261201T080000Z"], "times-reversed"),
        (["DTSTART:20261201T090000Z", "DURATION:-PT1H"], "times-reversed"),
        (["DTSTART;VALUE=DATE:20261203", "DTEND;VALUE=DATE:20261201"], "times-reversed"),
        (["DTSTART:20261201T090000Z", "DURATION:an hour"], "bad-date"),
        (["DTSTART:20261201T090000Z", "DURATION:P"], "bad-date"),
        (["DTSTART:20261201T090000Z", "DURATION:P99999W"], "too-long"),
        (["DTSTART:20261201T090000Z", "DTSTART:20261202T090000Z"], "bad-date"),
        (["DTSTART:20261201T090000Z", "EXRULE:FREQ=DAILY"], "bad-repeat"),
        (["DTSTART:20261201T090000Z", "RRULE:FREQ=DAILY", "EXDATE:never"], "bad-date"),
        (["DTSTART:20261201T090000Z", "RDATE;VALUE=PERIOD:20261202T090000Z/-PT1H"], "bad-date"),
        (["DTSTART:20261201T090000Z", "RDATE:" + ",".join(["20261202T090000Z"] * 5001)], "bad-repeat"),
        (["DTSTART;TZID=Mars/Olympus:20261201T090000"], "unknown-zone"),
        (["RECURRENCE-ID:whenever"], "bad-date"),
    ],
)
def test_an_event_that_cannot_be_is_left_out_and_named(lines, kind):
    found = take(calendar(event(*lines, uid="bad"), GOOD))
    assert starts(found) == ONE
    assert kinds(found) == [kind]
    assert found.problems[0].line == 4
    assert found.lost == {"bad"}
    assert found.whole


def test_an_event_without_a_start_is_left_out():
    found = take(calendar("BEGIN:VEVENT\nUID:bad\nSUMMARY:x\nEND:VEVENT", GOOD))
    assert (starts(found), kinds(found)) == (ONE, ["no-start"])


def test_a_file_that_is_cut_off_keeps_what_came_before():
    whole = calendar(GOOD, event("DTSTART:20261205T090000Z", "DURATION:PT1H", uid="cut"))
    found = take(whole[: whole.index(b"DURATION")])
    assert starts(found) == ONE
    assert not found.whole
    assert kinds(found) == ["truncated", "no-end"]


def test_an_event_that_never_ends_does_not_swallow_the_next():
    found = take(calendar("BEGIN:VEVENT\nUID:open\nDTSTART:20261202T090000Z", GOOD))
    assert starts(found) == ONE
    assert told(found) == [("no-end", 4)]
    assert found.lost == {"open"}


def test_two_calendars_in_a_file_are_both_read_each_with_its_own_zones():
    """The second "Customized Time Zone" is another one."""
    local = event("DTSTART;TZID=Customized Time Zone:20260701T100000", "DURATION:PT1H", uid="{uid}")
    first = calendar(zone("Customized Time Zone", "+0100", "+0200"), local.format(uid="a"))
    second = calendar(zone("Customized Time Zone", "-0500", "-0400"), local.format(uid="b"))
    assert starts(take(first + b"\xef\xbb\xbf" + second)) == ["2026-07-01 08:00", "2026-07-01 14:00"]


def test_a_zone_of_one_file_says_nothing_in_the_next():
    local = event("DTSTART;TZID=Customized Time Zone:20260701T100000", "DURATION:PT1H")
    east, west = zone("Customized Time Zone", "+0900", "+1000"), zone("Customized Time Zone", "-0800", "-0700")
    assert starts(take(calendar(east, local))) == ["2026-07-01 00:00"]
    assert starts(take(calendar(west, local))) == ["2026-07-01 17:00"]
    assert kinds(take(calendar(local))) == ["unknown-zone"]


def test_events_outside_a_calendar_count_too():
    found = take(calendar(GOOD) + event("DTSTART:20261202T090000Z", "DURATION:PT1H", uid="x").encode() + b"\n")
    assert starts(found) == [*ONE, "2026-12-02 09:00"]


def test_an_end_of_nothing_is_named_and_skipped():
    found = take(calendar("END:VEVENT", GOOD, "END:VTODO"))
    assert (starts(found), kinds(found)) == (ONE, ["bad-line", "bad-line"])


def test_components_inside_one_another_without_end_stop_somewhere():
    found = take(calendar("\n".join(["BEGIN:X-BOX"] * 50_000), GOOD))
    assert starts(found) == ONE
    assert len(found.problems) == 101
    assert found.problems[-1].kind == "more"


def test_what_is_not_told_is_counted():
    for bad, rest in ((100, []), (101, ["One more problem is not told."]), (103, ["3 more problems are not told."])):
        found = take(calendar(*["END:VTODO"] * bad, GOOD))
        assert len(found.problems) == 100 + len(rest)
        assert sentences(found)[100:] == rest


def test_tasks_journals_and_free_busy_lists_are_no_events():
    others = [f"BEGIN:{name}\nUID:{name}\nDTSTART:20261201T090000Z\nEND:{name}" for name in ("VTODO", "VJOURNAL")]
    found = take(calendar(*others))
    assert (found.events, found.problems) == ((), ())
    found = take(calendar(*others, FREE_BUSY, GOOD))
    assert (starts(found), found.problems) == (ONE, ())


def test_a_list_of_when_she_is_free_or_busy_is_not_read_as_a_calendar_without_leave():
    found = take(calendar(FREE_BUSY, FREE_BUSY))
    assert (found.events, told(found)) == ((), [("no-events", 4)])


def test_an_answer_to_an_invitation_is_no_event():
    found = take(calendar("METHOD:REPLY", GOOD))
    assert (found.events, kinds(found)) == ((), ["answer"])


def test_no_problem_tells_what_an_event_is_about():
    found = take(calendar(event("SUMMARY:Ziekenhuis", "DTSTART;TZID=Mars:20261201T090000"), event("DTEND Ziekenhuis")))
    assert found.problems
    assert "Ziekenhuis" not in repr(found)
