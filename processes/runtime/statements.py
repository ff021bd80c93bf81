"""Set-based SQL: many rows, one statement per table, on Django's own connection. The ORM is 4 to 30 times
slower here, and this is the hot path.

PostgreSQL gets the rows as one array for each column, which `unnest` turns into rows again: one round trip
and one plan, however many they are, and a text that never changes. SQLite has no round trips; there a
statement is prepared once and stepped through for each row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from django.db import connection, models

from processes.runtime.arrays import as_array

Row = tuple[Any, ...]


class Table:
    """Reads and writes rows of one model. Rows are tuples in the order of `columns`."""

    def __init__(
        self, model: type[models.Model], columns: Sequence[str], *, key: Sequence[str] = ("key",)
    ) -> None:
        self.model = model
        self.name = f'"{model._meta.db_table}"'
        self.columns = tuple(columns)
        self.key = tuple(key)
        self._quoted = _quoted(self.columns)

    def insert(self, rows: Sequence[Row]) -> None:
        self._write(rows, "")

    def upsert(self, rows: Sequence[Row], *, update: Sequence[str]) -> None:
        """Insert each row, or update these columns of the one with its key."""
        sets = ", ".join(f'"{column}" = excluded."{column}"' for column in update)
        self._write(rows, f" ON CONFLICT ({_quoted(self.key)}) DO UPDATE SET {sets}")

    def _write(self, rows: Sequence[Row], conflict: str) -> None:
        if not rows:
            return
        into = f"INSERT INTO {self.name} ({self._quoted})"
        if _has_arrays():
            _execute(f"{into} SELECT * FROM {self._unnested(self.columns)}{conflict}", rows)
        else:
            places = ", ".join(["%s"] * len(self.columns))
            _execute_many(f"{into} VALUES ({places}){conflict}", rows)

    def update(self, rows: Sequence[Row], *, columns: Sequence[str]) -> None:
        """Set these columns of rows that are there; each row is the new values, then the key."""
        if not rows:
            return
        (key,) = self.key
        if _has_arrays():
            sets = ", ".join(f'"{column}" = new."{column}"' for column in columns)
            changes = f"{self._unnested((*columns, key))} AS new({_quoted((*columns, key))})"
            same = f'old."{key}" = new."{key}"'
            _execute(f"UPDATE {self.name} AS old SET {sets} FROM {changes} WHERE {same}", rows)
        else:
            sets = ", ".join(f'"{column}" = %s' for column in columns)
            _execute_many(f'UPDATE {self.name} SET {sets} WHERE "{key}" = %s', rows)

    def delete(self, keys: Iterable[int]) -> None:
        (key,) = self.key
        rows = [(each,) for each in keys]
        if not rows:
            return
        if _has_arrays():
            _execute(f'DELETE FROM {self.name} WHERE "{key}" = ANY(%s::bigint[])', rows)
        else:
            _execute_many(f'DELETE FROM {self.name} WHERE "{key}" = %s', rows)

    def mark(self, column: str, value: bool, where: str, values: Iterable[Any]) -> None:
        """Set a yes-or-no column of the rows whose column `where` has one of the values, if it is not so."""
        listed = list(values)
        if not listed:
            return
        among = "= ANY(%s)" if _has_arrays() else "IN (SELECT value FROM json_each(%s))"
        sql = f'UPDATE {self.name} SET "{column}" = %s WHERE "{where}" {among} AND "{column}" <> %s'
        with connection.cursor() as cursor:
            cursor.execute(sql, [value, listed if _has_arrays() else json.dumps(listed), value])

    def lock(self, columns: Sequence[str], keys: Iterable[int], *, before: str, only: str) -> list[Row]:
        """These columns of the rows with these keys that `only` is true of, ours until the transaction ends.
        The rows that they name in the column `before` are locked with them, all in the order of their keys.
        """
        (key,) = self.key
        if not connection.features.has_select_for_update:  # one writes at a time
            return self.read(columns, key, keys, tail=f'AND {only} ORDER BY "{key}"')
        listed = list(keys)
        if not listed:
            return []
        named = f'SELECT "{before}" FROM {self.name} WHERE "{key}" = ANY(%s::bigint[])'
        sql = (
            f'SELECT {_quoted(columns)} FROM {self.name} WHERE "{key}" IN (SELECT unnest(%s::bigint[]) '
            f'UNION {named}) AND {only} ORDER BY "{key}" FOR UPDATE'
        )
        wanted, place = set(listed), columns.index(key)
        with connection.cursor() as cursor:
            cursor.execute(sql, [as_array(listed)] * 2)
            return [row for row in cursor.fetchall() if row[place] in wanted]

    def read(self, columns: Sequence[str], where: str, values: Iterable[Any], *, tail: str = "") -> list[Row]:
        """These columns of the rows whose column `where` has one of the values. `tail` ends the statement."""
        listed = list(values)
        if not listed:
            return []
        # One parameter, however many values: the text is the same for all, and no limit is in the way.
        if _has_arrays():
            among, parameter = f"= ANY(%s::{self._array_types[where]})", as_array(listed)
        else:
            among, parameter = "IN (SELECT value FROM json_each(%s))", json.dumps(listed)
        sql = f'SELECT {_quoted(columns)} FROM {self.name} WHERE "{where}" {among} {tail}'
        with connection.cursor() as cursor:
            cursor.execute(sql, [parameter])
            return cursor.fetchall()

    def _unnested(self, columns: Iterable[str]) -> str:
        return f"unnest({', '.join(f'%s::{self._array_types[column]}' for column in columns)})"

    @cached_property
    def _array_types(self) -> dict[str, str]:
        """PostgreSQL's array type for each column."""
        fields = self.model._meta.concrete_fields  # a composite key is one of them, and no column
        return {field.column: _array_type(field) for field in fields if field.column}


@contextmanager
def without_waiting() -> Iterator[None]:
    """Statements in here are sent one after the other, and PostgreSQL is not waited for in between (manual,
    34.5, pipeline mode). What is wrong with one of them is raised by a later one, or at the end.
    """
    if _has_arrays():
        with connection.wrap_database_errors, connection.connection.pipeline():
            yield
    else:
        yield


def _array_type(field: models.Field[Any, Any]) -> str:
    # A text is as long as it is: cast to varchar(n), it would be cut off without a word. The type of the
    # column that it goes into is what refuses it.
    found = field.rel_db_type(connection) or ""
    return "text[]" if found.startswith("varchar") else f"{found}[]"


def _has_arrays() -> bool:
    return connection.vendor == "postgresql"


def _execute(sql: str, rows: Sequence[Row]) -> None:
    """With one array for each column."""
    with connection.cursor() as cursor:
        cursor.execute(sql, [as_array(values) for values in zip(*rows, strict=True)])


def _execute_many(sql: str, rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:  # the driver itself adapts moments, see `sqlite_moments`
        cursor.executemany(sql, rows)


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
