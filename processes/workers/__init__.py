"""Job workers: Python functions that do the work of service tasks.

    @job_handler("charge-card", retries=3, timeout=timedelta(minutes=1), backoff=timedelta(seconds=10))
    def charge_card(job: ActivatedJob) -> dict | None:
        return {"receipt": …}

What it returns become variables. `BpmnError` is a modelled error; any other exception is a failed try,
repeated after a growing pause until no retries are left. `JobFailed` is one that says more: not to try
again, or when.

Scripts in Python run by themselves (`processes.scripts`). For scripts in another language, register who runs
it; without, a diagram that has such a script is refused:

    @script_handler("javascript")
    def javascript(script: str, job: ActivatedJob) -> object:
        return …                    # becomes the result variable, if the script task has one
"""

from processes.runtime.job_queue import ActivatedJob
from processes.workers.handlers import (
    BpmnError,
    JobFailed,
    JobHandler,
    handler_for,
    handlers,
    job_handler,
    script_handler,
)

__all__ = [
    "ActivatedJob",
    "BpmnError",
    "JobFailed",
    "JobHandler",
    "handler_for",
    "handlers",
    "job_handler",
    "script_handler",
]
