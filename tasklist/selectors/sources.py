"""Sources: a list of the inbox is merged from a few sources, each of them one scan of one index, already in
order.

A source is what is offered to one group, or what one person has. Asking for all of them at once, with `IN`
or a join, would make the database collect and sort every task first: half a second for a million, against
half a millisecond.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from tasklist.models import Candidate, CandidateKind, Mention, UserTask, UserTaskState
from tasklist.rights import Worker
from tasklist.selectors.snoozing import Sleep
from tasklist.selectors.visibility import visible_to_worker


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of the open tasks is wanted."""

    sleep: Sleep
    #: tasks that are put off, and no others
    put_off: bool = False
    #: tasks that nobody has
    unassigned: bool = False
    due_from: datetime | None = None
    due_before: datetime | None = None
    process_instance_key: int | None = None
    process_id: str | None = None
    #: part of the name or the business key
    search: str | None = None

    def of_candidates(self) -> QuerySet[Candidate]:
        candidates = Candidate.objects.filter(self._due(), self._awake("user_task_key"), is_open=True)
        if self.unassigned:
            candidates = candidates.filter(is_unassigned=True)
        if self.process_instance_key is not None:
            of_instance = UserTask.objects.filter(process_instance_key=self.process_instance_key)
            candidates = candidates.filter(user_task_key__in=of_instance.values("key"))
        if self.process_id or self.search:
            task = UserTask.objects.filter(self._task(), key=OuterRef("user_task_key"))
            candidates = candidates.filter(Exists(task))
        return candidates

    def of_tasks(self) -> QuerySet[UserTask]:
        tasks = UserTask.objects.filter(
            self._due(), self._task(), self._awake("key"), state=UserTaskState.CREATED
        )
        return tasks.filter(assignee=None) if self.unassigned else tasks

    def of_completed(self) -> QuerySet[UserTask]:
        return UserTask.objects.filter(self._task(), state=UserTaskState.COMPLETED)

    def of_put_off(self, worker: Worker) -> QuerySet[UserTask]:
        """What the worker has put off."""
        tasks = visible_to_worker(worker).filter(self._task(), self.sleep.put_off_by_reader())
        return tasks.filter(state=UserTaskState.CREATED)

    def of_mentions(self, worker: Worker, mentions: QuerySet[Mention]) -> QuerySet[UserTask]:
        return visible_to_worker(worker).filter(self._task(), key__in=mentions.values("user_task_key"))

    def _awake(self, key: str) -> Q:
        return self.sleep.put_off_by_diagram(key) if self.put_off else self.sleep.awake(key)

    def _due(self) -> Q:
        due = Q()
        if self.due_from:
            due &= Q(due_order__gte=self.due_from)
        if self.due_before:
            due &= Q(due_order__lt=self.due_before)
        return due

    def _task(self) -> Q:
        task = Q()
        if self.process_instance_key is not None:
            task &= Q(process_instance_key=self.process_instance_key)
        if self.process_id:
            task &= Q(process_id=self.process_id)
        if self.search:
            task &= Q(name__icontains=self.search) | Q(business_key__icontains=self.search)
        return task


#: stands for the name in a source that is wanted once for each group; no name can contain a null character
EACH = "\0each group"


@dataclass(frozen=True, slots=True)
class Source:
    tasks: QuerySet[Candidate] | QuerySet[UserTask]
    #: once for each of these, in place of `EACH`; making SQL of fifty querysets costs more than running it
    names: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return "key" if self.tasks.model is UserTask else "user_task_key"


def of_everything(worker: Worker, wanted: Wanted) -> list[Source]:
    """All open tasks that the worker may see."""
    if worker.sees_all:
        return [Source(wanted.of_tasks())]
    everyone = wanted.of_candidates().filter(kind=CandidateKind.EVERYONE, name="", is_unassigned=True)
    return [
        *of_person(worker, wanted),
        *of_owner(worker, wanted),
        *of_teams(worker, wanted),
        Source(everyone),
    ]


def of_teams(worker: Worker, wanted: Wanted) -> list[Source]:
    """Open tasks that are offered to the worker, or to one of their groups, whoever has them."""
    candidates = wanted.of_candidates()
    sources = [Source(candidates.filter(kind=CandidateKind.USER, name=worker.username))]
    if worker.groups:
        sources.append(Source(candidates.filter(kind=CandidateKind.GROUP, name=EACH), worker.groups))
    return sources


def of_person(worker: Worker, wanted: Wanted) -> list[Source]:
    """Open tasks that the worker has."""
    return [] if wanted.unassigned else [Source(wanted.of_tasks().filter(assignee=worker.username))]


def of_owner(worker: Worker, wanted: Wanted) -> list[Source]:
    """Open tasks that others do for the worker."""
    return [] if wanted.unassigned else [Source(wanted.of_tasks().filter(owner=worker.username))]


def put_off(worker: Worker, wanted: Wanted) -> list[Source]:
    """Open tasks that are put off: by the worker, or by the diagram."""
    own = [Source(wanted.of_put_off(worker))] if wanted.sleep.has_snoozes else []
    return [*own, *of_everything(worker, wanted)]


def mentioned(worker: Worker, wanted: Wanted, *, unseen: bool = False) -> list[Source]:
    """Tasks, closed ones included, in whose comments the worker is mentioned; `unseen`: and has yet to see
    it.
    """
    mentions = Mention.objects.filter(username=worker.username)
    if unseen:
        mentions = mentions.filter(is_seen=False)
    return [Source(wanted.of_mentions(worker, mentions))]


def completed_by(worker: Worker, wanted: Wanted) -> list[Source]:
    return [Source(wanted.of_completed().filter(completed_by=worker.username))]


def merged_keys(
    sources: Iterable[Source], *, order_by: str, after: Sequence[Any] | None, limit: int
) -> list[int]:
    """Keys of the first tasks of all sources after the given (value, key), in order."""
    column = order_by.lstrip("-")
    sign = order_by[: -len(column)]
    parts = []
    for source in sources:
        tasks = source.tasks.filter(_beyond(column, source.key, after, sign)) if after else source.tasks
        tasks = tasks.order_by(f"{sign}{column}", f"{sign}{source.key}").values_list(column, source.key)
        parts.append(Source(tasks[:limit], source.names))
    if not parts:
        return []
    # UNION takes each row once: a task may be offered to several of the worker's groups.
    union, values = joined(parts, by=" UNION ")
    direction = "DESC" if sign else "ASC"
    with connection.cursor() as cursor:
        cursor.execute(f"{union} ORDER BY 1 {direction}, 2 {direction} LIMIT {limit:d}", values)
        return [key for _, key in cursor.fetchall()]


def joined(sources: Iterable[Source], *, by: str) -> tuple[str, list[Any]]:
    """The rows of all sources. Not through `QuerySet.union`, which cannot cut its parts short on SQLite."""
    selects: list[str] = []
    values: list[Any] = []
    for source in sources:
        sql, parameters = source.tasks.query.sql_with_params()
        if source.names and connection.vendor == "postgresql":
            selects.append(_for_each_name(sql, parameters))
            values += [list(source.names), *(value for value in parameters if value != EACH)]
            continue
        for name in source.names or (EACH,):
            selects.append(f"SELECT * FROM ({sql}) AS source_{len(selects)}")
            values += [name if value == EACH else value for value in parameters]
    return by.join(selects), values


def _for_each_name(sql: str, parameters: Sequence[Any]) -> str:
    """Planned once, and scanned for each of the names: to plan fifty scans takes PostgreSQL longer than to do
    them.
    """
    pieces = sql.split("%s")
    places = ["team.name" if value == EACH else "%s" for value in parameters]
    told = "".join(piece + place for piece, place in zip(pieces, [*places, ""], strict=True))
    return f"SELECT found.* FROM unnest(%s::text[]) AS team(name) CROSS JOIN LATERAL ({told}) AS found"


def _beyond(column: str, key: str, after: Sequence[Any], sign: str) -> Q:
    comparison = "lt" if sign else "gt"
    value, last_key = after
    return Q(**{f"{column}__{comparison}e": value}) & (
        Q(**{f"{column}__{comparison}": value}) | Q(**{f"{key}__{comparison}": last_key})
    )
