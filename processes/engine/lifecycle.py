"""The life of an element instance: activated, then completed or terminated.

*Activation* sets the input mappings, arms the boundary events, and lets the behavior act. *Completion*
evaluates the output mappings and the outgoing flows, and only then leaves. If anything fails on the way,
the element instance stays, with an incident that says which of the two to repeat.
"""

from __future__ import annotations

from collections import ChainMap
from typing import Any

from processes.engine.behaviors import BEHAVIORS
from processes.engine.state import ElementInstance
from processes.engine.step import Step
from processes.engine.triggers import arm
from processes.engine.variables import map_variables


def activate(step: Step, instance: ElementInstance) -> None:
    """Run the activation of an element that a token has entered. Raises `ElementFailed`."""
    element = step.element(instance)
    if element.inputs:
        assert instance.scope_key is not None
        outer = step.variables(instance.scope_key)
        step.set_variables(instance.key, map_variables(step, element, element.inputs, outer, {}))
    armed = (
        [arm(step, instance, step.model.elements[event_id]) for event_id in element.boundary_events]
        if element.boundary_events
        else ()
    )
    BEHAVIORS[element.type].activate(step, element, instance)
    # Boundary events are evaluated first, but wait only while the activity does: what ended at once never
    # had them.
    if instance.key in step.state.element_instances:
        for event in armed:
            if event is not None:
                step.emit(event)


def complete(step: Step, instance: ElementInstance) -> None:
    """Complete an element that has done its work. Raises `ElementFailed`."""
    element = step.element(instance)
    assert instance.scope_key is not None
    outer = step.variables(instance.scope_key)
    made: dict[str, Any] = {}
    if element.outputs:
        made = map_variables(step, element, element.outputs, step.variables(instance.key), outer)
        outer = ChainMap(made, outer)  # type: ignore[arg-type]
    flows = BEHAVIORS[element.type].outgoing(step, element, outer)
    step.propagate(instance.scope_key, made)
    step.leave(instance, flows)
