"""Working on a text, here or in the user's own editor, so that nothing of it is lost."""

from __future__ import annotations

import os

from textual.app import SuspendNotSupported

from secretariat_tui.domain.finding import N_
from secretariat_tui.exchange.drafts import Draft, Drafts
from secretariat_tui.exchange.editor import edit_file
from secretariat_tui.screens.base import BaseScreen
from secretariat_tui.screens.dialogs import Choice, Choose

NOT_HERE = N_("Your own editor cannot be opened in a browser.")


def draft_name(screen: BaseScreen, what: str) -> str:
    """The name of the draft of something of this team, in this database."""
    first = next(iter(screen.workspace.acts()), None)
    mark = "new" if first is None else first.digest[:16]
    return f"{screen.workspace.team.id}-{mark}-{what}"


async def begun(screen: BaseScreen, drafts: Drafts, name: str, number: int, text: str) -> Draft | None:
    """What to go on with: the user's draft, or one that begins with the text as it stands, which has a number. None
    where she leaves it. Only in a worker."""
    draft = drafts.find(name)
    if draft is not None and draft.text.strip() and draft.text != text:
        hint = screen.say(N_("somebody changed it since")) if draft.seen != number else ""
        choices = [
            Choice("draft", screen.say(N_("Go on with the draft")), hint),
            Choice("now", screen.say(N_("Throw the draft away, and begin with what stands"))),
        ]
        answer = await screen.app.push_screen_wait(Choose(screen.say(N_("You have a draft of it.")), choices))
        if answer is None:
            return None
        text = draft.text if answer == "draft" else text
    drafts.drop(name)
    return drafts.keep(name, number, text)


def edited_outside(screen: BaseScreen, drafts: Drafts, name: str, draft: Draft, stands: str) -> str | None:
    """The text as the user's editor leaves it. None where there is nothing new, or where that is not sure: what she
    wrote stays in the draft then, and she is told. Raises an error of ours where the editor cannot be used."""
    before = draft.text
    try:
        with screen.app.suspend():
            code = edit_file(draft.path, os.environ)
    except SuspendNotSupported:
        if before == stands:
            drafts.drop(name)
        told = NOT_HERE if screen.app.is_web else N_("No other program can be opened from here.")
        screen.shell.tell(screen.say(told), "warning")
        return None
    text = draft.text
    if not text.strip():
        text = before
        drafts.keep(name, draft.seen, before)
        screen.shell.tell(screen.say(N_("The editor left nothing: all is as it was.")), "warning")
    elif code and text != stands:
        screen.shell.tell(screen.say(N_("The editor failed. What it wrote is kept as a draft.")), "warning")
    elif text != stands:
        return text
    if text == stands:
        drafts.drop(name)
    return None
