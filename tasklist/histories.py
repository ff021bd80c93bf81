"""What the engine tells about a user task, as an entry of its history."""

from typing import Any

from processes.engine.events import UserTaskAssigned, UserTaskDelegated, UserTaskResolved, UserTaskUpdated
from processes.engine.projecting import Record
from tasklist.models import Happening

ENTRY_COLUMNS = ("user_task_key", "at", "actor", "happening", "details")

Told = UserTaskAssigned | UserTaskDelegated | UserTaskResolved | UserTaskUpdated


def entry_of(record: Record, event: Told) -> tuple[Any, ...]:
    happening, details = _told(record, event)
    known = {name: value for name, value in details.items() if value is not None}
    return event.key, record.at, record.actor, happening.value, known


def _told(record: Record, event: Told) -> tuple[Happening, dict[str, Any]]:
    """What happened. `on_behalf_of` is whose task it was, if somebody else has acted."""
    match event:
        case UserTaskAssigned(assignee=None):
            return Happening.RELEASED, {"on_behalf_of": _other(event.previous_assignee, record)}
        case UserTaskAssigned():
            if event.assignee == record.actor:
                # Also when an operator, or the owner of what is delegated, takes it from whoever has it.
                taken_from = _other(event.previous_assignee, record)
                return Happening.CLAIMED, {"taken_from": taken_from}
            taken_from = _other(event.previous_assignee, record)
            return Happening.ASSIGNED, {"assignee": event.assignee, "taken_from": taken_from}
        case UserTaskDelegated():
            on_behalf_of = _other(event.owner, record)
            return Happening.DELEGATED, {"assignee": event.assignee, "on_behalf_of": on_behalf_of}
        case UserTaskResolved():
            return Happening.RESOLVED, {"assignee": event.owner, "on_behalf_of": event.owner}
        case UserTaskUpdated():
            due_at = event.due_at.isoformat() if event.due_at else None
            return Happening.PLANNED, {
                "changed": event.changed,
                "due_at": due_at,
                "priority": event.priority,
            }


def _other(person: str | None, record: Record) -> str | None:
    return None if person == record.actor else person
