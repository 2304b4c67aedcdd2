"""What is told of rosters that count on somebody who has left."""

from __future__ import annotations

from secretariat_tui.presenters.reasons import Teller
from secretariat_tui.services.left import Left


def counts_on_who_left(item: Left, teller: Teller) -> str:
    """What is wrong, and how to mend it."""
    return teller.language.gettext(
        "The roster counts on {member} after her last day in the team: plan the week anew.",
        member=teller.name(item.member, "member"),
    )
