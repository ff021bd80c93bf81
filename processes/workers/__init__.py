"""Job workers: Python functions that do the work of service tasks.

    @job_handler("charge-card", retries=3, timeout=timedelta(minutes=1), backoff=timedelta(seconds=10))
    def charge_card(job: ActivatedJob) -> dict | None:
        return {"receipt": …}

What it returns become variables. `BpmnError` is a modelled error; any other exception is a failed try,
repeated after a growing pause until no retries are left. `JobFailed` is one that says more: not to try
again, or when.
"""

from processes.runtime.job_queue import ActivatedJob
from processes.workers.handlers import (
    BpmnError,
    JobFailed,
    JobHandler,
    handler_for,
    handlers,
    job_handler,
)

__all__ = [
    "ActivatedJob",
    "BpmnError",
    "JobFailed",
    "JobHandler",
    "handler_for",
    "handlers",
    "job_handler",
]
