"""The job queue: jobs are rows, taken in batches by whoever can do them.

A worker *activates* a job: it holds it until `locked_until`. If it completes or fails it, that is a command
to the instance; if it dies, the job is free again after that time. A job can therefore be done more than
once, and its idempotency key tells so to whoever is asked to do it.

A try is *lost* if nobody tells what became of it: its worker died, or held it for too long.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import F
from django.utils import timezone

from processes.engine import InstanceState
from processes.models import Job
from processes.runtime import broken, instances
from processes.runtime.warm import PLAIN

log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
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
    priority: int = 0
    #: which try this is, counting from 1; one that a worker died in counts too
    tries: int = 1
    #: how many tries in a row before this one were lost
    lost: int = 0
    #: when others may take it
    deadline: datetime
    #: the same for every try of this job, so that a peer can tell a repetition
    idempotency_key: str
    headers: dict[str, str]
    #: what is visible at the element
    variables: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lease:
    """How jobs of one type are taken."""

    #: for how long each may be held
    timeout: timedelta
    #: how many at once; None is as many as are taken of all types
    most: int | None = None


def activate(leases: Mapping[str, Lease], *, worker: str, limit: int) -> list[ActivatedJob]:
    """Take up to `limit` free jobs of these types: those of the highest priority first, and of these the
    longest waiting.
    """
    if not leases:
        return []
    now = timezone.now()
    until = {type: now + lease.timeout for type, lease in leases.items()}
    most = [limit if lease.most is None else min(lease.most, limit) for lease in leases.values()]
    claim = _claim_with_locks if connection.features.has_select_for_update_skip_locked else _claim
    with transaction.atomic(), connection.cursor() as cursor:
        claim(cursor, until, most, worker, now, limit)
        taken = [_Taken(*row) for row in cursor.fetchall()]
        activated, unreadable = _activated(sorted(taken, key=_by_priority), until)
    # They stay taken, out of the way of the others, and are tried again when their time is up.
    broken.tell(unreadable, actor=worker, now=now)
    return activated


def release(job_keys: Collection[int], *, worker: str) -> None:
    """Give back jobs that were not begun, as if they had never been taken."""
    Job.objects.filter(key__in=job_keys, locked_by=worker).update(
        locked_by=None, locked_until=None, tries=F("tries") - 1
    )


def holders(beginning: str) -> list[str]:
    """Workers that hold jobs now, and whose names begin like this."""
    held = Job.objects.filter(locked_by__startswith=beginning, locked_until__gt=timezone.now())
    return [name for name in held.values_list("locked_by", flat=True).distinct() if name]


def free_those_of(worker: str) -> int:
    """The jobs that this worker holds are free: it has died. The number of jobs."""
    return Job.objects.filter(locked_by=worker).update(locked_by=None, locked_until=None, lost=F("lost") + 1)


def follow_clock(now: datetime, *, set_back_by: timedelta | None) -> int:
    """The clock of this machine has been set back to `now`; by how much is not known (None) to who was not
    there. Pauses and leases are stretches of time: what is left of them stays as it was. A job that has never
    been tried has nothing to wait for. The number of jobs that are available earlier.
    """
    ahead = Job.objects.filter(available_at__gt=now)
    moved = ahead.filter(tries=0).update(available_at=now)
    if set_back_by is not None:
        moved += ahead.filter(available_at__lte=now + set_back_by).update(available_at=now)
        later = {"available_at__gt": now + set_back_by}
        moved += Job.objects.filter(**later).update(available_at=F("available_at") - set_back_by)
        held = Job.objects.filter(locked_until__gt=now + set_back_by)
        held.update(locked_until=F("locked_until") - set_back_by)
    return moved


class _Taken(NamedTuple):
    """What a claim returns of a job, in this order."""

    key: int
    type: str
    process_instance_key: int
    process_definition_key: int
    element_instance_key: int
    element_id: str
    retries: int
    priority: int
    tries: int
    lost: int
    headers: str


def _by_priority(job: _Taken) -> tuple[int, int]:
    return -job.priority, job.key


_JOB = f'"{Job._meta.db_table}"'
_TAKEN = ", ".join(f"job.{name}" for name in _Taken._fields)
#: who holds it has let its time pass
_LOST = "job.lost + CASE WHEN job.locked_until IS NULL THEN 0 ELSE 1 END"
_IS_FREE = (
    "retries > 0 AND NOT is_suspended AND available_at <= %s AND (locked_until IS NULL OR locked_until <= %s)"
)


# One short look into the index for each type: a backlog of one type is never read as a whole.


def _claim_with_locks(
    cursor: CursorWrapper,
    until: Mapping[str, datetime],
    most: Sequence[int],
    worker: str,
    now: datetime,
    limit: int,
) -> None:
    sql = f"""
        WITH lease AS (
            SELECT * FROM unnest(%s::text[], %s::timestamptz[], %s::int[]) AS lease(type, until, most)
        ),
        free AS (
            SELECT found.key, lease.until FROM lease CROSS JOIN LATERAL (
                SELECT key, priority, available_at FROM {_JOB} AS one
                WHERE one.type = lease.type AND {_IS_FREE}
                ORDER BY priority DESC, available_at LIMIT lease.most FOR UPDATE SKIP LOCKED
            ) AS found ORDER BY found.priority DESC, found.available_at LIMIT %s
        )
        UPDATE {_JOB} AS job
        SET locked_by = %s, locked_until = free.until, tries = job.tries + 1, lost = {_LOST}
        FROM free WHERE job.key = free.key RETURNING {_TAKEN}
    """
    cursor.execute(sql, [list(until), list(until.values()), list(most), now, now, limit, worker])


def _claim(
    cursor: CursorWrapper,
    until: Mapping[str, datetime],
    most: Sequence[int],
    worker: str,
    now: datetime,
    limit: int,
) -> None:
    """Where there is one writer at a time, nobody needs to be skipped."""
    stored = connection.ops.adapt_datetimefield_value
    leases = json.dumps({type: stored(moment) for type, moment in until.items()})
    of_type = f"""
        SELECT * FROM (
            SELECT key, priority, available_at FROM {_JOB} WHERE type = %s AND {_IS_FREE}
            ORDER BY priority DESC, available_at LIMIT %s
        )
    """
    sql = f"""
        UPDATE {_JOB} AS job SET locked_by = %s, tries = job.tries + 1, lost = {_LOST},
            locked_until = (SELECT value FROM json_each(%s) AS lease WHERE lease.key = job.type)
        WHERE key IN (
            SELECT key FROM ({" UNION ALL ".join([of_type] * len(until))})
            ORDER BY priority DESC, available_at, key LIMIT %s
        ) RETURNING {_TAKEN.replace("job.", "")}
    """
    of_types = [
        value
        for type, at_most in zip(until, most, strict=True)
        for value in (type, stored(now), stored(now), at_most)
    ]
    cursor.execute(sql, [worker, leases, *of_types, limit])


def _activated(
    jobs: Sequence[_Taken], until: Mapping[str, datetime]
) -> tuple[list[ActivatedJob], list[tuple[_Taken, Exception]]]:
    """The jobs, and those whose instances cannot be read, with the reason: we are wrong about these."""
    places: dict[int, set[int]] = {}
    for job in jobs:
        places.setdefault(job.process_instance_key, set()).add(job.element_instance_key)
    found, broken_ones = instances.look_at(places)
    unreadable = [
        (job, broken_ones[job.process_instance_key])
        for job in jobs
        if job.process_instance_key in broken_ones
    ]
    activated = []
    for job in jobs:
        instance = found.get(job.process_instance_key)
        if instance is None:
            continue
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
                priority=job.priority,
                tries=job.tries,
                lost=job.lost,
                deadline=until[job.type],
                idempotency_key=f"job-{job.key}",
                headers=json.loads(job.headers),
                variables=_visible(instance.state, job.element_instance_key),
            )
        )
    instances.let_go(found.values())
    return activated, unreadable


def _visible(state: InstanceState, scope_key: int) -> dict[str, Any]:
    """The variables seen from an element, the handler's own: whatever it does to them, the state stays."""
    chain: list[dict[str, Any]] = []
    key: int | None = scope_key
    while key is not None and key in state.element_instances:
        if key in state.variables:
            chain.append(state.variables[key])
        key = state.element_instances[key].scope_key
    visible: dict[str, Any] = {}
    for variables in reversed(chain):
        visible |= variables
    return {name: value if type(value) in PLAIN else deepcopy(value) for name, value in visible.items()}
