"""Working: take free jobs, run their handlers, and tell the engine what became of them.

Handlers run outside of any transaction. A worker that is killed in the middle leaves jobs that are free
again after their timeout. Whoever kills one worker after the other is not tried for ever: after some lost
tries in a row a job is tried apart (`apart`), where it can end only itself; if it does, it is an incident.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta
from importlib import import_module
from types import MappingProxyType

from django.conf import settings
from django.utils import timezone

from processes.bpmn.retries import pause_after
from processes.engine.commands import Command, CompleteJob, FailJob, ThrowJobError
from processes.runtime import broken, job_queue
from processes.runtime.dispatch import Request, dispatch
from processes.runtime.job_queue import ActivatedJob, Lease
from processes.runtime.variables import why_unusable
from processes.workers import identity, memory
from processes.workers.handlers import BpmnError, JobFailed, JobHandler, handlers

log = logging.getLogger(__name__)

BATCH = 20
#: so long after its handler's timeout is a job free for others: who holds it has told by then
GRACE = timedelta(seconds=10)
#: after so many lost tries in a row a job is tried in a process of its own
APART = 2
#: and after so many not any more
LOST_TRIES = 5


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


def take(limit: int, room: Mapping[str, int] = MappingProxyType({})) -> list[ActivatedJob]:
    """Up to `limit` free jobs for which there are handlers, each for as long as its handler may need. Of some
    types there may be `room` for a few only, or for none.
    """
    leases = {
        type: Lease(handler.timeout + GRACE, room.get(type))
        for type, handler in handlers.items()
        if room.get(type) != 0
    }
    while jobs := job_queue.activate(leases, worker=identity.name(), limit=limit):
        hopeless = [job for job in jobs if job.lost >= LOST_TRIES]
        conclude([(job, _lost(job)) for job in hopeless])
        if len(hopeless) < len(jobs):
            return [job for job in jobs if job.lost < LOST_TRIES]
    return []


def _lost(job: ActivatedJob) -> FailJob:
    log.error("Job %s (%s) is not tried again: its last %d workers never told", job.key, job.type, job.lost)
    message = (
        f"{job.lost} workers in a row took this job and never told what became of it: they died, out of "
        "memory for example, or hung. Their log says more. It is tried again when this is resolved."
    )
    return FailJob(job_key=job.key, retries=0, error_message=message)


def do(job: ActivatedJob) -> Command:
    """Run the handler of a job. What became of it."""
    handler = handlers[job.type]
    try:
        result = handler.function(job)
        if result is not None and not isinstance(result, Mapping):
            raise JobFailed(
                "Expected the handler to return variables by name, or nothing, "
                f"but it returned a value of type {type(result).__name__}."
            )
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


def overdue(job: ActivatedJob) -> FailJob:
    """A try that its handler does not end: it failed, whatever becomes of it."""
    handler = handlers[job.type]
    limit = f"{handler.timeout.total_seconds():g} s"
    log.error("Job %s (%s) is still busy after %s: its hand is given up", job.key, job.type, limit)
    return failed(job, JobFailed(f"Its handler was still busy after its time limit of {limit}."), handler)


#: of these the message alone says little: `'amount'`
_NEED_THEIR_KIND = (ArithmeticError, AssertionError, AttributeError, LookupError, NameError, TypeError)


def told(failure: Exception) -> str:
    """A failure in words: `the peer is away`, but `KeyError: 'amount'`."""
    message = str(failure)
    if isinstance(failure, MemoryError):
        return "MemoryError: there was no more memory to be had" + memory.told()
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
            if outcome.failed:
                broken.tell([(job, outcome.error)], actor=job.type, now=timezone.now())
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
