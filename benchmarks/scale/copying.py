"""Copying: the rows of one order become those of many, by one statement for each table.

Copy number n gets keys, a name, a team, a person and moments of its own. They are put in wherever the
original has its: in columns, and in the text of journal, document and variables, which are cut apart at
keys and marks and put together again by the database. So a copy is what the engine would have written, and
`manage.py verify` finds nothing in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, models
from psycopg import sql as pieces

from benchmarks.scale.orders import DUE, PEOPLE, PERSON, REMIND, TEAM, TEAMS, THOUSAND, Kind, Order
from processes import models as m
from tasklist.models import Candidate, UserTask

#: every copy has so many keys to itself
STRIDE = 64
TABLES: tuple[type[models.Model], ...] = (
    m.ProcessInstance,
    m.ElementInstance,
    m.Variable,
    m.JournalEntry,
    m.Job,
    m.Timer,
    m.MessageSubscription,
    m.Incident,
    UserTask,
)

#: What a copy has of its own. A task is due around now, or has been while it was open; nobody is reminded
#: soon, since nothing would be waiting then. One series, not two that are joined: the order of keys.
#: `OFFSET 0` has it all worked out once for each copy, and not again for each of its rows.
_COPIES = """
SELECT copy.*, {due} AS due_text, {remind} AS remind_text FROM (
SELECT n, {base}::bigint + n * {stride} AS first_key, 'order-' || n AS name,
       'team-' || lpad((n % {teams})::text, 2, '0') AS team,
       'person-' || lpad((n % {people})::text, 3, '0') AS person,
       moment AS at, date_trunc('second', moment) + interval '1 day' * (n % 75) AS due,
       date_trunc('second', {now}) + interval '30 days' + interval '1 second' * (n % 86400) AS remind
FROM (
    SELECT n, {now} - interval '{days} days' * (1 - (n - {low} + 0.5) / {number}::float) AS moment
    FROM (SELECT {first} + i / {share} * {whole} + {slot} + i % {share} AS n
          FROM generate_series(0, {many} - 1) AS i) AS numbers
) AS moments
OFFSET 0) AS copy
OFFSET 0
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Orders `low`, `low` + 1 … are made, so many; whole thousands both."""

    low: int
    number: int
    #: of order 0
    base: int
    now: datetime

    def copies(self, kind: Kind, *, slot: int, first: int, number: int) -> str:
        """SELECT of those among the orders `first`, `first` + 1 … that are of this kind: the ones from `slot`
        on in each thousand.
        """
        return _COPIES.format(
            base=self.base,
            stride=STRIDE,
            teams=TEAMS,
            people=PEOPLE,
            now=f"{_literal(self.now.isoformat())}::timestamptz",
            days=kind.days,
            low=self.low,
            number=self.number,
            first=first,
            many=number // THOUSAND * kind.share,
            share=kind.share,
            whole=THOUSAND,
            slot=slot,
            due=_written("copy.due"),
            remind=_written("copy.remind"),
        )


def statements(order: Order) -> Iterator[tuple[str, str]]:
    """(before, after) of INSERT statements: the copies go in between."""
    if order.last_key - order.first_key > STRIDE:
        raise ValueError(f"{order.kind.name}: it has more than {STRIDE} keys.")
    original = m.ProcessInstance.objects.get(key=order.key)
    for table in TABLES:
        here = {"key": order.key} if table is m.ProcessInstance else {"process_instance_key": order.key}
        yield from _statement(table, table._default_manager.filter(**here), order, original.started_at)
    tasks = UserTask.objects.filter(process_instance_key=order.key).values("key")
    candidates = Candidate.objects.filter(user_task_key__in=tasks)
    yield from _statement(Candidate, candidates, order, original.started_at)


def _statement(
    table: type[models.Model], rows: models.QuerySet[Any], order: Order, began: datetime
) -> Iterator[tuple[str, str]]:
    columns = [field for field in table._meta.concrete_fields if field.column]
    told = [
        ", ".join(
            f"({_expression(getattr(row, column.attname), order, began)})::{column.db_type(connection)}"
            for column in columns
        )
        for row in rows
    ]
    if told:
        names = ", ".join(f'"{column.column}"' for column in columns)
        values = ", ".join(f"({row})" for row in told)
        yield (
            f'INSERT INTO "{table._meta.db_table}" ({names}) SELECT row.* FROM (',
            f") AS copy CROSS JOIN LATERAL (VALUES {values}) AS row",
        )


def _expression(value: Any, order: Order, began: datetime) -> str:
    """What stands in place of a value of the original."""
    match value:
        case None:
            return "NULL"
        case bool():
            return str(value)
        case int():
            return _key(value, order) if order.first_key < value < order.last_key else str(value)
        case datetime() if value == DUE:
            return "copy.due"
        case datetime() if value == REMIND:
            return "copy.remind"
        case datetime() if abs(value - began) < timedelta(days=1):
            return f"copy.at + interval '{(value - began) // timedelta(microseconds=1)} microseconds'"
        case datetime() | date():
            return _literal(value.isoformat())
        case str():
            return _text(value, order)
        case list() | dict():
            return _text(json.dumps(value), order)
        case _:
            raise TypeError(f"{value!r} is in no column that we know how to copy")


def _text(value: str, order: Order) -> str:
    marks = {
        order.name: "copy.name",
        TEAM: "copy.team",
        PERSON: "copy.person",
        DUE.isoformat(): "copy.due_text",
        REMIND.isoformat(): "copy.remind_text",
    }
    parts = re.split("(" + "|".join([*map(re.escape, marks), r"\d+"]) + ")", value)
    told: list[str] = []
    plain = ""
    for part in parts:
        if part in marks:
            instead = marks[part]
        elif part.isdigit() and order.first_key < int(part) < order.last_key:
            instead = _key(int(part), order)
        else:
            plain += part
            continue
        told += [_literal(plain), instead] if plain else [instead]
        plain = ""
    if plain or not told:
        told.append(_literal(plain))
    return f"concat({', '.join(told)})"


def _key(value: int, order: Order) -> str:
    return f"(copy.first_key + {value - order.first_key})"


def _written(moment: str) -> str:
    """As Python writes it."""
    return f"""to_char({moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')"""


def _literal(text: str) -> str:
    return pieces.Literal(text).as_string(None)
