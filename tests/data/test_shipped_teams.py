"""The sample teams are sound, and their weeks show what their first comments say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

import pytest

import data
from secretariat_tui.domain.calendar import WEEKDAYS, Daypart, Week
from secretariat_tui.domain.team import Team

FOLDER = Path(data.__file__).parent
NAMES = ("gemeente", "ministerie", "vereniging")
FIRST_WEEK = date(2026, 11, 23)

COVERED = {
    "ministerie": ("2026-W49", "2026-W53", "2027-W02"),
    "gemeente": ("2026-W50", "2026-W53", "2027-W01"),
    "vereniging": ("2026-W49", "2026-W50", "2027-W01"),
}

# Minutes that nobody can have, times priority: MT 3, staff and desks 1, the director-general 4.
SHORT = {
    # Monday an hour of the DG, 60 x 4; Wednesday two departments from 09:00 to 17:00, 2 x 480.
    ("ministerie", "2026-W52"): 1200,
    # Wednesday the DG from 08:30 to 17:00, 510 x 4.
    ("ministerie", "2027-W01"): 2040,
    # Wednesday the district teams from 08:30 to 17:00.
    ("gemeente", "2026-W48"): 510,
    # Thursday from 12:30 to 17:00 one head of department, 270 x 3, and the reception, 270: Denise has two other heads
    # already, which leaves too little of her capacity for it.
    ("gemeente", "2026-W52"): 1080,
    # Wednesday from 09:00 to 16:30 the manager of the membership desk, 450 x 3, the desk itself and the events.
    ("vereniging", "2026-W51"): 2250,
    # Friday the chair from 08:30 to 17:00, 510 x 3, and the director from 12:30 on, 270 x 3.
    ("vereniging", "2027-W02"): 2340,
}


def team_of(name: str) -> Team:
    from secretariat_tui.exchange.team_file import read_team

    return read_team(FOLDER / f"{name}.toml")


def least_shortage(team: Team, week: str) -> int:
    """The proven value of stage 1, after the roster that reaches it was verified without the solver."""
    from secretariat_tui.planner.check import recompute
    from secretariat_tui.planner.facts import Facts
    from secretariat_tui.planner.limits import Limits
    from secretariat_tui.planner.registry import RULES
    from secretariat_tui.planner.solve import solve
    from secretariat_tui.planner.stages import STAGES, hard
    from secretariat_tui.services.planning import pose

    problem = pose(team, Week.parse(week))
    roster = solve(problem, Limits(), stages=STAGES[:1])
    facts = Facts(problem, roster)
    assert [v.reason for rule in hard(RULES) for v in rule.check(problem, facts)] == []
    (found,) = roster.stages
    assert found.proven
    assert recompute(problem, facts)[0].value == found.value
    return found.value


def test_these_are_all_the_teams() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.toml")) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_team_reads_without_faults_and_is_called_like_its_file(name: str) -> None:
    assert team_of(name).id == name


@pytest.mark.parametrize(("name", "people"), [("ministerie", 11), ("gemeente", 13), ("vereniging", 15)])
def test_a_team_has_its_people_and_one_lead(name: str, people: int) -> None:
    members = team_of(name).members
    assert len(members) == people
    assert sum(member.role == "lead" for member in members) == 1


@pytest.mark.parametrize("name", NAMES)
def test_nobody_can_be_reached_at_a_real_address(name: str) -> None:
    assert all((member.email or "").endswith("@example.org") for member in team_of(name).members)


@pytest.mark.parametrize("name", NAMES)
def test_contract_hours_are_what_the_pattern_gives(name: str) -> None:
    for member in team_of(name).members:
        halves = len(member.pattern.odd) + len(member.pattern.even)
        assert halves * member.day_minutes == 4 * member.contract_minutes, member.id


@pytest.mark.parametrize("name", NAMES)
def test_wednesday_and_friday_are_thin_and_the_other_days_are_not(name: str) -> None:
    members = team_of(name).members
    dayparts = {
        day: sum(
            (index, part) in cells for m in members for cells in (m.pattern.odd, m.pattern.even) for part in Daypart
        )
        for index, day in enumerate(WEEKDAYS[:5])
    }
    assert 3 * max(dayparts["wed"], dayparts["fri"]) < 2 * min(dayparts["mon"], dayparts["tue"], dayparts["thu"])


@pytest.mark.parametrize("name", NAMES)
def test_an_agreement_waits_for_a_yes_and_another_for_its_review(name: str) -> None:
    agreements = team_of(name).agreements
    assert any(not agreement.accepted for agreement in agreements)
    assert any(agreement.review is not None and agreement.review < FIRST_WEEK for agreement in agreements)


@pytest.mark.parametrize("name", NAMES)
def test_a_team_has_what_makes_a_real_one_hard(name: str) -> None:
    team = team_of(name)
    assert team.leave
    assert team.absences
    assert team.learning
    assert team.meetings
    assert team.wishes
    assert team.pins
    assert team.no_support
    assert any(leave.status == "requested" for leave in team.leave)


def test_the_association_lends_people_to_its_tenants() -> None:
    assert len(team_of("vereniging").secondments) >= 3


@pytest.mark.parametrize("name", NAMES)
def test_handbook_pages_are_there_and_of_a_length_that_is_read(name: str) -> None:
    pages = team_of(name).handbook
    assert len(pages) >= 3
    for page in pages:
        lines = (FOLDER / page.file).read_text(encoding="utf-8").splitlines()
        assert 15 <= len(lines) <= 40, page.file
    assert {Path(page.file).name for page in pages} == {p.name for p in (FOLDER / "handbook" / name).iterdir()}


@pytest.mark.parametrize("name", NAMES)
def test_a_handbook_page_names_the_primary_and_every_accepted_backup(name: str) -> None:
    team = team_of(name)
    for page in team.handbook:
        account = team.account[page.account]
        text = (FOLDER / page.file).read_text(encoding="utf-8")
        backups = (a.member for a in team.agreements if a.account == account.id and a.accepted)
        for member in chain([account.primary or ""], backups):
            assert team.member[member].name in text, (page.file, member)


@pytest.mark.parametrize(("name", "week"), [(name, week) for name, weeks in COVERED.items() for week in weeks])
def test_a_week_that_is_said_to_be_covered_can_be(name: str, week: str) -> None:
    assert least_shortage(team_of(name), week) == 0


@pytest.mark.parametrize(("name", "week"), SHORT)
def test_a_week_that_is_said_to_be_short_is_short_by_as_much_whatever_the_roster(name: str, week: str) -> None:
    assert least_shortage(team_of(name), week) == SHORT[name, week]


def test_renewing_one_mandate_is_all_it_takes_in_the_first_week_of_the_year() -> None:
    team = team_of("ministerie")
    renewed = tuple(replace(held, until=date(2027, 12, 31)) for held in team.member["ingrid"].qualifications)
    members = tuple(replace(m, qualifications=renewed) if m.id == "ingrid" else m for m in team.members)
    assert least_shortage(replace(team, members=members), "2027-W01") == 0
