"""What the engine tells the monitor: events to count, in its transaction; to announce, after the commit."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import connection

from monitoring import counting, migrating
from monitoring.live.announcing import announce_news
from monitoring.live.news import news_of
from monitoring.models import COUNTED, ElementDelta
from processes.engine.projecting import Record

COLUMNS = ("process_definition_key", "element_id", "day", "element_type", *COUNTED)
#: rows of one INSERT; SQLite takes no more than 32,766 values
ROWS_AT_ONCE = 3_000


def project(records: Sequence[Record]) -> None:
    """Appends what the batch adds to the counters: one statement, however large the batch, and a few more
    for each instance that has migrated.
    """
    deltas = counting.count(records)
    migrating.count_migrations(records, deltas)
    rows: list[tuple[int | str, ...]] = [
        (
            place.process_definition_key,
            place.element_id,
            place.day.isoformat(),
            delta.element_type,
            *delta.counts,
        )
        for place, delta in deltas.items()
    ]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        _insert(rows[start : start + ROWS_AT_ONCE])


def announce(records: Sequence[Record]) -> None:
    """Rings the bell of the live line: one small message for the batch."""
    if records:
        announce_news(news_of(records, at=datetime.now(UTC)))


def _insert(rows: Sequence[tuple[int | str, ...]]) -> None:
    # Not bulk_create: it would split the rows into many statements on SQLite, and is several times slower.
    row = f"({', '.join(['%s'] * len(COLUMNS))})"
    sql = (
        f"INSERT INTO {ElementDelta._meta.db_table} ({', '.join(COLUMNS)}) "
        f"VALUES {', '.join([row] * len(rows))}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for values in rows for value in values])
