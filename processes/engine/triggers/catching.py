"""What happens when an armed catch event is triggered: the same for every kind of trigger.

The event itself waited: it completes. A boundary event: interrupting, it ends its activity; either way a
token leaves from the event. The start event of an event subprocess: interrupting, it ends all else in the
scope around it, and no other event subprocess of that scope can start any more; either way the event
subprocess starts. An event of an event-based gateway: the gateway is done, the other events are disarmed,
and the token goes on through this one (BPMN 13.4.4).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from processes.bpmn.model import Element, ElementType
from processes.engine import events as e
from processes.engine.errors import ElementFailed
from processes.engine.state import CatchingWait, Condition, ElementInstance, Phase
from processes.engine.step import Step
from processes.engine.triggers import arm
from processes.engine.triggers.condition import holds
from processes.engine.variables import map_variables


def trigger(step: Step, scope: ElementInstance, catching_id: str, brought: Mapping[str, Any]) -> None:
    """Let the catch event happen. `scope` is its event scope; `brought` are the variables that came with the
    trigger.
    """
    catching = step.model.elements[catching_id]
    if catching.needs_all_triggers:
        if is_awaited(scope, catching):
            step.propagate(_where_it_happens(scope, catching), brought)
            return
        if not catching.interrupting:
            _wait_again(step, scope, catching)
    if scope.element_id == catching_id:
        step.receive(scope, brought)
        step.complete_later(scope)
    elif catching.type is ElementType.BOUNDARY_EVENT:
        _trigger_boundary_event(step, scope, catching, brought)
    elif catching.type is ElementType.START_EVENT:
        _start_event_sub_process(step, scope, catching, brought)
    else:
        _choose(step, scope, catching, brought)


def arm_event_starts(step: Step, scope: ElementInstance) -> bool:
    """Wait for the events of the event subprocesses in a scope that has just been activated. True if one has
    happened at once and has taken the place of what the scope would have done.

    Raises `ElementFailed` before anything has happened.
    """
    starts = step.element(scope).event_starts
    return bool(starts) and begin_waiting(
        step, scope, [waits for start in starts for waits in arm(step, scope, step.model.elements[start])]
    )


def begin_waiting(step: Step, scope: ElementInstance, armed: Collection[e.Event]) -> bool:
    """Emit what `arm` gave. A condition that holds already is not waited for: its event happens at once. True
    if that interrupted the scope, and nothing of it is to go on.
    """
    for waits in armed:
        step.emit(waits)
    for waits in armed:
        if isinstance(waits, e.ConditionAwaited) and _happens_at_once(step, scope, waits):
            return True
    return False


def _happens_at_once(step: Step, scope: ElementInstance, waits: e.ConditionAwaited) -> bool:
    found = step.state.wait(waits.key, Condition)
    event = step.model.elements[waits.element_id]
    if found is None or found[1].holds or not holds(step, scope, event):
        return False
    condition_became_true(step, scope, waits.key, event)
    return event.interrupting


def condition_became_true(step: Step, scope: ElementInstance, key: int, event: Element) -> None:
    closes = closes_when_triggered(event)
    if not closes:
        step.emit(e.ConditionChanged(key=key, element_instance_key=scope.key, holds=True))
    step.emit(
        e.ConditionTriggered(key=key, element_instance_key=scope.key, element_id=event.id, closes=closes)
    )
    trigger(step, scope, event.id, {})


def closes_when_triggered(event: Element) -> bool:
    """An event that does not interrupt can be triggered again, so its subscriptions stay open. Those of a
    parallel multiple event close one by one, until all have been triggered.
    """
    return event.interrupting or event.needs_all_triggers


def is_awaited(scope: ElementInstance, event: Element) -> bool:
    """Whether `scope` waits for the event, or for one of its triggers."""
    waits = (scope.waits or {}).values()
    return any(isinstance(wait, CatchingWait) and wait.element_id == event.id for wait in waits)


def wait_for_missing(step: Step, scope: ElementInstance) -> None:
    """Wait again for the events of a scope that could not be waited for. Raises `ElementFailed`."""
    element = step.element(scope)
    for event_id in (*element.boundary_events, *element.event_starts):
        event = step.model.elements[event_id]
        if event.needs_all_triggers and not event.interrupting and not is_awaited(scope, event):
            begin_waiting(step, scope, arm(step, scope, event))


def _wait_again(step: Step, scope: ElementInstance, event: Element) -> None:
    try:
        begin_waiting(step, scope, arm(step, scope, event))
    except ElementFailed as failure:
        step.raise_incident(scope, failure, Phase.WAITING, at=event.id)


def _where_it_happens(scope: ElementInstance, event: Element) -> int:
    """The key of the scope that the event is in: its event scope, or the scope around that."""
    if event.type is ElementType.START_EVENT:
        return scope.key
    assert scope.scope_key is not None
    return scope.scope_key


def _trigger_boundary_event(
    step: Step, activity: ElementInstance, event: Element, brought: Mapping[str, Any]
) -> None:
    scope_key = activity.scope_key
    assert scope_key is not None
    if event.interrupting:
        step.terminate(activity)
        step.tell_compensator(activity)
    step.receive(step.activate(event, scope_key), brought)


def _start_event_sub_process(
    step: Step, scope: ElementInstance, event: Element, brought: Mapping[str, Any]
) -> None:
    assert event.scope_id is not None
    if event.interrupting:
        step.empty(scope)
        _disarm_event_starts(step, scope)
    sub_process = step.enter(step.model.elements[event.scope_id], scope.key)
    try:
        is_interrupted = arm_event_starts(step, sub_process)
    except ElementFailed as failure:
        # Trying again begins it as any subprocess begins: at its start event.
        step.propagate(sub_process.key, brought)
        step.raise_incident(sub_process, failure, Phase.ACTIVATION)
        return
    if is_interrupted:
        step.propagate(sub_process.key, brought)
    else:
        step.receive(step.activate(event, sub_process.key), brought)


def _disarm_event_starts(step: Step, scope: ElementInstance) -> None:
    starts = step.element(scope).event_starts
    for key, wait in list((scope.waits or {}).items()):
        if isinstance(wait, CatchingWait) and wait.element_id in starts:
            step.stop_waiting(scope, key, wait)


def _choose(step: Step, gateway: ElementInstance, event: Element, brought: Mapping[str, Any]) -> None:
    scope_key = gateway.scope_key
    assert scope_key is not None
    flow = next(f for f in step.element(gateway).outgoing if f.target == event.id)
    step.disarm(gateway)
    step.completed(gateway)
    step.emit(e.SequenceFlowTaken(scope_key=scope_key, flow_id=flow.id))
    caught = step.enter(event, scope_key)  # triggered already: it does not wait again, it completes
    complete_triggered(step, caught, brought)


def complete_triggered(step: Step, caught: ElementInstance, brought: Mapping[str, Any]) -> None:
    """Complete an event or receive task that has been triggered before it was entered: its input mappings are
    evaluated, then it takes what the trigger brought.
    """
    event = step.element(caught)
    try:
        if event.inputs:
            outer = step.variables(caught.key)
            step.set_variables(caught.key, map_variables(step, event, event.inputs, outer, {}))
    except ElementFailed as failure:
        step.receive(caught, brought)
        step.raise_incident(caught, failure, Phase.COMPLETION)
        return
    step.receive(caught, brought)
    step.complete_later(caught)
