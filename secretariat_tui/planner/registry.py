"""All rules, in the order in which users read them."""

from __future__ import annotations

from secretariat_tui.planner.rule import Rule
from secretariat_tui.planner.rules.one_shift import OneShift
from secretariat_tui.planner.rules.pattern import Pattern
from secretariat_tui.planner.rules.shortage import Shortage

RULES: tuple[Rule, ...] = (
    OneShift(),
    Pattern(),
    Shortage(),
)
