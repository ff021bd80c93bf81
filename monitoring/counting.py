"""From events to deltas: what a batch of commands adds to the counters.

Pure, and quick, since it runs inside the engine's transaction. A batch makes one delta for each element that
it passed, however many instances passed it.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from operator import attrgetter
from typing import Any, NamedTuple

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
    # Moments and definitions of a batch are few: within one of them, the id of an element is place enough.
    here: dict[tuple[int, datetime], dict[str, Delta]] = {}
    for record in records:
        around = record.process_definition_key, record.at
        if (found := here.get(around)) is None:
            found = here[around] = _Deltas(deltas, around[0], record.at.astimezone(UTC).date())
        for event in record.events:
            counts = COUNTS.get(type(event))
            if counts is None:
                continue
            field, place, type_of = counts
            element_type = type_of(event)
            if element_type == e.LOOP_BODY:
                continue  # its inner instances are the visits
            delta = found[record.process_id if place is None else place(event)]
            delta.counts[field] += 1
            if element_type:
                delta.element_type = element_type
    return deltas


class _Deltas(dict[str, Delta]):
    """Those of one definition on one day, by element id; made when first asked for."""

    def __init__(self, deltas: dict[Place, Delta], definition_key: int, day: date) -> None:
        self._deltas = deltas
        self._definition_key = definition_key
        self._day = day

    def __missing__(self, element_id: str) -> Delta:
        place = Place(self._definition_key, element_id, self._day)
        delta = self[element_id] = self._deltas.setdefault(place, Delta())
        return delta


Reading = Callable[[Any], str]
_element, _flow, _type = attrgetter("element_id"), attrgetter("flow_id"), attrgetter("element_type")
#: as what an event counts; at which element, None for the process; and of which type that is
COUNTS: dict[type[e.Event], tuple[int, Reading | None, Reading]] = {
    e.ElementActivated: (ACTIVATED, _element, _type),
    e.ElementCompleted: (COMPLETED, _element, _type),
    e.ElementTerminated: (TERMINATED, _element, _type),
    e.SequenceFlowTaken: (TAKEN, _flow, lambda _: SEQUENCE_FLOW),
    e.InstanceStarted: (ACTIVATED, None, lambda _: PROCESS),
    e.InstanceCompleted: (COMPLETED, None, lambda _: PROCESS),
    e.InstanceTerminated: (TERMINATED, None, lambda _: PROCESS),
    e.IncidentRaised: (INCIDENTS_RAISED, _element, lambda _: ""),
}
