"""The job queue: jobs are rows, taken in batches by whoever can do them.

A worker *activates* a job: it holds it until `locked_until`. If it completes or fails it, that is a command
to the instance; if it dies, the job is free again after that time. A job can therefore be done more than
once, and its idempotency key tells so to whoever is asked to do it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from processes.models import Job, ProcessInstance, Variable
from processes.runtime import state_document


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivatedJob:
    """A job, as the worker that holds it sees it."""

    key: int
    type: str
    process_instance_key: int
    process_definition_key: int
    process_id: str
    business_key: str | None
    element_id: str
    element_instance_key: int
    #: tries left, this one included
    retries: int
    #: when others may take it
    deadline: datetime
    #: the same for every try of this job, so that a peer can tell a repetition
    idempotency_key: str
    headers: dict[str, str]
    #: what is visible at the element
    variables: dict[str, Any]


def free_jobs(now: datetime, types: Collection[str] | None = None) -> QuerySet[Job]:
    """Jobs that can be activated now, the longest waiting first."""
    jobs = Job.objects.filter(
        Q(locked_until__isnull=True) | Q(locked_until__lte=now), retries__gt=0, available_at__lte=now
    )
    if types is not None:
        jobs = jobs.filter(type__in=types)
    return jobs.order_by("available_at", "key")


def activate(types: Collection[str], *, worker: str, limit: int, timeout: timedelta) -> list[ActivatedJob]:
    """Take up to `limit` free jobs of these types for `timeout`."""
    now = timezone.now()
    until = now + timeout
    with transaction.atomic():
        taken = list(free_jobs(now, types).select_for_update(skip_locked=True)[:limit])
        if not taken:
            return []
        Job.objects.filter(key__in=[job.key for job in taken]).update(
            locked_by=worker, locked_until=until, tries=F("tries") + 1
        )
    return _activated(taken, until)


def _activated(jobs: Iterable[Job], deadline: datetime) -> list[ActivatedJob]:
    jobs = list(jobs)
    instances = ProcessInstance.objects.in_bulk({job.process_instance_key for job in jobs})
    around: dict[int, dict[int, int | None]] = {
        key: state_document.scope_keys(instance.document) for key, instance in instances.items()
    }
    values: dict[int, dict[str, Any]] = {}
    chains = {
        job.key: _chain(around.get(job.process_instance_key, {}), job.element_instance_key) for job in jobs
    }
    wanted = {scope_key for chain in chains.values() for scope_key in chain}
    for scope_key, name, value in Variable.objects.filter(scope_key__in=wanted).values_list(
        "scope_key", "name", "value"
    ):
        values.setdefault(scope_key, {})[name] = json.loads(value)
    activated = []
    for job in jobs:
        instance = instances.get(job.process_instance_key)
        if instance is None:
            continue
        visible: dict[str, Any] = {}
        for scope_key in reversed(chains[job.key]):
            visible |= values.get(scope_key, {})
        activated.append(
            ActivatedJob(
                key=job.key,
                type=job.type,
                process_instance_key=job.process_instance_key,
                process_definition_key=job.process_definition_key,
                process_id=instance.process_id,
                business_key=instance.business_key,
                element_id=job.element_id,
                element_instance_key=job.element_instance_key,
                retries=job.retries,
                deadline=deadline,
                idempotency_key=f"job-{job.key}",
                headers=json.loads(job.headers),
                variables=visible,
            )
        )
    return activated


def _chain(around: dict[int, int | None], scope_key: int) -> list[int]:
    """From the element outwards."""
    chain: list[int] = []
    key: int | None = scope_key
    while key is not None and key in around:
        chain.append(key)
        key = around[key]
    return chain
