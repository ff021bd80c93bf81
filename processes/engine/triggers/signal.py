"""Signals: waiting for a notice to everyone, and giving one (BPMN 10.5.5, signal event definition).

A subscription is opened with the signal name evaluated in the event scope. A signal that is thrown is
brought to every subscription of its name that is open by then, in this instance and in all others.
"""

from __future__ import annotations

from processes.bpmn.event_definitions import SignalEventDefinition
from processes.bpmn.model import Element
from processes.engine.errors import ErrorType
from processes.engine.events import SignalSubscriptionOpened, SignalThrown
from processes.engine.state import ElementInstance
from processes.engine.step import Step


def arm(
    step: Step, scope: ElementInstance, catching: Element, definition: SignalEventDefinition
) -> SignalSubscriptionOpened:
    return SignalSubscriptionOpened(
        key=step.new_key(),
        element_instance_key=scope.key,
        element_id=catching.id,
        signal_name=_name(step, scope.key, catching, definition),
    )


def throw(
    step: Step, instance: ElementInstance, element: Element, definition: SignalEventDefinition
) -> SignalThrown:
    """The signal that a throw event gives, with its local variables; not emitted yet."""
    return SignalThrown(
        key=step.new_key(),
        element_instance_key=instance.key,
        name=_name(step, instance.key, element, definition),
        variables=step.local_variables(instance),
    )


def _name(step: Step, scope_key: int, element: Element, definition: SignalEventDefinition) -> str:
    return step.reader(element, scope_key, ErrorType.SIGNAL).text(definition.name, "signal name")
