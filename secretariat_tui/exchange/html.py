"""One self-contained page of HTML that prints on A4 landscape: no script, no address outside it, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: lines of text and the name of its look, one of the classes of the style sheet."""

    lines: tuple[str, ...] = ()
    look: str = "plain"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with headings above and at the left."""

    caption: str
    columns: tuple[Box, ...]
    rows: tuple[tuple[str, tuple[Box, ...]], ...]


@dataclass(frozen=True, slots=True)
class Remarks:
    """A heading with remarks below it, each with remarks of its own."""

    heading: str
    items: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands together on one sheet of paper."""

    title: str
    parts: tuple[Grid | Remarks, ...]


def page(language: str, title: str, sheets: Iterable[Sheet]) -> bytes:
    """The whole page, as UTF-8."""
    style = files("secretariat_tui.exchange").joinpath("page.css").read_text("utf-8")
    body = "\n".join(_sheet(sheet) for sheet in sheets)
    text = (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
    return text.encode("utf-8", "replace")


def _sheet(sheet: Sheet) -> str:
    parts = "\n".join(_grid(part) if isinstance(part, Grid) else _remarks(part) for part in sheet.parts)
    kind = "tables" if any(isinstance(part, Grid) for part in sheet.parts) else "notes"
    return f'<section class="{kind}">\n<h1>{escape(sheet.title)}</h1>\n{parts}\n</section>'


def _grid(grid: Grid) -> str:
    head = "".join(f'<th scope="col" class="{escape(box.look)}">{_lines(box.lines)}</th>' for box in grid.columns)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        + "".join(f'<td class="{escape(box.look)}">{_lines(box.lines)}</td>' for box in boxes)
        + "</tr>"
        for name, boxes in grid.rows
    )
    corner = f'<th scope="col" class="corner">{escape(grid.caption)}</th>'
    return f"<table>\n<thead><tr>{corner}{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _remarks(remarks: Remarks) -> str:
    heading = f"<h2>{escape(remarks.heading)}</h2>\n" if remarks.heading else ""
    items = "\n".join(f"<li>{escape(text)}{_list(below)}</li>" for text, below in remarks.items)
    return f"{heading}<ul>\n{items}\n</ul>"


def _list(items: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>" if items else ""


def _lines(lines: tuple[str, ...]) -> str:
    return "<br>".join(escape(line) for line in lines)
