"""Recounting: the counters once more, from the rows and the journal that the engine keeps.

Slow, and independent of everything that counts along: it tells whether the counters are right.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Count, Q

from monitoring.models import COUNTED, PROCESS, SEQUENCE_FLOW
from monitoring.selectors.counts import element_counts
from processes.engine.events import LOOP_BODY
from processes.models import (
    ElementInstance,
    ElementState,
    Incident,
    InstanceState,
    JournalEntry,
    ProcessInstance,
)
from processes.selectors.sequence_flows import definitions_followed, flows_in

#: (definition key, element id, element type) → field of `Counts` → how often; zeros are left out
Recount = Mapping[tuple[int, str, str], Mapping[str, int]]


def recount(process_definition_keys: Iterable[int]) -> Recount:
    """From what the engine keeps."""
    keys = list(process_definition_keys)
    counts: dict[tuple[int, str, str], dict[str, int]] = defaultdict(dict)
    types: dict[tuple[int, str], str] = {}
    for key, element_id, element_type, *numbers in _visits(keys):
        types[key, element_id] = element_type
        counts[key, element_id, element_type] = dict(
            zip(("activated", "completed", "terminated"), numbers, strict=True)
        )
    for key, process_id, *numbers in _instances(keys):
        counts[key, process_id, PROCESS] = dict(
            zip(("activated", "completed", "terminated"), numbers, strict=True)
        )
    for key, element_id, raised in _incidents(keys):
        counts[key, element_id, types.get((key, element_id), "")]["incidents_raised"] = raised
    for key, flow_id, taken in _flows(keys):
        counts[key, flow_id, SEQUENCE_FLOW]["taken"] = taken
    return _told({place: _without_zeros(numbers) for place, numbers in counts.items()})


def counted(process_definition_keys: Iterable[int]) -> Recount:
    """From the counters."""
    return _told(
        {
            (count.process_definition_key, count.element_id, count.element_type): _without_zeros(
                {name: getattr(count, name) for name in COUNTED}
            )
            for count in element_counts(list(process_definition_keys))
        }
    )


def _told(counts: Recount) -> Recount:
    """Where nothing happened, or all that did has migrated, there is nothing to tell."""
    return {place: numbers for place, numbers in counts.items() if numbers}


def _without_zeros(numbers: Mapping[str, int]) -> dict[str, int]:
    return {name: number for name, number in numbers.items() if number}


def _visits(keys: list[int]) -> Iterable[tuple[int, str, str, int, int, int]]:
    return (
        ElementInstance.objects.filter(process_definition_key__in=keys)
        .exclude(element_type=LOOP_BODY)
        .order_by()
        .values_list("process_definition_key", "element_id", "element_type")
        .annotate(
            activated=Count("key"),
            completed=Count("key", filter=Q(state=ElementState.COMPLETED)),
            terminated=Count("key", filter=Q(state=ElementState.TERMINATED)),
        )
    )


def _instances(keys: list[int]) -> Iterable[tuple[int, str, int, int, int]]:
    return (
        ProcessInstance.objects.filter(process_definition_key__in=keys)
        .order_by()
        .values_list("process_definition_key", "process_id")
        .annotate(
            activated=Count("key"),
            completed=Count("key", filter=Q(state=InstanceState.COMPLETED)),
            terminated=Count("key", filter=Q(state=InstanceState.TERMINATED)),
        )
    )


def _incidents(keys: list[int]) -> Iterable[tuple[int, str, int]]:
    return (
        Incident.objects.filter(process_definition_key__in=keys)
        .order_by()
        .values_list("process_definition_key", "element_id")
        .annotate(raised=Count("key"))
    )


def _flows(keys: list[int]) -> Iterable[tuple[int, str, int]]:
    """A flow counts for the definition that its instance followed when it was taken."""
    wanted = set(keys)
    visited = ElementInstance.objects.filter(process_definition_key__in=keys)
    following = ProcessInstance.objects.filter(process_definition_key__in=keys)
    definition_of = dict(following.values_list("key", "process_definition_key"))
    instances = {*visited.values_list("process_instance_key", flat=True).distinct(), *definition_of}
    taken: dict[tuple[int, str], int] = defaultdict(int)
    entries = JournalEntry.objects.filter(process_instance_key__in=instances)
    for entry in entries.order_by("process_instance_key", "revision").iterator():
        for followed in definitions_followed(entry.events):
            definition_of[entry.process_instance_key] = followed
        for flow_id in flows_in(entry.events):
            taken[definition_of[entry.process_instance_key], flow_id] += 1
    return ((key, flow_id, times) for (key, flow_id), times in taken.items() if key in wanted)
