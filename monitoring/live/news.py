"""News: what one batch of commands changed, small enough to be told to every web process.

It names what to look at again and carries no data, except what cannot be looked up afterwards: who did
something to a user task.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from processes.engine import events as e
from processes.engine.projecting import Record

#: event type → the list of an instance that it changes, as the instance page calls it
LISTS: dict[type[e.Event], str] = {
    e.VariableSet: "variables",
    e.IncidentRaised: "incidents",
    e.IncidentResolved: "incidents",
    e.UserTaskCreated: "user_tasks",
    e.UserTaskAssigned: "user_tasks",
    e.UserTaskDelegated: "user_tasks",
    e.UserTaskResolved: "user_tasks",
    e.UserTaskUpdated: "user_tasks",
    e.UserTaskCompleted: "user_tasks",
    e.UserTaskCanceled: "user_tasks",
    e.TimerScheduled: "timers",
    e.TimerTriggered: "timers",
    e.TimerCanceled: "timers",
    e.JobCreated: "jobs",
    e.JobCompleted: "jobs",
    e.JobFailed: "jobs",
    e.JobErrorThrown: "jobs",
    e.JobRetriesUpdated: "jobs",
    e.JobCanceled: "jobs",
    e.MessageSubscriptionOpened: "message_subscriptions",
    e.MessageCorrelated: "message_subscriptions",
    e.MessageSubscriptionClosed: "message_subscriptions",
}
#: what these change is told of, whatever it is
CHANGE_ALL = (e.InstanceMigrated, e.InstanceSuspended, e.InstanceResumed)
#: changed by every command
JOURNAL = "journal"
ALL_LISTS = frozenset(LISTS.values()) | {JOURNAL}

#: topic of those who want all news
ANYTHING = "anything"

#: event type → what it is to a user task
CHANGES: dict[type[e.Event], str] = {
    e.UserTaskCreated: "created",
    e.UserTaskAssigned: "changed",
    e.UserTaskDelegated: "changed",
    e.UserTaskResolved: "changed",
    e.UserTaskUpdated: "changed",
    e.UserTaskCompleted: "completed",
    e.UserTaskCanceled: "canceled",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskChange:
    user_task_key: int
    #: created, changed, completed or canceled
    change: str
    #: who has it now; None also when the change does not tell
    assignee: str | None
    #: who did it
    by: str | None
    #: the only person whom it concerns; None: all who may see the task
    to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceChange:
    process_instance_key: int
    process_definition_key: int
    #: which of its lists
    lists: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    at: datetime
    #: definition key → process id, of all instances below
    definitions: Mapping[int, str] = field(default_factory=dict)
    instances: tuple[InstanceChange, ...] = ()
    tasks: tuple[TaskChange, ...] = ()

    def topics(self) -> set[str]:
        """What it concerns, by the names of the subjects that everybody shares."""
        topics = {ANYTHING}
        for key, process_id in self.definitions.items():
            topics |= {f"definition:{key}", f"definition:{process_id}:all"}
        topics.update(f"instance:{change.process_instance_key}" for change in self.instances)
        return topics

    def lists_of(self, process_instance_key: int) -> frozenset[str]:
        """Which lists of this instance changed."""
        return frozenset().union(
            *(i.lists for i in self.instances if i.process_instance_key == process_instance_key)
        )

    def as_message(self) -> dict[str, Any]:
        return {
            "type": "news",
            "at": self.at.isoformat(),
            "definitions": [[key, process_id] for key, process_id in self.definitions.items()],
            "instances": [
                [i.process_instance_key, i.process_definition_key, sorted(i.lists)] for i in self.instances
            ],
            "tasks": [[t.user_task_key, t.change, t.assignee, t.by, t.to] for t in self.tasks],
        }

    @classmethod
    def from_message(cls, message: Mapping[str, Any]) -> Self:
        return cls(
            at=datetime.fromisoformat(message["at"]),
            definitions=dict(message["definitions"]),
            instances=tuple(
                InstanceChange(
                    process_instance_key=key, process_definition_key=definition, lists=frozenset(lists)
                )
                for key, definition, lists in message["instances"]
            ),
            tasks=tuple(
                TaskChange(user_task_key=key, change=change, assignee=assignee, by=by, to=to)
                for key, change, assignee, by, to in message["tasks"]
            ),
        )


def news_of(records: Sequence[Record], *, at: datetime) -> News:
    """What a batch of records changed; `at` is when it was committed."""
    lists: dict[tuple[int, int], set[str]] = {}
    tasks: dict[int, TaskChange] = {}
    definitions: dict[int, str] = {}
    for record in records:
        changed = lists.setdefault((record.process_instance_key, record.process_definition_key), {JOURNAL})
        changed.update(_lists_of(record.events))
        definitions[record.process_definition_key] = record.process_id
        for event in record.events:
            if isinstance(event, CHANGE_ALL):
                changed.update(ALL_LISTS)
            if isinstance(event, e.InstanceMigrated):
                definitions[event.from_process_definition_key] = event.from_process_id
            if type(event) in CHANGES:
                _put(tasks, _change(event, record.actor))
    return News(
        at=at,
        definitions=definitions,
        instances=tuple(
            InstanceChange(
                process_instance_key=key, process_definition_key=definition, lists=frozenset(changed)
            )
            for (key, definition), changed in lists.items()
        ),
        tasks=tuple(tasks.values()),
    )


def _lists_of(events: Iterable[e.Event]) -> Iterable[str]:
    return (LISTS[kind] for kind in {type(event) for event in events} if kind in LISTS)


def _change(event: Any, actor: str | None) -> TaskChange:
    return TaskChange(
        user_task_key=event.key,
        change=CHANGES[type(event)],
        assignee=getattr(event, "assignee", None),
        by=actor,
    )


def _put(changes: dict[int, TaskChange], change: TaskChange) -> None:
    before = changes.get(change.user_task_key)
    if before is not None and before.change == "created" and change.change == "changed":
        change = replace(change, change="created")
    changes[change.user_task_key] = change


def latest_changes(news: Iterable[News]) -> list[TaskChange]:
    """One change for each task: the last, except that a task which is new stays new until it is closed."""
    latest: dict[int, TaskChange] = {}
    for one in news:
        for change in one.tasks:
            _put(latest, change)
    return list(latest.values())
