"""Whatever the bytes: a team, or BadInput with a place. Nothing else, and no hang."""

from __future__ import annotations

import string
from pathlib import Path
from random import Random

import pytest

from secretariat_tui.domain.errors import BadInput
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.team_file import parse_team, write_team
from tests.conftest import Times

FULL = (Path(__file__).parent / "full.toml").read_text()
LINES = FULL.splitlines()
VALUES = (
    *('""', '"x"', "0", "-1", "99999999999999999999999", "1.5", "nan", "inf", "true", "[]", "{}", "[[]]", "[{}]"),
    *('["mon"]', '["*"]', '"mon"', "2026-01-01", "08:30:00", "2026-01-01T08:30:00Z", '"2026-13-01"', '"24:00"'),
    *('"\\u202e"', '"off"', '"anna"', '"MT"', '"../x"', "{ id = 1 }", "[1, 'a', {}]", "0x" + "f" * 5000, "1e9999"),
)
TRICKS = ('"', "'", '"""', "'''", "[", "]", "{", "}", "=", ",", ".", "\n", "\\", "#", "\x00", "\ud7ff", "é", "\r", " ")


def outcome(data: bytes) -> bool:
    """Whether it is a team."""
    refusal = None
    try:
        team = parse_team(data, "fuzz.toml")
    except BadInput as error:
        refusal = error
    if refusal is not None:
        assert refusal.faults
        assert all(fault.file == "fuzz.toml" and fault.kind and fault.text.template for fault in refusal.faults)
        lines = [fault.line or 0 for fault in refusal.faults if fault.kind != "too-many"]
        assert lines == sorted(lines)
        return False
    assert isinstance(team, Team)
    assert parse_team(write_team(team).encode(), "back.toml") == team
    return True


def with_another_value(rng: Random) -> str:
    lines = list(LINES)
    for _ in range(rng.randint(1, 3)):
        at = rng.choice([n for n, line in enumerate(lines) if " = " in line])
        lines[at] = lines[at].split(" = ")[0] + " = " + rng.choice(VALUES)
    return "\n".join(lines)


def with_lines_moved(rng: Random) -> str:
    lines = list(LINES)
    for _ in range(rng.randint(1, 4)):
        line = lines.pop(rng.randrange(len(lines)))
        if rng.random() < 0.5:
            lines.insert(rng.randrange(len(lines)), line)
    return "\n".join(lines)


def with_letters_changed(rng: Random) -> str:
    text = list(FULL)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(text))
        text[at] = rng.choice((*TRICKS, *string.ascii_letters, ""))
    return "".join(text)


def cut_short(rng: Random) -> str:
    return FULL[: rng.randrange(len(FULL))]


@pytest.mark.parametrize("mutate", [with_another_value, with_lines_moved, with_letters_changed, cut_short])
def test_a_mutated_team_file_is_a_team_or_refused(mutate: object, times: Times) -> None:
    rng = Random(20261130)
    mutated = (mutate(rng) for _ in range(times(500, 5000)))  # type: ignore[operator]
    outcomes = {outcome(text.encode("utf-8", "replace")) for text in mutated}
    assert False in outcomes


def test_random_bytes_are_refused(times: Times) -> None:
    rng = Random(53)
    for _ in range(times(500, 5000)):
        assert not outcome(rng.randbytes(rng.randint(0, 200)))


def test_random_toml_marks_are_refused(times: Times) -> None:
    rng = Random(7)
    for _ in range(times(500, 5000)):
        assert not outcome("".join(rng.choices((*TRICKS, "a", "team", "1"), k=rng.randint(1, 60))).encode())
