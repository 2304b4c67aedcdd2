"""On which line of a TOML text each table, key and item stands.

`tomllib` gives values without places. This scanner gives places without values, in one pass, and never fails: where the
text is no TOML it stops, and the parser says why.
"""

from __future__ import annotations

import re
import tomllib
from typing import Final

Path = tuple[str | int, ...]
"""A place in a document: ("account", 2, "support", 0, "from")."""

Lines = dict[Path, int]

_DEEPEST: Final = 32
_MOST_PARTS: Final = 16
"""Parsers need quadratic time for very long dotted keys; no key of ours has more than three parts."""

_TOKEN: Final = re.compile(
    r"""
      (?P<space>[ \t\r]+ | \#[^\n]*)
    | (?P<newline>\n)
    | (?P<text>
          \"{3} (?: [^"\\]++ | \\. | "{1,2}(?!") )*+ "{3,5}
        | '{3} (?: [^']++ | '{1,2}(?!') )*+ '{3,5}
        | " (?!"") (?: [^"\\\n]++ | \\. )*+ "
        | ' (?!'') [^'\n]*+ '
      )
    | (?P<mark>[\[\]{}=,.])
    | (?P<bare>[^\s"'\#\[\]{}=,.]+)
    """,
    re.VERBOSE | re.DOTALL,
)


class TooDeep(Exception):  # noqa: N818  (it is no error of the program)
    """Tables in tables, or a key with parts, beyond all use. `line` is where."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def scan(text: str) -> Lines:
    """The line, from 1, of every table, key and item; raises TooDeep."""
    scanner = _Scanner(text)
    scanner.run()
    return scanner.lines


def unfinished(text: str) -> int | None:
    """The line where that begins which the text leaves open at its end: a text in quotes, a list, a table in braces."""
    scanner = _Scanner(text)
    at = scanner.run()
    if at < len(text):
        return scanner.line
    return scanner.lines.get(scanner.open[0][0]) if scanner.open else None


class _Scanner:
    """Walks through the tokens with a stack of the arrays and inline tables that are open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: Lines = {}
        self.line = 1
        self.base: Path = ()
        self.current: Path = ()
        self.parts: list[str] = []
        self.reads = "key"  # key, header, value, or rest (of the line)
        self.is_array = False
        self.counts: dict[Path, int] = {}
        self.open: list[tuple[Path, int | None]] = []  # with the index of the item, in an array

    def run(self) -> int:
        """Walks as far as there are tokens, and says to where."""
        position = 0
        while (token := _TOKEN.match(self.text, position)) is not None:
            kind, word = token.lastgroup, token[0]
            if kind == "newline":
                self._end_line()
            elif kind == "mark":
                self._mark(word, token.end())
            elif kind in ("text", "bare"):
                self._word(word)
                self.line += word.count("\n")
            position = token.end()
        return position

    def _end_line(self) -> None:
        self.line += 1
        if not self.open:
            self.reads, self.parts = "key", []

    def _word(self, word: str) -> None:
        if self.reads == "value":
            self.lines.setdefault(self.current, self.line)
        elif self.reads != "rest":
            self.parts.append(_unquoted(word))
            if len(self.parts) > _MOST_PARTS:
                raise TooDeep(self.line)

    def _mark(self, mark: str, end: int) -> None:
        if self.reads == "header":
            if mark == "]":
                self._header()
        elif self.reads == "key":
            if mark == "[" and not self.open and not self.parts:
                self.reads, self.is_array = "header", self.text[end : end + 1] == "["
            elif mark == "=":
                self._key()
            elif mark == "}":
                self._close()
        elif self.reads == "value":
            if mark in "[{":
                self._open(mark)
            elif mark in "]}":
                self._close()
            elif mark == ",":
                self._next()

    def _header(self) -> None:
        path: Path = ()
        for part in self.parts[:-1]:
            self.lines.setdefault((*path, part), self.line)
            path = self._last((*path, part))
        if self.parts:
            path = (*path, self.parts[-1])
            self.lines.setdefault(path, self.line)
            if self.is_array:
                self.counts[path] = self.counts.get(path, 0) + 1
            path = self._last(path)
        self.lines.setdefault(path, self.line)
        self.base, self.parts, self.reads = path, [], "rest"

    def _last(self, path: Path) -> Path:
        """The last entry of an array of tables, or the table itself."""
        return (*path, self.counts[path] - 1) if path in self.counts else path

    def _key(self) -> None:
        path = self.open[-1][0] if self.open else self.base
        for part in self.parts:
            path = (*path, part)
            self.lines.setdefault(path, self.line)
        self.current, self.parts, self.reads = path, [], "value"

    def _open(self, mark: str) -> None:
        self.lines.setdefault(self.current, self.line)
        if len(self.open) >= _DEEPEST:
            raise TooDeep(self.line)
        if mark == "[":
            self.open.append((self.current, 0))
            self.current = (*self.current, 0)
        else:
            self.open.append((self.current, None))
            self.parts, self.reads = [], "key"

    def _close(self) -> None:
        if self.open:
            self.current, _ = self.open.pop()
            self.reads = "value"

    def _next(self) -> None:
        if not self.open:
            return
        path, index = self.open[-1]
        if index is None:
            self.parts, self.reads = [], "key"
        else:
            self.open[-1] = (path, index + 1)
            self.current = (*path, index + 1)


def _unquoted(word: str) -> str:
    if word[0] == '"' and "\\" in word:
        try:
            return str(tomllib.loads(f"key = {word}")["key"])
        except tomllib.TOMLDecodeError:
            return word
    return word[1:-1] if word[0] in "\"'" else word
