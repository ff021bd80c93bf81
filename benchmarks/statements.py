"""Statements: how many a batch takes, for one command and for fifty.

A *statement* is one call of the database driver; BEGIN and COMMIT are not counted. The driver may carry out
a call many times, once for each row (`executemany`): those are its *executions*.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection

from benchmarks.six_processes import JOB_TYPE, SIZES
from benchmarks.stored import Stored
from processes import services
from processes.engine.commands import CompleteJob
from processes.runtime.dispatch import Request, dispatch
from processes.runtime.keys import keys


class Counter:
    """Listens to the database driver."""

    def __init__(self) -> None:
        self.statements = self.executions = 0

    def __call__(
        self, execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any
    ) -> Any:
        parameters = list(parameters) if many else parameters
        if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")):
            self.statements += 1
            self.executions += len(parameters) if many else 1
        return execute(sql, parameters, many, context)

    def counted(self) -> dict[str, int]:
        return {"statements": self.statements, "executions": self.executions}


def measure(stored: Stored) -> dict[str, dict[str, dict[str, int]]]:
    """What is done with a batch → its size → statements and executions, for P3."""
    found: dict[str, dict[str, dict[str, int]]] = {"start": {}, "claim": {}, "complete": {}}
    keys.reserve()
    for size in SIZES:
        with connection.execute_wrapper(starting := Counter()):
            started = services.start_instances(process_id="P3", batch=[{}] * size)
        with connection.execute_wrapper(claiming := Counter()):
            jobs = services.activate_jobs(
                type=JOB_TYPE, worker="benchmark", max_jobs=size, timeout=timedelta(minutes=1)
            )
        requests = [
            Request(
                process_instance_key=job.process_instance_key,
                command=CompleteJob(job_key=job.key, variables={}),
            )
            for job in jobs
        ]
        with connection.execute_wrapper(completing := Counter()):
            dispatch(requests)
        found["start"][str(size)] = starting.counted()
        found["claim"][str(size)] = claiming.counted()
        found["complete"][str(size)] = completing.counted()
        stored.do_jobs(stored.definitions["P3"])
        stored.started += started
    stored.check()
    return found
