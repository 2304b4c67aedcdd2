"""What a team can spare and what it lacks, as sentences."""

from __future__ import annotations

from dataclasses import replace

from secretariat_tui.domain.calendar import Daypart
from secretariat_tui.domain.capacity import Answer, Candidate, Effect, FreeCapacity, Moments, Offer, Secondable, Spare
from secretariat_tui.domain.formation import DaypartOf, Deficit, Formation, Surplus
from secretariat_tui.domain.roster import StageResult
from secretariat_tui.presenters.capacity import (
    effect_text,
    formation_lines,
    free_lines,
    meeting_lines,
    request_lines,
    secondment_lines,
)
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.reasons import Teller
from tests.build import MON, TUE, member, team

TELLER = Teller(language("en"), team([member("anna", "mon tue"), member("bea")]))
AM, PM = Daypart.AM, Daypart.PM
NONE = (0, 0, 0)
FREE = Effect(NONE, NONE, NONE)


def test_who_is_free_either_half_of_a_day_is_not_said_to_be_free_all_day_where_a_limit_came_first() -> None:
    spares = (*(Spare("anna", MON, part, FREE) for part in (AM, PM)), Spare("anna", MON, None, None))
    told = list(free_lines(FreeCapacity(NONE, spares, "time"), TELLER))
    assert told[2:5] == [
        "    morning: Anna",
        "    afternoon: Anna",
        "    all day, not known before the limit: Anna",
    ]


def test_no_limit_is_blamed_for_what_was_not_proven_either_way() -> None:
    """The dates do not tell, and the week planned as a whole does not either."""
    unknown = Effect(NONE, (0, 0, 60), NONE)
    spares = (Spare("anna", MON, AM, unknown), Spare("bea", MON, None, unknown))
    told = list(free_lines(FreeCapacity(NONE, spares, None), TELLER))
    assert told[3:] == ["    not known: Anna", "    all day, not known: Bea"]
    answer = Answer(NONE, (Candidate("anna", unknown),), None, None, True, None)
    assert next(iter(request_lines(answer, TELLER))) == "Not known: neither could be proven."
    stopped = replace(answer, stopped_by="time")
    assert next(iter(request_lines(stopped, TELLER))) == "Not known: a limit stopped the search."


def test_both_halves_of_a_day_are_told_as_that_day() -> None:
    parts = [DaypartOf("anna", day, part, 240) for day, part in ((MON, AM), (MON, PM), (TUE, PM))]
    surplus = Surplus(tuple(parts), 720, FREE)
    deficit = Deficit((), (StageResult("shortage", 0, 0), StageResult("fragile", 0, 0)), ())
    told = list(formation_lines(Formation(NONE, surplus, deficit, None), TELLER))
    assert told[1] == "  - Anna: 12 hours (Mon 30 Nov, Tue 1 Dec afternoon)"


def test_a_search_for_a_moment_that_was_stopped_tells_how_far_it_came() -> None:
    stopped = Moments(NONE, (), 2, False, "time", tried=0, slots=40)
    told = list(meeting_lines(stopped, TELLER))
    assert told[0] == "No moment was found before a limit."
    assert "Looked at 0 of 40 moments." in told
    ended = Moments(NONE, (), 2, True, None, tried=40, slots=40)
    assert list(meeting_lines(ended, TELLER)) == ["There is no such moment."]


def test_where_no_moment_was_found_it_is_said_whether_there_is_none() -> None:
    unsure = Moments(NONE, (), 2, False, None, tried=40, slots=40)
    assert list(meeting_lines(unsure, TELLER)) == ["No moment was found, but it is not proven that there is none."]


def test_weekly_dayparts_are_told_without_brackets_within_brackets() -> None:
    offer = Offer("anna", ((0, AM), (0, PM), (1, AM)), 720, FREE)
    told = list(secondment_lines(Secondable(NONE, (offer,), (), None), TELLER))
    assert told == ["Anna, 12 hours a week, Monday, Tuesday (morning): cover and continuity stay as they are."]


def test_what_gets_worse_is_told_from_what_to_what() -> None:
    worse = Effect((30, 0, 60), (90, 0, 0), (90, 0, 0))
    assert effect_text(worse, TELLER) == "it would get worse: shortage from 30 to 90, fragility from 60 to 0."


def test_what_no_roster_allows_is_not_put_down_to_some_rules() -> None:
    """It may be a pin, or a rule of the team's own."""
    assert (
        effect_text(Effect(NONE, None, NONE, impossible=True), TELLER) == "impossible: no roster keeps every rule then."
    )
