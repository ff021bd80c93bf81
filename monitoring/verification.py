"""Verification: the counters are what a recount of rows and journal gives. A counter that is wrong is put
right by a delta, like everything that is counted.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import transaction

from monitoring.models import COUNTED, ElementDelta
from monitoring.recounting import counted, recount
from processes.models import ProcessDefinition


def verify(*, repair: bool = False) -> Iterator[str]:
    """All counters that are wrong, by definition. With `repair`, what is told has been put right."""
    for key in ProcessDefinition.objects.order_by("key").values_list("key", flat=True):
        yield from _verify_definition(key, repair=repair)


@transaction.atomic
def _verify_definition(definition_key: int, *, repair: bool) -> list[str]:
    right, found = recount([definition_key]), counted([definition_key])
    wrong: list[str] = []
    # By element: what nothing tells the type of is counted at the same one.
    types = {element_id: kind for (_, element_id, kind) in (*found, *right) if kind}
    rights = {element_id: numbers for (_, element_id, _), numbers in right.items()}
    founds = {element_id: numbers for (_, element_id, _), numbers in found.items()}
    for element_id in sorted(rights.keys() | founds.keys()):
        wanted, there = rights.get(element_id, {}), founds.get(element_id, {})
        if wanted == there:
            continue
        difference = {name: wanted.get(name, 0) - there.get(name, 0) for name in COUNTED}
        told = ", ".join(
            f"{there.get(name, 0)} {name} instead of {wanted.get(name, 0)}"
            for name in COUNTED
            if difference[name]
        )
        wrong.append(f"definition {definition_key}: {element_id!r} has {told}")
        if repair:
            ElementDelta.objects.create(
                process_definition_key=definition_key,
                element_id=element_id,
                element_type=types.get(element_id, ""),
                day=datetime.now(UTC).date(),
                **difference,
            )
    return wrong
