"""Migrations in the counters: what is alive in an instance counts for the definition that it follows.

It is taken from the counters of the one and added to those of the other, on the day on which it began, so
that they say what recounting the rows would say. What has ended stays where it was.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from monitoring.counting import ACTIVATED, INCIDENTS_RAISED, Delta, Place
from monitoring.models import PROCESS
from processes.engine import events as e
from processes.engine.commands import MigrateInstance
from processes.engine.projecting import Record
from processes.models import ElementInstance, Incident, ProcessInstance

#: of the keys that one statement asks for
PORTION = 5_000


def count_migrations(records: Sequence[Record], deltas: dict[Place, Delta]) -> None:
    """Add what migrations change to what the batch adds to the counters."""
    for record in records:
        if record.command != MigrateInstance.__name__:
            continue
        for event in record.events:
            if isinstance(event, e.InstanceMigrated):
                _move(event, deltas)


def _move(event: e.InstanceMigrated, deltas: dict[Place, Delta]) -> None:
    old, new = event.from_process_definition_key, event.process_definition_key
    for field, day, before, after, kind in _moved(event):
        if (old, before) != (new, after):
            _add(deltas, Place(old, before, day), field, -1, "")
            _add(deltas, Place(new, after, day), field, 1, kind)


def _moved(event: e.InstanceMigrated) -> Iterator[tuple[int, date, str, str, str]]:
    """What it counts as, since when, element id before and after, and element type."""
    started_at = ProcessInstance.objects.values_list("started_at", flat=True).get(
        key=event.process_instance_key
    )
    yield ACTIVATED, _day(started_at), event.from_process_id, event.process_id, PROCESS
    visits = {key: rest for key, *rest in event.elements if rest[2] != e.LOOP_BODY}
    for key, at in _moments(ElementInstance, "started_at", list(visits)):
        before, after, kind = visits[key]
        yield ACTIVATED, _day(at), before, after, kind
    raised = {key: rest for key, of_kind, *rest in event.waits if of_kind == "incident"}
    for key, at in _moments(Incident, "raised_at", list(raised)):
        before, after = raised[key]
        yield INCIDENTS_RAISED, _day(at), before, after, ""


def _moments(
    model: type[ElementInstance] | type[Incident], field: str, keys: list[int]
) -> Iterator[tuple[int, datetime]]:
    for start in range(0, len(keys), PORTION):
        yield from model.objects.filter(key__in=keys[start : start + PORTION]).values_list("key", field)


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()


def _add(deltas: dict[Place, Delta], place: Place, field: int, number: int, element_type: str) -> None:
    delta = deltas.get(place)
    if delta is None:
        delta = deltas[place] = Delta()
    delta.counts[field] += number
    delta.element_type = delta.element_type or element_type
