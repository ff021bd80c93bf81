"""Working: take a batch of free jobs, run their handlers, and tell the engine what became of them, all in one
go.

Handlers run outside of any transaction. A worker that is killed in the middle leaves jobs that are free
again after their timeout.
"""

from __future__ import annotations

import json
import logging
import os
import socket
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.utils import timezone

from processes.engine.commands import Command, CompleteJob, FailJob, ThrowJobError
from processes.runtime import job_queue
from processes.runtime.dispatch import Request, dispatch
from processes.workers.handlers import BpmnError, JobHandler, handlers

log = logging.getLogger(__name__)

BATCH = 20
WORKER = f"{socket.gethostname()}-{os.getpid()}"


def load_handlers() -> None:
    """Import the modules in which handlers are registered."""
    for module in settings.JOB_HANDLERS:
        import_module(module)


def until_nothing_is_free() -> int:
    """Do jobs as long as there are any for handlers of this process. The number done."""
    load_handlers()
    done = 0
    while batch := do_batch():
        done += batch
    return done


def do_batch(limit: int = BATCH) -> int:
    """Do up to `limit` jobs. The number taken."""
    timeout = max((handler.timeout for handler in handlers.values()), default=timedelta(minutes=5))
    jobs = job_queue.activate(list(handlers), worker=WORKER, limit=limit, timeout=timeout)
    requests = [
        Request(
            process_instance_key=job.process_instance_key,
            command=_do(handlers[job.type], job),
            actor=job.type,
        )
        for job in jobs
    ]
    for outcome in dispatch(requests) if requests else ():
        if outcome.error is not None:
            log.warning("What became of a job is not wanted: %s", outcome.error)
    return len(jobs)


def _do(handler: JobHandler, job: job_queue.ActivatedJob) -> Command:
    try:
        result = handler.function(job)
        variables = {} if result is None else dict(result)
        json.dumps(variables, allow_nan=False)
    except BpmnError as thrown:
        return ThrowJobError(
            job_key=job.key, error_code=thrown.code, error_message=thrown.message, variables=thrown.variables
        )
    except Exception as failure:  # whatever a handler does wrong is a failed try, and told as such
        log.info("Job %s (%s) failed: %s", job.key, job.type, failure)
        return failed(job, str(failure) or type(failure).__name__, handler)
    return CompleteJob(job_key=job.key, variables=variables)


def failed(job: job_queue.ActivatedJob, message: str, handler: JobHandler) -> FailJob:
    """A failed try: one retry less, and a pause that doubles each time."""
    left = job.retries - 1
    tries = max((handler.retries or 3) - left, 1)
    return FailJob(
        job_key=job.key,
        retries=left,
        error_message=message,
        retry_at=timezone.now() + handler.pause_after(tries) if left else None,
    )
