"""Long work that a user can stop: it runs beside the main thread, which waits for Ctrl-C."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from types import FrameType
from typing import Generic, NoReturn, ParamSpec, Protocol, TypeVar

from secretariat_tui.domain.errors import SecretariatError, fault

P = ParamSpec("P")
T = TypeVar("T")

_GRACE_SECONDS = 10.0
_BEAT_SECONDS = 0.1


class Stopped(KeyboardInterrupt):
    """The user stopped it. `told` says how far it was, `kept` what was kept (None: nothing; empty: that is not known),
    each in her language."""

    def __init__(self, told: str = "", kept: str | None = None) -> None:
        super().__init__()
        self.told = told
        self.kept = kept


class Ended(KeyboardInterrupt):
    """The system asked it to end, as it stops services: with SIGTERM, or with SIGHUP when a terminal closes."""


class Line(Protocol):
    """Progress on one line of a terminal."""

    def far(self) -> str:
        """How far the work is, in a sentence; empty where nothing is known."""
        ...

    def clear(self) -> None:
        """Takes the line away."""
        ...


class _Work(threading.Thread, Generic[T]):
    """Runs the work once and keeps what came of it."""

    def __init__(self, work: Callable[[threading.Event], T]) -> None:
        super().__init__(name="work", daemon=True)
        self.work = work
        self.stop = threading.Event()
        self.done = threading.Event()
        self.result: list[T] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result.append(self.work(self.stop))
        except BaseException as error:  # noqa: BLE001  (raised again in the thread that waits)
            self.error = error
        finally:
            self.done.set()


def stoppable(work: Callable[[threading.Event], T], line: Line | None = None, *, keeps: bool = False) -> T:
    """Does the work, which ends soon after its event is set. Raises Stopped when the user stops it.

    Work that `keeps` its answer keeps nothing once the event is set. When it was at that already, its answer is given
    as ever: it is too late then to stop it.
    """
    thread = _Work(work)
    try:
        return _awaited(thread, line, keeps)
    finally:
        if line is not None:
            line.clear()


def _awaited(thread: _Work[T], line: Line | None, keeps: bool) -> T:
    try:
        thread.start()
        # Not `join`: up to Python 3.12, when interrupted, it takes a running thread for ended, and Python would go down
        # with the solver still at work.
        while not thread.done.wait(_BEAT_SECONDS):
            pass
    except KeyboardInterrupt:
        told = "" if line is None else line.far()
        thread.stop.set()
        with suppress(KeyboardInterrupt):  # who asks twice waits no longer
            if thread.ident is not None:  # else it never began
                thread.done.wait(_GRACE_SECONDS)
        if keeps and thread.result:
            return thread.result[0]
        # What does not end might be at keeping it.
        is_sure = not keeps or thread.ident is None or thread.done.is_set()
        raise Stopped(told, None if is_sure else "") from None
    thread.join()
    if thread.error is not None:
        raise thread.error
    return thread.result[0]


@contextmanager
def once_kept(kept: str) -> Iterator[None]:
    """Has it said, when the user stops what comes after something was kept, or that fails, what that was."""
    try:
        yield
    except Stopped as stop:
        raise Stopped(stop.told, f"{kept} {stop.kept}" if stop.kept else kept) from None
    except KeyboardInterrupt:
        raise Stopped(kept=kept) from None
    except SecretariatError as error:
        error.faults += (fault("kept", "{text}", text=kept),)
        raise


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Treats a request to end as Ctrl-C, where handlers can be set: in the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, _interrupt) for number in asked}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001
    raise Ended


def as_service(serve: Callable[P, int]) -> Callable[P, int]:
    """A service that the system ends before it answers has done its work as well as one that it ends later."""

    @wraps(serve)
    def until_ended(*given: P.args, **named: P.kwargs) -> int:
        try:
            return serve(*given, **named)
        except Ended:
            return 0

    return until_ended
