"""The life of an element instance: activated, then completed or terminated.

*Activation* sets the input mappings, arms the boundary events, and lets the behavior act. *Completion*
evaluates the output mappings and the outgoing flows, and only then leaves. If anything fails on the way, the
element instance stays, with an incident that says which of the two to repeat.

Of a loop, the body has the boundary events and the outgoing flows, and its inner instances have the mappings
and the behavior.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping
from typing import Any

from processes.bpmn.model import Element, ElementType
from processes.engine import compensation, data, loops
from processes.engine.behaviors import BEHAVIORS
from processes.engine.behaviors import ad_hoc_sub_process as ad_hoc
from processes.engine.events import ConditionAwaited, Event
from processes.engine.state import Condition, ElementInstance
from processes.engine.step import Step
from processes.engine.triggers import arm
from processes.engine.triggers.catching import begin_waiting
from processes.engine.variables import map_variables


def activate(step: Step, instance: ElementInstance) -> None:
    """Run the activation of an element that a token has entered. Raises `ElementFailed`."""
    element = step.model.elements[instance.element_id]
    if element.begins_unprepared:
        BEHAVIORS[element.type].activate(step, element, instance)
    else:
        _prepare_and_activate(step, element, instance)


def _prepare_and_activate(step: Step, element: Element, instance: ElementInstance) -> None:
    is_body = element.loop is not None and step.is_body(instance)
    is_inner = element.loop is not None and not is_body
    if element.data is not None and not is_inner and not data.take(step, element, instance):
        return  # it waits for them
    if element.inputs and not is_body:
        assert instance.scope_key is not None
        # An inner instance has its counter and its item before its mappings are evaluated, others their data.
        has_own = is_inner or element.data is not None
        outer = step.variables(instance.key if has_own else instance.scope_key)
        step.set_variables(instance.key, map_variables(step, element, element.inputs, outer, {}))
    armed = _armed(step, element, instance) if element.boundary_events and not is_inner else []
    conditions = [each for each in armed if isinstance(each, ConditionAwaited)]
    # A condition that holds when the activity begins is not waited for.
    if conditions and begin_waiting(step, instance, _not_awaited_yet(instance, conditions)):
        return
    if is_body:
        loops.begin(step, element, instance)
    else:
        BEHAVIORS[element.type].activate(step, element, instance)
    # Boundary events are evaluated first, but wait only while the activity does: what ended at once never
    # had them.
    if armed and instance.key in step.state.element_instances:
        for event in armed:
            if not isinstance(event, ConditionAwaited):
                step.emit(event)


def complete(step: Step, instance: ElementInstance) -> None:
    """Complete an element that has done its work. Raises `ElementFailed`."""
    if instance.active_children:
        return  # an event subprocess has started since: the scope goes on
    if instance.compensating is not None and compensation.go_on(step, instance, instance.compensating):
        return
    elements = step.model.elements
    element = elements[instance.element_id]
    assert instance.scope_key is not None
    scope = step.state.element_instances[instance.scope_key]
    if scope.element_id == element.id:  # an inner instance, in the body of its loop
        loops.complete_inner(step, element, scope, instance, _outputs(step, element, instance, scope))
    elif instance.compensates is not None:
        _complete_undoing(step, element, instance, scope)
    elif element.leaves_unasked and elements[scope.element_id].ad_hoc is None:
        if element.compensated_by is not None or instance.compensations:
            compensation.record(step, instance, element)
        step.leave(instance, element.outgoing)
    else:
        _complete_and_leave(step, element, instance, scope)


def _complete_and_leave(
    step: Step, element: Element, instance: ElementInstance, scope: ElementInstance
) -> None:
    made = _outputs(step, element, instance, scope) if element.outputs or element.loop else None
    variables: Mapping[str, Any] = step.variables(scope.key)
    moved = data.given(step, element, instance, made or {}) if element.data is not None else None
    if made and element.data is not None:
        made = {name: value for name, value in made.items() if name not in element.data.outputs}
    if made or moved:
        variables = ChainMap(data.visible(moved or {}), made or {}, variables)  # type: ignore[arg-type]
    flows = BEHAVIORS[element.type].outgoing(step, element, variables)
    is_ad_hoc = step.element(scope).type is ElementType.AD_HOC_SUB_PROCESS
    is_over = is_ad_hoc and ad_hoc.is_over(step, scope, variables)
    if made:
        step.propagate(scope.key, made)
    if moved:
        data.put(step, instance, moved)
    compensation.record(step, instance, element)
    step.leave(instance, flows)
    if is_ad_hoc:
        ad_hoc.go_on(step, scope, is_over=is_over)


def _complete_undoing(
    step: Step, element: Element, instance: ElementInstance, scope: ElementInstance
) -> None:
    """Nothing flows on from what undoes something. A subprocess that was undone by what is inside it has been
    left long ago: what its output mappings would make now is none of its results.
    """
    if not step.is_undone(instance):
        moved = data.given(step, element, instance, {}) if element.data is not None else {}
        step.propagate(scope.key, _outputs(step, element, instance, scope))
        data.put(step, instance, moved)
    step.leave(instance, ())
    step.tell_compensator(instance)


def _outputs(
    step: Step, element: Element, instance: ElementInstance, scope: ElementInstance
) -> dict[str, Any]:
    """The variables that an element instance hands to the scope around it."""
    if step.is_body(instance):
        return loops.result_of(instance)
    if element.outputs:
        variables = step.variables(instance.key)
        return map_variables(step, element, element.outputs, variables, step.variables(scope.key))
    return {}


def _armed(step: Step, element: Element, instance: ElementInstance) -> list[Event]:
    return [
        waits
        for event_id in element.boundary_events
        for waits in arm(step, instance, step.model.elements[event_id])
    ]


def _not_awaited_yet(
    instance: ElementInstance, conditions: Iterable[ConditionAwaited]
) -> list[ConditionAwaited]:
    """Conditions are awaited before the behavior acts, and so already if that failed and is tried again."""
    awaited = {condition.element_id for _, condition in instance.waits_of(Condition)}
    return [each for each in conditions if each.element_id not in awaited]
