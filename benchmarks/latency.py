"""Latency: one command alone on an idle system, beside one bare COMMIT of the same rows.

The two alternate. For the bare one, the command is carried out and rolled back while what it writes is
listened to; then exactly these statements are sent again by the database's own driver, all at once, in one
transaction. So the process goes on either way.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, transaction

import benchmarks.django_process  # noqa: F401  models are imported below
from benchmarks.broke import BenchmarkBroke
from benchmarks.figures import percentiles
from processes import services
from processes.engine import events as e
from processes.engine.commands import CompleteJob
from processes.models import InstanceState, Job, ProcessInstance
from processes.runtime.dispatch import Request, carry_out
from processes.runtime.keys import keys

#: steps of either kind that are not counted: statements are prepared, caches filled
WARM_UP = 10
#: commands that complete a job in one instance of P3
JOBS_PER_INSTANCE = 10

Statement = tuple[str, Any, bool]


def measure(commands: int) -> dict[str, dict[str, float]]:
    """Milliseconds of so many commands of each kind."""
    needed = -(-2 * (commands + WARM_UP) // JOBS_PER_INSTANCE)
    instances = services.start_instances(process_id="P3", batch=[{}] * needed)
    ours: list[float] = []
    bare: list[float] = []
    for key in instances:
        job_key: int | None = Job.objects.values_list("key", flat=True).get(process_instance_key=key)
        while job_key is not None:
            request = Request(process_instance_key=key, command=CompleteJob(job_key=job_key, variables={}))
            if len(ours) <= len(bare):
                began = time.perf_counter()
                events = carry_out(request).events
                ours.append(time.perf_counter() - began)
            else:
                statements, events = written_by(request)
                bare.append(seconds_to_replay(statements))
            job_key = _next_job(events)
    if ProcessInstance.objects.filter(key__in=instances, state=InstanceState.ACTIVE).exists():
        raise BenchmarkBroke("A command, or the same rows sent alone, did not complete its instance")
    return {"command": percentiles(ours[WARM_UP:]), "bare": percentiles(bare[WARM_UP:])}


def written_by(request: Request) -> tuple[list[Statement], tuple[e.Event, ...]]:
    """What carrying out this request writes, and tells; nothing of it is done."""
    heard: list[Statement] = []

    def listen(execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE")):
            parameters = list(parameters) if many else parameters
            heard.append((sql, parameters, many))
        return execute(sql, parameters, many, context)

    keys.reserve()
    with transaction.atomic(), connection.execute_wrapper(listen):
        record = carry_out(request)
        transaction.set_rollback(True)
    return heard, record.events


def seconds_to_replay(statements: list[Statement]) -> float:
    raw = connection.connection
    if isinstance(raw, sqlite3.Connection):
        return _replayed_in_sqlite(raw, statements)
    return _replayed_in_postgresql(raw, statements)


def _replayed_in_sqlite(raw: sqlite3.Connection, statements: list[Statement]) -> float:
    plain = [(sql.replace("%s", "?"), parameters, many) for sql, parameters, many in statements]
    began = time.perf_counter()
    raw.execute("BEGIN IMMEDIATE")
    for sql, parameters, many in plain:
        if many:
            raw.executemany(sql, parameters)
        else:
            raw.execute(sql, parameters or ())
    raw.execute("COMMIT")
    return time.perf_counter() - began


def _replayed_in_postgresql(raw: Any, statements: list[Statement]) -> float:
    began = time.perf_counter()
    with raw.pipeline(), raw.transaction(), raw.cursor() as cursor:
        for sql, parameters, many in statements:
            if many:
                cursor.executemany(sql, parameters)
            else:
                cursor.execute(sql, parameters)
    return time.perf_counter() - began


def _next_job(events: Iterable[e.Event]) -> int | None:
    return next((event.key for event in events if isinstance(event, e.JobCreated)), None)
