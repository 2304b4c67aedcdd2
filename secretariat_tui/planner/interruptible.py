"""Long work of a solver beside the calling thread, which stays free to be interrupted."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

_POLL_SECONDS = 0.05

T = TypeVar("T")


def interruptible(work: Callable[[], T], end: Callable[[], object], stop: threading.Event | None) -> tuple[T, bool]:
    """What the work came to, and whether a set `stop` ended it.

    `end` tells the work to come to its end. On an interrupt it is told so before the exception goes on.
    """
    done: Future[T] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001  (raised again by whoever waits)
            done.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    stopped = False
    try:
        while not wait([done], _POLL_SECONDS).done:
            if stop is not None and stop.is_set():
                stopped = True
                end()  # may come before the work began, so it is said until it is heard
    except BaseException:
        while not wait([done], _POLL_SECONDS).done:
            end()
        raise
    return done.result(), stopped
