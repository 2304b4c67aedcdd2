"""The program itself: its commands, by name."""

from __future__ import annotations

import os
import sys

import click

from secretariat_tui import __version__
from secretariat_tui.cli import options
from secretariat_tui.cli.commands import Entry, Group, interface_options, option
from secretariat_tui.cli.output import complain, say
from secretariat_tui.cli.session import session_of
from secretariat_tui.domain.finding import N_

COMMANDS = (
    Entry("demo", "secretariat_tui.cli.demo:demo", N_("Plan a team that comes with the program.")),
    Entry("init", "secretariat_tui.cli.init:init", N_("Make the database, with a first team.")),
    Entry("solve", "secretariat_tui.cli.solve:solve", N_("Plan straight from a team file, without a database.")),
    Entry("plan", "secretariat_tui.cli.plan:plan", N_("Plan weeks into a draft, and publish them if asked.")),
    Entry("show", "secretariat_tui.cli.show:show", N_("Show a roster as a table, a page, a picture or data.")),
    Entry("assign", "secretariat_tui.cli.edits:assign", N_("Give somebody a shift, an account or a desk.")),
    Entry("swap", "secretariat_tui.cli.edits:swap", N_("Let two people swap.")),
    Entry("pin", "secretariat_tui.cli.edits:pin", N_("Pin what the planner must keep.")),
    Entry("unpin", "secretariat_tui.cli.edits:unpin", N_("Lift pins.")),
    Entry("publish", "secretariat_tui.cli.versions:publish", N_("Put drafts in force.")),
    Entry("unpublish", "secretariat_tui.cli.versions:unpublish", N_("Withdraw published weeks.")),
    Entry("undo", "secretariat_tui.cli.versions:undo", N_("Take back your last act.")),
    Entry("redo", "secretariat_tui.cli.versions:redo", N_("Do again what you undid last.")),
    Entry("history", "secretariat_tui.cli.versions:history", N_("Tell who did what when.")),
    Entry("diff", "secretariat_tui.cli.versions:diff", N_("Tell what changed between two versions.")),
    Entry("restore", "secretariat_tui.cli.versions:restore", N_("Bring a former version back.")),
    Entry("explain", "secretariat_tui.cli.explain:explain", N_("Tell why nobody can, why her, and what changed.")),
    Entry("check", "secretariat_tui.cli.check:check", N_("Verify a roster against every rule, without the solver.")),
    Entry("continuity", "secretariat_tui.cli.continuity:continuity", N_("Tell what falls with one person, and why.")),
    Entry("who", "secretariat_tui.cli.who:who", N_("Tell who is in and who has which account now.")),
    Entry("capacity", "secretariat_tui.cli.capacity:capacity", N_("Tell what the team can spare, and what it lacks.")),
    Entry("propose", "secretariat_tui.cli.capacity:propose", N_("Propose other work patterns.")),
    Entry("report", "secretariat_tui.cli.report:report", N_("Report on rosters by week, month, quarter or year.")),
    Entry("leave", "secretariat_tui.cli.leave:leave", N_("Tell what leave does to cover and continuity.")),
    Entry("account", "secretariat_tui.cli.importing:account", N_("Tell when accounts need nobody.")),
    Entry("absent", "secretariat_tui.cli.absent:absent", N_("Mark somebody away, and mend the roster.")),
    Entry("back", "secretariat_tui.cli.absent:back", N_("Mark somebody back.")),
    Entry("team", "secretariat_tui.cli.team:team", N_("Take a team in, check it, change it, or write it out.")),
    Entry("member", "secretariat_tui.cli.member:member", N_("Tell what is kept about a member, or forget her.")),
    Entry("handbook", "secretariat_tui.cli.handbook:handbook", N_("Show, edit and check the pages of the accounts.")),
    Entry("export", "secretariat_tui.cli.export:export", N_("Write calendars for Outlook and others.")),
    Entry("feed", "secretariat_tui.cli.feed:feed", N_("Serve calendars that programs subscribe to.")),
    Entry("serve", "secretariat_tui.cli.serve:serve", N_("Open the screens in a browser.")),
    Entry("db", "secretariat_tui.cli.db:db", N_("Look after the database.")),
    Entry("doctor", "secretariat_tui.cli.doctor:doctor", N_("Tell what is installed, and what is wrong.")),
    Entry("completion", "secretariat_tui.cli.completion:completion", N_("Print the completion script of a shell.")),
)


@click.pass_context
def _root(context: click.Context, db: str | None, team: str | None, plain: bool) -> int | None:
    """Without a command: the screens where there is a terminal, else the help and exit 2."""
    session = session_of(context)
    if context.invoked_subcommand is not None:
        words = (("--db URL", db is not None), ("--team ID", team is not None), ("--ascii", plain))
        given = " ".join(word for word, is_given in words if is_given)
        if given:
            text = N_("Give {options} after the command: secretariat {command} ... {options}")
            raise click.UsageError(session.language.gettext(text, options=given, command=context.invoked_subcommand))
        return None
    # Where Textual is told to draw elsewhere, as in a browser, no terminal is needed.
    drawn = "TEXTUAL_DRIVER" in os.environ or (sys.stdin.isatty() and sys.stdout.isatty())
    if session.settings.json or not drawn:
        complain(context.get_help())
        return 2
    from secretariat_tui.cli.screens import open_database

    return open_database(db, team, session, plain)


def _make_root() -> click.Group:
    root = Group(
        COMMANDS,
        name="secretariat",
        help=N_("Rosters for small secretariats, proven best, with a proof of their continuity."),
        invoke_without_command=True,
        callback=_root,
    )
    for decorate in (options.ascii_option, options.team_option, options.db_option, interface_options):
        decorate(root)
    version = option(
        "--version",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show_version,
        help=N_("Show the version and stop."),
    )
    version(root)
    return root


def _show_version(context: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked and not context.resilient_parsing:
        text = session_of(context).language.gettext("%(prog)s, version %(version)s")
        say(text % {"prog": "secretariat", "version": __version__})
        context.exit()


root = _make_root()
