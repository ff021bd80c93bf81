"""Writes many rows in one statement, on PostgreSQL and SQLite alike: the ORM needs one for each, or a CASE
for each, and several times as long.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from django.db import connection, models

#: SQLite takes no more than 32,766 values in a statement
MOST_VALUES = 30_000


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """The values of each row are those of `columns`, in order."""
    into = f"INSERT INTO {_table(model)} ({', '.join(columns)})"
    row = f"({', '.join(['%s'] * len(columns))})"
    for batch in _batches(rows, MOST_VALUES // len(columns)):
        _execute(f"{into} VALUES {', '.join([row] * len(batch))}", batch)


def update_rows(
    model: type[models.Model],
    rows: Iterable[Sequence[Any]],
    *,
    change: Mapping[str, str],
    set: Mapping[str, str],
    where: str,
) -> None:
    """Changes all rows at once. `change` names the values of `rows`, with their PostgreSQL types; the SQL in
    `set` and `where` finds them as `change.…`, and the row that is changed as `target.…`.
    """
    # PostgreSQL must be told what a column of nulls is made of.
    casts = [f"%s::{type}" if connection.vendor == "postgresql" else "%s" for type in change.values()]
    row = f"({', '.join(casts)})"
    settings = ", ".join(f"{column} = {value}" for column, value in set.items())
    for batch in _batches(rows, MOST_VALUES // len(change)):
        _execute(
            f"WITH change({', '.join(change)}) AS (VALUES {', '.join([row] * len(batch))}) "
            f"UPDATE {_table(model)} AS target SET {settings} FROM change WHERE {where}",
            batch,
        )


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _batches(rows: Iterable[Sequence[Any]], size: int) -> Iterable[list[Sequence[Any]]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield batch


def _execute(sql: str, rows: list[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [_adapted(value) for value in chain.from_iterable(rows)])


def _adapted(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list | dict) else value
