"""Tasks that kill their process. They import little: a process that is begun only to be killed is soon there."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from secretariat_tui.domain.outcome import TeamOutcome
from secretariat_tui.services.many import TeamJob


def die_once_and_run(job: TeamJob) -> TeamOutcome:
    """Kills its process where the team is called so: the first time only, or every time."""
    directory = Path(job.database).parent
    again = (directory / f"{job.team}.begun").exists()
    (directory / f"{job.team}.begun").touch()
    if job.team == "dies-always" or (job.team == "dies-once" and not again):
        os.kill(os.getpid(), signal.SIGKILL)
    from secretariat_tui.bootstrap import run_team_job

    return run_team_job(job)


def die_beside(sign: Path, patience: float) -> None:
    """Kills its process as soon as another says that it is at work, or after a while."""
    until = time.monotonic() + patience
    while not sign.exists() and time.monotonic() < until:
        time.sleep(0.01)
    sign.unlink(missing_ok=True)
    os.kill(os.getpid(), signal.SIGKILL)


def be_at_work(sign: Path, seconds: float) -> str:
    """Says so, and takes a while."""
    sign.touch()
    time.sleep(seconds)
    return "done"
