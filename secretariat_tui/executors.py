"""Where many tasks run: on the cores of this machine, or on those that a Dask scheduler has."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, Final

from secretariat_tui.domain.errors import Unusable, UsageError, fault
from secretariat_tui.domain.finding import N_

_TRIES: Final = 3
_PATIENCE: Final = "10s"


@contextmanager
def cores(workers: int | None = None) -> Iterator[Executor]:
    """So many processes of this machine, one a core unless said."""
    with ProcessPoolExecutor(workers or os.cpu_count() or 1, get_context("spawn")) as executor:
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
