"""What the engine tells the inbox: user tasks that came, changed hands, and went.

Runs inside the engine's transaction. However large the batch, it costs three inserts, two updates and a
delete, and only those of them for which there is something to write; one update more each for instances that
were suspended, resumed and migrated.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from processes.engine.events import (
    InstanceMigrated,
    InstanceResumed,
    InstanceSuspended,
    UserTaskAssigned,
    UserTaskCanceled,
    UserTaskCompleted,
    UserTaskCreated,
    UserTaskDelegated,
    UserTaskResolved,
    UserTaskUpdated,
)
from processes.engine.projecting import Record
from tasklist.histories import ENTRY_COLUMNS, entry_of
from tasklist.models import (
    Candidate,
    CandidateKind,
    Delegation,
    Draft,
    HistoryEntry,
    UserTask,
    UserTaskState,
)
from tasklist.models.user_tasks import NEVER_DUE
from tasklist.rows import insert_rows, update_rows

#: no user and no group has a longer name, so nobody could ever see what is offered to it
LONGEST_NAME = 150


#: what says something about user tasks
TOLD = frozenset(
    {
        UserTaskCreated,
        UserTaskAssigned,
        UserTaskDelegated,
        UserTaskResolved,
        UserTaskUpdated,
        UserTaskCompleted,
        UserTaskCanceled,
        InstanceSuspended,
        InstanceResumed,
        InstanceMigrated,
    }
)


def project(records: Sequence[Record]) -> None:
    tasks: list[tuple[Any, ...]] = []
    candidates: list[tuple[Any, ...]] = []
    changes: dict[int, _Change] = {}
    entries: list[tuple[Any, ...]] = []
    suspensions: dict[int, bool] = {}
    migrations: list[InstanceMigrated] = []
    for record in records:
        for event in record.events:
            if type(event) not in TOLD:
                continue
            match event:
                case UserTaskCreated():
                    tasks.append(_task(record, event))
                    candidates += _candidates(record, event)
                case InstanceSuspended():
                    suspensions[record.process_instance_key] = True
                case InstanceResumed(goes_on=True):
                    suspensions[record.process_instance_key] = False
                case InstanceMigrated():
                    migrations.append(event)
                case UserTaskCompleted() | UserTaskCanceled():
                    _remember(changes.setdefault(event.key, _Change()), record, event)
                case UserTaskAssigned() | UserTaskDelegated() | UserTaskResolved() | UserTaskUpdated():
                    _remember(changes.setdefault(event.key, _Change()), record, event)
                    entries.append(entry_of(record, event))
    if tasks:
        insert_rows(UserTask, TASK_COLUMNS, tasks)
    if candidates:
        insert_rows(Candidate, CANDIDATE_COLUMNS, candidates)
    if entries:
        insert_rows(HistoryEntry, ENTRY_COLUMNS, entries)
    if changes:
        _update(changes)
    if migrations:
        _migrate(migrations)
    for is_suspended in (True, False) if suspensions else ():
        keys = [key for key, value in suspensions.items() if value is is_suspended]
        UserTask.objects.filter(process_instance_key__in=keys, state=UserTaskState.CREATED).update(
            is_suspended=is_suspended
        )


def announce(records: Sequence[Record]) -> None:
    """Nothing: the live channel is the monitor's, and tells browsers about user tasks too."""


# -- what came -----------------------------------------------------------------------------------------------


TASK_COLUMNS = (
    "key",
    "process_instance_key",
    "process_definition_key",
    "process_id",
    "business_key",
    "element_instance_key",
    "element_id",
    "name",
    "state",
    "assignee",
    "claimed_at",
    "candidate_users",
    "candidate_groups",
    "created_at",
    "due_at",
    "due_order",
    "follow_up_at",
    "priority",
    "form_id",
    "external_form",
)


def _task(record: Record, event: UserTaskCreated) -> tuple[Any, ...]:
    return (
        event.key,
        record.process_instance_key,
        record.process_definition_key,
        record.process_id,
        record.business_key,
        event.element_instance_key,
        event.element_id,
        event.name,
        UserTaskState.CREATED.value,
        event.assignee,
        record.at if event.assignee else None,
        event.candidate_users,
        event.candidate_groups,
        record.at,
        event.due_at,
        event.due_at or NEVER_DUE,
        event.follow_up_at,
        event.priority,
        event.form_id,
        event.external_form,
    )


CANDIDATE_COLUMNS = (
    "user_task_key",
    "kind",
    "name",
    "is_open",
    "is_unassigned",
    "created_at",
    "due_order",
    "follow_up_at",
    "priority",
)


def _candidates(record: Record, event: UserTaskCreated) -> Iterator[tuple[Any, ...]]:
    named = [(CandidateKind.USER.value, name) for name in event.candidate_users]
    named += [(CandidateKind.GROUP.value, name) for name in event.candidate_groups]
    is_unassigned = event.assignee is None
    order = (record.at, event.due_at or NEVER_DUE, event.follow_up_at, event.priority)
    for kind, name in dict.fromkeys(named or [(CandidateKind.EVERYONE.value, "")]):
        if len(name) <= LONGEST_NAME:
            yield event.key, kind, name, True, is_unassigned, *order


# -- what changed --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Change:
    """What a batch does to one user task, all in all."""

    state: str = UserTaskState.CREATED.value
    #: whether `assignee` is new
    changed_hands: bool = False
    assignee: str | None = None
    claimed_at: datetime | None = None
    owner: str | None = None
    delegation: str | None = None
    #: whether `due_at` is new
    rescheduled: bool = False
    due_at: datetime | None = None
    due_order: datetime | None = None
    #: if it is new
    priority: int | None = None
    closed_at: datetime | None = None
    completed_by: str | None = None
    outcome: str | None = None

    def goes_to(self, assignee: str | None, *, at: datetime) -> None:
        self.changed_hands = True
        self.assignee = assignee
        self.claimed_at = at if assignee else None
        self.owner = self.delegation = None


_values = attrgetter(*(field.name for field in fields(_Change)))


Told = (
    UserTaskAssigned
    | UserTaskDelegated
    | UserTaskResolved
    | UserTaskUpdated
    | UserTaskCompleted
    | UserTaskCanceled
)


def _remember(change: _Change, record: Record, event: Told) -> None:
    match event:
        case UserTaskAssigned():
            change.goes_to(event.assignee, at=record.at)
        case UserTaskDelegated():
            change.goes_to(event.assignee, at=record.at)
            change.owner, change.delegation = event.owner, Delegation.PENDING.value
        case UserTaskResolved():
            change.goes_to(event.owner, at=record.at)
            change.owner, change.delegation = event.owner, Delegation.RESOLVED.value
        case UserTaskUpdated():
            if "due_at" in event.changed:
                change.rescheduled = True
                change.due_at = event.due_at
                change.due_order = event.due_at or NEVER_DUE
            if "priority" in event.changed:
                change.priority = event.priority
        case UserTaskCompleted():
            change.state = UserTaskState.COMPLETED.value
            change.closed_at = record.at
            change.completed_by = record.actor
            change.outcome = event.outcome
        case UserTaskCanceled():
            change.state = UserTaskState.CANCELED.value
            change.closed_at = record.at


def _update(changes: dict[int, _Change]) -> None:
    rows = [(key, *_values(change)) for key, change in changes.items()]
    given = "CASE WHEN change.changed_hands THEN change.{0} ELSE target.{0} END"
    due = "CASE WHEN change.rescheduled THEN change.{0} ELSE target.{0} END"
    order = {
        "due_order": due.format("due_order"),
        "priority": "COALESCE(change.priority, target.priority)",
    }
    update_rows(
        UserTask,
        rows,
        change=_CHANGE,
        set={
            "state": "change.state",
            "assignee": given.format("assignee"),
            "claimed_at": given.format("claimed_at"),
            "owner": given.format("owner"),
            "delegation": given.format("delegation"),
            "due_at": due.format("due_at"),
            **order,
            "closed_at": "change.closed_at",
            "completed_by": "change.completed_by",
            "outcome": "change.outcome",
        },
        where="target.key = change.key",
    )
    update_rows(
        Candidate,
        rows,
        change=_CHANGE,
        set={
            "is_open": f"change.state = '{UserTaskState.CREATED}'",
            "is_unassigned": "CASE WHEN change.changed_hands THEN change.assignee IS NULL "
            "ELSE target.is_unassigned END",
            **order,
        },
        where="target.user_task_key = change.key",
    )
    # A task may be created and canceled by one command: the updates come after the inserts.
    closed = [key for key, change in changes.items() if change.closed_at]
    if closed:
        Draft.objects.filter(user_task_key__in=closed).delete()


def _migrate(migrations: Sequence[InstanceMigrated]) -> None:
    """People keep their tasks: only what they belong to is called otherwise."""
    rows = [
        (key, event.process_definition_key, event.process_id, element_id)
        for event in migrations
        for key, kind, _, element_id in event.waits
        if kind == "user_task"
    ]
    if rows:
        columns = ("process_definition_key", "process_id", "element_id")
        update_rows(
            UserTask,
            rows,
            change={
                "key": "bigint",
                "process_definition_key": "bigint",
                "process_id": "text",
                "element_id": "text",
            },
            set={column: f"change.{column}" for column in columns},
            where="target.key = change.key",
        )


#: the fields of `_Change` in the database, after the key of the task
_CHANGE = {
    "key": "bigint",
    "state": "text",
    "changed_hands": "boolean",
    "assignee": "text",
    "claimed_at": "timestamptz",
    "owner": "text",
    "delegation": "text",
    "rescheduled": "boolean",
    "due_at": "timestamptz",
    "due_order": "timestamptz",
    "priority": "smallint",
    "closed_at": "timestamptz",
    "completed_by": "text",
    "outcome": "text",
}
