"""Where the benchmark keeps its data: a folder of its own, and a database of its own on a PostgreSQL that
writes everything down before it says so. Both are gone at the end.
"""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from benchmarks.broke import BenchmarkBroke
from config.launcher.stores import Stores

#: on these a file is memory, and keeping it costs nothing
MEMORY_FILE_SYSTEMS = frozenset({"tmpfs", "ramfs"})
#: what a durable server has switched on
DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


@contextmanager
def data_folder() -> Iterator[Path]:
    """An empty folder on a disk, through which an account that PostgreSQL runs as can pass."""
    folder = Path(tempfile.mkdtemp(prefix="meanwhile-benchmark-", dir=_disk()))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def servers(folder: Path) -> Iterator[dict[str, str]]:
    """PostgreSQL (that of `DATABASE_URL` if given) with an empty database, and a Redis to ring the bells of
    the product. The environment in which others find them.
    """
    with started(folder) as (_, environment):
        yield environment


@contextmanager
def started(folder: Path) -> Iterator[tuple[Stores, dict[str, str]]]:
    """The same, and the programs that had to be started for it."""
    given = {"DATABASE_URL": url} if (url := os.environ.get("DATABASE_URL", "")) else {}
    stores = Stores(folder / "stores", environment=given)
    try:
        environment = stores.start()
        folders = [program.folder for program, _ in stores.running if program.folder is not None]
        require_durable(environment["DATABASE_URL"])
        with scratch_database(environment["DATABASE_URL"]) as url:
            yield stores, {**environment, "DATABASE_URL": url}
    finally:
        stores.stop()
    for each in folders:  # a server of root's keeps its data elsewhere
        shutil.rmtree(each, ignore_errors=True)


def require_durable(url: str) -> None:
    """Raises unless this server keeps what it says it has stored."""
    with psycopg.connect(url) as connection:
        for setting in DURABLE:
            if (value := _shown(connection, setting)) != "on":
                raise BenchmarkBroke(
                    f"PostgreSQL runs with {setting} = {value}: what it says is stored may be lost, and "
                    "such figures mean nothing. Switch it on."
                )


@contextmanager
def scratch_database(url: str) -> Iterator[str]:
    """The address of an empty database on the same server."""
    name = f"meanwhile_benchmark_{secrets.token_hex(4)}"
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
    except psycopg.Error as problem:
        raise BenchmarkBroke(f"PostgreSQL gives us no database of our own: {problem}") from problem
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def server_settings(url: str) -> dict[str, str]:
    names = ("server_version", *DURABLE, "wal_sync_method", "shared_buffers", "max_wal_size")
    with psycopg.connect(url) as connection:
        return {name: _shown(connection, name) for name in names}


def _shown(connection: psycopg.Connection[Any], setting: str) -> str:
    row = connection.execute("SELECT current_setting(%s)", [setting]).fetchone()
    assert row is not None
    return str(row[0])


class WriteAheadLog:
    """How much PostgreSQL has written."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)

    def position(self) -> int:
        row = self._connection.execute("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn").fetchone()
        assert row is not None
        return int(row[0])

    def close(self) -> None:
        self._connection.close()


def file_system(folder: Path) -> str:
    """The kind of file system that this folder is on."""
    best, kind = -1, "unknown"
    resolved = folder.resolve()
    for line in Path("/proc/mounts").read_text().splitlines():
        _, mount, found, *_ = line.split()
        place = Path(mount.replace("\\040", " "))
        if resolved.is_relative_to(place) and len(place.parts) >= best:
            best, kind = len(place.parts), found
    return kind


def _disk() -> str:
    candidates = [tempfile.gettempdir(), "/var/tmp", str(Path.cwd())]
    for each in candidates:
        if os.access(each, os.W_OK) and file_system(Path(each)) not in MEMORY_FILE_SYSTEMS:
            return each
    raise BenchmarkBroke(
        f"None of {', '.join(candidates)} is on a disk. Name a folder that is, in TMPDIR: "
        "in memory, keeping data costs nothing, and such figures mean nothing."
    )
