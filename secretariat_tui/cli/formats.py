"""The forms in which a roster goes out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from secretariat_tui.cli.session import Session
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.plan import Plan
from secretariat_tui.domain.problem import Problem

FORMATS = ("table", "csv", "html", "json", "svg")
_OF_OTHERS = ("db", "doc", "docx", "ics", "jpg", "ods", "odt", "pdf", "png", "toml", "xls", "xlsx")
"""Endings of names that promise what a table of text is not."""


def format_of(session: Session, asked: str | None, out: Path | None, forms: Sequence[str] = FORMATS) -> str:
    """The form that is asked for, else the one of these that the name of the file tells, else a table."""
    if session.settings.json:
        if asked not in (None, "json"):
            raise click.UsageError(
                session.language.gettext("--json and --as {format} contradict each other.", format=asked)
            )
        return "json"
    if asked is not None:
        return asked
    suffix = out.suffix.lower().lstrip(".") if out is not None else ""
    if suffix in (*_OF_OTHERS, *FORMATS) and suffix not in forms:
        text = N_("This is not written as .{suffix}: give the file a name that ends in one of {words}.")
        words = ", ".join(sorted({f".{form}" for form in forms} - {".table"} | {".txt"}))
        raise click.UsageError(session.language.gettext(text, suffix=suffix, words=words))
    return suffix if suffix in forms else "table"


def render(
    form: str,
    problem: Problem,
    plan: Plan,
    session: Session,
    timing: dict[str, Any] | None = None,
    contingency: bool = False,
) -> bytes:
    """The plan in one of the forms, as bytes. `contingency` adds the contingency plans to a table: others have them."""
    if form == "json":
        from secretariat_tui.exchange.documents import dump, roster_document

        teller = session.teller(problem.team, problem.horizon.start.year)
        return dump(roster_document(plan, problem.team, teller.say) | ({"timing": timing} if timing else {}))
    if form == "csv":
        from secretariat_tui.exchange.tables import roster_csv

        return roster_csv(plan, problem.team)
    from secretariat_tui.presenters.roster_view import roster_view

    view = roster_view(problem, plan, session.language)
    if form == "html":
        from secretariat_tui.presenters.roster_page import roster_page

        return roster_page(view)
    from secretariat_tui.cli import drawing

    if form == "svg":
        return drawing.picture(view)
    return (drawing.table(view, session, contingency) + "\n").encode("utf-8", "replace")
