"""User tasks as the engine reports them, without an engine: records, and tasks made of them."""

import itertools
from datetime import UTC, datetime
from typing import Any

from processes.engine.events import (
    Event,
    UserTaskAssigned,
    UserTaskCanceled,
    UserTaskCompleted,
    UserTaskCreated,
)
from processes.engine.projecting import Record
from tasklist import projector
from tasklist.models import UserTask

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)

_keys = itertools.count(1)


def record(*events: Event, at: datetime = NOW, actor: str | None = None, **settings: Any) -> Record:
    told: dict[str, Any] = {
        "process_instance_key": 7,
        "process_definition_key": 3,
        "process_id": "review",
        "business_key": "A-17",
        "command": "CompleteJob",
        **settings,
    }
    return Record(events=events, at=at, actor=actor, **told)


def created(key: int | None = None, **settings: Any) -> UserTaskCreated:
    key = key or next(_keys)
    told: dict[str, Any] = {
        "name": "Approve",
        "assignee": None,
        "candidate_users": [],
        "candidate_groups": [],
        "due_at": None,
        "follow_up_at": None,
        "priority": 50,
        "form_id": None,
        "external_form": None,
        **settings,
    }
    return UserTaskCreated(key=key, element_instance_key=key + 1_000_000, element_id="approve", **told)


def assigned(key: int, assignee: str | None) -> UserTaskAssigned:
    return UserTaskAssigned(key=key, element_instance_key=key + 1_000_000, assignee=assignee)


def completed(key: int) -> UserTaskCompleted:
    return UserTaskCompleted(key=key, element_instance_key=key + 1_000_000)


def canceled(key: int) -> UserTaskCanceled:
    return UserTaskCanceled(key=key, element_instance_key=key + 1_000_000)


def happen(*events: Event, **settings: Any) -> None:
    projector.project([record(*events, **settings)])


def task(*, at: datetime = NOW, of: dict[str, Any] | None = None, **settings: Any) -> UserTask:
    """An open user task; `of` says more of its instance."""
    event = created(**settings)
    happen(event, at=at, **(of or {}))
    return UserTask.objects.get(key=event.key)
