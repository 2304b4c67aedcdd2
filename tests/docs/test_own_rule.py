"""The rule of a team's own that the guide shows does what it says."""

import textwrap
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from secretariat_tui.domain.errors import Impossible
from secretariat_tui.domain.member import Held
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.registry import OWN_RULES, installed_rules
from secretariat_tui.planner.solve import solve
from tests.build import MON, TUE, member, problem, roster, shift, team, work
from tests.planner.own_rules import install

DOCS = Path(__file__).parents[2] / "docs"
PACKAGE = DOCS / "examples" / "own-rule"
HAS_KEY = (Held("key"),)


@pytest.fixture
def rule(monkeypatch):
    """The class that the package of the example names as its entry point."""
    points = tomllib.loads((PACKAGE / "pyproject.toml").read_text())["project"]["entry-points"][OWN_RULES]
    ((name, value),) = points.items()
    monkeypatch.syspath_prepend(str(PACKAGE))
    found = EntryPoint(name, value, OWN_RULES).load()
    install(monkeypatch, found)
    return found


def asked(*members):
    return problem(team(members=members, shifts=(shift(),)))


def breaches(rule, asked, *assignments):
    return [dict(v.reason.facts)["date"] for v in rule().check(asked, Facts(asked, roster(assignments)))]


def test_a_day_without_somebody_who_has_the_key_is_told(rule):
    team_of_two = asked(member("anna", "mon tue", qualifications=HAS_KEY), member("bea", "mon tue"))
    told = breaches(rule, team_of_two, work("anna", MON), work("bea", TUE))
    assert MON not in told
    assert TUE in told


def test_who_has_the_key_opens_nothing_from_home(rule):
    one = asked(member("anna", "mon", qualifications=HAS_KEY))
    assert MON in breaches(rule, one, work("anna", MON, place=Place.REMOTE))


def test_a_plan_has_somebody_with_the_key_on_every_day(rule):
    week = "mon tue wed thu fri"
    able = asked(member("anna", week, qualifications=HAS_KEY), member("bea", week))
    found = solve(able, Limits(), rules=installed_rules())
    assert {a.date for a in found.assignments if a.member == "anna" and a.place is Place.OFFICE} == set(able.open_dates)


def test_where_nobody_has_the_key_the_clash_is_the_sentence_of_the_rule(rule):
    with pytest.raises(Impossible) as clash:
        solve(asked(member("bea", "mon tue wed thu fri")), Limits(), rules=installed_rules())
    assert [reason.rule for reason in clash.value.conflict] == ["key_holder"]


@pytest.mark.parametrize("guide", ["own-rules.md", "own-rules.nl.md"])
def test_the_guide_shows_the_code_of_the_example(guide):
    shown = (DOCS / "guide" / guide).read_text("utf-8").split("```python\n")[1].split("```")[0]
    assert textwrap.indent(shown, "    ") in (PACKAGE / "key_holder.py").read_text("utf-8")
