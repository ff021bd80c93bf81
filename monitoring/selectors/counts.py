"""The counts of elements: counters, deltas that are not folded yet and open incidents, in one statement.

One statement sees one moment: a fold that happens meanwhile is seen wholly or not at all. Its cost depends on
the elements of the diagrams, not on how many instances there are or have been.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from monitoring.models import COUNTED, ElementCounter, ElementDelta
from processes.models import ElementInstance, ElementState, Incident, IncidentState

_SUMS = ", ".join(f"SUM({name}) AS {name}" for name in COUNTED)
_COLUMNS = ", ".join(COUNTED)
_ZEROS = ", ".join("0" for _ in COUNTED)

#: The oldest active visit of an element is the first entry of an index, looked up only where one is active.
_SQL = """
SELECT process_definition_key, element_id, element_type, {columns}, incidents,
       CASE WHEN activated > completed + terminated THEN (
           SELECT MIN(visit.started_at) FROM {visits} AS visit
           WHERE visit.process_definition_key = total.process_definition_key
             AND visit.element_id = total.element_id AND visit.state = '{active}'
       ) END AS oldest_since
FROM (
    SELECT process_definition_key, element_id, MAX(element_type) AS element_type, {sums},
           SUM(incidents) AS incidents
    FROM (
        SELECT process_definition_key, element_id, element_type, {columns}, 0 AS incidents
        FROM {counters} WHERE process_definition_key IN ({keys})
        UNION ALL
        SELECT process_definition_key, element_id, element_type, {columns}, 0
        FROM {deltas} WHERE process_definition_key IN ({keys})
        UNION ALL
        SELECT process_definition_key, element_id, '', {zeros}, 1
        FROM {incidents} WHERE state = '{open}' AND process_definition_key IN ({keys})
    ) AS part
    GROUP BY process_definition_key, element_id
) AS total
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementCount:
    """What has happened at one element of one process definition, up to now."""

    process_definition_key: int
    element_id: str
    element_type: str
    activated: int
    completed: int
    terminated: int
    taken: int
    incidents_raised: int
    #: those that are open
    incidents: int
    #: since when the oldest of its active visits is active
    oldest_since: datetime | None

    @property
    def active(self) -> int:
        return self.activated - self.completed - self.terminated


def element_counts(process_definition_keys: Collection[int]) -> list[ElementCount]:
    """All elements of these definitions at which anything has happened."""
    if not process_definition_keys:
        return []
    sql = _SQL.format(
        columns=_COLUMNS,
        sums=_SUMS,
        zeros=_ZEROS,
        visits=ElementInstance._meta.db_table,
        active=ElementState.ACTIVE.value,
        counters=ElementCounter._meta.db_table,
        deltas=ElementDelta._meta.db_table,
        incidents=Incident._meta.db_table,
        open=IncidentState.OPEN.value,
        keys=", ".join(["%s"] * len(process_definition_keys)),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*process_definition_keys] * 3)
        return [_element_count(row) for row in cursor.fetchall()]


def _element_count(row: tuple[Any, ...]) -> ElementCount:
    key, element_id, element_type, activated, completed, terminated, taken, raised, incidents, oldest = row
    return ElementCount(
        process_definition_key=key,
        element_id=element_id,
        element_type=element_type,
        activated=int(activated),  # PostgreSQL's sums of bigint are numeric
        completed=int(completed),
        terminated=int(terminated),
        taken=int(taken),
        incidents_raised=int(raised),
        incidents=int(incidents),
        oldest_since=_time(oldest),
    )


def _time(value: Any) -> datetime | None:
    """SQLite keeps times as text, in UTC without saying so."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if value is not None and value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    return value
