"""How the database goes about a statement."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


class Heard:
    """SELECT statements, with what they were asked with."""

    def __init__(self) -> None:
        self.statements: list[tuple[str, Any]] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().startswith("SELECT"):
            self.statements.append((sql, params))
        return execute(sql, params, many, context)

    def about(self, table: str) -> list[tuple[str, Any]]:
        """Those that read this table before any other."""
        return [
            (sql, params)
            for sql, params in self.statements
            if sql.partition(" FROM ")[2][1:].startswith(table)
        ]


@contextmanager
def heard() -> Iterator[Heard]:
    statements = Heard()
    with connection.execute_wrapper(statements):
        yield statements


def plan(sql: str, params: Any) -> str:
    """Where there is an index that serves, it is used: with a handful of rows PostgreSQL would not bother."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute(f"EXPLAIN (COSTS OFF) {sql}", params)
            lines = [line for (line,) in cursor.fetchall()]
            cursor.execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_sort = on")
            cursor.execute("SET LOCAL enable_bitmapscan = on")
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            lines = [detail for *_, detail in cursor.fetchall()]
    return "\n".join(lines)


def sorts(told: str) -> bool:
    """Whether rows are put in order, rather than found in it."""
    all_of_them = told.replace("Incremental Sort\n        Sort Key", "")  # only those that are equal so far
    return "Sort Key" in all_of_them or "TEMP B-TREE FOR ORDER BY" in told
