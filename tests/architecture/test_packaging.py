"""What is shipped, and with what it is installed."""

from __future__ import annotations

import os
import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PINS = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines())
DECLARED = [
    Requirement(text)
    for text in [
        *PROJECT["project"]["dependencies"],
        *(text for extra in PROJECT["project"]["optional-dependencies"].values() for text in extra),
    ]
    if not text.startswith(PROJECT["project"]["name"])  # its own extras
]


def test_every_package_of_the_source_is_shipped():
    shipped = set(PROJECT["tool"]["setuptools"]["packages"]) - {"secretariat_tui.data"}
    found = {
        Path(folder).relative_to(ROOT).as_posix().replace("/", ".")
        for folder, _, files in os.walk(ROOT / "secretariat_tui")
        if "__init__.py" in files
    }
    assert shipped == found


def test_every_other_file_of_the_source_is_shipped_but_the_sources_of_catalogues():
    sources = {"secretariat_tui.data": ROOT / "data"}
    shipped = {
        path
        for package, patterns in PROJECT["tool"]["setuptools"]["package-data"].items()
        for pattern in patterns
        for path in sources.get(package, ROOT / package.replace(".", "/")).glob(pattern)
    }
    found = {
        path
        for folder in ("secretariat_tui", "data")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc", ".po")
    }
    assert found == {path for path in shipped if path.is_file()}


def test_sample_teams_are_shipped_with_their_handbooks():
    data = resources.files("secretariat_tui.data")
    teams = sorted(entry.name.removesuffix(".toml") for entry in data.iterdir() if entry.name.endswith(".toml"))
    assert teams
    for team in teams:
        assert [page.name for page in (data / "handbook" / team).iterdir() if page.name.endswith(".md")]


def test_constraints_are_names_and_versions_only():
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        assert re.fullmatch(r"[a-z0-9][a-z0-9_.-]*==[0-9][0-9a-z.]*", line), line


@pytest.mark.parametrize("requirement", DECLARED, ids=str)
def test_a_dependency_is_bounded_on_both_sides_and_constrained_within(requirement):
    pins = {canonicalize_name(name): version for name, version in PINS.items()}
    version = pins[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(version)
    if requirement.name != "tzdata":  # data, not code: the newest is the right one
        assert {spec.operator for spec in requirement.specifier} == {">=", "<"}
