"""What tests of the store may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgresql import Server
from tests.store.roles import Roles, roles


@pytest.fixture(scope="module")
def shared(postgresql: Server) -> Iterator[Roles]:
    """A database with two teams and their users, for tests that leave it as it is."""
    with roles(postgresql) as found:
        yield found


@pytest.fixture
def own(postgresql: Server) -> Iterator[Roles]:
    """Such a database of the test's own."""
    with roles(postgresql) as found:
        yield found
