"""Meanwhile with its database: instances are started by the service, jobs are claimed and completed by the
worker's own code, and every batch is one COMMIT. Which database, the environment says.

With several processes each starts its share, and all of them work on all jobs.
"""

import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

from benchmarks import django_process
from benchmarks.broke import BenchmarkBroke
from benchmarks.six_processes import BATCH, COMMANDS, JOB_TYPE, MESSAGE, diagram, variables
from processes import services
from processes.engine.commands import CompleteUserTask
from processes.models import (
    Incident,
    InstanceState,
    Job,
    Message,
    MessageSubscription,
    ProcessDefinition,
    ProcessInstance,
    Timer,
)
from processes.runtime.dispatch import Request, dispatch
from processes.workers import ActivatedJob, job_handler, work
from tasklist.models import UserTask, UserTaskState

T = TypeVar("T")
#: longer than any run takes on a machine that is merely slow
PATIENCE_SECONDS = 120


@job_handler(JOB_TYPE)
def do_nothing(job: ActivatedJob) -> None:
    """What is measured is the engine, not the work."""


class Stored:
    def prepare(self, deploys: bool) -> None:
        """`deploys`: the first member of a lane makes the tables and deploys, the others find it done."""
        if deploys:
            django_process.migrate()
            services.deploy(resources={f"{name}.bpmn": diagram(name) for name in COMMANDS})
        self.definitions = dict(ProcessDefinition.objects.values_list("process_id", "key"))
        self.started: list[int] = []

    def run(self, process_id: str, numbers: list[int]) -> None:
        started = []
        for batch in _batches(range(*numbers)):
            started += services.start_instances(
                process_id=process_id, batch=[variables(process_id, number) for number in batch]
            )
        self.started += started
        if process_id == "P6":
            for keys_of_batch in _batches(started):
                complete_user_tasks(keys_of_batch)
            for batch in _batches(range(*numbers)):
                publish_messages([variables(process_id, number)["order"] for number in batch])
        if process_id in ("P2", "P3", "P4", "P6"):
            self.do_jobs(self.definitions[process_id])

    def do_jobs(self, definition_key: int) -> None:
        """Until no instance waits any more, whichever process started it."""
        active = ProcessInstance.objects.filter(
            process_definition_key=definition_key, state=InstanceState.ACTIVE
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            while work.do_batch(BATCH):
                pass
            if not active.exists():
                return
            if time.monotonic() > deadline:
                raise BenchmarkBroke(f"{active.count()} instances still wait, and no job is free")
            time.sleep(0.001)  # another process holds the last jobs

    def check(self) -> None:
        """Raises unless all instances that were started here completed, and nothing is left waiting."""
        completed = 0
        for batch in _batches(self.started, size=500):
            completed += ProcessInstance.objects.filter(key__in=batch, state=InstanceState.COMPLETED).count()
        if completed != len(self.started):
            raise BenchmarkBroke(f"{len(self.started)} instances started, {completed} completed")
        left = {
            "jobs": Job.objects.count(),
            "timers": Timer.objects.count(),
            "subscriptions": MessageSubscription.objects.count(),
            "messages": Message.objects.count(),
            "user tasks": UserTask.objects.filter(state=UserTaskState.CREATED).count(),
            "incidents": Incident.objects.count(),
        }
        if any(left.values()):
            raise BenchmarkBroke(f"All instances completed, but something is left: {left}")
        self.started.clear()


def complete_user_tasks(instance_keys: Sequence[int]) -> None:
    tasks = UserTask.objects.filter(
        process_instance_key__in=instance_keys, state=UserTaskState.CREATED
    ).values_list("process_instance_key", "key")
    outcomes = dispatch(
        [
            Request(
                process_instance_key=instance_key,
                command=CompleteUserTask(user_task_key=task_key, variables={}),
                actor="benchmark",
            )
            for instance_key, task_key in tasks
        ]
    )
    for outcome in outcomes:
        if outcome.error is not None:
            raise outcome.error


def publish_messages(orders: Sequence[str]) -> None:
    services.publish_messages(
        messages=[services.MessageToPublish(name=MESSAGE, correlation_key=order) for order in orders]
    )


def _batches(rows: Sequence[T], *, size: int = BATCH) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
