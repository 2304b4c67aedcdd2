"""`secretariat publish`, `unpublish`, `undo`, `redo`, `history`, `diff` and `restore`: the versions of a week."""

from __future__ import annotations

import click

from secretariat_tui.cli import options
from secretariat_tui.cli.commands import command, option
from secretariat_tui.cli.left import without_left
from secretariat_tui.cli.output import bullets, put_document, say
from secretariat_tui.cli.session import Session
from secretariat_tui.cli.source import Source, with_database
from secretariat_tui.cli.weeks import WeekOrOffset, WeekType
from secretariat_tui.domain.calendar import Horizon, Week
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.records import Act
from secretariat_tui.exchange.done import done_document
from secretariat_tui.presenters.history_view import act_line, act_told, version_lines

_week = option("--week", type=WeekType(), help=N_("Only acts on that week."))
_one_week = option("--week", type=WeekType(), required=True, help=N_("The week: 2026-W49, this, next or +2."))


@command("publish", help=N_("Put drafts in force: what people read, and what their calendars show."))
@options.week_option
@options.weeks_option
@options.version_option
@with_database
def publish(session: Session, source: Source, week: WeekOrOffset, weeks: int, number: int | None) -> int:
    """Exit 0."""
    chosen = _chosen(source, week, weeks)
    found = source.weeks.publish(source.team_id, chosen, number)
    for published, version in found.items():
        text = session.language.gettext(
            "{week} is published, as version {number}.", week=str(published), number=str(version)
        )
        _say(session, text)
    without_left(session, source.team, source.weeks.show(source.team_id, chosen[0], weeks, "published"))
    return _done(session, source, {str(w): n for w, n in found.items()})


@command("unpublish", help=N_("Withdraw published weeks; their versions stay."))
@options.week_option
@options.weeks_option
@with_database
def unpublish(session: Session, source: Source, week: WeekOrOffset, weeks: int) -> int:
    """Exit 0."""
    chosen = _chosen(source, week, weeks)
    withdrawn = source.weeks.unpublish(source.team_id, chosen)
    for item in chosen:
        text = N_("{week} is withdrawn.") if item in withdrawn else N_("{week} was not published; nothing was changed.")
        _say(session, session.language.gettext(text, week=str(item)))
    return _done(session, source, {str(w): None for w in withdrawn})


@command("restore", help=N_("Bring a former version of a week back, as its newest."))
@_one_week
@click.argument("number", type=options.COUNTED)
@options.why_option
@with_database
def restore(session: Session, source: Source, week: WeekOrOffset, number: int, why: str) -> int:
    """Exit 0."""
    chosen = source.week(week)
    new = source.weeks.restore(source.team_id, chosen, number, why)
    text = N_("Version {former} of {week} is back, as version {number}.")
    _say(session, session.language.gettext(text, former=str(number), week=str(chosen), number=str(new)))
    return _done(session, source, {str(chosen): new})


@command("undo", help=N_("Take back your last act, whatever it was."))
@_week
@with_database
def undo(session: Session, source: Source, week: WeekOrOffset | None) -> int:
    """Exit 0; 6 where somebody changed the same since."""
    chosen = None if week is None else source.week(week)
    found = source.weeks.undo(source.team_id, chosen)
    return _taken_back(session, source, found, N_("Undone: {act}."), N_("There is nothing to undo."))


@command("redo", help=N_("Do again what you undid last."))
@_week
@with_database
def redo(session: Session, source: Source, week: WeekOrOffset | None) -> int:
    """Exit 0; 6 where somebody changed the same since."""
    chosen = None if week is None else source.week(week)
    found = source.weeks.redo(source.team_id, chosen)
    return _taken_back(session, source, found, N_("Done again: {act}."), N_("There is nothing to do again."))


@command("history", help=N_("Tell who did what when: the versions of a week, or all that was done."))
@option("--week", type=WeekType(), help=N_("The versions of that week."))
@option("--last", type=options.Whole(1), default=20, show_default=True, help=N_("How many acts, the newest first."))
@with_database
def history(session: Session, source: Source, week: WeekOrOffset | None, last: int) -> int:
    """Exit 0."""
    from secretariat_tui.exchange.history import acts_document, versions_document

    timezone = source.team.timezone
    if week is None:
        acts = source.weeks.acts(source.team_id)[::-1][:last]
        if session.settings.json:
            put_document(acts_document(source.team_id, acts))
        else:
            say("\n".join(act_line(act, timezone, session.language) for act in acts))
        return 0
    chosen = source.week(week)
    state, versions = source.weeks.history(source.team_id, chosen)
    if session.settings.json:
        put_document(versions_document(source.team_id, chosen, state, versions))
    elif not versions:
        say(session.language.gettext("{week} has no roster yet.", week=str(chosen)))
    else:
        say(bullets(version_lines(state, versions, timezone, session.language)))
    return 0


@command("diff", help=N_("Tell what changed between two versions of a week, by number; else what the newest changes."))
@_one_week
@click.argument("before", type=options.COUNTED, required=False)
@click.argument("after", type=options.COUNTED, required=False)
@with_database
def diff(
    session: Session,
    source: Source,
    week: WeekOrOffset,
    before: int | None,
    after: int | None,
) -> int:
    """Without numbers: from the published version to the newest, or from the one before the newest. Exit 0."""
    chosen = source.week(week)
    state, _ = source.weeks.history(source.team_id, chosen)
    if state is None:
        from secretariat_tui.services.weeks import no_roster

        raise no_roster(chosen)
    newest = after or state.draft
    former = before or (state.published if state.published not in (None, newest) else max(1, newest - 1))
    problem, found = source.weeks.compare(source.team_id, chosen, former, newest)
    from secretariat_tui.cli.explain import tell_difference

    return tell_difference(found, problem, session)


def _chosen(source: Source, week: WeekOrOffset, weeks: int) -> tuple[Week, ...]:
    return tuple(Horizon(source.week(week), weeks))


def _taken_back(session: Session, source: Source, found: Act | None, told: str, nothing: str) -> int:
    if found is None:
        _say(session, session.language.gettext(nothing))
    else:
        _say(session, session.language.gettext(told, act=act_told(found, session.language)))
    if session.settings.json:
        kind = None if found is None else found.kind.value
        put_document(done_document(source.team_id, kind))
    return 0


def _done(session: Session, source: Source, weeks: dict[str, int | None]) -> int:
    if session.settings.json:
        put_document(done_document(source.team_id, weeks=weeks))
    return 0


def _say(session: Session, text: str) -> None:
    if not session.settings.json:
        say(text)
