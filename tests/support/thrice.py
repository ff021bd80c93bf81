"""A command carried out thrice: on the state in memory, on one that has been written and read as a document
before, and on one to which only the events are applied. All three must come to the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy, deepcopy
from datetime import datetime
from typing import Any

from processes.bpmn.model import ProcessModel
from processes.engine import InstanceState, execute
from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.apply import apply
from processes.engine.decisions import Decisions, no_decisions
from processes.runtime import state_document


def execute_thrice(
    model: ProcessModel,
    state: InstanceState,
    command: c.Command,
    now: datetime,
    keys: Iterator[int],
    decisions: Decisions = no_decisions,
) -> list[e.Event]:
    """As `execute`, which it is; `keys` must be a count."""
    stored, replayed, same_keys = through_document(state), through_document(state), copy(keys)
    events = execute(model, state, command, now, keys, decisions)
    assert execute(model, stored, command, now, same_keys, decisions) == events
    for event in events:
        apply(replayed, event)
    replayed.revision += 1
    assert picture(stored) == picture(replayed) == picture(state)
    return events


def through_document(state: InstanceState) -> InstanceState:
    read = state_document.read(
        state_document.write(state),
        key=state.key,
        process_definition_key=state.process_definition_key,
        revision=state.revision,
    )
    read.variables = deepcopy(state.variables)
    return read


def picture(state: InstanceState) -> tuple[Any, ...]:
    """All that a state is, to compare."""
    return (
        state_document.write(state),
        {key: scope for key, scope in state.variables.items() if scope},
        dict(state.owners),
        set(state.joining_scopes),
        set(state.conditions),
        {key: instance.active_children for key, instance in state.element_instances.items()},
        state.revision,
    )
