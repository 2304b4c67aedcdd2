"""`secretariat continuity`: what a roster loses when people fall out, and what would make it lose less."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.dates import DateType
from secretariat_tui.cli.options import Whole
from secretariat_tui.cli.output import put_document, say
from secretariat_tui.cli.progress import CountLine
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.stopping import stoppable
from secretariat_tui.cli.subject import Given, Subject, subject_options
from secretariat_tui.domain.finding import N_

if TYPE_CHECKING:
    from secretariat_tui.domain.continuity import Continuity
    from secretariat_tui.domain.problem import Problem
    from secretariat_tui.domain.roster import Roster


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the answer is about, and how many proposals may be verified for it."""

    member: str | None
    day: date | None
    proposals: int


@command("continuity", help=N_("Tell what a roster loses when people fall out, and what would make it lose less."))
@subject_options
@option("--member", help=N_("Only the contingency plans and weak points of this member, by id."))
@option("--date", "day", type=DateType(), help=N_("Only the contingency plans and weak points of this date."))
@option(
    "--proposals",
    type=Whole(0, 500),
    default=12,
    show_default=True,
    help=N_("How many proposals are verified at most, each by planning again; 0 for none."),
)
def continuity(session: Session, member: str | None, day: date | None, proposals: int, **given: Any) -> int:
    """Exit 0, 4 where the roster has shortages, or 5 where the weeks cannot be planned."""
    subject = Subject(session, Given(**given))
    subject.ensure_known(member=member, day=day)
    asked = _Asked(member, day, proposals)

    def ask(roster: Roster) -> int:
        found = _assessed(subject, roster, asked)
        _tell(session, subject.problem, found, asked)
        return found.exit_code

    return subject.answer(ask)


def _assessed(subject: Subject, roster: Roster, asked: _Asked) -> Continuity:
    session, problem, limits = subject.session, subject.problem, subject.limits()
    line = CountLine(session.teller(), N_("Proposals verified: {done} of {all}"))
    assess = session.services.assess
    return stoppable(
        lambda stop: assess(problem, roster, asked.proposals, limits, line, stop, asked.member, asked.day), line
    )


def _tell(session: Session, problem: Problem, found: Continuity, asked: _Asked) -> None:
    team = problem.team
    if session.settings.json:
        from secretariat_tui.exchange.continuity import continuity_document

        put_document(continuity_document(found, team, session.teller(team, problem.horizon.start.year).say))
        return
    from secretariat_tui.cli.continuity_drawing import drawn
    from secretariat_tui.cli.drawing import can_write
    from secretariat_tui.presenters.continuity_view import continuity_view
    from secretariat_tui.presenters.glyphs import ASCII, UNICODE

    glyphs = UNICODE.heat if can_write(UNICODE.heat) else ASCII.heat
    view = continuity_view(problem, found, session.language, glyphs)
    say(drawn(view, session, plans=asked.member is not None or asked.day is not None))
