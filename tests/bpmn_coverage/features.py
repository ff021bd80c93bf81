"""Features: what BPMN has, one by one: an element type, an event of a kind at a place, a marker of an
activity. Which of them run here, the engine's own tables say.

A feature is (group, name), both in the words that people use.
"""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.data import ElementData
from processes.bpmn.event_definitions import EventDefinition, MessageEventDefinition, MultipleEventDefinition
from processes.bpmn.model import Element, ElementType, MultiInstance, ProcessModel, StandardLoop
from processes.bpmn.support import (
    ACTIVITIES,
    EXECUTED,
    EXECUTED_EVENTS,
    GATEWAYS,
    GLOBAL_TASKS,
    SCOPES,
    words_for,
)

Feature = tuple[str, str]

TASKS, SUBPROCESSES, MARKERS = "Tasks", "Subprocesses and calls", "Markers of activities"
DATA, POOLS, PROCESSES = "Data", "Pools and lanes", "Global tasks and processes"
GATEWAY_GROUP, FLOWS = "Gateways", "Sequence flows"

#: BPMN table 10.93: kind of event → the places at which it may stand
START, INTERRUPTING, NON_INTERRUPTING = (
    "start", "event subprocess, interrupting", "event subprocess, non-interrupting",
)  # fmt: skip
CATCH, BOUNDARY, NON_INTERRUPTING_BOUNDARY = "intermediate catch", "boundary", "boundary, non-interrupting"
THROW, END = "intermediate throw", "end"
PLACES = (
    START, INTERRUPTING, NON_INTERRUPTING, CATCH, BOUNDARY, NON_INTERRUPTING_BOUNDARY, THROW, END,
)  # fmt: skip
CAUGHT = {START, INTERRUPTING, NON_INTERRUPTING, CATCH, BOUNDARY, NON_INTERRUPTING_BOUNDARY}
EVENTS: dict[str, set[str]] = {
    "none": {START, THROW, END},
    "message": {*CAUGHT, THROW, END},
    "timer": CAUGHT,
    "conditional": CAUGHT,
    "signal": {*CAUGHT, THROW, END},
    "error": {INTERRUPTING, BOUNDARY, END},
    "escalation": {INTERRUPTING, NON_INTERRUPTING, BOUNDARY, NON_INTERRUPTING_BOUNDARY, THROW, END},
    "compensation": {INTERRUPTING, BOUNDARY, THROW, END},
    "cancel": {BOUNDARY, END},
    "link": {CATCH, THROW},
    "terminate": {END},
    "multiple": {*CAUGHT, THROW, END},
    "parallel multiple": CAUGHT,
}

#: the element type that stands at each place
_TYPES: dict[str, ElementType] = {
    START: ElementType.START_EVENT,
    INTERRUPTING: ElementType.START_EVENT,
    NON_INTERRUPTING: ElementType.START_EVENT,
    CATCH: ElementType.INTERMEDIATE_CATCH_EVENT,
    BOUNDARY: ElementType.BOUNDARY_EVENT,
    NON_INTERRUPTING_BOUNDARY: ElementType.BOUNDARY_EVENT,
    THROW: ElementType.INTERMEDIATE_THROW_EVENT,
    END: ElementType.END_EVENT,
}


def event(kind: str, place: str) -> Feature:
    return f"{kind[0].upper()}{kind[1:]} events", place


def runs(kind: str, place: str) -> bool:
    """Whether the engine's table has it; several in one event run where each of them does."""
    if kind in ("multiple", "parallel multiple"):
        return True
    return ("" if kind == "none" else kind) in EXECUTED_EVENTS[_TYPES[place]]


def executed() -> list[Feature]:
    """All that runs here, in the order of the specification."""
    subprocesses = [tag for tag in EXECUTED if tag in SCOPES or tag == ElementType.CALL_ACTIVITY]
    tasks = [tag for tag in EXECUTED if tag in ACTIVITIES and tag not in subprocesses]
    return [
        *((TASKS, EXECUTED[tag]) for tag in tasks),
        (TASKS, "receive task that starts the process"),
        *((SUBPROCESSES, EXECUTED[tag]) for tag in subprocesses if tag != ElementType.PROCESS),
        (SUBPROCESSES, "event subprocess"),
        (SUBPROCESSES, "ad-hoc subprocess, sequential"),
        *(
            (MARKERS, f"{marker}, {of}")
            for marker in ("standard loop", "multi-instance, parallel", "multi-instance, sequential")
            for of in ("task", "subprocess", "call activity")
        ),
        (MARKERS, "compensation handler"),
        (MARKERS, "start quantity"),
        (MARKERS, "completion quantity"),
        *((GATEWAY_GROUP, EXECUTED[tag]) for tag in EXECUTED if tag in GATEWAYS),
        (GATEWAY_GROUP, "event-based gateway that starts the process"),
        (GATEWAY_GROUP, "event-based gateway that starts the process, parallel"),
        (FLOWS, "conditional flow of an activity"),
        (FLOWS, "default flow of an activity"),
        (DATA, "data objects and properties of a process"),
        (DATA, "data objects of a subprocess"),
        (DATA, "properties of an activity"),
        (DATA, "data input association"),
        (DATA, "data output association"),
        (DATA, "data output of an event"),
        (DATA, "transformation"),
        (DATA, "assignment"),
        (DATA, "data store that is read"),
        (DATA, "data store that is written"),
        (POOLS, "lane as candidate group"),
        (POOLS, "message flow, in conversation"),
        (POOLS, "message flow, with a correlation key"),
        (POOLS, "message that is correlated by its properties"),
        (POOLS, "correlation subscription"),
        (PROCESSES, "process without start event"),
        *((PROCESSES, f"global {EXECUTED[tag]}") for tag in GLOBAL_TASKS.values()),
        *(
            event(kind, place)
            for kind in EVENTS
            for place in PLACES
            if place in EVENTS[kind] and runs(kind, place)
        ),
    ]


# --- what a model's elements are ------------------------------------------------------------------


def features_of_process(model: ProcessModel) -> Iterator[Feature]:
    """The features that show when an instance of this process completes."""
    if model.root.data is not None and model.root.data.own:
        yield DATA, "data objects and properties of a process"
    if model.is_global_task:
        (task,) = model.implicit_starts
        yield PROCESSES, f"global {words_for(task.type)}"
    elif model.implicit_starts:
        yield PROCESSES, "process without start event"


def features_of(element: Element, model: ProcessModel) -> Iterator[Feature]:
    """The features that show when this element does its work."""
    if element.type in EXECUTED_EVENTS:
        yield event(_kind(element.event_definition), _place(element, model))
    elif element.type in GATEWAYS:
        yield from _gateway(element)
    elif element.type is not ElementType.PROCESS:
        yield from _activity(element)
    if element.data is not None:
        yield from _data(element, element.data)
    yield from _message_flows(element)
    for definition in element.event_definitions:
        if isinstance(definition, MessageEventDefinition) and definition.correlation is not None:
            yield POOLS, "message that is correlated by its properties"
            if definition.correlation.bound:
                yield POOLS, "correlation subscription"
    groups = element.user_task.candidate_groups if element.user_task is not None else None
    if element.lane is not None and groups is not None and element.lane in groups.text:
        yield POOLS, "lane as candidate group"


def _data(element: Element, data: ElementData) -> Iterator[Feature]:
    if data.own:
        yield DATA, "data objects of a subprocess" if element.type in SCOPES else "properties of an activity"
    if data.caught:
        yield DATA, "data output of an event"
    for word, associations in (("input", data.incoming), ("output", data.outgoing)):
        for association in associations:
            yield DATA, f"data {word} association"
            if association.transformation is not None:
                yield DATA, "transformation"
            if association.assignments:
                yield DATA, "assignment"
            if association.target.is_store:
                yield DATA, "data store that is written"
            if any(source.is_store for source in association.sources):
                yield DATA, "data store that is read"


def _message_flows(element: Element) -> Iterator[Feature]:
    for definition in element.event_definitions:
        if isinstance(definition, MessageEventDefinition) and definition.is_along_flow:
            how = "in conversation" if definition.correlation_key is None else "with a correlation key"
            yield POOLS, f"message flow, {how}"


def _kind(definition: EventDefinition | None) -> str:
    if definition is None:
        return "none"
    if isinstance(definition, MultipleEventDefinition):
        return "parallel multiple" if definition.parallel else "multiple"
    name = type(definition).__name__.removesuffix("EventDefinition").lower()
    return {"compensate": "compensation"}.get(name, name)


def _place(element: Element, model: ProcessModel) -> str:
    match element.type:
        case ElementType.START_EVENT:
            if element.scope_id is None or not model.elements[element.scope_id].is_event_sub_process:
                return START
            return INTERRUPTING if element.interrupting else NON_INTERRUPTING
        case ElementType.BOUNDARY_EVENT:
            return BOUNDARY if element.interrupting else NON_INTERRUPTING_BOUNDARY
    return next(place for place, type in _TYPES.items() if type is element.type)


def _gateway(element: Element) -> Iterator[Feature]:
    yield GATEWAY_GROUP, words_for(element.type)
    if element.instantiates:
        parallel = ", parallel" if element.is_parallel else ""
        yield GATEWAY_GROUP, f"event-based gateway that starts the process{parallel}"


def _activity(element: Element) -> Iterator[Feature]:
    is_task = element.type not in SCOPES and element.type is not ElementType.CALL_ACTIVITY
    words = words_for(element.type)
    if element.is_event_sub_process:
        words = "event subprocess"
    yield TASKS if is_task else SUBPROCESSES, words
    if element.instantiates:
        yield TASKS, "receive task that starts the process"
    if element.ad_hoc is not None and element.ad_hoc.sequential:
        yield SUBPROCESSES, "ad-hoc subprocess, sequential"
    of = "task" if is_task else "call activity" if words == "call activity" else "subprocess"
    match element.loop:
        case StandardLoop():
            yield MARKERS, f"standard loop, {of}"
        case MultiInstance(sequential=sequential):
            yield MARKERS, f"multi-instance, {'sequential' if sequential else 'parallel'}, {of}"
    if element.is_for_compensation:
        yield MARKERS, "compensation handler"
    if element.start_quantity > 1:
        yield MARKERS, "start quantity"
    if element.completion_quantity > 1:
        yield MARKERS, "completion quantity"
    if any(flow.condition is not None for flow in element.outgoing):
        yield FLOWS, "conditional flow of an activity"
    if element.default_flow is not None:
        yield FLOWS, "default flow of an activity"
