"""Job handlers of the product that the browser tests start.

Each does its work on a folder of the test, so that the test decides when it goes on.
"""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from processes.workers import ActivatedJob, job_handler

#: how long a handler that is held waits for its test at the longest
PATIENCE_SECONDS = 60

BACKOFF = timedelta(seconds=0.4)


@job_handler("browser.check")
def check(job: ActivatedJob) -> dict[str, Any]:
    """Works until the file `go` is in the instance's folder; without a folder, it is done at once."""
    folder = job.variables.get("folder")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while folder and not (Path(folder) / "go").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    return {"checked": True}


@job_handler("browser.charge", backoff=BACKOFF)
def charge(job: ActivatedJob) -> dict[str, Any]:
    """Fails as long as the card is not a number. Notes when it tried."""
    card = str(job.variables["card"])
    with (Path(job.variables["folder"]) / "tries").open("a") as tries:
        tries.write(f"{time.time()}\n")
    if not card.isdigit():
        raise ValueError(f"The card {card} is not a number.")
    return {"charged": True}
