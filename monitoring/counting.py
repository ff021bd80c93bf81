"""From events to deltas: what a batch of commands adds to the counters.

Pure, and quick, since it runs inside the engine's transaction. A batch makes one delta for each element that
it passed, however many instances passed it.
"""

from collections.abc import Iterable
from datetime import UTC, date
from typing import NamedTuple

from monitoring.models import COUNTED, PROCESS, SEQUENCE_FLOW
from processes.engine import events as e
from processes.engine.projecting import Record

ACTIVATED, COMPLETED, TERMINATED, TAKEN, INCIDENTS_RAISED = range(len(COUNTED))


class Place(NamedTuple):
    """Where and when something happened: what one delta is about."""

    process_definition_key: int
    element_id: str
    day: date


class Delta:
    """What a batch adds at one place."""

    __slots__ = ("counts", "element_type")

    def __init__(self) -> None:
        self.element_type = ""
        #: in the order of `COUNTED`
        self.counts = [0] * len(COUNTED)


def count(records: Iterable[Record]) -> dict[Place, Delta]:
    deltas: dict[Place, Delta] = {}
    for record in records:
        definition_key = record.process_definition_key
        day = record.at.astimezone(UTC).date()
        for event in record.events:
            counted = _counted(event, record.process_id)
            if counted is None:
                continue
            field, element_id, element_type = counted
            place = Place(definition_key, element_id, day)
            delta = deltas.get(place) or deltas.setdefault(place, Delta())
            delta.counts[field] += 1
            delta.element_type = delta.element_type or element_type
    return deltas


def _counted(event: e.Event, process_id: str) -> tuple[int, str, str] | None:
    """As what an event counts, at which element, and of which type that is, if the event tells."""
    match event:
        case e.ElementActivated() | e.ElementCompleted() | e.ElementTerminated() if (
            event.element_type == e.LOOP_BODY
        ):
            return None  # its inner instances are the visits
        case e.ElementActivated():
            return ACTIVATED, event.element_id, str(event.element_type)
        case e.ElementCompleted():
            return COMPLETED, event.element_id, ""
        case e.SequenceFlowTaken():
            return TAKEN, event.flow_id, SEQUENCE_FLOW
        case e.InstanceStarted():
            return ACTIVATED, process_id, PROCESS
        case e.InstanceCompleted():
            return COMPLETED, process_id, PROCESS
        case e.ElementTerminated():
            return TERMINATED, event.element_id, ""
        case e.InstanceTerminated():
            return TERMINATED, process_id, PROCESS
        case e.IncidentRaised():
            return INCIDENTS_RAISED, event.element_id, ""
        case _:
            return None
