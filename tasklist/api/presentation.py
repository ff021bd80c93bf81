"""A user task as the API shows it: with the process it belongs to, who started that, and what the reader
may do with it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from processes.models import ProcessDefinition, ProcessInstance
from tasklist import selectors
from tasklist.models import UserTask
from tasklist.rights import Abilities, Worker


@dataclass(frozen=True, slots=True)
class ShownTask:
    task: UserTask
    definition: ProcessDefinition
    #: who started the process instance
    requester: str | None
    #: until when it is hidden from the reader's lists
    snoozed_until: datetime | None
    can: Abilities


def shown(tasks: Iterable[UserTask], worker: Worker) -> Iterator[ShownTask]:
    """Three statements for a whole page."""
    tasks = list(tasks)
    definitions = ProcessDefinition.objects.in_bulk({task.process_definition_key for task in tasks})
    requesters = dict(
        ProcessInstance.objects.filter(key__in={task.process_instance_key for task in tasks}).values_list(
            "key", "started_by"
        )
    )
    snoozed = selectors.snoozed_until(worker, tasks, timezone.now())
    for task in tasks:
        yield ShownTask(
            task=task,
            definition=definitions[task.process_definition_key],
            requester=requesters.get(task.process_instance_key),
            snoozed_until=snoozed.get(task.key),
            can=Abilities.of(worker, task),
        )
