"""The life of an element instance: activated, then completed or terminated.

*Activation* sets the input mappings, arms the boundary events, and lets the behavior act. *Completion*
evaluates the output mappings and the outgoing flows, and only then leaves. If anything fails on the way, the
element instance stays, with an incident that says which of the two to repeat.

Of a loop, the body has the boundary events and the outgoing flows, and its inner instances have the mappings
and the behavior.
"""

from __future__ import annotations

from collections import ChainMap
from typing import Any

from processes.bpmn.model import Element, ElementType
from processes.engine import compensation, loops
from processes.engine.behaviors import BEHAVIORS
from processes.engine.behaviors import ad_hoc_sub_process as ad_hoc
from processes.engine.events import ConditionAwaited, Event
from processes.engine.state import ElementInstance
from processes.engine.step import Step
from processes.engine.triggers import arm
from processes.engine.triggers.catching import begin_waiting
from processes.engine.variables import map_variables


def activate(step: Step, instance: ElementInstance) -> None:
    """Run the activation of an element that a token has entered. Raises `ElementFailed`."""
    element = step.element(instance)
    is_loop = element.loop is not None
    is_inner = is_loop and step.is_inner(instance)
    if element.inputs and (is_inner or not is_loop):
        assert instance.scope_key is not None
        # An inner instance has its counter and its item before its mappings are evaluated.
        outer = step.variables(instance.key if is_inner else instance.scope_key)
        step.set_variables(instance.key, map_variables(step, element, element.inputs, outer, {}))
    armed = _armed(step, element, instance) if element.boundary_events and not is_inner else []
    # A condition that holds when the activity begins is not waited for.
    if begin_waiting(step, instance, [each for each in armed if isinstance(each, ConditionAwaited)]):
        return
    if is_loop and not is_inner:
        loops.begin(step, element, instance)
    else:
        BEHAVIORS[element.type].activate(step, element, instance)
    # Boundary events are evaluated first, but wait only while the activity does: what ended at once never
    # had them.
    if instance.key in step.state.element_instances:
        for event in armed:
            if not isinstance(event, ConditionAwaited):
                step.emit(event)


def complete(step: Step, instance: ElementInstance) -> None:
    """Complete an element that has done its work. Raises `ElementFailed`."""
    if instance.active_children:
        return  # an event subprocess has started since: the scope goes on
    element = step.element(instance)
    assert instance.scope_key is not None
    scope = step.state.element_instances[instance.scope_key]
    outer = step.variables(scope.key)
    made: dict[str, Any] = {}
    if element.loop is not None and scope.element_id != element.id:
        made = loops.result_of(element, step.variables(instance.key))
    elif element.outputs:
        made = map_variables(step, element, element.outputs, step.variables(instance.key), outer)
    if scope.element_id == element.id:
        compensation.record(step, instance)
        loops.complete_inner(step, element, scope, instance, made)
        return
    if instance.compensates is not None:
        step.propagate(scope.key, made)
        compensator_key = instance.compensates
        step.leave(instance, ())
        compensation.go_on(step, compensator_key)
        return
    if made:
        outer = ChainMap(made, outer)  # type: ignore[arg-type]
    flows = BEHAVIORS[element.type].outgoing(step, element, outer)
    step.propagate(scope.key, made)
    if element.compensated_by is not None or instance.compensations:
        compensation.record(step, instance)
    step.leave(instance, flows)
    _look_at_ad_hoc(step, scope)


def _armed(step: Step, element: Element, instance: ElementInstance) -> list[Event]:
    return [
        waits
        for event_id in element.boundary_events
        for waits in arm(step, instance, step.model.elements[event_id])
    ]


def _look_at_ad_hoc(step: Step, scope: ElementInstance) -> None:
    element = step.element(scope)
    if element.type is ElementType.AD_HOC_SUB_PROCESS and scope.key in step.state.element_instances:
        ad_hoc.inner_completed(step, scope)
