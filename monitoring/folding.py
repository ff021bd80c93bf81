"""Folding: deltas are added to the counters and removed, in the background, a few thousand at a time.

Any number of processes may fold at once: on PostgreSQL each takes deltas that no other has locked, on SQLite
there is one writer anyway. Counters are written in the order of their keys, so that two who fold never wait
for each other in a circle.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models, transaction

from monitoring.models import COUNTED, DailyCounter, ElementCounter, ElementDelta

#: how many deltas one transaction folds
PORTION = 2_000


def fold() -> int:
    """Folds what there is; says how many deltas that were."""
    folded = 0
    while taken := _fold_portion():
        folded += taken
        if taken < PORTION:
            break
    return folded


@transaction.atomic
def _fold_portion() -> int:
    deltas = list(ElementDelta.objects.select_for_update(skip_locked=True).order_by("id")[:PORTION])
    if not deltas:
        return 0
    _add(ElementCounter, ("process_definition_key", "element_id"), deltas)
    _add(DailyCounter, ("process_definition_key", "element_id", "day"), deltas)
    ElementDelta.objects.filter(pk__in=[delta.pk for delta in deltas]).delete()
    return len(deltas)


def _add(counter: type[models.Model], key: Sequence[str], deltas: Iterable[ElementDelta]) -> None:
    """Adds the deltas to the counters of one table, and makes those that are missing."""
    sums: dict[tuple[Any, ...], list[int]] = {}
    element_types: dict[tuple[Any, ...], str] = {}
    for delta in deltas:
        at = tuple(getattr(delta, name) for name in key)
        counts = sums.setdefault(at, [0] * len(COUNTED))
        for position, name in enumerate(COUNTED):
            counts[position] += getattr(delta, name)
        element_types[at] = element_types.get(at) or delta.element_type
    rows = [[*at, element_types[at], *sums[at]] for at in sorted(sums)]
    table = counter._meta.db_table
    columns = (*key, "element_type", *COUNTED)
    sql = (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))}) "
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET "
        f"element_type = COALESCE(NULLIF(excluded.element_type, ''), {table}.element_type), "
        + ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in COUNTED)
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)
