"""Job handlers of products that tests start: each leaves a trace in the folder that its instance names."""

import time
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
