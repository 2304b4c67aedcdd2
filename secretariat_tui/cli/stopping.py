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
        self.result: list[T] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result.append(self.work(self.stop))
        except BaseException as error:  # noqa: BLE001  (raised again in the thread that waits)
            self.error = error


def stoppable(work: Callable[[threading.Event], T]) -> T:
    """Does the work, which ends soon after its event is set. Raises KeyboardInterrupt when the user stops it."""
    thread = _Work(work)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(_BEAT_SECONDS)  # short, or a signal would wait for it on some systems
    except KeyboardInterrupt:
        thread.stop.set()
        thread.join(_GRACE_SECONDS)
        raise
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
