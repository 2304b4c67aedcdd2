"""What tests of widgets share."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _quick_pilot(quick_pilot: None) -> None:
    pass
