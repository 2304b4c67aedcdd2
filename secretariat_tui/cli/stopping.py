"""Long work that a user can stop: it runs beside the main thread, which waits for Ctrl-C."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Generic, NoReturn, TypeVar

T = TypeVar("T")

_GRACE_SECONDS = 10.0
_BEAT_SECONDS = 0.1


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


def stoppable(work: Callable[[threading.Event], T]) -> T:
    """Does the work, which ends soon after its event is set. Raises KeyboardInterrupt when the user stops it."""
    thread = _Work(work)
    try:
        thread.start()
        # Not `join`: up to Python 3.12, when interrupted, it takes a running thread for ended, and Python would go down
        # with the solver still at work.
        while not thread.done.wait(_BEAT_SECONDS):
            pass
    except KeyboardInterrupt:
        thread.stop.set()
        if thread.ident is not None:  # else it never began
            thread.done.wait(_GRACE_SECONDS)
        raise
    thread.join()
    if thread.error is not None:
        raise thread.error
    return thread.result[0]


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
    raise KeyboardInterrupt
