"""On which engine the packs are played: `MEANWHILE_STORE` is `memory` (the engine alone, the default) or `db`
(through all of the product, in a database that is made for this run and thrown away with it).

Every case begins with nothing: a new engine in memory; on the database, what the case before has written is
rolled back.
"""

from __future__ import annotations

import atexit
import os
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime

from processes.scenarios import Engine, MemoryEngine

STORES = ("memory", "db")


def store() -> str:
    named = os.environ.get("MEANWHILE_STORE") or "memory"
    if named not in STORES:
        raise ValueError(f"MEANWHILE_STORE must be one of {', '.join(STORES)}, but it is {named!r}.")
    return named


def new_engine(now: datetime, *, ends_uncaught_errors: bool) -> Engine:
    """An engine on which nothing has been deployed."""
    if store() == "memory":
        return MemoryEngine(now, ends_uncaught_errors=ends_uncaught_errors)
    _open_database()
    _begin_anew()
    from django.conf import settings

    from processes.scenarios.stored_engine import StoredEngine

    settings.END_UNCAUGHT_ERRORS = ends_uncaught_errors
    return StoredEngine(now)


_database = ExitStack()
_case: AbstractContextManager[None] | None = None


def _open_database() -> None:
    if _case is not None:
        return
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        django.setup()
    from processes.scenarios.throwaway import throwaway_database

    _database.enter_context(throwaway_database())
    atexit.register(_close)


def _begin_anew() -> None:
    global _case
    from processes.scenarios.throwaway import rolled_back

    if _case is not None:
        _case.__exit__(None, None, None)
    _case = rolled_back()
    _case.__enter__()


def _close() -> None:
    if _case is not None:
        _case.__exit__(None, None, None)
    _database.close()
