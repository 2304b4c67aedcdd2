"""What leaves the program: answers to standard output, faults to standard error, files beside and renamed."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from secretariat_tui.cli.session import Session
from secretariat_tui.domain.errors import Fault, SecretariatError, Unusable, fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.presenters.reasons import Teller, tell_fault

if TYPE_CHECKING:
    from secretariat_tui.exchange.documents import Document


class NoOutputError(Unusable):
    """Standard output cannot be written to, so that no document can be told there either."""


_NARROWEST: Final = 20
"""Columns of a terminal in which sentences are still cut to fit."""


def put(content: bytes) -> None:
    """Bytes to standard output. A reader that has gone, as `head` does, has had enough: that is no fault."""
    _write(sys.stdout, content)


def say(text: str) -> None:
    """A text for people, and a new line, to standard output."""
    put((text + "\n").encode(_encoding(sys.stdout), "replace"))


def say_lines(lines: Iterable[str]) -> None:
    """Sentences for people; on a terminal those that are too long are cut between words, and go on further in."""
    if not sys.stdout.isatty():
        return say("\n".join(lines))
    width = max(_NARROWEST, shutil.get_terminal_size().columns)
    return say("\n".join(part for line in lines for part in _wrapped(line, width)))


def say_bullets(items: Iterable[str]) -> None:
    """Sentences for people as a list, cut likewise."""
    say_lines(f"  - {item}" for item in items)


def _wrapped(line: str, width: int) -> Iterator[str]:
    """The parts of a line. A word that is too long stays whole."""
    from rich.cells import cell_len

    text = line.lstrip(" ")
    indent = " " * (len(line) - len(text))
    here = ""
    for word in text.split(" "):
        if here and cell_len(indent) + cell_len(here) + 1 + cell_len(word) > width:
            yield indent + here
            indent, here = " " * (len(line) - len(text) + 2 * (1 + text.startswith("- "))), word
        else:
            here = f"{here} {word}" if here else word
    yield indent + here


def complain(text: str) -> None:
    """A text for people, and a new line, to standard error."""
    _write(sys.stderr, (text + "\n").encode(_encoding(sys.stderr), "replace"))


def complain_of(found: Fault, teller: Teller) -> None:
    """A fault to standard error, with how to mend it below it."""
    first, *rest = tell_fault(found, teller)
    complain("\n".join([first, *(f"  {line}" for line in rest)]))


def put_document(document: Document) -> None:
    """A JSON document to standard output, in UTF-8 whatever the locale."""
    from secretariat_tui.exchange.documents import dump

    put(dump(document))


def deliver(content: bytes, out: Path | None) -> None:
    """The content to a file, or to standard output when there is none."""
    if out is None:
        put(content)
    else:
        from secretariat_tui.exchange.safe_write import write_file

        write_file(out, content)


def say_written(out: Path | None, session: Session) -> None:
    """Says which file was written, if any; JSON stands by itself."""
    if out is not None and not session.settings.json:
        say(session.language.gettext("Written: {file}", file=str(out)))


def report(error: SecretariatError, session: Session) -> int:
    """Tells an error, as text or as a document, and gives its exit code."""
    teller = session.fault_teller(error)
    if session.settings.json and not isinstance(error, NoOutputError):
        from secretariat_tui.exchange.documents import error_document

        put_document(error_document(error.faults, teller.say))
    else:
        for first, *others in _alike(error.faults):
            complain_of(first, teller)
            if others:
                told = session.language.ngettext(
                    "The same holds in {n} more place.", "The same holds in {n} more places.", len(others)
                )
                complain(f"  {told}")
    return error.exit_code


def _alike(faults: Iterable[Fault]) -> Iterable[list[Fault]]:
    """The faults, with those together that say the same of places which no reader would look up: a file without lines,
    made by the program, has somebody who left in every other row."""
    groups: dict[object, list[Fault]] = {}
    for number, found in enumerate(faults):
        is_of_data = found.file is not None and found.line is None and found.table is None and found.key is not None
        groups.setdefault(replace(found, key=None) if is_of_data else number, []).append(found)
    return groups.values()


def bullets(items: Iterable[str]) -> str:
    """A list of short texts, a line each."""
    return "\n".join(f"  - {item}" for item in items)


def _encoding(stream: TextIO) -> str:
    return stream.encoding or "utf-8"


def _write(stream: TextIO, content: bytes) -> None:
    try:
        stream.flush()
        stream.buffer.write(content)
        stream.flush()
    except BrokenPipeError:
        _turn_away(stream)
    except OSError as error:
        from secretariat_tui.places import unusable

        _turn_away(stream)
        if stream is not sys.stdout:  # nobody can be told, and what is done goes on
            return
        found = unusable(stream.name, error)
        text, hint = N_("The answer could not be written."), N_('What was done stays: "secretariat history" tells it.')
        because = (replace(item, file=None) for item in found.faults)
        raise NoOutputError([*because, fault("no-output", text, hint=hint)]) from error


def _turn_away(stream: TextIO) -> None:
    """Sends what is still in the buffer nowhere, so that nothing fails again when the program ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
