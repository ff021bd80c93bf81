"""What happens when an armed catch event is triggered: the same for every kind of trigger.

The event itself waited: it completes. A boundary event: interrupting, it ends its activity; either way a
token leaves from the event. An event of an event-based gateway: the gateway is done, the other events are
disarmed, and the token goes on through this one (BPMN 13.4.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from processes.bpmn.model import Element, ElementType
from processes.engine import events as e
from processes.engine.state import ElementInstance
from processes.engine.step import Step


def trigger(step: Step, scope: ElementInstance, catching_id: str, brought: Mapping[str, Any]) -> None:
    """Let the catch event happen. `scope` is its event scope; `brought` are the variables that came with the
    trigger.
    """
    catching = step.model.elements[catching_id]
    if scope.element_id == catching_id:
        step.receive(scope, brought)
        step.complete_later(scope)
    elif catching.type is ElementType.BOUNDARY_EVENT:
        _trigger_boundary_event(step, scope, catching, brought)
    else:
        _choose(step, scope, catching, brought)


def _trigger_boundary_event(
    step: Step, activity: ElementInstance, event: Element, brought: Mapping[str, Any]
) -> None:
    scope_key = activity.scope_key
    assert scope_key is not None
    if event.interrupting:
        step.terminate(activity)
    step.receive(step.activate(event, scope_key), brought)


def _choose(step: Step, gateway: ElementInstance, event: Element, brought: Mapping[str, Any]) -> None:
    scope_key = gateway.scope_key
    assert scope_key is not None
    flow = next(f for f in step.element(gateway).outgoing if f.target == event.id)
    step.disarm(gateway)
    step.emit(e.ElementCompleted(key=gateway.key, element_id=gateway.element_id))
    step.emit(e.SequenceFlowTaken(scope_key=scope_key, flow_id=flow.id))
    caught = step.enter(event, scope_key)  # triggered already: it does not wait again, it completes
    step.receive(caught, brought)
    step.complete_later(caught)
