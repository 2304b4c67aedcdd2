"""A small roster in every form in which it goes out; the number makes each another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from secretariat_tui.bootstrap import Services
from secretariat_tui.cli.formats import FORMATS, render
from secretariat_tui.cli.session import Session
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem
from secretariat_tui.ical.compose import CalendarOptions, Composer
from secretariat_tui.ical.entry import UNVERSIONED
from secretariat_tui.ical.write import write_calendar
from secretariat_tui.presenters.language import language
from secretariat_tui.settings import settings_from
from tests import build
from tests.plans import plan_of, small_team


def numbered(number: int) -> tuple[Problem, Plan]:
    """The small plan, in which the number is part of Anna's name, and the seed."""
    team = small_team()
    anna, *others = team.members
    team = replace(team, members=(replace(anna, name=f"Anna {number}"), *others))
    problem = build.problem(team)
    plan = plan_of(problem)
    return problem, replace(plan, roster=replace(plan.roster, seed=number))


def _rendered(form: str, number: int) -> bytes:
    session = Session(settings_from({}, "en", False), language("en"), Services())
    return render(form, *numbered(number), session)


def _ics(number: int) -> bytes:
    problem, plan = numbered(number)
    calendar = Composer(problem, plan.roster, CalendarOptions(), translate=language("en").gettext).of_team()
    return write_calendar(calendar, UNVERSIONED, {})


RENDITIONS: dict[str, Callable[[int], bytes]] = {form: partial(_rendered, form) for form in FORMATS} | {"ics": _ics}
