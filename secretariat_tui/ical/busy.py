"""What a foreign event says of whoever has it in her calendar: away, perhaps away, busy, free, or cancelled.

Outlook says it in BUSYSTATUS, other programs only in TRANSP and STATUS. They have no word for being away; but nobody
has a meeting of a whole day, so that an event of whole days that takes up time is taken for one.
"""

from __future__ import annotations

import re
from typing import Final

from secretariat_tui.domain.incoming import Availability
from secretariat_tui.ical.entry import OUTLOOK
from secretariat_tui.ical.reading import Component

_OF_OUTLOOK: Final = {word: found for found, word in OUTLOOK.items()}
_PREFIX: Final = re.compile(
    "(?:canceled|cancelled|geannuleerd|afgelast|abgesagt|annul[ée]e?|annulleret|aflyst|avlyst|inställt|annullato"
    r"|cancelad[oa])\s*:",
    re.IGNORECASE,
)
"""What Outlook puts before the title of a meeting that was cancelled, in the language of whoever cancelled it."""


def availability(event: Component, all_day: bool) -> Availability:
    """By BUSYSTATUS, else by TRANSP, else by STATUS."""
    for name in ("X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-MSNCALENDAR-BUSYSTATUS"):
        known = _OF_OUTLOOK.get(event.text(name).upper())
        if known is not None:
            return known
    if event.text("TRANSP").upper() == "TRANSPARENT":
        return Availability.FREE
    if event.text("STATUS").upper() == "TENTATIVE":
        return Availability.TENTATIVE
    return Availability.AWAY if all_day else Availability.BUSY


def is_cancelled(event: Component, method: str) -> bool:
    """Whether the event will not take place: by its status, by the message that brings it, or by its title."""
    if method == "CANCEL" or event.text("STATUS").upper() == "CANCELLED":
        return True
    return _PREFIX.match(event.text("SUMMARY")) is not None
