"""Every key of a team file ends where it belongs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from secretariat_tui.domain.account import Agreement, Desk, HandbookPage, Level, NoSupport, SupportWindow, Work
from secretariat_tui.domain.calendar import Daypart, Parity, Span
from secretariat_tui.domain.events import (
    Absence,
    AssignmentPin,
    DutyPin,
    Learning,
    Leave,
    LeaveStatus,
    Meeting,
    Secondment,
    Wish,
    WishKind,
)
from secretariat_tui.domain.incoming import Availability
from secretariat_tui.domain.member import Held, Member, Role, WorkPattern
from secretariat_tui.domain.own_calendar import CalendarStyle
from secretariat_tui.domain.shift import Place, Shift
from secretariat_tui.domain.team import Cluster, QualityWeights, Team
from secretariat_tui.exchange.team_file import parse_team, read_team

A = Availability
AM, PM = Daypart.AM, Daypart.PM
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture(scope="module")
def team() -> Team:
    return read_team(Path(__file__).parent / "full.toml")


def test_the_team_itself(team: Team) -> None:
    assert (team.id, team.name) == ("so", "Secretariaat Stedelijke Ontwikkeling")
    assert (team.timezone, team.country, team.region) == ("Europe/Berlin", "DE", "BY")
    assert team.closed == {date(2026, 12, 24), date(2026, 12, 31)}
    assert team.open_anyway == {date(2026, 11, 11)}
    assert team.open_days == {0, 1, 2, 3, 4, 5}
    assert (team.noon, team.language, team.emergency_capacity) == (720, "en", 2)
    assert (team.short_rest, team.other_unit_cover, team.other_unit_quota) == (True, False, 3)
    assert team.weights == QualityWeights(9, 9, 9, 9, 9, 9, 9)
    shown = (A.BUSY, A.FREE, A.TENTATIVE, A.ELSEWHERE, A.AWAY, A.FREE)
    assert team.calendar == CalendarStyle(*shown, alarm=15)


def test_clusters_and_shifts(team: Team) -> None:
    assert team.clusters == (Cluster("noord", "Cluster Noord", "Stadhuis, 3e etage", True),)
    assert team.shifts == (Shift("dag", "Dag", Span(510, 1020), 30, (Place.OFFICE,)),)


def test_members(team: Team) -> None:
    even = frozenset({(0, AM), (0, PM), (1, AM), (1, PM), (3, AM), (3, PM), (4, AM)})
    assert team.member["anna"] == Member(
        id="anna",
        name="Anna de Vries",
        grade=7,
        hours=Decimal("31.5"),
        pattern=WorkPattern(even, frozenset({(2, PM)})),
        day_hours=Decimal("7.25"),
        email="anna@example.org",
        cluster="noord",
        unit="so",
        shifts=("dag",),
        remote_days=2,
        office_days=1,
        office_on=frozenset({1}),
        capacity=4,
        overtime=Decimal("1.5"),
        balance=Decimal("-2.25"),
        start=date(2025, 1, 1),
        until=date(2027, 12, 31),
        knows=("dir",),
        qualifications=(Held("events"), Held("mandate-dg", date(2027, 6, 30))),
        role=Role.LEAD,
    )
    monday = frozenset({(0, AM), (0, PM)})
    assert team.member["bea"] == Member("bea", "Bea", 8, Decimal(8), WorkPattern(monday, monday))


def test_accounts_with_support_as_tables(team: Team) -> None:
    account = team.account["dir"]
    window = SupportWindow(frozenset({0, 2}), Span(510, 1020), True, Parity.ODD, *YEAR)
    assert account.support == (window,)
    assert (account.level, account.unit, account.cluster, account.primary) == (Level.MT, "dso", "noord", "anna")
    assert (account.min_grade, account.requires, account.load) == (7, ("events",), 2)
    assert (account.priority, account.work) == (4, Work.CUSTOM)


def test_an_mt_account_asks_for_grade_6_and_has_priority_3_unless_it_says_otherwise(team: Team) -> None:
    assert (team.account["raad"].min_grade, team.account["raad"].priority) == (6, 3)


def test_agreements_and_desks(team: Team) -> None:
    assert team.agreements == (Agreement("dir", "bea", *YEAR, accepted=False, review=date(2026, 6, 1)),)
    window = SupportWindow(frozenset({0}), Span(540, 1020), True, Parity.EVEN, *YEAR)
    assert team.desks == (Desk("telefoon", "Telefoon", window, 2, ("events",), 1, 2),)


def test_what_happens_on_dates(team: Team) -> None:
    assert team.meetings == (
        Meeting("overleg", "Teamoverleg", frozenset({1}), Span(600, 660), Parity.EVEN, ("bea",), True, Place.OFFICE),
    )
    assert team.no_support == (NoSupport("dir", date(2026, 12, 28), date(2026, 12, 31), AM),)
    assert team.leave == (Leave("anna", date(2026, 12, 21), date(2026, 12, 23), PM, LeaveStatus.REQUESTED),)
    assert team.absences == (Absence("bea", date(2026, 11, 30), date(2026, 12, 4), AM),)
    assert team.learning == (Learning("anna", "Leergang", date(2026, 12, 8), Span(540, 750)),)
    assert team.secondments == (
        Secondment("bea", "Huurder 4e etage", date(2026, 11, 30), date(2026, 12, 18), frozenset({0}), PM),
    )
    assert team.wishes == (Wish("anna", WishKind.TOGETHER, frozenset({(4, AM)}), "bea", 5),)
    assert team.handbook == (HandbookPage("dir", "handboek/directeur.md", date(2027, 1, 1)),)


def test_pins_of_shifts_days_off_accounts_and_desks(team: Team) -> None:
    assert team.pins == (
        AssignmentPin("anna", date(2026, 12, 8), "dag", Place.OFFICE),
        AssignmentPin("anna", date(2026, 12, 7), None),
        DutyPin("anna", date(2026, 12, 8), "dir", False, Span(510, 750)),
        DutyPin("bea", date(2026, 12, 7), "telefoon", True, Span(540, 1440)),
    )


SMALL = b"""
[team]
id = "so"
name = "Klein"
[[shift]]
id = "dag"
name = "Dag"
start = "09:00"
end = "17:00"
[[member]]
id = "anna"
name = "Anna"
grade = 7
hours = 8
works = ["mon"]
"""


def test_what_is_left_out_has_its_default() -> None:
    team = parse_team(
        SMALL
        + b"""
[[account]]
id = "dir"
name = "Directeur"
[[desk]]
id = "balie"
name = "Balie"
days = ["mon"]
from = "09:00"
to = "12:00"
[[meeting]]
id = "overleg"
name = "Overleg"
days = ["mon"]
from = "09:00"
to = "10:00"
[[leave]]
member = "anna"
from = "2026-12-21"
to = "2026-12-23"
""",
        "team.toml",
    )
    bare = replace(team, accounts=(), desks=(), meetings=(), leave=())
    assert bare == Team("so", "Klein", bare.members, bare.shifts)
    assert team.weights == QualityWeights(4, 2, 3, 3, 2, 2, 1)
    account, desk = team.account["dir"], team.desk["balie"]
    assert (account.level, account.min_grade, account.load, account.priority) == (Level.STAFF, None, 1, 1)
    assert (desk.people, desk.load, desk.priority, desk.window.on_site) == (1, 0, 1, False)
    assert team.leave[0].status is LeaveStatus.APPROVED
    assert team.leave[0].part is None
    assert team.meetings[0].who is None
    assert not team.meetings[0].interruptible
    anna = team.member["anna"]
    assert (anna.capacity, anna.remote_days, anna.office_days, anna.day_hours) == (3, 5, 0, 8)


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    assert parse_team(b"\xef\xbb\xbf" + SMALL.replace(b"\n", b"\r\n"), "x") == parse_team(SMALL, "x")


def test_an_empty_list_for_odd_weeks_is_free_in_odd_weeks() -> None:
    team = parse_team(SMALL + b"works_odd = []\n", "x")
    assert team.member["anna"].pattern == WorkPattern(frozenset({(0, AM), (0, PM)}), frozenset())


def test_decimals_are_exact() -> None:
    team = parse_team(SMALL.replace(b"hours = 8", b"hours = 7.1"), "x")
    assert team.member["anna"].hours == Decimal("7.1")
    assert team.member["anna"].contract_minutes == 426


def test_a_team_of_200_is_read() -> None:
    row = '[[member]]\nid = "m{n}"\nname = "M"\ngrade = 7\nhours = 8\nworks = ["mon"]\n'
    team = parse_team(SMALL + "".join(row.format(n=n) for n in range(199)).encode(), "x")
    assert len(team.members) == 200
