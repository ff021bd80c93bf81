"""The views of the inbox, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.utils import timezone

from tasklist.models import UserTask
from tasklist.rights import Worker
from tasklist.selectors import sources
from tasklist.selectors.snoozing import Sleep
from tasklist.selectors.sources import Source, Wanted


class View(StrEnum):
    #: I have them
    MINE = "mine"
    #: offered to me or to a group of mine, whoever has them
    MY_TEAMS = "my-teams"
    #: nobody has them
    UNASSIGNED = "unassigned"
    OVERDUE = "overdue"
    DUE_TODAY = "due-today"
    #: all open ones that I may see and that are not put off
    ALL = "all"
    #: I or the diagram have put them off
    LATER = "later"
    #: I am mentioned in what was said about them, whatever became of them
    MENTIONED = "mentioned"
    #: I have completed them, the latest first
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Ordering:
    #: column, `-` in front for descending; ties are broken by key, in the same direction
    column: str

    def values_of(self, task: UserTask) -> tuple[Any, ...]:
        """What a cursor says of a task."""
        return (getattr(task, self.column.lstrip("-")), task.key)


#: what `ordering` may be
ORDERINGS = {
    "-created_at": Ordering("-created_at"),
    "created_at": Ordering("created_at"),
    "due_at": Ordering("due_order"),
    "-priority": Ordering("-priority"),
}
LATEST_COMPLETED = Ordering("-closed_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which tasks of a view are wanted."""

    process_instance_key: int | None = None
    process_id: str | None = None
    #: part of the name or the business key
    search: str | None = None


def ordering_of(name: View, ordering: str | None = None) -> Ordering:
    """`ordering` is one of `ORDERINGS`; what is completed always comes latest first."""
    return LATEST_COMPLETED if name == View.COMPLETED else ORDERINGS[ordering or "-created_at"]


def view(
    worker: Worker,
    name: View,
    *,
    limit: int,
    ordering: str | None = None,
    after: Sequence[Any] | None = None,
    only: Filter = Filter(),
    now: datetime | None = None,
) -> list[UserTask]:
    """The first tasks of a view, after those that a cursor has seen."""
    keys = sources.merged_keys(
        sources_of(worker, name, only=only, now=now or timezone.now()),
        order_by=ordering_of(name, ordering).column,
        after=after,
        limit=limit,
    )
    tasks = UserTask.objects.in_bulk(keys)
    return [tasks[key] for key in keys if key in tasks]


def sources_of(
    worker: Worker,
    name: View,
    *,
    only: Filter,
    now: datetime,
    sleep: Sleep | None = None,
    unseen: bool = False,
) -> list[Source]:
    """`sleep` is the worker's, for whoever asks for several views. `unseen` mentions are those that count."""
    if not worker.works_on_tasks and not worker.sees_all:
        return []
    wanted = _wanted(sleep or Sleep.of(worker, now), name, only, now)
    match name:
        case View.MINE:
            return sources.of_person(worker, wanted)
        case View.MY_TEAMS:
            return sources.of_teams(worker, wanted)
        case View.LATER:
            return sources.put_off(worker, wanted)
        case View.MENTIONED:
            return sources.mentioned(worker, wanted, unseen=unseen)
        case View.COMPLETED:
            return sources.completed_by(worker, wanted)
        case _:
            return sources.of_everything(worker, wanted)


def _wanted(sleep: Sleep, name: View, only: Filter, now: datetime) -> Wanted:
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return Wanted(
        sleep=sleep,
        put_off=name == View.LATER,
        unassigned=name == View.UNASSIGNED,
        due_from=midnight if name == View.DUE_TODAY else None,
        due_before={View.OVERDUE: now, View.DUE_TODAY: midnight + timedelta(days=1)}.get(name),
        process_instance_key=only.process_instance_key,
        process_id=only.process_id,
        search=only.search,
    )
