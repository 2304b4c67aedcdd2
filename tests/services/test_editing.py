"""Editing as commands and screens ask for it."""

from secretariat_tui.domain.edits import Assign
from secretariat_tui.services.editing import edit, taken
from tests import build
from tests.build import MON
from tests.plans import plan_of, small_team

CASE = build.problem(small_team())


def test_the_plan_stays_what_it_is_and_the_edited_one_is_told_anew():
    """Bea goes home: Anna has the director herself, at home, and the telephone besides."""
    before = plan_of(CASE)
    edited = edit(CASE, before, [Assign("bea", MON, None)])
    assert before == plan_of(CASE)
    assert edited.violations == ()
    after = taken(CASE, edited)
    assert [(duty.duty, duty.member) for duty in after.roster.duties] == [("dir", "anna"), ("telefoon", "anna")]
    assert [(plan.date, plan.member) for plan in after.contingency] == [(MON, "anna")]
    assert after.continuity == 0.0
