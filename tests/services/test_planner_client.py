"""The planner in its own process: what it answers, and that nothing that happens to it keeps anybody waiting."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from secretariat_tui.domain.errors import Impossible, Unusable
from secretariat_tui.domain.events import AssignmentPin
from secretariat_tui.planner.limits import Limits, Progress
from secretariat_tui.services.planner_client import PlannerClient
from secretariat_tui.services.planning import plan
from secretariat_tui.services.questions import LeaveCalendar, PlanWeeks
from tests.build import MON, problem, team
from tests.build import member as make
from tests.plans import small_team

ROOT = Path(__file__).parents[2]
SMALL = Limits(deterministic=5)


def speaking(code: str) -> tuple[str, ...]:
    """A process that says other things than a planner would."""
    return (sys.executable, "-uc", f"import sys, time\nsys.stdin.readline()\n{code}")


def is_there(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


async def test_it_answers_what_the_planner_here_would():
    asked = problem(small_team())
    steps = []
    client = PlannerClient()
    found = await client.ask(PlanWeeks(asked, SMALL), steps.append)
    assert found == plan(asked, SMALL)
    assert {type(step) for step in steps} == {Progress}
    assert not client._running


async def test_a_process_that_waits_is_taken_and_answers_too():
    client = PlannerClient()
    await client.warm()
    pid = client._spare.pid
    lights = []
    asked = problem(team([make("anna", "mon"), make("bea", "mon")]))
    found = await client.ask(LeaveCalendar(asked, SMALL), lights.append)
    assert tuple(lights) == found.lights
    assert len(found.lights) == 20
    assert not is_there(pid)


async def test_what_is_impossible_is_told_with_its_clash():
    clashing = replace(small_team(), pins=(AssignmentPin("anna", MON, "dag"), AssignmentPin("anna", MON, None)))
    with pytest.raises(Impossible) as caught:
        await PlannerClient().ask(PlanWeeks(problem(clashing), SMALL))
    assert {reason.rule for reason in caught.value.conflict} == {"pinned"}


@pytest.mark.parametrize(
    "code",
    [
        "print('no JSON at all')",
        'print(\'{"answer": {"roster": 1}}\')',
        'print(\'{"answer": 1, "more": 2}\')',
        "print('{\"novel\": 1}')",
        "sys.stdout.buffer.write(bytes(range(256)) + b'\\n')",
        'print(\'{"broken": "Traceback\\\\nMemoryError"}\')',
        "print('{\"impossible\": 7}')",
        "sys.exit(3)",
        "import os; os.abort()",
    ],
)
async def test_what_cannot_be_understood_is_an_error_at_once(code):
    client = PlannerClient(speaking(code))
    with pytest.raises(Unusable):
        await asyncio.wait_for(client.ask(PlanWeeks(problem(small_team()))), 20)
    assert not client._running


async def test_a_process_that_hangs_is_ended():
    client = PlannerClient(speaking("time.sleep(600)"), silence=0.5)
    with pytest.raises(Unusable):
        await asyncio.wait_for(client.ask(PlanWeeks(problem(small_team()))), 20)


async def test_a_process_that_does_not_stop_is_ended():
    code = "while True: print('{\"alive\": true}'); time.sleep(0.1)"
    stop = asyncio.Event()
    stop.set()
    with pytest.raises(Unusable):
        await PlannerClient(speaking(code), patience=0.5).ask(PlanWeeks(problem(small_team())), None, stop)


async def test_a_process_that_is_killed_is_an_error_at_once():
    client = PlannerClient(speaking("print('{\"alive\": true}'); time.sleep(600)"))
    asking = asyncio.create_task(client.ask(PlanWeeks(problem(small_team()))))
    while not client._running:
        await asyncio.sleep(0.01)
    (process,) = client._running
    os.kill(process.pid, signal.SIGKILL)
    with pytest.raises(Unusable):
        await asyncio.wait_for(asking, 10)
    assert process.returncode == -signal.SIGKILL


async def test_a_question_that_is_given_up_leaves_nothing_behind():
    client = PlannerClient(speaking("time.sleep(600)"))
    asking = asyncio.create_task(client.ask(PlanWeeks(problem(small_team()))))
    while not client._running:
        await asyncio.sleep(0.01)
    (process,) = client._running
    await asyncio.sleep(0.1)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert process.returncode is not None
    assert not is_there(process.pid)


async def test_a_worker_ends_when_who_asked_is_gone():
    client = PlannerClient()
    process = await client._started()
    process.stdin.close()
    assert await asyncio.wait_for(process.wait(), 20) == 0


async def test_a_program_that_is_not_there_is_told():
    with pytest.raises(Unusable):
        await PlannerClient(["/nowhere/to/be/found"]).ask(PlanWeeks(problem(small_team())))


async def test_closing_ends_the_one_that_waits():
    client = PlannerClient()
    await client.warm()
    pid = client._spare.pid
    await client.close()
    assert not is_there(pid)


QUITTING = """
import asyncio, gc, sys
from secretariat_tui.services.planner_client import PlannerClient
from secretariat_tui.services.questions import PlanWeeks
from tests.build import problem
from tests.plans import small_team

BUSY = (sys.executable, "-Suc", "import time; print('{\\"alive\\": null}'); time.sleep(600)")

async def quit_after(how, seconds):
    client = PlannerClient(BUSY)
    task = asyncio.create_task(client.warm() if how == "warming" else client.ask(PlanWeeks(problem(small_team()))))
    await asyncio.sleep(seconds)
    if how == "given up":
        task.cancel()
        await asyncio.sleep(0)
    await client.close()
    await asyncio.gather(task, return_exceptions=True)
    assert not client._running

for seconds in (0, 0.001, 0.005, 0.02, 0.3):
    asyncio.run(quit_after(sys.argv[1], seconds))
    gc.collect()
"""


@pytest.mark.parametrize("how", ["warming", "asking", "given up"])
def test_quitting_at_whatever_moment_says_nothing_on_the_terminal(how):
    command = [sys.executable, "-W", "default::ResourceWarning", "-c", QUITTING, how]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


async def test_after_closing_nothing_is_started_any_more():
    client = PlannerClient()
    await client.close()
    with pytest.raises(Unusable):
        await client.ask(PlanWeeks(problem(small_team())))
    await client.close()
