"""The counters beside the views. Nobody reads a number above a thousand, so nobody waits for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from tasklist.rights import Worker
from tasklist.selectors.inbox import Filter, View, sources_of
from tasklist.selectors.snoozing import Sleep
from tasklist.selectors.sources import Source, joined

#: means: this many or more
MOST = 1000
#: a count stops looking once it must have found `MOST` tasks, unless some are offered to more of the
#: reader's groups than this
OFFERED_AT_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    mine: int
    my_teams: int
    unassigned: int
    overdue: int
    due_today: int
    all: int
    later: int
    #: tasks in which the worker is mentioned and has not seen it yet
    mentioned: int


_VIEWS = (
    View.MINE,
    View.MY_TEAMS,
    View.UNASSIGNED,
    View.OVERDUE,
    View.DUE_TODAY,
    View.ALL,
    View.LATER,
    View.MENTIONED,
)


def counts(worker: Worker, *, now: datetime | None = None) -> Counts:
    """All of them in one statement, after one that looks whether the worker has put off anything."""
    now = now or timezone.now()
    sleep = Sleep.of(worker, now)
    selects: list[str] = []
    values: list[Any] = []
    for name in _VIEWS:
        sql, parameters = _count(sources_of(worker, name, only=Filter(), now=now, sleep=sleep, unseen=True))
        selects.append(sql)
        values += parameters
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(selects)}", values)
        found = cursor.fetchone()
    return Counts(**{name.replace("-", "_"): count for name, count in zip(_VIEWS, found, strict=True)})


def _count(sources: Sequence[Source]) -> tuple[str, list[Any]]:
    if not sources:
        return "0", []
    keys, values = joined(
        (Source(source.tasks.values_list(source.key, flat=True)[:MOST], source.names) for source in sources),
        by=" UNION ALL ",
    )
    number = sum(len(source.names) or 1 for source in sources)
    enough = MOST * min(number, OFFERED_AT_MOST)
    distinct = f"SELECT DISTINCT * FROM (SELECT * FROM ({keys}) AS offered LIMIT {enough:d}) AS task"
    return f"(SELECT COUNT(*) FROM (SELECT * FROM ({distinct}) AS counted LIMIT {MOST:d}) AS capped)", values
