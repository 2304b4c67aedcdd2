"""Asks the planner in a process of its own, so that the screens go on while it works.

Whatever happens to that process, the answer comes or an error does: it may be killed, hang, or write what nobody can
read. It is ended and waited for in every case, and never outlives the question.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Final, TypeVar

from secretariat_tui.codec import converter
from secretariat_tui.domain.errors import BadInput, Fault, Impossible, Unusable, fault
from secretariat_tui.domain.finding import N_, Reason
from secretariat_tui.domain.leave_light import Light
from secretariat_tui.planner.limits import Progress
from secretariat_tui.services.questions import Count, Question, Step

A = TypeVar("A")

COMMAND: Final = (sys.executable, "-m", "secretariat_tui.worker")

_LONGEST_LINE: Final = 256 * 1024 * 1024
_STEPS: Final = {kind.__name__: kind for kind in (Progress, Light, Count)}
_GRACE_SECONDS: Final = 5.0


class PlannerClient:
    """Asks in processes of their own, one a question; one more waits, ready, for the next.

    `silence` is for how many seconds a process may say nothing (it says something every second), and `patience` how
    many it has for an answer after it was told to stop.
    """

    def __init__(self, command: Sequence[str] = COMMAND, silence: float = 30.0, patience: float = 30.0) -> None:
        self._command = tuple(command)
        self._silence = silence
        self._patience = patience
        self._spare: asyncio.subprocess.Process | None = None
        self._running: set[asyncio.subprocess.Process] = set()
        self._under_way: set[asyncio.Task[Any]] = set()
        self._is_closed = False

    async def warm(self) -> None:
        """Starts a process ahead of the next question: the solver is slow to import."""
        if self._spare is None or self._spare.returncode is not None:
            started = await self._started()
            self._spare = None if self._is_closed else started

    async def ask(
        self,
        question: Question[A],
        tell: Callable[[Step], None] | None = None,
        stop: asyncio.Event | None = None,
    ) -> A:
        """See `services.workspace.Planner`."""
        request = await asyncio.to_thread(_request, question)
        process, self._spare = self._spare, None
        if process is None or process.returncode is not None:
            process = await self._started()
        stopping = asyncio.create_task(_pass_on(stop, process)) if stop is not None else None
        try:
            await _write(process, request)
            return await self._listen(process, question, tell or _nobody, stop)
        finally:
            if stopping is not None:
                stopping.cancel()
            await self._end(process)

    async def close(self) -> None:
        """Ends every process, also those that are just being started or ended. None is started any more."""
        self._is_closed = True
        self._spare = None
        while self._running or self._under_way:
            for process in list(self._running):
                await self._end(process)
            await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _started(self) -> asyncio.subprocess.Process:
        if self._is_closed:
            raise _lost(N_("The planner was ended."))
        return await self._to_its_end(self._start())

    async def _start(self) -> asyncio.subprocess.Process:
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=_LONGEST_LINE,
                env=_environment(),
                start_new_session=os.name == "posix",  # signals of the terminal are for the screens
            )
        except OSError as error:
            template = N_("The planner cannot be started: {system}.")
            raise Unusable([fault("planner", template, system=error.strerror or "")]) from error
        self._running.add(process)
        return process

    async def _to_its_end(self, work: Coroutine[Any, Any, A]) -> A:
        """What comes of work that goes on when whoever waits for it is cancelled: a process that is half started or
        half ended would outlive the loop, and complain about that on the terminal."""
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return await asyncio.shield(task)

    async def _listen(
        self,
        process: asyncio.subprocess.Process,
        question: Question[A],
        tell: Callable[[Step], None],
        stop: asyncio.Event | None,
    ) -> A:
        told_to_stop: float | None = None
        clock = asyncio.get_running_loop().time
        while True:
            if stop is not None and stop.is_set():
                told_to_stop = told_to_stop or clock()
                if clock() - told_to_stop > self._patience:
                    raise _lost(N_("The planner did not stop, and was ended."))
            kind, value = _understood(await self._line(process))
            if kind == "answer":
                answer: A = await asyncio.to_thread(_structured, value, question.answers)
                return answer
            if kind in _STEPS:
                tell(_structured(value, _STEPS[kind]))
            elif kind != "alive":
                raise _wrong(kind, value)

    async def _line(self, process: asyncio.subprocess.Process) -> bytes:
        if process.stdout is None:
            raise _lost(N_("The planner ended before it had an answer."))
        try:
            line = await asyncio.wait_for(process.stdout.readline(), self._silence)
        except TimeoutError:
            raise _lost(N_("The planner says nothing any more, and was ended.")) from None
        except ValueError:  # a line without an end
            raise _lost(N_("The planner said something that cannot be understood.")) from None
        if not line:
            raise _lost(N_("The planner ended before it had an answer."))
        return line

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        """Ends a process, whatever it does, and takes its exit code, so that no zombie stays."""
        self._running.discard(process)
        await self._to_its_end(_ended(process))


async def _ended(process: asyncio.subprocess.Process) -> None:
    if process.stdin is not None:
        process.stdin.close()
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            _kill(process)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), _GRACE_SECONDS)
    # The pipes of one that is gone are closed a little later, and asyncio has no other way to wait for that.
    process._transport.close()  # type: ignore[attr-defined]
    await asyncio.sleep(0)


def _kill(process: asyncio.subprocess.Process) -> None:
    """Kills. asyncio's own way takes the exit code of one that has just died from who waits for it."""
    if os.name == "posix":
        os.kill(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _request(question: Question[Any]) -> bytes:
    plain = converter().unstructure(question, unstructure_as=type(question))
    return json.dumps({"question": type(question).__name__, "of": plain}, separators=(",", ":")).encode() + b"\n"


async def _write(process: asyncio.subprocess.Process, data: bytes) -> None:
    """Writes; a process that is gone is noticed by who listens to it."""
    if process.stdin is not None:
        with contextlib.suppress(ConnectionError):
            process.stdin.write(data)
            await process.stdin.drain()


async def _pass_on(stop: asyncio.Event, process: asyncio.subprocess.Process) -> None:
    await stop.wait()
    await _write(process, b"stop\n")


def _understood(line: bytes) -> tuple[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        said = None
    if not isinstance(said, dict) or len(said) != 1:
        raise _lost(N_("The planner said something that cannot be understood."))
    return next(iter(said.items()))


def _structured(value: Any, kind: Any) -> Any:
    try:
        return converter().structure(value, kind)
    except (ValueError, TypeError, AttributeError, LookupError):
        raise _lost(N_("The planner said something that cannot be understood.")) from None


def _wrong(kind: str, value: Any) -> Exception:
    if kind == "impossible":
        return Impossible(_structured(value, tuple[Reason, ...]))
    if kind == "refused":
        return BadInput(_structured(value, tuple[Fault, ...]))
    if kind == "broken":
        last = str(value).strip().splitlines()[-1:]
        return Unusable([fault("planner", N_("The planner broke down: {system}."), system="".join(last)[:200])])
    return _lost(N_("The planner said something that cannot be understood."))


def _lost(template: str) -> Unusable:
    return Unusable([fault("planner", template, hint=N_("Nothing was changed. Try it again."))])


def _nobody(step: Step) -> None:
    """Nobody wants to know."""


def _environment() -> dict[str, str]:
    """Ours, without what the toolkit of the screens would take from it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("TEXTUAL")}
