"""Keys of rows: 64-bit numbers that we give out ourselves, see `processes.runtime.keys`."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class KeyField(models.BigIntegerField):
    """The key of a row, by which it is found. SQLite stores a row under its key only if that is declared as
    an INTEGER; a BIGINT would be one more index, to be written with each row and searched for each key.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "primary_key": True})

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)
