"""Where many tasks run: on the cores of this machine, or on those that a Dask scheduler has."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from typing import Any, Final

from secretariat_tui.domain.errors import Unusable, UsageError, fault
from secretariat_tui.domain.finding import N_

_TRIES: Final = 3
"""How often a task is done again whose process or machine was lost."""

_PATIENCE: Final = "10s"

_LOST: Final[list[ProcessPoolExecutor]] = []
"""Pools that broke, kept to the end: since Python 3.12 the thread that tidies one up waits for itself for ever where
nobody has the pool any more by then, and the program never ends."""


@contextmanager
def cores(workers: int | None = None) -> Iterator[Executor]:
    """So many processes of this machine, one a core unless said. A task whose process is lost is done by another."""
    with _Lasting(workers or os.cpu_count() or 1) as executor:
        try:
            yield executor
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The workers of the Dask scheduler at an address. A task whose worker is lost is done by another."""
    try:
        import distributed
    except ImportError as missing:
        text = N_("Planning on a cluster needs a library that is not installed.")
        hint = N_("Install it with: pip install 'secretariat-tui[cluster]'")
        raise UsageError([fault("not-installed", text, hint=hint)]) from missing
    connect: Any = distributed.Client  # which has no types
    try:
        client = connect(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        text = N_("There is no scheduler at {address}.")
        hint = N_("Start one with: dask scheduler, and its workers with: dask worker ADDRESS")
        raise Unusable([fault("no-scheduler", text, hint=hint, address=address)]) from error
    with client:
        yield client.get_executor(retries=_TRIES, pure=False)


@dataclass(slots=True)
class _Task:
    call: Callable[[], Any]
    answer: Future[Any] = field(default_factory=Future)
    tries: int = 0


class _Lasting(Executor):
    """Processes of this machine that are replaced when one is lost, by a crash or for want of memory.

    The standard pool gives up all its tasks then. So it is given no more of them than it has processes: those may be
    to blame, and are tried again after the others, in a new pool; the others wait here, and are not touched. One that
    is lost a second time is done while no other is: else it could be lost each time with the same that is to blame.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool = self._new_pool()
        self._waiting: deque[_Task] = deque()
        self._running = 0
        self._is_alone = False
        self._given_up = False
        self._changed = threading.Condition()  # its lock can be taken twice by one thread

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._workers, get_context("spawn"))

    def _renew(self) -> None:
        _LOST.append(self._pool)
        self._pool = self._new_pool()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        task = _Task(partial(fn, *args, **kwargs))
        with self._changed:
            self._waiting.append(task)
            self._begin()
        return task.answer

    def _begin(self) -> None:
        """Gives tasks to processes that have none."""
        while self._waiting and self._running < self._workers and not self._is_alone:
            alone = self._waiting[0].tries > 1
            if alone and self._running:
                return
            task = self._waiting.popleft()
            if not task.tries and not task.answer.set_running_or_notify_cancel():
                continue
            try:
                begun = self._pool.submit(task.call)
            except BrokenExecutor:  # it broke this very moment
                self._renew()
                begun = self._pool.submit(task.call)
            self._running += 1
            self._is_alone = alone
            begun.add_done_callback(partial(self._end, task, self._pool))

    def _end(self, task: _Task, pool: ProcessPoolExecutor, done: Future[Any]) -> None:
        error = done.exception()
        with self._changed:
            self._running -= 1
            self._is_alone = False
            again = isinstance(error, BrokenExecutor) and task.tries < _TRIES and not self._given_up
            if isinstance(error, BrokenExecutor) and pool is self._pool:
                self._renew()
            if again:
                task.tries += 1
                self._waiting.append(task)
            self._begin()
            self._changed.notify_all()
        if again:
            return
        if error is None:
            task.answer.set_result(done.result())
        else:
            task.answer.set_exception(error)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        with self._changed:
            if cancel_futures:
                self._given_up = True
                for task in self._waiting:
                    if not task.answer.cancel():  # since it was begun once
                        task.answer.set_exception(CancelledError())
                self._waiting.clear()
            while wait and (self._waiting or self._running):
                self._changed.wait()
        self._pool.shutdown(wait=wait)
