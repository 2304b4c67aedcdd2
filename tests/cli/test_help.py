"""What the help says of each command."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from secretariat_tui.bootstrap import Services
from secretariat_tui.cli.root import root
from secretariat_tui.cli.session import open_session

CONTEXT = click.Context(root, obj=open_session([], {}, Services()))


def commands(group: click.Group, *before: str) -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(CONTEXT):
        found = group.get_command(CONTEXT, name)
        assert found is not None
        if isinstance(found, click.Group):
            yield from commands(found, *before, name)
        else:
            yield " ".join([*before, name]), found


ALL = dict(commands(root))


def helps(command: click.Command) -> dict[str, str]:
    return {part.opts[0]: part.help or "" for part in command.params if isinstance(part, click.Option)}


@pytest.mark.parametrize("name", ALL)
def test_every_option_says_what_it_is_for(name):
    assert all(helps(ALL[name]).values())


@pytest.mark.parametrize("name", [name for name, command in ALL.items() if "--week" in helps(command)])
def test_only_where_there_may_be_more_weeks_is_one_the_first(name):
    told = helps(ALL[name])
    assert ("first week" in told["--week"]) == ("--weeks" in told)
