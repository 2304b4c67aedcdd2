"""Where the program begins, and how it ends: every way out has its exit code and a sentence."""

from __future__ import annotations

import gettext
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from secretariat_tui.bootstrap import Services
from secretariat_tui.cli.commands import in_capitals
from secretariat_tui.cli.output import complain, report
from secretariat_tui.cli.root import root
from secretariat_tui.cli.screens import ScreensFailedError
from secretariat_tui.cli.session import Session, open_session
from secretariat_tui.cli.stopping import Stopped, stopped_by_signals
from secretariat_tui.domain.errors import Fault, SecretariatError, UsageError
from secretariat_tui.domain.finding import N_, Reason
from secretariat_tui.presenters.language import DOMAIN, LOCALE_DIRECTORY, Language

_INTERNAL = 1
_STOPPED = 130
_COMPLETION_VARIABLE = "_SECRETARIAT_COMPLETE"


def main(arguments: Sequence[str] | None = None, services: Services | None = None) -> int:
    """Runs one command and gives its exit code. `arguments` are without the program's name."""
    _open_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    session = open_session(given, os.environ, services or Services())
    _translate_click(session.language)
    try:
        with stopped_by_signals():
            return _run(given, session)
    except KeyboardInterrupt as stop:
        complain(_stopped(stop, session.language))
        return _STOPPED


def _stopped(stop: KeyboardInterrupt, language: Language) -> str:
    """One line: how far it was, as far as that is known, and what was kept."""
    parts = [language.gettext("Stopped.")]
    if isinstance(stop, Stopped):
        parts += [stop.told, language.gettext("Nothing was kept.") if stop.kept is None else stop.kept]
    return " ".join(part for part in parts if part)


def _open_streams() -> None:
    """Standard streams that are closed, as a service or a shell may start a program, lead nowhere from now on. In this
    order each takes its own number again, which the next file would have had otherwise."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  (until the end)


def _run(arguments: list[str], session: Session) -> int:
    try:
        if _COMPLETION_VARIABLE in os.environ:
            import secretariat_tui.cli.completion  # noqa: F401  (a shell asks: the shells that we add must be known)
        code = root.main(arguments, prog_name="secretariat", standalone_mode=False, obj=session)
        return code if isinstance(code, int) else 0
    except SecretariatError as error:
        return report(error, session)
    except click.exceptions.NoArgsIsHelpError as error:
        complain(error.format_message())
        return error.exit_code
    except click.ClickException as error:
        return _misuse(error, session)
    except click.Abort as abort:  # what click makes of an interrupt
        raise (abort.__cause__ if isinstance(abort.__cause__, KeyboardInterrupt) else KeyboardInterrupt) from None
    except Exception as error:  # noqa: BLE001  (the last resort: what nobody foresaw is logged and told)
        return report(_InternalError(error, session), session)


def _misuse(error: click.ClickException, session: Session) -> int:
    if isinstance(error, click.BadParameter) and isinstance(error.param, click.Argument) and error.ctx is not None:
        error.param_hint = in_capitals(error.ctx, error.param.get_error_hint(error.ctx))
    text = error.format_message()
    if not session.settings.json and isinstance(error, click.UsageError) and error.ctx is not None:
        complain(error.ctx.get_usage())
    hint = None
    if isinstance(error, click.UsageError) and error.ctx is not None:
        hint = Reason("usage", N_('"{command} --help" tells more.'), (("command", error.ctx.command_path),))
    return report(UsageError([Fault("usage", Reason("usage", "{text}", (("text", text),)), hint)]), session)


class _InternalError(SecretariatError):
    """Something that nobody foresaw."""

    exit_code = _INTERNAL

    def __init__(self, error: Exception, session: Session) -> None:
        told = N_("Something went wrong inside secretariat; nothing was changed.")
        if isinstance(error, ScreensFailedError):
            told = N_("Something went wrong inside secretariat; what you did before is kept.")
        text = Reason("internal", told)
        log = _log(error, session)
        if log is None:
            hint = Reason("internal", N_("No log could be written. Please report what you did."))
        else:
            hint = Reason("internal", N_("Please report it, with the log {log}."), (("log", str(log)),))
        super().__init__([Fault("internal", text, hint)])


def _log(error: Exception, session: Session) -> Path | None:
    """Writes the traceback where logs belong on this system, for its owner only."""
    from platformdirs import user_log_path

    from secretariat_tui.exchange.safe_write import make_directory, write_file

    moment = session.services.clock.now()
    path = user_log_path("secretariat", appauthor=False) / f"error-{moment:%Y%m%dT%H%M%SZ}-{os.getpid()}.log"
    try:
        make_directory(path.parent)
        write_file(path, "".join(traceback.format_exception(error)).encode("utf-8", "replace"))
    except SecretariatError:
        return None
    return path


def _translate_click(language: Language) -> None:
    """Click looks its own texts up in gettext's present domain, in the language of the environment."""
    gettext.bindtextdomain(DOMAIN, str(LOCALE_DIRECTORY))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language.code
