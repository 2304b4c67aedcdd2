"""An absence and its repairs as people read them."""

from __future__ import annotations

from secretariat_tui.domain.plan import Contingency
from secretariat_tui.presenters.language import language
from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.presenters.repair_view import stored_lines
from tests.build import MON
from tests.plans import small_team


def test_who_has_no_duty_on_a_day_has_nothing_that_must_be_taken_over_and_that_is_said():
    teller = Teller(language("en"), small_team(), MON.year)
    assert list(stored_lines([Contingency(MON, "anna", (), ())], teller)) == [
        "Contingency plan for Monday 30 November",
        "  - Nothing of hers has to be taken over.",
    ]
