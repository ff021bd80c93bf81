"""The state document: what is alive in one instance, as JSON text. Variables are rows and not part of it.

    {"schema": 1, "elements": [[key, element id, scope key, arrivals, waits], …]}

`schema` counts up with each change of this form; `UPGRADES[n]` turns a document of schema n into one of n +
1.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from processes.engine.state import (
    ElementInstance,
    Incident,
    InstanceState,
    Job,
    MessageSubscription,
    Phase,
    Timer,
    UserTask,
    Wait,
)

SCHEMA = 1
UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}


class UnknownSchema(ValueError):
    """The document is of a form that this version does not know."""


def write(state: InstanceState) -> str:
    """The document of an active instance; empty once it has ended."""
    if not state.is_active:
        return ""
    elements = [
        [
            instance.key,
            instance.element_id,
            instance.scope_key,
            instance.arrivals,
            [[key, *_written(wait)] for key, wait in (instance.waits or {}).items()],
        ]
        for instance in state.element_instances.values()
    ]
    return json.dumps({"schema": SCHEMA, "elements": elements}, separators=(",", ":"))


def read(text: str, *, key: int, process_definition_key: int, revision: int) -> InstanceState:
    state = InstanceState(key=key, process_definition_key=process_definition_key, revision=revision)
    if not text:
        return state
    instances = state.element_instances
    for element_key, element_id, scope_key, arrivals, waits in _upgraded(text)["elements"]:
        instance = instances[element_key] = ElementInstance(element_key, element_id, scope_key)
        if arrivals:
            instance.arrivals = arrivals
            state.joining_scopes.add(element_key)
        if waits:
            instance.waits = {}
            for wait_key, kind, *values in waits:
                instance.waits[wait_key] = _READ[kind](*values)
                state.owners[wait_key] = element_key
        if scope_key is not None:
            instances[scope_key].active_children += 1
    return state


def scope_keys(text: str) -> dict[int, int | None]:
    """Key of each living scope or element instance → key of the scope around it."""
    return {element[0]: element[2] for element in _upgraded(text)["elements"]} if text else {}


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


def _written(wait: Wait) -> list[Any]:
    match wait:
        case Job():
            return ["job", wait.type, wait.retries]
        case UserTask():
            return ["user_task", wait.assignee]
        case Timer():
            return ["timer", wait.element_id, wait.due_at.isoformat(), wait.cycle, wait.repetitions]
        case MessageSubscription():
            return ["message", wait.element_id, wait.message_name]
        case Incident():
            return ["incident", wait.phase, wait.job_key]


_READ: dict[str, Callable[..., Wait]] = {
    "job": Job,
    "user_task": UserTask,
    "timer": lambda element_id, due_at, cycle, repetitions: Timer(
        element_id, datetime.fromisoformat(due_at), cycle, repetitions
    ),
    "message": MessageSubscription,
    "incident": lambda phase, job_key: Incident(Phase(phase), job_key),
}
