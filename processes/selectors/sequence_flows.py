"""Which sequence flows the tokens of an instance took: its journal tells, and nothing else keeps it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from processes.engine.events import InstanceMigrated, InstanceStarted, SequenceFlowTaken
from processes.models import JournalEntry

_EVENT_TYPE = SequenceFlowTaken.__name__
#: where the flow is among the values of the event, which the journal keeps in order
_FLOW_ID = SequenceFlowTaken.FIELDS.index("flow_id")


@dataclass(frozen=True, slots=True)
class FlowsTaken:
    #: the last journal entry that is counted in
    revision: int = 0
    #: sequence flow id → how often it was taken
    times: Mapping[str, int] = field(default_factory=dict)


def flows_taken(process_instance_key: int, *, since: FlowsTaken = FlowsTaken()) -> FlowsTaken:
    """`since` is what was known before: only the journal after it is read."""
    revision, times = since.revision, dict(since.times)
    entries = JournalEntry.objects.filter(process_instance_key=process_instance_key, revision__gt=revision)
    for revision, events in entries.order_by("revision").values_list("revision", "events"):  # noqa: B007
        for flow_id in flows_in(events):
            times[flow_id] = times.get(flow_id, 0) + 1
    return FlowsTaken(revision, times)


def flows_in(events: str) -> Iterator[str]:
    """The flows taken in one journal entry, in order."""
    if _EVENT_TYPE not in events:
        return  # most entries that are about a task or a timer take none
    for event_type, *values in json.loads(events):
        if event_type == _EVENT_TYPE:
            yield values[_FLOW_ID]


#: event type → where the key of the definition is among its values that the instance follows from then on
_FOLLOWS = {
    kind.__name__: kind.FIELDS.index("process_definition_key") for kind in (InstanceStarted, InstanceMigrated)
}


def definitions_followed(events: str) -> Iterator[int]:
    """The definitions that an instance has begun to follow in one journal entry. No flow is taken by one that
    it has followed before in the same entry.
    """
    if any(name in events for name in _FOLLOWS):
        for event_type, *values in json.loads(events):
            if event_type in _FOLLOWS:
                yield values[_FOLLOWS[event_type]]
