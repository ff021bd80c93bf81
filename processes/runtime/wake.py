"""Waking: ringing the bell for those who look for work. A lost ring costs one polling interval and
never work, so a broker that is down is only noted.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from celery import current_app
from kombu.exceptions import OperationalError

from processes.engine import events as e
from processes.engine.projecting import Record

log = logging.getLogger(__name__)

WORK_JOBS = "processes.tasks.work_jobs"
CORRELATE_MESSAGES = "processes.tasks.correlate_messages"


def after(records: Iterable[Record]) -> None:
    """Wake whoever has something to do after these records."""
    kinds = {type(event) for record in records for event in record.events}
    if kinds & {e.JobCreated, e.JobRetriesUpdated}:
        ring(WORK_JOBS)
    if kinds & {e.MessageThrown, e.MessageSubscriptionOpened}:
        ring(CORRELATE_MESSAGES)


def ring(task: str) -> None:
    try:
        current_app.send_task(task, ignore_result=True, retry=False)
    except (OperationalError, OSError) as failure:
        log.warning("The broker cannot be reached (%s); work will be found by polling", failure)
