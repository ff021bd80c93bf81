"""Celery entry points. A message is a bell: there is work. The work itself is found by query, by a crew in
each worker process, which also looks by itself when no bell rings.
"""

import gc

from celery import shared_task
from celery.signals import worker_process_init, worker_process_shutdown

from processes.runtime import correlation, signals
from processes.workers import memory
from processes.workers.crew import crew

#: how long a worker process that is asked to stop finishes what it has begun, in seconds
PATIENCE = 8.0


@shared_task(name="processes.tasks.work_jobs")
def work_jobs() -> None:
    crew().start()
    crew().ring()


@shared_task(name="processes.tasks.correlate_messages")
def correlate_messages() -> None:
    correlation.correlate_kept()


@shared_task(name="processes.tasks.broadcast_signals")
def broadcast_signals() -> None:
    signals.broadcast_thrown()


@worker_process_init.connect
def begin_to_work(**_: object) -> None:
    memory.limit()
    crew().start()
    # What is loaded by now stays: some 100,000 objects that a full garbage collection need not look at. It
    # takes 10 ms then, not 80, and all collections together 4 % of a busy worker's time, not 11 %.
    gc.freeze()


@worker_process_shutdown.connect
def finish_work(**_: object) -> None:
    crew().stop(PATIENCE)
