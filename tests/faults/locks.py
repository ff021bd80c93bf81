"""The write lock of a SQLite file, held by somebody else than the product: a backup, or a tool."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(data: Path) -> Iterator[None]:
    connection = sqlite3.connect(data / "meanwhile.sqlite3", isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA busy_timeout=30000")
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")
    finally:
        connection.close()
