"""Celery entry points. A message is a bell: there is work. The work itself is found by query."""

from celery import shared_task

from processes.runtime import correlation
from processes.workers import work


@shared_task(name="processes.tasks.work_jobs")
def work_jobs() -> None:
    work.until_nothing_is_free()


@shared_task(name="processes.tasks.correlate_messages")
def correlate_messages() -> None:
    correlation.correlate_kept()
