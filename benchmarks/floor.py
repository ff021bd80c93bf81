"""The floor: what the database can do if nobody asks more of it than a *durable step*, one row updated and
three inserted, fifty steps to a COMMIT, one statement for each table. No engine, no framework.
"""

import os
import sqlite3
from typing import Any

import psycopg

from benchmarks.broke import BenchmarkBroke
from benchmarks.sqlite_options import open_sqlite

STEPS_PER_COMMIT = 50
#: instances whose rows are updated, for each process
INSTANCES = 2_000
#: like the state document of an instance with one token, and like an element instance, a job and an entry of
#: the journal
DOCUMENT, ROW = b"d" * 160, b"r" * 200
INSERTED = ("floor_element", "floor_job", "floor_journal")


class Floor:
    """Common to both databases. Keys of one process never meet those of another."""

    def prepare(self) -> None:
        self._connection = self.connect()
        self._first = self._next = os.getpid() << 32
        self._done = 0
        self.make_tables()
        self.insert("floor_instance", [self._first + place for place in range(INSTANCES)], DOCUMENT)

    def run(self, process_id: str, numbers: list[int]) -> None:
        """Takes so many steps; there is but one kind of them."""
        steps = len(range(*numbers))
        for start in range(0, steps, STEPS_PER_COMMIT):
            count = min(STEPS_PER_COMMIT, steps - start)
            self.commit(
                [self._first + (self._done + place) % INSTANCES for place in range(count)],
                list(range(self._next, self._next + count)),
            )
            self._done += count
            self._next += count

    def check(self) -> None:
        for table in INSERTED:
            sql = f"SELECT count(*) FROM {table} WHERE key >= {self._first} AND key < {self._next}"
            (stored,) = self._connection.execute(sql).fetchone()
            if stored != self._done:
                raise BenchmarkBroke(f"{self._done} steps were taken, {stored} are in {table}")

    def connect(self) -> Any:
        raise NotImplementedError

    def make_tables(self) -> None:
        raise NotImplementedError

    def insert(self, table: str, keys: list[int], payload: bytes) -> None:
        raise NotImplementedError

    def commit(self, updated: list[int], inserted: list[int]) -> None:
        raise NotImplementedError


class FloorInSQLite(Floor):
    def connect(self) -> sqlite3.Connection:
        return open_sqlite(os.environ["BENCHMARK_SQLITE"])

    def make_tables(self) -> None:
        for table in ("floor_instance", *INSERTED):
            self._connection.execute(f"CREATE TABLE {table} (key INTEGER PRIMARY KEY, payload BLOB)")

    def insert(self, table: str, keys: list[int], payload: bytes) -> None:
        self._connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", [(key, payload) for key in keys])

    def commit(self, updated: list[int], inserted: list[int]) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany(
            "UPDATE floor_instance SET payload = ? WHERE key = ?", [(DOCUMENT, key) for key in updated]
        )
        for table in INSERTED:
            self.insert(table, inserted, ROW)
        self._connection.execute("COMMIT")


class FloorInPostgreSQL(Floor):
    def connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, prepare_threshold=0)

    def make_tables(self) -> None:
        with self._connection.transaction():
            # One process makes them, the others find them.
            self._connection.execute("SELECT pg_advisory_xact_lock(hashtext('floor'))")
            for table in ("floor_instance", *INSERTED):
                self._connection.execute(
                    f"CREATE TABLE IF NOT EXISTS {table} (key bigint PRIMARY KEY, payload bytea)"
                )

    def insert(self, table: str, keys: list[int], payload: bytes) -> None:
        self._connection.execute(
            f"INSERT INTO {table} SELECT * FROM unnest(%b::bigint[], %b::bytea[])",
            (keys, [payload] * len(keys)),
        )

    def commit(self, updated: list[int], inserted: list[int]) -> None:
        with self._connection.transaction():
            self._connection.execute(
                "UPDATE floor_instance SET payload = new.payload "
                "FROM unnest(%b::bigint[], %b::bytea[]) AS new (key, payload) "
                "WHERE floor_instance.key = new.key",
                (updated, [DOCUMENT] * len(updated)),
            )
            for table in INSERTED:
                self.insert(table, inserted, ROW)
