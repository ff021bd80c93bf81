"""Job handlers of products that tests start: one that leaves a trace in the folder that its instance names,
and some that do wrong.
"""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from processes.workers import ActivatedJob, job_handler


@job_handler("test.note")
def note(job: ActivatedJob) -> dict[str, Any]:
    """Notes the try, then waits for the file `go` in the folder, if the instance says so."""
    folder = Path(job.variables["folder"])
    with (folder / "notes").open("a") as notes:
        notes.write(f"{job.idempotency_key}\n")
    while job.variables.get("held") and not (folder / "go").exists():
        time.sleep(0.05)
    return {"noted": True}


@job_handler("test.raises", backoff=timedelta(0))
def raises(job: ActivatedJob) -> None:
    raise RuntimeError("the peer is away")


@job_handler("test.hangs", timeout=timedelta(seconds=1), backoff=timedelta(0))
def hangs(job: ActivatedJob) -> None:
    while not (Path(job.variables["folder"]) / "go").exists():
        time.sleep(0.1)


@job_handler("test.eats", backoff=timedelta(0))
def eats(job: ActivatedJob) -> None:
    eaten = []
    while len(eaten) < 1000:
        eaten.append(bytearray(50_000_000))  # asked for; a machine that lends it is not hurt


@job_handler("test.dies")
def dies(job: ActivatedJob) -> None:
    """As the kernel ends a process that has taken too much."""
    os.kill(os.getpid(), signal.SIGKILL)


@job_handler("test.returns", backoff=timedelta(0))
def returns(job: ActivatedJob) -> list[object]:  # type: ignore[type-var]
    return [object()]
