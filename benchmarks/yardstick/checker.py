"""Says what a solution of an instance costs, or what is wrong with it, from the text of both alone.

Nothing is shared with the planner, the rules or the reader of instances: what they get wrong, this is to see.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Verdict:
    """The cost of a solution, and what it breaks."""

    cost: int = 0
    faults: list[str] = field(default_factory=list)


def check(instance: str, solution: str) -> Verdict:
    """Checks a solution: a line for each employee, with the id and a cell for each day, cut by tabs."""
    table = _tables(instance)
    days = int(table["HORIZON"][0][0])
    rows = {cells[0]: cells[1:] for cells in (line.split("\t") for line in solution.splitlines())}
    verdict = Verdict()
    names = [line[0] for line in table["STAFF"]]
    if sorted(rows) != sorted(names) or len(solution.splitlines()) != len(names):
        verdict.faults.append("not a line for each employee")
        return verdict
    kinds = {line[0] for line in table["SHIFTS"]}
    for name in names:
        if len(rows[name]) != days or not set(rows[name]) <= {"", *kinds}:
            verdict.faults.append(f"{name} has not one known shift or none on each day")
    if not verdict.faults:
        for line in table["STAFF"]:
            verdict.faults += [f"{line[0]} {fault}" for fault in _faults(table, line, rows[line[0]])]
        verdict.cost = _cost(table, rows)
    return verdict


def _tables(text: str) -> dict[str, list[list[str]]]:
    table: dict[str, list[list[str]]] = {name: [] for name in ("DAYS_OFF", "SHIFT_ON_REQUESTS", "SHIFT_OFF_REQUESTS")}
    lines: list[list[str]] = []
    for line in text.replace("\r", "").split("\n"):
        if line.startswith("SECTION_"):
            lines = table[line.removeprefix("SECTION_").strip()] = []
        elif line.strip() and line[0] != "#":
            lines.append(line.strip().split(","))
    return table


def _faults(table: dict[str, list[list[str]]], line: list[str], row: list[str]) -> list[str]:
    name, most, *numbers = line
    most_minutes, least_minutes, longest, shortest, rest, weekends = map(int, numbers)
    length = {kind: int(minutes) for kind, minutes, _ in table["SHIFTS"]}
    barred = {kind: bars.split("|") for kind, _, bars in table["SHIFTS"]}
    found = []
    minutes = sum(length[kind] for kind in row if kind)
    if minutes > most_minutes:
        found.append(f"works {minutes} minutes, above {most_minutes}")
    if minutes < least_minutes:
        found.append(f"works {minutes} minutes, below {least_minutes}")
    for part in most.split("|"):
        kind, number = part.split("=")
        if row.count(kind) > int(number):
            found.append(f"has {kind} {row.count(kind)} times, above {number}")
    for day in range(1, len(row)):
        if row[day - 1] and row[day] and row[day] in barred[row[day - 1]]:
            found.append(f"has {row[day]} after {row[day - 1]} on day {day}")
    worked = sum(any(row[day] for day in range(first + 5, min(first + 7, len(row)))) for first in range(0, len(row), 7))
    if worked > weekends:
        found.append(f"works in {worked} weekends, above {weekends}")
    for off in table["DAYS_OFF"]:
        if off[0] == name:
            found += [f"works on day {day}, which is off" for day in off[1:] if row[int(day)]]
    return found + _in_a_row("".join("w" if kind else "-" for kind in row), longest, shortest, rest)


def _in_a_row(week: str, longest: int, shortest: int, rest: int) -> list[str]:
    """Breaches in a row of w and -. Work at the edges may go on beyond them, and so may rest."""
    found = []
    if "w" * (longest + 1) in week:
        found.append(f"works more than {longest} days in a row")
    for length in range(1, shortest):
        if "-" + "w" * length + "-" in week:
            found.append(f"works {length} days in a row, below {shortest}")
    for length in range(1, rest):
        if "w" + "-" * length + "w" in week:
            found.append(f"has {length} days off in a row, below {rest}")
    return found


def _cost(table: dict[str, list[list[str]]], rows: dict[str, list[str]]) -> int:
    cost = 0
    for name, day, kind, weight in table["SHIFT_ON_REQUESTS"]:
        cost += int(weight) * (rows[name][int(day)] != kind)
    for name, day, kind, weight in table["SHIFT_OFF_REQUESTS"]:
        cost += int(weight) * (rows[name][int(day)] == kind)
    for day, kind, people, under, over in table["COVER"]:
        there = sum(row[int(day)] == kind for row in rows.values())
        cost += int(under) * max(0, int(people) - there) + int(over) * max(0, there - int(people))
    return cost
