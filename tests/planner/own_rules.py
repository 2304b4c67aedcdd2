"""Rules that a team might bring itself, and a way to have them installed."""

from types import SimpleNamespace

from secretariat_tui.domain.calendar import DAYPARTS
from secretariat_tui.domain.finding import Severity, Violation, because
from secretariat_tui.planner import registry
from secretariat_tui.planner.expression import total


def install(monkeypatch, *rules):
    """As if another package had brought these."""
    points = [SimpleNamespace(name=rule.id, load=lambda rule=rule: rule) for rule in rules]
    monkeypatch.setattr(registry, "entry_points", lambda group: points if group == registry.OWN_RULES else [])


class NobodyAlone:
    """A hard rule of a team: whoever works, somebody else does too."""

    id = "nobody_alone"
    severity = Severity.HARD
    reason = because("nobody_alone", "Nobody works alone.")

    def encode(self, problem, model):
        members = problem.team.members
        for day in problem.open_dates:
            for one in members:
                others = [model.variables.works(m, day) for m in members if m is not one]
                rest = others[0]
                for more in others[1:]:
                    rest = rest + more
                model.require(rest - model.variables.works(one, day) >= 0, self.reason)

    def check(self, problem, facts):
        for day in problem.open_dates:
            if sum(bool(facts.assignments(m, day)) for m in problem.team.members) == 1:
                yield Violation(self.reason)


class FewWorkers:
    """A soft rule of a team: one for each who works."""

    id = "few_workers"
    severity = Severity.SOFT
    reason = because("few_workers", "Somebody works.")

    def encode(self, problem, model):
        for day in problem.open_dates:
            for m in problem.team.members:
                model.penalise(model.variables.works(m, day), 1, self.reason)

    def check(self, problem, facts):
        for day in problem.open_dates:
            for m in problem.team.members:
                if facts.assignments(m, day):
                    yield Violation(self.reason)


class Company:
    """A hard rule of a team: whoever has a duty has it while somebody else is at work and not taken up elsewhere."""

    id = "company"
    severity = Severity.HARD
    reason = because("company", "Somebody else is there.")

    def encode(self, problem, model):
        for slot in problem.slots:
            for one in problem.team.members:
                there = [
                    model.variables.present(m, slot.date, slot.span)
                    for m in problem.team.members
                    if m is not one and problem.block(m, slot.date, slot.span) is None
                ]
                model.require(model.variables.holds(slot, one) - total(there) <= 0, self.reason)

    def check(self, problem, facts):
        for duty in facts.roster.duties:
            if not any(
                facts.is_present(m, duty.date, duty.span) and problem.block(m, duty.date, duty.span) is None
                for m in problem.team.members
                if m.id != duty.member
            ):
                yield Violation(self.reason)


class _AtHome:
    """Who does not work when, as `at_home` says."""

    severity = Severity.HARD

    def encode(self, problem, model):
        for member, day in self.at_home(problem):
            for choice in model.variables.choices(member, day):
                model.forbid(choice.var, self.reason)

    def check(self, problem, facts):
        for member, day in self.at_home(problem):
            if facts.assignments(member, day):
                yield Violation(self.reason)


class WholeDays(_AtHome):
    """A hard rule of a team: on a date somebody is lent for all of it or not at all."""

    id = "whole_days"
    reason = because("whole_days", "Nobody is lent for half a day.")

    def at_home(self, problem):
        lent = [(item.member, item.part) for item in problem.team.secondments if item.part is not None]
        for day in problem.open_dates:
            for member in problem.team.members:
                spans = [b.span for b in problem.blocks(member, day)]
                halves = [any(problem.team.half(part).overlaps(span) for span in spans) for part in DAYPARTS]
                if any(name == member.id for name, _ in lent) and sum(halves) == 1:
                    yield member, day


class Together(_AtHome):
    """A hard rule of a team: nobody is lent by herself."""

    id = "together"
    reason = because("together", "Nobody is lent by herself.")

    def at_home(self, problem):
        for day in problem.open_dates:
            lent = [m for m in problem.team.members if problem.blocks(m, day)]
            if len(lent) == 1:
                yield lent[0], day


def never(who, day):
    """A hard rule of a team: somebody does not work on a date."""

    class Never(_AtHome):
        id = "never"
        reason = because("never", "Somebody does not work then.")

        def at_home(self, problem):
            yield problem.team.member[who], day

    return Never


def twice(who):
    """A hard rule of a team: somebody works at least twice in the horizon."""

    class Twice:
        id = "twice"
        severity = Severity.HARD
        reason = because("twice", "Somebody works at least twice.")

        def encode(self, problem, model):
            her = problem.team.member[who]
            works = [choice.var for day in problem.open_dates for choice in model.variables.choices(her, day)]
            model.require(total(works) >= 2, self.reason)

        def check(self, problem, facts):
            her = problem.team.member[who]
            if sum(bool(facts.assignments(her, day)) for day in problem.open_dates) < 2:
                yield Violation(self.reason)

    return Twice
