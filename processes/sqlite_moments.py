"""Moments in SQLite, for statements that do not go through the ORM.

The driver is told how to write them, and asks for just the values that are moments. Those of a batch are few:
that is many times as fast as looking at each value of each row beforehand.
"""

import sqlite3
from datetime import UTC, datetime
from functools import lru_cache


def adapt_moments() -> None:
    """From now on SQLite's driver writes moments as Django's ORM does."""
    # Importing it registers an adapter of Django's own, which would keep the zone in the text.
    import django.db.backends.sqlite3.base  # noqa: F401

    sqlite3.register_adapter(datetime, _written)


@lru_cache(maxsize=1024)
def _written(at: datetime) -> str:
    """In UTC, and without saying so."""
    return str(at.astimezone(UTC).replace(tzinfo=None))
