"""Click's commands, groups and options, with help in the user's language and commands imported when they run."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final, TypeVar

import click

from secretariat_tui.cli.output import say
from secretariat_tui.cli.session import pass_session, session_of
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.invariants import DID_YOU_MEAN

T = TypeVar("T", bound=Callable[..., Any])


def _translated(context: click.Context, text: str) -> str:
    return session_of(context).language.gettext(text)


_CAPITALS: Final = (
    *(N_("OPTIONS"), N_("COMMAND"), N_("ARGS"), N_("ACCOUNT"), N_("ADDRESS"), N_("AFTER"), N_("BEFORE"), N_("DATE")),
    *(N_("FILE"), N_("MEMBER"), N_("NUMBER"), N_("PATH"), N_("ROSTER"), N_("SHIFT"), N_("TEXT"), N_("TIME")),
    *(N_("USER"), N_("WEEK")),
)


def in_capitals(context: click.Context, text: str) -> str:
    """What stands for something to be filled in, such as "[OPTIONS]" or "MEMBER1", in the language of the reader."""
    return re.sub("[A-Z]+", lambda word: _translated(context, word[0]) if word[0] in _CAPITALS else word[0], text)


class Option(click.Option):
    """An option whose help is a key of the catalogues. With `many` it takes all the JSON files that follow it."""

    def __init__(self, *names: Any, many: bool = False, **more: Any) -> None:
        super().__init__(*names, **more)
        self.many = many

    def make_metavar(self, ctx: click.Context) -> str:
        return in_capitals(ctx, super().make_metavar(ctx))

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        translated = copy.copy(self)
        if translated.help is not None:
            translated.help = _translated(ctx, translated.help)
        return super(Option, translated).get_help_record(ctx)


class _Translated(click.Command):
    """A command or group whose help is a key of the catalogues."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [in_capitals(ctx, piece) for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = _translated(ctx, N_("Show this text and stop."))
            found.callback = _show_help
        return found

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_translated(ctx, self.help))


class Command(_Translated):
    """A command whose options may take many files."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        many = {name for param in self.params if isinstance(param, Option) and param.many for name in param.opts}
        return super().parse_args(ctx, list(_one_by_one(args, many)))


@dataclass(frozen=True, slots=True)
class Entry:
    """A command of a group: its name, where it is ("module:name"), and what it does, in one line."""

    name: str
    place: str
    help: str


class Group(_Translated, click.Group):
    """A group that imports a command only when it runs."""

    def __init__(self, entries: Sequence[Entry], **more: Any) -> None:
        super().__init__(**more)
        self.entries = {entry.name: entry for entry in entries}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        module, _, name = entry.place.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name in self.entries or name.startswith("-"):
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches

        language = session_of(ctx).language
        text = language.gettext('There is no command "{name}".', name=name[:40])
        near = get_close_matches(name, self.entries, n=1)
        if near:
            text += " " + language.gettext(DID_YOU_MEAN, nearest=f'"{near[0]}"')
        raise click.UsageError(text, ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_translated(ctx, "Commands")):
            formatter.write_dl([(entry.name, _translated(ctx, entry.help)) for entry in self.entries.values()])


def command(name: str, help: str) -> Callable[[Callable[..., int]], click.Command]:  # noqa: A002  (as click calls it)
    """A command that takes the session first and returns its exit code; it has `--lang` and `--json`."""

    def decorate(function: Callable[..., int]) -> click.Command:
        return click.command(name, cls=Command, help=help)(interface_options(pass_session(function)))

    return decorate


def option(*names: str, help: str, **more: Any) -> Callable[[T], T]:  # noqa: A002
    """An option with help in the user's language."""
    return click.option(*names, cls=Option, help=help, **more)


def interface_options(function: T) -> T:
    """`--lang` and `--json`, which the session has read already."""
    lang = option("--lang", type=click.Choice(["nl", "en"]), expose_value=False, help=N_("Language: nl or en."))
    json = option("--json", is_flag=True, expose_value=False, help=N_("Answer with one JSON document."))
    return lang(json(function))


def _one_by_one(words: Iterable[str], many: Collection[str]) -> Iterator[str]:
    """The words of a call, with each of these options before each of its files, as click knows them."""
    option, values = "", 0
    for word in words:
        name, is_set, _ = word.partition("=")
        if name in many:
            option, values = name, len(is_set)
        elif option and values == 0:
            values = 1
        elif option and word.lower().endswith(".json") and not word.startswith("-"):
            yield option
        else:
            option = ""
        yield word


def _show_help(ctx: click.Context, _: click.Parameter, is_asked: bool) -> None:
    """As click does, but for a reader who has gone, or a disk that is full: see `say`."""
    if is_asked and not ctx.resilient_parsing:
        say(ctx.get_help())
        ctx.exit()
