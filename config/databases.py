"""Which database, and with which options: SQLite in the data folder, or PostgreSQL by `DATABASE_URL`.

SQLite runs with WAL (readers never wait for the writer) and takes its write lock when a transaction
begins (IMMEDIATE), since a lock upgraded in mid-transaction fails at once instead of waiting its turn.
"""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000;"
    ),
}

_SQLITE = "django.db.backends.sqlite3"
_POSTGRESQL = "django.db.backends.postgresql"


def database(url: str, *, data: Path, pool_size: int) -> dict[str, Any]:
    """The `DATABASES` entry for this address; no address means SQLite in the data folder.

    A pool (`pool_size` > 0) is for the web process only: a Celery worker closes its connections after
    each task, the pool with them.
    """
    if not url:
        return _sqlite(data / "meanwhile.sqlite3")
    try:
        entry: dict[str, Any] = dict(dj_database_url.parse(url))
    except (dj_database_url.UnknownSchemeError, dj_database_url.ParseError) as problem:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {problem}") from problem
    if entry["ENGINE"] == _SQLITE:
        return _sqlite(entry["NAME"])
    if entry["ENGINE"] != _POSTGRESQL:
        raise ImproperlyConfigured(
            f"DATABASE_URL asks for {entry['ENGINE']}; Meanwhile runs on PostgreSQL (postgres://…) and SQLite (sqlite:///…)."
        )
    return _postgresql(entry, pool_size=pool_size)


def _sqlite(name: Path | str) -> dict[str, Any]:
    entry: dict[str, Any] = {"ENGINE": _SQLITE, "NAME": str(name), "OPTIONS": dict(SQLITE_OPTIONS)}
    # A file, not memory: tests see the same locking between threads as the product does.
    if str(name) != ":memory:":
        entry["TEST"] = {"NAME": f"{name}-test"}
    return entry


def _postgresql(entry: dict[str, Any], *, pool_size: int) -> dict[str, Any]:
    entry["CONN_HEALTH_CHECKS"] = True
    options = entry.setdefault("OPTIONS", {})
    if pool_size:
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 10}
        entry["CONN_MAX_AGE"] = 0  # Django asks for this with a pool
    else:
        entry["CONN_MAX_AGE"] = 60
    return entry
