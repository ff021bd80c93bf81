"""Apart: a job in a process of its own, so that what it does to that process it does to nobody else. Jobs
that were lost more than once are done so. It costs a second, and only a job that ends processes needs it.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys

from processes.engine.commands import Command, FailJob
from processes.runtime.job_queue import ActivatedJob
from processes.workers import work
from processes.workers.handlers import handlers

_PROGRAM = "import django; django.setup(); from processes.workers.apart import be_apart; be_apart()"


def do(job: ActivatedJob) -> Command:
    """Run its handler apart. What became of it; if it ends its process, nobody tries it again by itself."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [os.getcwd(), *sys.path]))}
    try:
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            input=pickle.dumps(job),
            stdout=subprocess.PIPE,
            env=environment,
            timeout=handlers[job.type].timeout.total_seconds(),
        )
    except subprocess.TimeoutExpired:
        return work.overdue(job)
    except (OSError, ValueError) as failure:
        return work.failed(job, failure, handlers[job.type])
    if done.returncode == 0:
        outcome: Command = pickle.loads(done.stdout)  # from our own process
        return outcome
    return FailJob(job_key=job.key, retries=0, error_message=_ended(done.returncode))


def _ended(status: int) -> str:
    how = f"by {signal.Signals(-status).name}" if status < 0 else f"with status {status}"
    return (
        f"Its handler ended the process that ran it, {how}: out of memory, for example. "
        "It is tried again when this is resolved."
    )


def be_apart() -> None:
    """In that process: the job comes in, the outcome goes out, and what else is printed goes to the log."""
    outcome_to = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    work.load_handlers()
    job: ActivatedJob = pickle.load(sys.stdin.buffer)
    outcome_to.write(pickle.dumps(work.do(job)))
    outcome_to.flush()
    os._exit(os.EX_OK)
