"""`secretariat plan --if-missing` over several weeks: of each it is told what was done."""

from __future__ import annotations

from tests.cli.conftest import Program

JOB = ("plan", "--week", "2026-W48", "--weeks", "3", "--if-missing")
THERE = "{} was there already, as version 1; nothing was changed."
DRAFT = "{} is kept as version 1, a draft."
IN_FORCE = "{} is published, as version 1."


def test_a_week_that_was_there_is_not_said_to_be_kept(made: Program) -> None:
    made("plan", "--week", "2026-W49", "--publish")
    told = made(*JOB).err.splitlines()
    assert told[:3] == [DRAFT.format("2026-W48"), THERE.format("2026-W49"), DRAFT.format("2026-W50")]
    assert made(*JOB).err.splitlines()[:3] == [THERE.format(f"2026-W{week}") for week in (48, 49, 50)]


def test_a_draft_that_was_there_is_published_and_what_was_in_force_is_left(made: Program) -> None:
    made("plan", "--week", "2026-W48")
    made("plan", "--week", "2026-W49", "--publish")
    told = made(*JOB, "--publish").err.splitlines()
    assert told[:3] == [IN_FORCE.format("2026-W48"), THERE.format("2026-W49"), IN_FORCE.format("2026-W50")]


def test_a_week_that_is_over_and_was_there_is_not_said_to_be_planned(made: Program) -> None:
    past = ("plan", "--week", "2026-W46", "--weeks", "2", "--if-missing")
    made("plan", "--week", "2026-W46")
    told = made(*past).err
    assert "2026-W46 is over" not in told
    assert "2026-W47 is over: it was planned all the same." in told
