"""Text that is safe in an iCalendar file, whoever wrote it."""

from __future__ import annotations

import re
from typing import Final

# Controls, the characters that turn the direction of what follows (letters that are written from right to left need
# none of them), halves of surrogate pairs, which UTF-8 cannot hold, and the two that XML, and so CalDAV, cannot.
_UNWANTED: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_LONGEST_LINE: Final = 200


def clean(text: str) -> str:
    r"""The text without control characters; every kind of line break becomes `\n`."""
    return "\n".join(_UNWANTED.sub("", line.replace("\t", " ")) for line in text.splitlines())


def one_line(text: str) -> str:
    """The text on one line, for what must not break a line or pass for another one."""
    return " ".join(clean(text).split())


def label(text: str) -> str:
    """The text as a category: without what libical, node-ical and Outlook take for the end of one, escaped or not."""
    return one_line(re.sub(r'[\\,;"]', " ", text))


def first_lines(text: str, lines: int) -> tuple[str, ...]:
    """The first lines that are not blank, each cut where it is very long, headings without their `#`."""
    kept = [short for line in clean(text).split("\n") if (short := line.lstrip("#").strip())][:lines]
    return tuple(line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 1].rstrip() + "…" for line in kept)


def escaped(text: str) -> str:
    r"""The text as the value of a TEXT property, cleaned, whatever property that is.

    Not left to icalendar, which takes the value of a property that it does not know (`X-WR-CALNAME`) as it is, line
    breaks and all, and reads the two characters `\N` in a text ("C:\Noord") as a line break.
    """
    text = text if text.isprintable() else clean(text)
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
