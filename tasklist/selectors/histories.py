"""The history of one user task, the latest first: its entries, between its end and its beginning, which its
own row tells.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from tasklist.models import HistoryEntry, UserTask, UserTaskState

#: no row has it
LAST = 2**62


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    at: datetime
    actor: str | None
    happening: str
    details: dict[str, Any] = field(default_factory=dict)
    #: of its row; beyond all others for the end of the task
    id: int = 0

    @property
    def position(self) -> tuple[datetime, int]:
        """What a cursor says of it."""
        return self.at, self.id


def history(task: UserTask, *, limit: int, after: Sequence[Any] | None = None) -> list[Entry]:
    """At most `limit` entries, and the beginning of the task once nothing is older."""
    entries = HistoryEntry.objects.filter(user_task_key=task.key).order_by("-at", "-id")
    if after:
        at, last = after
        entries = entries.filter(Q(at__lt=at) | Q(at=at, id__lt=last))
    found = [
        Entry(
            at=entry.at,
            actor=entry.actor,
            happening=entry.happening,
            details=entry.details,
            id=entry.pk,
        )
        for entry in entries[:limit]
    ]
    if not after:
        found = _closed(task) + found
    if len(found) < limit:
        found.append(_created(task))
    return found


def _created(task: UserTask) -> Entry:
    return Entry(at=task.created_at, actor=None, happening="created")


def _closed(task: UserTask) -> list[Entry]:
    if task.closed_at is None:
        return []
    if task.state == UserTaskState.COMPLETED:
        details = {"outcome": task.outcome} if task.outcome else {}
        by = task.completed_by
        return [Entry(at=task.closed_at, actor=by, happening="completed", details=details, id=LAST)]
    return [Entry(at=task.closed_at, actor=None, happening="canceled", id=LAST)]
