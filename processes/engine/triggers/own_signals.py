"""Signals that an instance gives to itself: whoever of it waits receives one in the same step, before what
comes after (BPMN 10.5.6). Others receive it from the host.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from processes.bpmn.model import Element
from processes.engine.events import SignalReceived, SignalThrown
from processes.engine.state import ElementInstance, SignalSubscription
from processes.engine.step import Step
from processes.engine.triggers.catching import closes_when_triggered, trigger


def bring(step: Step, thrown: SignalThrown) -> None:
    """Bring a signal to those of its own instance who waited for it when it was thrown."""
    for key in thrown.received_by:
        found = step.state.wait(key, SignalSubscription)
        if found is not None:  # else one before it has ended its scope
            scope, subscription = found
            receive(step, key, scope, step.model.elements[subscription.element_id], thrown.variables)


def receive(
    step: Step, key: int, scope: ElementInstance, event: Element, variables: Mapping[str, Any]
) -> None:
    """The event happens that has waited with this subscription."""
    step.emit(
        SignalReceived(
            key=key, element_instance_key=scope.key, element_id=event.id, closes=closes_when_triggered(event)
        )
    )
    trigger(step, scope, event.id, variables)
