"""`secretariat explain loss`: why nobody can take over, and what would end that."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.dates import DateType
from secretariat_tui.cli.output import put_document, say, say_lines
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.subject import Given, Subject, subject_options
from secretariat_tui.domain.finding import N_

if TYPE_CHECKING:
    from secretariat_tui.domain.roster import Roster


@command(
    "loss",
    help=N_(
        "Tell of each duty that is lost when a member falls out why nobody can take it over, and which changes would "
        "end that, tried one by one."
    ),
)
@subject_options
@option("--member", required=True, help=N_("The member who falls out, by id."))
@option("--date", "day", type=DateType(), required=True, help=N_("The date."))
@option("--account", help=N_("Only what is lost of this account, by id."))
@option("--desk", help=N_("Only what is lost of this desk, by id."))
def loss(session: Session, member: str, day: date, account: str | None, desk: str | None, **given: Any) -> int:
    """Exit 0: a loss is no shortage."""
    subject = Subject(session, Given(**given))
    subject.ensure_known(member=member, day=day, account=account, desk=desk)
    wanted = [(id, is_desk) for id, is_desk in ((account, False), (desk, True)) if id is not None]

    def ask(roster: Roster) -> int:
        problem, teller = subject.problem, subject.teller
        losses = session.services.losses
        found = subject.work(lambda *limits: losses(problem, roster, member, day, wanted, *limits))
        if session.settings.json:
            from secretariat_tui.exchange.explanation import losses_document

            put_document(losses_document(problem.team, problem.weeks, member, day, found, teller.say))
        elif not found:
            _ = session.language.gettext
            say(
                _(
                    "If {member} falls out on {date}, nothing is lost.",
                    member=teller.name(member, "member"),
                    date=teller.date(day),
                )
            )
        else:
            from secretariat_tui.presenters.explanation import loss_lines

            say_lines("\n\n".join("\n".join(loss_lines(item, teller)) for item in found).splitlines())
        return 0

    return subject.answer(ask)
