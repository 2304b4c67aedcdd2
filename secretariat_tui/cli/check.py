"""`secretariat check`: a roster held against every rule, without the solver."""

from __future__ import annotations

from secretariat_tui.cli.commands import command
from secretariat_tui.cli.output import put_document, say, say_bullets
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import RosterSource, with_roster
from secretariat_tui.domain.errors import FALLS_SHORT, BadInput
from secretariat_tui.domain.finding import N_, because
from secretariat_tui.domain.rest import Branch, Window
from secretariat_tui.domain.roster import StageResult
from secretariat_tui.presenters.reasons import Teller


@command("check", help=N_("Verify a roster against every rule, and what it claims of itself, without the solver."))
@with_roster
def check(session: Session, source: RosterSource) -> int:
    """Exit 0, 4 with shortages, or 3 when a rule is broken or a claim is not so."""
    from secretariat_tui.exchange.documents import check_document

    services = session.services
    problem, plan = source.read()
    team, read = problem.team, plan.roster
    found = services.examine(problem, read)
    differences = (*found.differences, *services.untrue(problem, plan))
    teller = session.teller(team, problem.horizon.start.year)
    if session.settings.json:
        put_document(
            check_document(team, read.weeks, found.violations, found.stages, differences, found.rest, teller.say)
        )
    else:
        _tell(
            teller,
            [teller.say(violation.reason) for violation in found.violations],
            [teller.say(reason) for reason in differences],
            found.stages,
            found.rest,
        )
    if found.violations or differences:
        return BadInput.exit_code
    return FALLS_SHORT if any(stage.id == "shortage" and stage.value for stage in found.stages) else 0


def _tell(
    teller: Teller,
    broken: list[str],
    untrue: list[str],
    stages: tuple[StageResult, ...],
    rest: tuple[Window, ...],
) -> None:
    language = teller.language
    if broken:
        say(language.ngettext("{n} rule is broken:", "{n} rules are broken:", len(broken)))
        say_bullets(broken)
    else:
        say(language.gettext("Every rule is kept."))
        _tell_rest(teller, rest)
    if untrue:
        say(language.gettext("The roster says of itself what is not so:"))
        say_bullets(untrue)
    say(language.gettext("The stages, computed anew:"))
    say_bullets(f"{teller.stage(stage.id)}: {stage.value}" for stage in stages)


def _tell_rest(teller: Teller, rest: tuple[Window, ...]) -> None:
    """By which branch of the law weekly rest is had, where each has it."""
    language = teller.language
    divided = [window for window in rest if window.branch is Branch.FORTNIGHT]
    if divided:
        say(language.gettext("Everybody rests 36 hours on end in 7 days, or 72 hours in 14 days, as here:"))
        say_bullets(_from_then(teller, window) for window in divided)
    elif rest:
        say(language.gettext("Everybody rests 36 hours on end in 7 days."))


def _from_then(teller: Teller, window: Window) -> str:
    template = N_("{member}, in the 14 days from {date}")
    return teller.say(because("rest", template, member=window.member, date=window.date))
