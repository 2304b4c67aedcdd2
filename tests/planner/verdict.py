"""What the solver says of one rule, or some, once a roster is fixed in the model: the other half of `check`."""

from __future__ import annotations

from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.roster import Roster
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.engine import Engine
from secretariat_tui.planner.expression import total
from secretariat_tui.planner.facts import Facts
from secretariat_tui.planner.limits import Limits
from secretariat_tui.planner.rule import Rule


def fixed(model: Encoder, roster: Roster) -> None:
    """Fixes every choice of the model to what the roster says."""
    problem, variables = model.problem, model.variables
    works = {(a.member, a.date, a.shift, a.place) for a in roster.assignments}
    for member in problem.team.members:
        for day in problem.open_dates:
            for choice in variables.choices(member, day):
                chosen = (member.id, day, choice.shift.id, choice.place) in works
                model.define(choice.var.equals(int(chosen)))
    for slot in problem.slots:
        holders = {
            d.member
            for d in roster.duties
            if d.date == slot.date and d.duty == slot.duty and d.is_desk == slot.is_desk and d.span.covers(slot.span)
        }
        for member in problem.team.members:
            model.define(variables.holds(slot, member).equals(int(member.id in holders)))


def verdict(problem: Problem, roster: Roster, *rules: Rule) -> int | None:
    """The penalty of the roster under these rules as encoded, before weights; None if they forbid it."""
    model = Encoder(problem)
    for rule in rules:
        rule.encode(problem, model)
    fixed(model, roster)
    objective = total(penalty.expression * penalty.weight for penalty in model.penalties)
    outcome = Engine(model).minimise(objective, Limits())
    return outcome.value if outcome.found else None


def breaches(problem: Problem, roster: Roster, *rules: Rule) -> list[str]:
    """The reasons that `check` gives, as rule ids with their cost: `["pattern 1"]`."""
    facts = Facts(problem, roster)
    return [f"{found.rule} {found.cost}" for rule in rules for found in rule.check(problem, facts)]


def agreed(problem: Problem, roster: Roster, rule: Rule) -> list[str]:
    """The breaches, once both halves of the rule come to the same cost."""
    assert verdict(problem, roster, rule) == cost(problem, roster, rule)
    return breaches(problem, roster, rule)


def cost(problem: Problem, roster: Roster, *rules: Rule) -> int:
    """The summed cost that `check` gives."""
    facts = Facts(problem, roster)
    return sum(found.cost for rule in rules for found in rule.check(problem, facts))
