"""How much is tried: a little in the suite, everything in the campaign."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.databases import Fresh


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> random.Random:
    """Chance that is the same in every run of a test; SECRETARIAT_SEED tries another."""
    seed = os.environ.get("SECRETARIAT_SEED", "1")
    return random.Random(f"{seed} {request.node.name}")


@pytest.fixture(autouse=True)
def _fork(request: pytest.FixtureRequest) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("Children are forked here, which this system cannot do.")


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Fresh]:
    """New databases of the kind."""
    server = request.getfixturevalue("postgresql") if request.param == "postgresql" else None
    databases = Fresh(tmp_path, server)
    yield databases
    databases.close()


@pytest.fixture
def fresh_file(tmp_path: Path) -> Fresh:
    """New SQLite databases."""
    return Fresh(tmp_path, None)
