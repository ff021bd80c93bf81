"""Counting what the database is asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

NO_WORK = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


class Statements:
    """Calls of the database driver; what it repeats for each row (`executemany`) is counted as well."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.executions = 0

    @property
    def writes(self) -> list[str]:
        return [text for text in self.texts if not text.lstrip().startswith("SELECT")]

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        params = list(params) if many else params
        if not sql.startswith(NO_WORK):
            self.texts.append(sql)
            self.executions += len(params) if many else 1
        return execute(sql, params, many, context)


@contextmanager
def counted() -> Iterator[Statements]:
    statements = Statements()
    with connection.execute_wrapper(statements):
        yield statements
