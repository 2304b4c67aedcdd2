"""Keeps the catalogues in step with the code.

    python tools/catalogues.py          extract every text, keep what was translated, compile
    python tools/catalogues.py --check  only say what is missing or out of date

Texts are the first argument of `_`, `N_` and `gettext`, and the first two of `ngettext`. English needs no catalogue:
the texts in the code are English.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from gettext import GNUTranslations
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "secretariat_tui"
DUTCH = PACKAGE / "locale" / "nl" / "LC_MESSAGES" / "secretariat.po"

_DATE = datetime(2026, 1, 1, tzinfo=UTC)
"""In the headers, so that the same texts are the same bytes."""

_KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}


def extracted() -> Catalog:
    """Every text of the code, without a translation."""
    catalog = Catalog(project="secretariat", charset="utf-8")
    found = extract_from_dir(PACKAGE, [("**.py", "python")], keywords=_KEYWORDS)
    for filename, _line, message, _comments, _context in sorted(found, key=lambda item: (item[0], item[1])):
        catalog.add(message, locations=[(f"secretariat_tui/{Path(filename).as_posix()}", None)])
    return catalog


def stored() -> Catalog:
    """The Dutch catalogue as it is."""
    with DUTCH.open("rb") as file:
        catalog = read_po(file, locale="nl")
    catalog.project, catalog.version = "secretariat", "1"
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = "secretariat"
    catalog.creation_date = catalog.revision_date = _DATE
    return catalog


def updated() -> Catalog:
    """The Dutch catalogue with the texts of the code: new ones empty, lost ones gone."""
    catalog = stored()
    catalog.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def untranslated(catalog: Catalog) -> list[str]:
    """The texts that have no Dutch."""
    empty = [message for message in catalog if message.id and not all(_strings(message.string))]
    return [message.id if isinstance(message.id, str) else message.id[0] for message in empty]


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    output = io.BytesIO()
    write_mo(output, catalog)
    return output.getvalue()


def is_stale() -> bool:
    """Whether what gettext reads has other texts than the catalogue."""
    with DUTCH.with_suffix(".mo").open("rb") as file:
        read = GNUTranslations(file)
    expected = GNUTranslations(io.BytesIO(compiled(stored())))
    read_texts, expected_texts = read._catalog, expected._catalog  # type: ignore[attr-defined]
    return bool({**read_texts, "": ""} != {**expected_texts, "": ""})


def main() -> int:
    """Updates, or checks; exit 1 when something is missing."""
    catalog = updated()
    missing = untranslated(catalog)
    if "--check" in sys.argv[1:]:
        stale = is_stale()
        gone = {message.id for message in stored()} - {message.id for message in catalog}
        sys.stdout.write("".join(f"not translated: {text}\n" for text in missing))
        sys.stdout.write("".join(f"no longer used: {text}\n" for text in sorted(map(str, gone))))
        sys.stdout.write("the compiled catalogue is out of date\n" if stale else "")
        return 1 if missing or gone or stale else 0
    with DUTCH.open("wb") as file:
        write_po(file, catalog, width=120, sort_output=True, include_lineno=False)
    DUTCH.with_suffix(".mo").write_bytes(compiled(catalog))
    sys.stdout.write("".join(f"not translated: {text}\n" for text in missing))
    return 0


def _strings(string: object) -> tuple[str, ...]:
    if isinstance(string, tuple | list):
        return tuple(string)
    return (str(string or ""),)


if __name__ == "__main__":
    sys.exit(main())
