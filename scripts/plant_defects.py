#!/usr/bin/env python3
"""Plants one defect in each rule, in a copy, and asks whether the tests see it. A test suite that does not is no use.

First the test of agreement of that rule alone is asked, which costs a rule's author nothing; where that sees nothing,
the rule's own tests and all tests over the registry. Ends with 1 where a defect goes unseen, and with 2 where the code
to be spoilt is no longer there: then mend the list below.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RULES = Path("secretariat_tui/planner/rules")
REGISTRY = "tests/planner/test_registry.py"
AGREEMENT = (
    "test_the_solver_refuses_exactly_the_rosters_in_which_the_check_finds_a_breach",
    "test_the_penalty_of_a_valid_roster_is_the_cost_that_the_check_finds",
)


@dataclass(frozen=True)
class Defect:
    """A line of a rule, and what a tired programmer might have written there."""

    rule: str
    right: str
    wrong: str


DEFECTS = (
    Defect("one_shift", "works(member, day) <= 1", "works(member, day) <= 2"),
    Defect("pattern", "if free or not problem.is_open(day):", "if free and not problem.is_open(day):"),
    Defect("leave", "if not away.isdisjoint(", "if away.isdisjoint("),
    Defect("allowed_shift", "if remote > member.remote_days:", "if remote >= member.remote_days:"),
    Defect("hours_max", "worked <= problem.room(member, week)", "worked <= problem.target(member, week)"),
    Defect("rest", "if start < p.stint.end + least]", "if start <= p.stint.end + least]"),
    Defect("working_time", "if paid > above and shift.break_minutes < least:", "if shift.break_minutes < least:"),
    Defect("attend", "model.require(there >= 1, _secondment_reason(lent))", "model.require(there >= 0, None)"),
    Defect("one_holder", "held(slot) <= slot.demand.people)", "held(slot) <= slot.demand.people + 1)"),
    Defect("eligible", "or member.id == team.account[duty.duty].primary", "or False"),
    Defect("present", "-there if block is None else _blocked(member, day, block)", "-there"),
    Defect("on_site", "if piece.demand.on_site:", "if not piece.demand.on_site:"),
    Defect("qualified", "qualified(piece.demand.requires, piece", "qualified(piece.demand.requires[:1], piece"),
    Defect("backup_grade", "and m.grade < account.min_grade]", "and m.grade <= account.min_grade]"),
    Defect("capacity", "loads[member.id, span] - member.capacity)", "loads[member.id, span] - member.capacity - 1)"),
    Defect("unit", "room = max(0, quota - spent)", "room = quota"),
    Defect("pinned", "model.require(total(meant) >= 1, reason)", "model.require(total(meant) >= 0, reason)"),
    Defect("shortage", "cost = short * piece.minutes * piece.demand.priority", "cost = short * piece.minutes"),
    Defect("agreements", "+ (BELOW_GRADE if below else 0)", ""),
    Defect("fragile", "return member.capacity + self.problem.team.emergency_capacity", "return member.capacity"),
    Defect("hours", "deviation = member.balance_minutes", "deviation = 0"),
    Defect("spread", "for n, rung in enumerate(down, 1)]", "for n, rung in enumerate(down)]"),
    Defect("agreement_order", "(held + _HOUR - 1) // _HOUR", "held // _HOUR"),
    Defect(
        "handover",
        "pairwise(of_account):\n                    model",
        "pairwise(of_account[1:]):\n                    model",
    ),
    Defect("fairness", "cost * bottom - distance * top >= 1 - bottom", "cost * bottom - distance * top >= 0"),
    Defect("alone", "if len(there) == 1:", "if len(there) <= 1:"),
    Defect("attendance", "if choice.shift.span.overlaps(meeting.span)", "if choice.shift.span.covers(meeting.span)"),
    Defect("wish", "return len(listed & worked)", "return len(worked)"),
    Defect("stability", "if {(choice.shift.id, choice.place)} == ways", "if choice.shift.id in dict(ways)"),
    Defect("changes", "changed * _price(problem, day))", "changed)"),
)


def main() -> int:
    """Plants every defect, or those of the rules named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rules", nargs="*", metavar="RULE", help="the rules to spoil; all unless given")
    wanted = parser.parse_args().rules
    files = {path.stem for path in (ROOT / RULES).glob("*.py")} - {"__init__"}
    if untried := files ^ {defect.rule for defect in DEFECTS}:
        print("no defect, or no such rule:", *sorted(untried))
        return 2
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for folder in ("secretariat_tui", "tests"):
            shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", copy)
        return max(plant(copy, defect) for defect in DEFECTS if not wanted or defect.rule in wanted)


def plant(copy: Path, defect: Defect) -> int:
    """Spoils a rule of the copy, asks the tests, and mends it."""
    file = copy / RULES / f"{defect.rule}.py"
    sound = file.read_text("utf-8")
    if sound.count(defect.right) != 1:
        print(f"{defect.rule}: {defect.right!r} does not stand there once", flush=True)
        return 2
    file.write_text(sound.replace(defect.right, defect.wrong), "utf-8")
    seen = seen_by(copy, defect.rule)
    file.write_text(sound, "utf-8")
    print(f"{defect.rule}: {f'seen by {seen}' if seen else 'NOT SEEN'}", flush=True)
    return 0 if seen else 1


def seen_by(copy: Path, rule: str) -> str | None:
    """Which tests fail, if any do."""
    agreement = [f"{REGISTRY}::{test}[{rule}]" for test in AGREEMENT]
    if any(fails(copy, test) for test in agreement):
        return "agreement"
    own = f"tests/planner/rules/test_{rule}.py"
    return next((tests for tests in (own, REGISTRY) if fails(copy, tests)), None)


def fails(copy: Path, tests: str) -> bool:
    """Whether these tests run in the copy and fail; tests that are not there are no answer."""
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", tests]
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, check=False)
    return done.returncode == 1


if __name__ == "__main__":
    sys.exit(main())
