"""Each risk of a team is found where it is, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from secretariat_tui.domain.account import HandbookPage
from secretariat_tui.domain.calendar import Daypart, Span
from secretariat_tui.domain.events import Secondment
from secretariat_tui.domain.finding import Level
from secretariat_tui.domain.member import Held
from secretariat_tui.domain.risks import risks
from secretariat_tui.domain.shift import Place
from secretariat_tui.domain.team import Team
from tests.build import account, backup, days, desk, member, shift, team

TODAY = date(2026, 11, 30)  # a Monday in an odd week


def found(planned: Team) -> list[dict[str, Any]]:
    findings = risks(planned, TODAY)
    assert all(finding.level is Level.WARNING for finding in findings)
    return [{"kind": finding.reason.rule, **dict(finding.reason.facts)} for finding in findings]


def sound() -> Team:
    """Anna works Monday and Tuesday, Bea Monday; Bea is the agreed backup."""
    people = [member("anna", "mon tue"), member("bea", "mon")]
    return team(people, [account("dir", "anna")], agreements=[backup("dir", "bea")])


def test_a_sound_team_has_no_risks() -> None:
    assert found(sound()) == []


def test_an_account_without_primary_or_backup() -> None:
    planned = team([member("anna")], [account("dir")])
    assert found(planned) == [{"kind": "vacancy", "account": "dir"}, {"kind": "no-backup", "account": "dir"}]


@pytest.mark.parametrize(
    ("until", "says"),
    [(date(2026, 11, 29), True), (date(2027, 1, 25), True), (date(2027, 1, 26), False)],
)
def test_a_primary_who_left_or_leaves_within_eight_weeks(until: date, says: bool) -> None:
    planned = sound()
    planned = replace(planned, members=(replace(planned.members[0], until=until), planned.members[1]))
    expected = [{"kind": "vacancy", "account": "dir", "member": "anna", "date": until}] if says else []
    assert found(planned) == expected


def test_an_agreement_that_is_not_accepted_is_no_backup() -> None:
    planned = replace(sound(), agreements=(backup("dir", "bea", accepted=False),))
    assert [item["kind"] for item in found(planned)] == ["no-backup", "not-accepted"]


def test_an_agreement_past_its_review() -> None:
    planned = replace(sound(), agreements=(backup("dir", "bea", review=date(2026, 11, 29)),))
    assert found(planned) == [{"kind": "past-review", "date": date(2026, 11, 29), "member": "bea", "account": "dir"}]
    assert found(replace(planned, agreements=(backup("dir", "bea", review=TODAY),))) == []


def test_an_agreement_that_ended_is_history() -> None:
    ended = backup("dir", "bea", until=date(2026, 11, 29), accepted=False, review=date(2026, 1, 1))
    assert [item["kind"] for item in found(replace(sound(), agreements=(ended,)))] == ["no-backup"]


@pytest.mark.parametrize(
    ("of_anna", "of_bea", "same"),
    [
        ("mon tue", "mon tue", True),  # both free on Wednesday
        ("mon tue", "mon wed", False),
        ("mon tue", "mon", True),  # free on more days, but whenever Anna is
        ("mon tue wed", "mon", False),  # Anna has no free day while she is needed
        ("mon tue wed-am", "mon wed-pm", False),
    ],
)
def test_a_backup_who_is_free_whenever_the_primary_is(of_anna: str, of_bea: str, same: bool) -> None:
    planned = team(
        [member("anna", of_anna, hours=0), member("bea", of_bea, hours=0)],
        [account("dir", "anna", when="mon tue wed", times="09:00-17:00")],
        agreements=[backup("dir", "bea")],
    )
    expected = [{"kind": "same-free-days", "primary": "anna", "member": "bea", "account": "dir"}]
    assert found(planned) == (expected if same else [])


def test_required_qualifications_with_one_holder_or_none() -> None:
    people = [member("anna", "mon", qualifications=(Held("events"),)), member("bea", "mon")]
    planned = team(people, desks=[desk(requires=("events", "mandate"), times="09:00-12:00")])
    assert found(planned) == [
        {"kind": "single-holder", "member": "anna", "qualification": "events"},
        {"kind": "no-holder", "qualification": "mandate"},
    ]


@pytest.mark.parametrize(
    ("until", "says"),
    [(date(2026, 11, 29), False), (TODAY, True), (date(2027, 1, 25), True), (date(2027, 1, 26), False)],
)
def test_a_qualification_that_ends_within_eight_weeks(until: date, says: bool) -> None:
    planned = team([member("anna", "mon", qualifications=(Held("events", until),))])
    expected = [{"kind": "qualification-ends", "member": "anna", "qualification": "events", "date": until}]
    assert found(planned) == (expected if says else [])


def test_the_parts_of_a_window_that_no_shift_reaches() -> None:
    early, late = shift("vroeg", "09:00-12:00", 0), shift("laat", "13:00-16:00", 0, (Place.REMOTE,))
    people = [member("anna", "mon", hours=6)]
    planned = team(people, shifts=[early, late], desks=[desk(times="08:00-17:00")])
    spans = [item["span"] for item in found(planned) if item["kind"] == "window-unreached"]
    assert spans == [Span(480, 540), Span(720, 780), Span(960, 1020)]
    on_site = team(people, shifts=[early, late], desks=[desk(times="08:00-17:00", on_site=True)])
    spans = [item["span"] for item in found(on_site) if item["kind"] == "window-unreached"]
    assert spans == [Span(480, 540), Span(720, 1020)]


@pytest.mark.parametrize(
    ("works", "hours", "overtime", "most"),
    [
        ("mon", 8, 0, None),  # one day of 8 hours
        ("mon tue", 16, 0, None),
        ("mon tue", 12, 0, "8:00"),  # 8 or 16, never 12
        ("mon tue", 12, 4, None),  # 16 is within the overtime
        ("mon tue", 12, 3, "8:00"),
        ("mon", 16, 0, "8:00"),
        ("mon-am", 4, 0, "0:00"),  # the day shift needs the afternoon too
        ("sat", 8, 0, "0:00"),  # the team is closed
        ("mon", 0, 0, None),
    ],
)
def test_hours_that_no_allowed_shifts_can_make(works: str, hours: float, overtime: int, most: str | None) -> None:
    planned = team([member("anna", works, hours=hours, overtime=Decimal(overtime))])
    expected = [{"kind": "hours-impossible", "member": "anna", "hours": f"{hours}:00", "most": most}]
    assert found(planned) == (expected if most is not None else [])


def test_hours_are_judged_for_odd_and_even_weeks_apart() -> None:
    # 8 hours in even and 4 in odd weeks, which average 6: the pattern sets the target, and half a day has no shift.
    planned = team([member("anna", "mon", "mon-am", hours=6)])
    assert found(planned) == [{"kind": "hours-impossible", "member": "anna", "hours": "4:00", "most": "0:00"}]


def test_eight_hours_cannot_be_made_of_nine_hour_shifts() -> None:
    planned = team([member("anna", "mon")], shifts=[shift("lang", "08:00-17:30", 30)])
    assert found(planned) == [{"kind": "hours-impossible", "member": "anna", "hours": "8:00", "most": "0:00"}]


def test_a_shift_without_the_break_of_the_law_helps_nobody() -> None:
    planned = team([member("anna", "mon")], shifts=[shift("dag", "09:00-17:00", 0)])
    assert [item["kind"] for item in found(planned)] == ["unlawful-shift", "hours-impossible"]


@pytest.mark.parametrize(
    ("part", "outside"),
    [(None, [date(2026, 12, 2)]), (Daypart.PM, [date(2026, 12, 1), date(2026, 12, 2)])],
)
def test_a_secondment_day_outside_the_pattern(part: Daypart | None, outside: list[date]) -> None:
    lent = Secondment("anna", "Elders", date(2026, 11, 30), date(2026, 12, 18), days("mon tue wed"), part)
    planned = team([member("anna", "mon tue-am", hours=8)], secondments=[lent])
    said = [item for item in found(planned) if item["kind"] == "secondment-outside-pattern"]
    assert [item["date"] for item in said] == outside


def test_handbook_pages_that_are_old_or_missing() -> None:
    planned = sound()
    planned = replace(planned, accounts=(*planned.accounts, account("raad", "anna")))
    planned = replace(planned, agreements=(*planned.agreements, backup("raad", "bea")))
    assert found(planned) == []
    pages = (HandbookPage("dir", "dir.md", date(2026, 11, 29)),)
    assert found(replace(planned, handbook=pages)) == [
        {"kind": "page-past-review", "account": "dir", "date": date(2026, 11, 29)},
        {"kind": "page-missing", "account": "raad"},
    ]


def test_a_name_that_two_have_who_are_there() -> None:
    people = [member("anna", "mon tue"), replace(member("bea"), name="ANNA"), replace(member("carla"), name="Anna")]
    people[2] = replace(people[2], until=date(2026, 11, 29))
    accounts = [account("dir", "anna"), replace(account("dir2", "anna"), name="Dir")]
    called = team(people, accounts, agreements=[backup("dir", "bea"), backup("dir2", "bea")])
    assert found(called) == [
        {"kind": "same-name", "member": "anna", "text": "anna, bea"},
        {"kind": "same-name", "account": "dir", "text": "dir, dir2"},
    ]
