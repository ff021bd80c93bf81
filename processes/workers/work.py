"""Working: take free jobs, run their handlers, and tell the engine what became of them.

Handlers run outside of any transaction. A worker that is killed in the middle leaves jobs that are free
again after their timeout.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from importlib import import_module

from django.conf import settings
from django.utils import timezone

from processes.bpmn.retries import pause_after
from processes.engine.commands import Command, CompleteJob, FailJob, ThrowJobError
from processes.runtime import job_queue
from processes.runtime.dispatch import Request, dispatch
from processes.runtime.job_queue import ActivatedJob
from processes.runtime.variables import why_unusable
from processes.workers import identity
from processes.workers.handlers import BpmnError, JobFailed, JobHandler, handlers

log = logging.getLogger(__name__)

BATCH = 20


def load_handlers() -> None:
    """Import the modules in which handlers are registered."""
    for module in settings.JOB_HANDLERS:
        import_module(module)


def until_nothing_is_free() -> int:
    """Do jobs as long as there are any, in this thread: for tests and tools. Products have a crew. The number
    done.
    """
    load_handlers()
    done = 0
    while batch := do_batch():
        done += batch
    return done


def do_batch(limit: int = BATCH) -> int:
    """Do up to `limit` jobs, one after the other. The number taken."""
    jobs = take(limit)
    conclude([(job, do(job)) for job in jobs])
    return len(jobs)


def reclaim() -> int:
    """Free the jobs that workers held who have died on this machine: nobody has to wait for their time to be
    up. The number of jobs.
    """
    freed = 0
    for name in job_queue.holders(identity.PLACE):
        if identity.has_died(name):
            freed += job_queue.free_those_of(name)
    if freed:
        log.warning("%d jobs are free again: the workers that held them have died", freed)
    return freed


def take(limit: int) -> list[ActivatedJob]:
    """Up to `limit` free jobs for which there are handlers, each for as long as its handler may need."""
    leases = {type: handler.timeout for type, handler in handlers.items()}
    return job_queue.activate(leases, worker=identity.name(), limit=limit)


def do(job: ActivatedJob) -> Command:
    """Run the handler of a job. What became of it."""
    handler = handlers[job.type]
    try:
        result = handler.function(job)
        variables = {} if result is None else dict(result)
        if wrong := why_unusable(variables):
            raise JobFailed(f"What the handler returned cannot be variables. {wrong}")
    except BpmnError as thrown:
        return ThrowJobError(
            job_key=job.key, error_code=thrown.code, error_message=thrown.message, variables=thrown.variables
        )
    except Exception as failure:  # whatever a handler does wrong is a failed try, and told as such
        log.info("Job %s (%s) failed: %s", job.key, job.type, failure)
        return failed(job, failure, handler)
    return CompleteJob(job_key=job.key, variables=variables)


def failed(job: ActivatedJob, failure: Exception, handler: JobHandler) -> FailJob:
    """A failed try: one retry less, and the pause that the diagram says, else one that doubles each time,
    unless the handler knows better.
    """
    left = handler.retries_left(job)
    pause = pause_after(job.tries, job.headers, timezone.now()) or handler.pause_after(job.tries)
    if isinstance(failure, JobFailed):
        left = left if failure.retry else 0
        pause = pause if failure.retry_in is None else failure.retry_in
    return FailJob(
        job_key=job.key,
        retries=left,
        error_message=told(failure),
        retry_at=timezone.now() + pause if left else None,
    )


#: of these the message alone says little: `'amount'`
_NEED_THEIR_KIND = (ArithmeticError, AssertionError, AttributeError, LookupError, NameError, TypeError)


def told(failure: Exception) -> str:
    """A failure in words: `the peer is away`, but `KeyError: 'amount'`."""
    message = str(failure)
    if message and not isinstance(failure, _NEED_THEIR_KIND):
        return message
    return f"{type(failure).__name__}: {message}" if message else type(failure).__name__


def conclude(done: Sequence[tuple[ActivatedJob, Command]]) -> None:
    """Tell the engine what became of these jobs, all in one go."""
    if not done:
        return
    outcomes = dispatch([_request(job, command) for job, command in done])
    unwanted = []
    for (job, command), outcome in zip(done, outcomes, strict=True):
        if outcome.error is None:
            continue
        if isinstance(command, FailJob):
            log.warning("What became of job %s is not wanted: %s", job.key, outcome.error)
        else:
            # A failed try, so that somebody is told in the end; refused if the job is simply gone.
            failure = JobFailed(f"The work was done, but its outcome could not be taken: {outcome.error}")
            unwanted.append((job, failed(job, failure, handlers[job.type])))
    conclude(unwanted)


def _request(job: ActivatedJob, command: Command) -> Request:
    return Request(
        process_instance_key=job.process_instance_key,
        command=command,
        actor=job.type,
        element_instance_key=job.element_instance_key,
    )
