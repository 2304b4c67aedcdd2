"""The planner in a process of its own: `python -m secretariat_tui.worker`.

It reads one question, a line of JSON, from standard input, and writes lines of JSON: `alive` every second, steps on the
way, and then the answer or what is wrong. A line "stop" ends the work with the best answer so far; the end of standard
input ends the process, so that it never outlives who asked. The solver is imported before the question comes: a worker
that waits is a worker that answers at once.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback
from typing import Any, BinaryIO, Final, NoReturn

from secretariat_tui.codec import converter
from secretariat_tui.domain.errors import Fault, Impossible, SecretariatError
from secretariat_tui.domain.finding import Reason
from secretariat_tui.services.questions import QUESTIONS, Question, Step

_BEAT_SECONDS: Final = 1.0
_NICENESS: Final = 5
"""The screens come first."""
_BY_NAME: Final = {question.__name__: question for question in QUESTIONS}


class _Voice:
    """What the process says, a line at a time, whoever in it speaks."""

    def __init__(self, output: BinaryIO) -> None:
        self._output = output
        self._lock = threading.Lock()

    def say(self, kind: str, value: Any) -> None:
        """One line. Nobody listening means that nobody waits for it any more."""
        line = json.dumps({kind: value}, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"
        with self._lock:
            try:
                self._output.write(line)
                self._output.flush()
            except OSError:
                _leave()


def main() -> int:
    """Answers the one question, and ends."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    voice = _Voice(_own_output())
    _in_background(_beat, voice)
    from secretariat_tui.planner import engine  # noqa: F401  (slow: while the question is still to come)

    line = sys.stdin.buffer.readline()
    if not line:
        return 0
    stop = threading.Event()
    _in_background(_heed, stop)
    try:
        _answer(line, voice, stop)
    except Impossible as error:
        voice.say("impossible", [_plain(reason, Reason) for reason in error.conflict])
    except SecretariatError as error:
        voice.say("refused", [_plain(fault, Fault) for fault in error.faults])
    except Exception:  # noqa: BLE001  (whoever asked must hear of it, whatever it is)
        voice.say("broken", traceback.format_exc())
    return 0


def _answer(line: bytes, voice: _Voice, stop: threading.Event) -> None:
    asked = json.loads(line)
    kind = _BY_NAME[asked["question"]]
    question: Question[Any] = converter().structure(asked["of"], kind)
    found = question.answer(lambda step: voice.say(type(step).__name__, _step(step)), stop)
    voice.say("answer", _plain(found, question.answers))


def _step(step: Step) -> Any:
    return _plain(step, type(step))


def _plain(value: Any, kind: Any) -> Any:
    return converter().unstructure(value, unstructure_as=kind)


def _own_output() -> BinaryIO:
    """Standard output for our lines alone: what anything else prints goes nowhere."""
    output = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return output


def _in_background(work: Any, *arguments: Any) -> None:
    threading.Thread(target=work, args=arguments, daemon=True).start()


def _beat(voice: _Voice) -> NoReturn:
    """Says every second that the process lives, however long the solver is silent."""
    while True:
        voice.say("alive", True)
        threading.Event().wait(_BEAT_SECONDS)


def _heed(stop: threading.Event) -> None:
    """Waits for "stop"; where there is nothing more to read, nobody is there to answer to."""
    for line in sys.stdin.buffer:
        if line.strip() == b"stop":
            stop.set()
    _leave()


def _leave() -> NoReturn:
    """Ends at once, the solver at work or not."""
    os._exit(0)


if __name__ == "__main__":
    _code = main()
    sys.stdout.flush()
    os._exit(_code)  # not through the interpreter's end, which would wait for the thread that reads
