"""A colleague beside every one in the office, in the clusters that asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from secretariat_tui.domain.calendar import DAYPARTS, Daypart
from secretariat_tui.domain.finding import N_, Reason, Severity, Violation, because
from secretariat_tui.domain.problem import Problem
from secretariat_tui.domain.shift import Place
from secretariat_tui.planner.encoder import Encoder
from secretariat_tui.planner.expression import total
from secretariat_tui.planner.facts import Facts


class Alone:
    """A term of quality: dayparts in which exactly one member of a cluster marked `never_alone` is in the office."""

    id: ClassVar[str] = "alone"
    severity: ClassVar[Severity] = Severity.SOFT

    def encode(self, problem: Problem, model: Encoder) -> None:
        for cluster in problem.team.clusters:
            members = [member for member in problem.team.members if member.cluster == cluster.id]
            if not cluster.never_alone or not members:
                continue
            for day in problem.open_dates:
                for part in DAYPARTS:
                    there = [model.variables.works_in(member, day, part, Place.OFFICE) for member in members]
                    anyone, alone = model.boolean(), model.boolean()
                    for one in there:
                        model.define(one - anyone <= 0)
                    model.define(total([alone, *there]) - anyone * 2 >= 0)
                    model.penalise(alone, 1, _reason(cluster.id, day, part))

    def check(self, problem: Problem, facts: Facts) -> Iterator[Violation]:
        for cluster in problem.team.clusters:
            if not cluster.never_alone:
                continue
            for day in problem.open_dates:
                for part in DAYPARTS:
                    there = {
                        assignment.member
                        for assignment in facts.roster.assignments
                        if assignment.date == day
                        and assignment.place is Place.OFFICE
                        and part in problem.team.touches(assignment.span)
                        and problem.team.member[assignment.member].cluster == cluster.id
                    }
                    if len(there) == 1:
                        yield Violation(_reason(cluster.id, day, part))


def _reason(cluster: str, day: date, part: Daypart) -> Reason:
    if part is Daypart.AM:
        template = N_("Somebody of cluster {cluster} is alone in the office on the morning of {date}.")
    else:
        template = N_("Somebody of cluster {cluster} is alone in the office on the afternoon of {date}.")
    return because(Alone.id, template, cluster=cluster, date=day)
