"""The state document: what is alive in one instance, as JSON text. Variables are rows and not part of it.

    {"schema": 3, "parent": [process instance key, element instance key] | null, "changed": [name, …],
     "suspension": [[who, …], [[command, arguments], …], [[phase, key], …]] | null,
     "correlation": {name: value, …} (only if there is one),
     "elements": [[key, element id, scope key, arrivals, waits, more], …]}

`more` says what few elements have: how far a loop has come, what can be undone. It is null for all others.

A parallel loop that is very wide would make the document long, and each command slow. Its inner instances,
each with all that is in it, are *parts* that are stored beside it: a part is the JSON text of a list of
elements. The document then has the body of the loop, whose `more` says how many parts there are.

`schema` counts up with each change of this form; `UPGRADES[n]` turns a document of schema n into one of n +
1.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from processes.engine.state import (
    Call,
    Condition,
    ElementInstance,
    HeldCommand,
    Incident,
    InstanceState,
    Job,
    MessageSubscription,
    Phase,
    SignalSubscription,
    Suspension,
    Timer,
    UserTask,
    Wait,
)
from processes.runtime import more_document
from processes.runtime.json_text import as_json

SCHEMA = 3


def _with_loops_and_compensation(document: dict[str, Any]) -> dict[str, Any]:
    elements = [[*element, None] for element in document["elements"]]
    return {"schema": 2, "parent": None, "changed": [], "elements": elements}


def _with_suspension(document: dict[str, Any]) -> dict[str, Any]:
    return document | {"schema": 3, "suspension": None}


UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: _with_loops_and_compensation,
    2: _with_suspension,
}


class UnknownSchema(ValueError):
    """The document is of a form that this version does not know."""


#: more inner instances than these are stored beside the document
WIDE = 50


def write(state: InstanceState) -> str:
    """The document of an active instance; empty once it has ended."""
    if not state.is_active:
        return ""
    apart = _parts(state)
    bodies, places = apart.bodies, apart.places
    elements = [
        _element(instance, is_apart=key in bodies)
        for key, instance in state.element_instances.items()
        if key not in places
    ]
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "parent": state.parent,
        "changed": sorted(state.changed),
        "suspension": _written_suspension(state.suspension),
        "elements": elements,
    }
    if state.correlation_keys:
        document["correlation"] = state.correlation_keys
    return as_json(document)


def write_parts(state: InstanceState) -> dict[int, str]:
    """Key of an inner instance of a very wide loop → its part; of those that are here."""
    apart = _parts(state)
    elements: dict[int, list[Any]] = {}
    for key, part_key in apart.places.items():
        elements.setdefault(part_key, []).append(_element(state.element_instances[key]))
    return {part_key: as_json(part) for part_key, part in elements.items()}


@dataclass(slots=True)
class _Apart:
    #: keys of the bodies of very wide loops
    bodies: set[int]
    #: key of an element instance → key of the inner instance that it is in, or is
    places: dict[int, int]


_NOTHING_APART = _Apart(set(), {})


def _parts(state: InstanceState) -> _Apart:
    """Conditions are looked at all together, so all has to be at hand where one is awaited."""
    loops = [(each.key, each.loop) for each in state.element_instances.values() if each.loop is not None]
    wide = {key for key, loop in loops if loop.items is None and (loop.total or 0) > WIDE}
    if not wide or state.conditions:
        return _NOTHING_APART
    places: dict[int, int] = {}
    for key, instance in state.element_instances.items():  # scopes come before what is in them
        scope_key = instance.scope_key
        if scope_key in places:
            places[key] = places[scope_key]
        elif scope_key in wide:
            places[key] = key
    return _Apart(wide - places.keys(), places)


def _element(instance: ElementInstance, *, is_apart: bool = False) -> list[Any]:
    more = more_document.write(instance)
    if is_apart:
        more = (more or {}) | {"parts": instance.active_children}
    waits = [[key, *_written(wait)] for key, wait in instance.waits.items()] if instance.waits else []
    return [instance.key, instance.element_id, instance.scope_key, instance.arrivals, waits, more]


def read(text: str, *, key: int, process_definition_key: int, revision: int) -> InstanceState:
    state = InstanceState(key=key, process_definition_key=process_definition_key, revision=revision)
    if not text:
        return state
    document = _upgraded(text)
    if document["parent"]:
        instance_key, call_key = document["parent"]
        state.parent = (instance_key, call_key)
    state.changed = set(document["changed"])
    state.suspension = _read_suspension(document["suspension"])
    state.correlation_keys = document.get("correlation", {})
    _read_elements(state, document["elements"])
    return state


def read_part(state: InstanceState, text: str) -> None:
    """Add a part to the state that has been read from the document."""
    elements = json.loads(text)
    _read_elements(state, elements)
    _, _, body_key, *_ = elements[0]
    state.element_instances[body_key].active_children -= 1  # it has been counted by the document


def _read_elements(state: InstanceState, elements: list[Any]) -> None:
    instances = state.element_instances
    for element_key, element_id, scope_key, arrivals, waits, more in elements:
        instance = instances[element_key] = ElementInstance(element_key, element_id, scope_key)
        if arrivals:
            instance.arrivals = arrivals
            state.joining_scopes.add(element_key)
        if waits:
            instance.waits = {}
            for wait_key, kind, *values in waits:
                instance.waits[wait_key] = _READ[kind](*values)
                state.owners[wait_key] = element_key
                if kind == "condition":
                    state.conditions.add(wait_key)
        if more:
            more_document.read(instance, more)
            if instance.released:
                state.joining_scopes.add(element_key)
            instance.active_children = more.get("parts", 0)
        if scope_key is not None:
            instances[scope_key].active_children += 1


def scope_keys(text: str) -> dict[int, int | None]:
    """Key of each living scope or element instance in the document → key of the scope around it."""
    return {element[0]: element[2] for element in _upgraded(text)["elements"]} if text else {}


def scope_keys_of_part(text: str) -> dict[int, int | None]:
    return {element[0]: element[2] for element in json.loads(text)}


def has_parts(text: str) -> bool:
    """Quick, and seldom wrong: a text of the user's may look the same."""
    return '"parts":' in text


def _upgraded(text: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text)
    if document["schema"] > SCHEMA:
        raise UnknownSchema(
            f"Expected a state document of schema {SCHEMA} or earlier, but this one has schema "
            f"{document['schema']}: a newer version of Meanwhile has written it."
        )
    while document["schema"] < SCHEMA:
        document = UPGRADES[document["schema"]](document)
    return document


def _written_suspension(suspension: Suspension | None) -> list[Any] | None:
    if suspension is None:
        return None
    commands = [[held.name, held.arguments] for held in suspension.commands]
    return [sorted(suspension.by), commands, [[phase.value, key] for phase, key in suspension.agenda]]


def _read_suspension(written: list[Any] | None) -> Suspension | None:
    if written is None:
        return None
    by, commands, agenda = written
    return Suspension(
        by=set(by),
        commands=[HeldCommand(name, arguments) for name, arguments in commands],
        agenda=[(Phase(phase), key) for phase, key in agenda],
    )


def _written(wait: Wait) -> list[Any]:
    match wait:
        case Job():
            return ["job", wait.type, wait.retries]
        case UserTask():
            owned = [] if wait.owner is None else [wait.owner, wait.is_delegated]
            return ["user_task", wait.assignee, *owned]
        case Timer():
            return ["timer", wait.element_id, wait.due_at.isoformat(), wait.cycle, wait.repetitions]
        case MessageSubscription():
            return ["message", wait.element_id, wait.message_name]
        case SignalSubscription():
            return ["signal", wait.element_id, wait.signal_name]
        case Condition():
            return ["condition", wait.element_id, wait.holds]
        case Call():
            return ["call", wait.process_id]
        case Incident():
            shown_at = [] if wait.element_id is None else [wait.element_id]
            return ["incident", wait.phase, wait.job_key, *shown_at]


_READ: dict[str, Callable[..., Wait]] = {
    "job": Job,
    "user_task": UserTask,
    "timer": lambda element_id, due_at, cycle, repetitions: Timer(
        element_id, datetime.fromisoformat(due_at), cycle, repetitions
    ),
    "message": MessageSubscription,
    "signal": SignalSubscription,
    "condition": Condition,
    "call": Call,
    "incident": lambda phase, job_key, element_id=None: Incident(Phase(phase), job_key, element_id),
}
