"""Reads calendar files by the letter of RFC 5545, with none of the code or packages that wrote them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass
class Component:
    name: str
    properties: list[tuple[str, str]] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        """The raw value of the one property that is called so (parameters included in the name)."""
        (value,) = [value for key, value in self.properties if key == name]
        return value

    def text(self, name: str) -> str:
        return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], self[name])

    def names(self) -> set[str]:
        return {re.split("[;:]", key)[0] for key, _ in self.properties}


def lines(file: bytes) -> list[str]:
    """Unfolded content lines."""
    assert file.endswith(b"\r\n")
    return file.decode("utf-8", errors="strict").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def read(file: bytes) -> Component:
    stack = [Component("")]
    for line in lines(file):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            stack.append(Component(value))
            stack[-2].parts.append(stack[-1])
        elif name == "END":
            assert stack.pop().name == value
        else:
            stack[-1].properties.append((name, value))
    (calendar,) = stack[0].parts
    assert len(stack) == 1
    return calendar


def events(file: bytes) -> list[Component]:
    return [part for part in read(file).parts if part.name == "VEVENT"]
