"""How much is tried: a little in the suite, everything in the campaign."""

from __future__ import annotations

import os
import random
from collections.abc import Callable

import pytest


@pytest.fixture
def times(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """The number of tries: `times(few, full)`."""
    is_full = request.config.getoption("--full")
    return lambda few, full: full if is_full else few


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> random.Random:
    """Chance that is the same in every run of a test; SECRETARIAT_SEED tries another."""
    seed = os.environ.get("SECRETARIAT_SEED", "1")
    return random.Random(f"{seed} {request.node.name}")


@pytest.fixture(autouse=True)
def _fork(request: pytest.FixtureRequest) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("Children are forked here, which this system cannot do.")
