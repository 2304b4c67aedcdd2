"""What the import contracts cannot see: laziness, the registry, and that each room stays small."""

from __future__ import annotations

import ast
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import secretariat_tui
from secretariat_tui.domain.finding import Severity
from secretariat_tui.planner import rules
from secretariat_tui.planner.registry import RULES
from secretariat_tui.planner.stages import CHANGES, STAGES

ROOT = Path(__file__).parents[2]
PACKAGE = Path(secretariat_tui.__file__).parent

# Section 4 and 5 of the description of the domain, in its order.
HARD = [
    *("one_shift", "pattern", "leave", "allowed_shift", "hours_max", "rest", "working_time", "attend"),
    *("one_holder", "eligible", "present", "on_site", "qualified", "backup_grade", "capacity", "unit", "pinned"),
]
STAGE_IDS = ["shortage", "agreements", "fragile", "hours", "quality"]
QUALITY_TERMS = ["spread", "agreement_order", "handover", "fairness", "alone", "attendance", "wish", "stability"]
LINES_AT_MOST = 350


def modules(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


@pytest.mark.parametrize("library", ["babel", "holidays", "icalendar", "ortools", "rich", "sqlalchemy", "textual"])
def test_the_command_line_starts_without(library):
    code = f"import sys; from secretariat_tui.cli import main; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_every_file_of_a_rule_is_registered_under_its_name():
    files = {module.name for module in pkgutil.iter_modules(rules.__path__)}
    assert {rule.id for rule in RULES} == files
    assert [type(rule).__module__.rpartition(".")[2] for rule in RULES] == [rule.id for rule in RULES]


def test_rules_are_those_of_the_domain_in_the_order_in_which_users_read_them():
    stages = ["shortage", "agreements", "changes", "fragile", "hours"]
    assert [rule.id for rule in RULES if rule.severity is Severity.HARD] == HARD
    assert [rule.id for rule in RULES if rule.severity is Severity.SOFT] == stages + QUALITY_TERMS


def test_every_soft_rule_counts_in_exactly_one_stage():
    assert [stage.id for stage in STAGES] == STAGE_IDS
    terms = [term for stage in (*STAGES, CHANGES) for term in stage.terms]
    assert sorted(terms) == sorted(rule.id for rule in RULES if rule.severity is Severity.SOFT)


def test_the_domain_needs_nothing_but_the_standard_library():
    allowed = {*sys.stdlib_module_names, "secretariat_tui"}
    foreign = {
        f"{path.name}: {name}"
        for path in modules(PACKAGE / "domain")
        for name in imported(path)
        if name.partition(".")[0] not in allowed
    }
    assert foreign == set()


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names


def test_no_file_has_grown_past_a_few_screens():
    long = {str(path.relative_to(PACKAGE)) for path in modules(PACKAGE) if lines(path) > LINES_AT_MOST}
    assert long == set()


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_every_module_says_what_it_is_for():
    silent = [str(path.relative_to(PACKAGE)) for path in modules(PACKAGE) if not documented(path)]
    assert silent == []


def documented(path: Path) -> bool:
    return bool(ast.get_docstring(ast.parse(path.read_text("utf-8"))))
