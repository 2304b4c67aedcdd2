"""Indicators, each counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from secretariat_tui.domain.account import Work
from secretariat_tui.domain.calendar import Daypart, Week
from secretariat_tui.domain.events import Absence, Learning, Leave, LeaveStatus, Meeting, Secondment
from secretariat_tui.domain.notice import Change, Notice, changes
from secretariat_tui.domain.report import By, Cover, Figures, share
from secretariat_tui.domain.roster import HolderRole, Roster
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.check import recompute
from secretariat_tui.planner.contingency import any_two, contingencies, continuity
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.figures import figures_of
from secretariat_tui.planner.indicators import report
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.report_view import report_view
from tests.build import (
    FRI,
    MON,
    SAT,
    TUE,
    WED,
    WEEK,
    account,
    backup,
    days,
    desk,
    hold,
    member,
    problem,
    roster,
    shift,
    span,
    team,
    work,
)
from tests.planner.random_cases import random_case

TEAM = team(
    [member("anna", "mon tue"), member("bea", "mon tue")],
    [account("dir", "anna", "mon tue")],
    agreements=[backup("dir", "bea")],
    desks=[desk()],
)
ROSTER = roster(
    [work("anna", MON), work("bea", MON), work("bea", TUE)],
    [
        hold("anna", "dir", day=MON),
        hold("bea", "telefoon", "09:00-17:00", is_desk=True),
        hold("bea", "dir", day=TUE, role=HolderRole.BACKUP, rank=1),
    ],
)
"""Both on Monday, on Tuesday Bea alone: then nobody takes the director over."""


def figures(case: object = TEAM, *versions: Roster) -> Figures:
    return figures_of(problem(case), versions or (ROSTER,))  # type: ignore[arg-type]


def later(weeks: int, of: Roster = ROSTER) -> Roster:
    """The same roster so many weeks later."""
    move = timedelta(weeks=weeks)
    return replace(
        of,
        weeks=tuple(week.plus(weeks) for week in of.weeks),
        assignments=tuple(replace(item, date=item.date + move) for item in of.assignments),
        duties=tuple(replace(item, date=item.date + move) for item in of.duties),
    )


def test_coverage_stand_in_and_loss_are_counted_for_each_account_and_desk() -> None:
    assert figures().duties == {
        ("dir", False): Cover(asked=360, covered=360, held=360, stand_in=180, lost=180),
        ("telefoon", True): Cover(asked=480, covered=480, held=480),
    }


def test_continuity_is_the_share_of_what_is_held_that_survives_any_one_absence() -> None:
    found = figures()
    assert found.duties["dir", False].continuity == 0.5
    assert found.cover.continuity == 0.7857  # 1 - 180 / 840
    assert found.desks.continuity == 1.0


def test_n_2_is_what_survives_the_loss_of_any_two() -> None:
    """Carla works on Monday. Without Anna and Bea 180 are lost, without her and one of them nothing: 90 on the mean;
    and on Tuesday Bea alone takes 180 with her."""
    case = replace(TEAM, members=(*TEAM.members, member("carla", "mon")))
    found = figures(case, replace(ROSTER, assignments=(*ROSTER.assignments, work("carla", MON))))
    assert (found.lost_by_two, found.n_2) == (270, 0.6786)  # 1 - 270 / 840


def test_what_nobody_has_lowers_the_coverage() -> None:
    duties = [hold("anna", "dir", "09:00-10:00"), hold("bea", "telefoon", "09:00-17:00", is_desk=True)]
    found = figures(TEAM, replace(ROSTER, duties=tuple(duties)))
    assert found.duties["dir", False].coverage == 0.1667  # 60 of 360
    assert found.cover == Cover(asked=840, covered=540, held=540)


def test_a_duty_that_nobody_asked_for_has_no_coverage_and_nothing_held_no_continuity() -> None:
    assert (Cover().coverage, Cover().continuity) == (None, None)


def test_what_somebody_had_who_has_left_since_counts_as_it_was_then() -> None:
    """Zus and Zoe are in the team no more."""
    before = roster(
        [work("zus"), work("zoe")],
        [
            hold("zus", "dir", "09:00-10:00", role=HolderRole.BACKUP, rank=1),
            hold("zoe", "dir", "10:00-12:00", role=HolderRole.INCIDENTAL, distance=2),
            hold("zus", "telefoon", "09:00-17:00", is_desk=True),
        ],
    )
    found = figures(TEAM, before)
    assert found.duties["dir", False] == Cover(asked=360, covered=180, held=180, stand_in=60, incidental=120)
    assert found.duties["telefoon", True].covered == 480
    assert (found.made, found.target) == (0, 1920)  # of Anna and Bea, sixteen hours each by contract


def test_incidental_cover_is_counted_apart() -> None:
    case = replace(TEAM, agreements=(), members=(TEAM.members[0], replace(TEAM.members[1], knows=("dir",))))
    assert figures(case).accounts == Cover(asked=360, covered=360, held=360, incidental=180, lost=360)


def test_the_quietest_daypart_is_the_first_of_those_with_fewest_people() -> None:
    found = figures()
    assert (found.quietest, found.fewest) == ((2, Daypart.AM), 0)
    assert found.spread == 8  # 2, 2, 1, 1 and six times 0: 10 - 6, and the same in the office


def test_a_closed_day_is_not_quiet() -> None:
    case = replace(TEAM, closed=frozenset([WED, WED + timedelta(1), FRI]))
    assert (figures(case).quietest, figures(case).fewest) == ((1, Daypart.AM), 1)


def test_hours_made_stand_against_the_contract() -> None:
    """Three days of eight hours, of four; with Anna away on Tuesday that day is credited."""
    assert (figures().made, figures().target) == (1440, 1920)
    assert figures(replace(TEAM, absences=(Absence("anna", TUE, TUE),))).made == 1920


def test_free_is_what_is_left_of_a_shift_without_its_break() -> None:
    """Anna 510 - 180 - 30 on Monday, Bea 510 - 480 - 30 then and 510 - 180 - 30 on Tuesday."""
    assert figures().free == 600


def test_learning_meetings_and_secondment_are_not_free() -> None:
    case = replace(
        TEAM,
        learning=(Learning("anna", "Excel", MON, span("13:00-15:00")),),
        meetings=(Meeting("start", "Start", days("tue"), span("16:00-17:00")),),
    )
    assert figures(case).free == 600 - 120 - 60
    lent = replace(TEAM, secondments=(Secondment("bea", "Elders", TUE, TUE, days("tue"), Daypart.PM),))
    # from 12:30 to 17:00 she is lent: 600 - 270, and half a day of eight hours is seconded
    assert (figures(lent).free, figures(lent).seconded) == (330, 240)


def test_duties_at_the_same_time_take_that_time_once() -> None:
    duties = [*ROSTER.duties, hold("anna", "telefoon", "10:00-13:00", is_desk=True)]
    assert figures(TEAM, replace(ROSTER, duties=tuple(duties))).free == 600 - 60


def test_learning_is_planned_and_held() -> None:
    case = replace(
        TEAM,
        learning=(
            Learning("anna", "Excel", MON, span("13:00-15:00")),
            Learning("anna", "Word", TUE, span("13:00-14:00")),  # she is not rostered
            Learning("anna", "Later", TUE + timedelta(weeks=1), span("13:00-14:00")),
        ),
    )
    assert (figures(case).learning_planned, figures(case).learning_held) == (180, 120)


def test_leave_counts_in_the_week_in_which_it_begins() -> None:
    asked = {
        MON: LeaveStatus.APPROVED,
        TUE: LeaveStatus.APPROVED,
        WED: LeaveStatus.REFUSED,
        FRI: LeaveStatus.REQUESTED,
        SAT: LeaveStatus.WITHDRAWN,
        MON + timedelta(7): LeaveStatus.APPROVED,
    }
    case = replace(TEAM, leave=tuple(Leave("bea", day, day, status=status) for day, status in asked.items()))
    found = figures(case)
    assert (found.leave_granted, found.leave_refused, found.leave_open) == (2, 1, 1)


def test_standard_and_custom_work_are_split_by_account() -> None:
    case = replace(TEAM, accounts=(*TEAM.accounts, account("mt", "anna", work=Work.CUSTOM)))
    duties = (*ROSTER.duties, hold("anna", "mt", "09:00-10:00"))
    found = figures(case, replace(ROSTER, duties=duties))
    assert (found.standard, found.custom) == (360, 60)


# -- versions


def test_what_changes_are_dayparts_with_another_shift_or_place() -> None:
    early = shift("vroeg", "08:00-12:30", 0)
    before = roster([work("anna", MON), work("bea", MON), work("anna", TUE)])
    after = roster([work("anna", MON, place=Place.REMOTE), work("bea", MON), work("anna", TUE, early)])
    posed = problem(replace(TEAM, shifts=(shift(), early)))
    assert list(changes(posed, before, after)) == [
        Change(day, "anna", part) for day in (MON, TUE) for part in (Daypart.AM, Daypart.PM)
    ]
    assert list(changes(posed, before, before)) == []


@pytest.mark.parametrize(
    ("ahead", "notice"),
    [
        (28, Notice.AHEAD), (27, Notice.WITHIN_28_DAYS), (4, Notice.WITHIN_28_DAYS), (3, Notice.WITHIN_4_DAYS),
        (1, Notice.WITHIN_4_DAYS), (0, Notice.SAME_DAY), (-1, Notice.SAME_DAY),
    ],
)  # fmt: skip
def test_notice_is_four_weeks_four_days_or_none(ahead: int, notice: Notice) -> None:
    assert Notice.of(MON - timedelta(ahead), MON) is notice


def test_only_what_changed_after_publication_counts() -> None:
    """The draft had Anna off on Monday; after publication Bea's Tuesday went."""
    draft = replace(ROSTER, assignments=ROSTER.assignments[1:])
    published = replace(ROSTER, state="published")
    mended = replace(ROSTER, assignments=ROSTER.assignments[:2], state="published")
    assert figures(TEAM, draft, published).changes == {}
    assert figures(TEAM, draft, published, mended).changes == {None: 2}
    assert figures(TEAM, draft, published, mended).made == 960


def test_changes_are_told_by_notice_where_it_is_known_when_each_version_came_in_force() -> None:
    """Monday goes on Friday, three days ahead; then Tuesday on Monday; then both come back, nobody knows when."""
    published = replace(ROSTER, state="published", published_on=MON - timedelta(30))
    mended = replace(published, assignments=ROSTER.assignments[1:], published_on=MON - timedelta(3))
    again = replace(mended, assignments=ROSTER.assignments[1:2], published_on=MON)
    back = replace(published, published_on=None)
    assert figures(TEAM, published, mended).changes == {Notice.WITHIN_4_DAYS: 2}
    assert figures(TEAM, published, mended, again).changes == {Notice.WITHIN_4_DAYS: 4}
    assert figures(TEAM, published, mended, again, back).changes == {Notice.WITHIN_4_DAYS: 4, None: 4}


def test_changes_by_notice_are_said_in_a_sentence() -> None:
    published = replace(ROSTER, state="published", published_on=MON - timedelta(30))
    mended = replace(published, assignments=ROSTER.assignments[:1], published_on=MON)
    found = report(problem(TEAM), [published, mended])
    assert found is not None
    told = report_view(found, TEAM, language("en")).summary
    # Bea's Monday, today, and her Tuesday, tomorrow.
    assert "4 dayparts changed after publication." in told
    assert "By notice: 28 days ahead or more: 0; 4 days or more: 0; less than 4 days: 2; on the day itself: 2." in told


# -- periods


@pytest.mark.parametrize(
    ("week", "names"),
    [
        (Week(2026, 49), ("2026-W49", "2026-12", "2026-Q4", "2026")),
        (Week(2026, 1), ("2026-W01", "2026-01", "2026-Q1", "2026")),  # from Monday 29 December 2025
        (Week(2026, 53), ("2026-W53", "2026-12", "2026-Q4", "2026")),  # to Sunday 3 January 2027
        (Week(2026, 14), ("2026-W14", "2026-04", "2026-Q2", "2026")),  # Monday is 30 March
    ],
)
def test_a_week_belongs_to_the_periods_of_its_thursday(week: Week, names: tuple[str, ...]) -> None:
    assert tuple(by.period(week) for by in By) == names


def test_periods_add_up_the_weeks_and_the_total_all_of_them() -> None:
    """Weeks 49 to 53 end in December, week 1 is January."""
    rosters = [later(weeks) for weeks in range(6)]
    found = report(problem(TEAM, 6), rosters, by=By.MONTH)
    assert found is not None
    assert [period.name for period in found.periods] == ["2026-12", "2027-01"]
    december, january = (period.planned for period in found.periods)
    assert december is not None
    assert january is not None
    assert (december.cover.asked, january.cover.asked) == (5 * 840, 840)
    assert december.people[0, Daypart.AM] == 10
    assert december.fewest == 0
    assert found.total.planned == december + january
    assert found.total.realised is None


def test_dates_choose_the_weeks_by_their_thursday() -> None:
    rosters = [later(weeks) for weeks in range(3)]
    thursday = date(2026, 12, 10)
    found = report(problem(TEAM, 3), rosters, since=thursday, until=thursday)
    assert found is not None
    assert (found.first, found.last) == (Week(2026, 50), Week(2026, 50))
    assert report(problem(TEAM, 3), rosters, since=date(2027, 1, 1)) is None


def test_what_really_happened_stands_beside_what_was_planned() -> None:
    """In the second week nobody had the director on Tuesday."""
    went = later(1, replace(ROSTER, duties=ROSTER.duties[:2]))
    found = report(problem(TEAM, 2), [ROSTER, later(1)], [went])
    assert found is not None
    first, second = found.periods
    assert first.realised is None
    assert second.realised is not None
    assert second.planned is not None
    assert second.planned.cover.covered - second.realised.cover.covered == 180


def test_a_roster_of_several_weeks_is_cut_into_them() -> None:
    both = replace(
        ROSTER,
        weeks=(WEEK, WEEK.plus(1)),
        assignments=ROSTER.assignments + later(1).assignments,
        duties=ROSTER.duties + later(1).duties,
    )
    assert report(problem(TEAM, 2), [both]) == report(problem(TEAM, 2), [ROSTER, later(1)])


@pytest.mark.parametrize("seed", range(20))
def test_the_figures_of_any_roster_are_those_of_its_plan_and_stages(seed: int) -> None:
    case, drawn = random_case(seed)
    facts = Facts(case, drawn)
    found = report(case, [drawn])
    assert found is not None
    total = found.total.planned
    assert total is not None
    assert total.cover.lost == sum(plan.loss for plan in contingencies(case, facts))
    if total.cover.held:
        assert total.cover.continuity == pytest.approx(continuity(facts, contingencies(case, facts)), abs=0.0001)
        assert total.n_2 == pytest.approx(any_two(case, facts), abs=0.0001)
    terms = {term.id: term.value for stage in recompute(case, facts) for term in stage.terms}
    assert total.spread == terms["spread"]
    assert total.free >= 0


def test_a_share_never_says_all_where_something_is_lacking() -> None:
    assert (share(99_999, 100_000), share(1, 1), share(2, 3), share(0, 0)) == (0.9999, 1.0, 0.6667, None)
