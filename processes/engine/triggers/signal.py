"""Signals: waiting for a notice to everyone, and giving one (BPMN 10.5.5, signal event definition).

A subscription is opened with the signal name evaluated in the event scope. A signal that is thrown is
brought to every subscription of its name that is open by then: at once in this instance (`own_signals`), and
by the host in all others.
"""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.event_definitions import SignalEventDefinition
from processes.bpmn.model import Element
from processes.engine.errors import ErrorType
from processes.engine.events import SignalSubscriptionOpened, SignalThrown
from processes.engine.state import ElementInstance, SignalSubscription
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
    name = _name(step, instance.key, element, definition)
    return SignalThrown(
        key=step.new_key(),
        element_instance_key=instance.key,
        name=name,
        variables=step.local_variables(instance),
        received_by=tuple(sorted(_waiting(step, name))),
    )


def _waiting(step: Step, name: str) -> Iterator[int]:
    """Keys of the subscriptions of this instance."""
    for instance in step.state.element_instances.values():
        for key, subscription in instance.waits_of(SignalSubscription):
            if subscription.signal_name == name:
                yield key


def _name(step: Step, scope_key: int, element: Element, definition: SignalEventDefinition) -> str:
    return step.reader(element, scope_key, ErrorType.SIGNAL).text(definition.name, "signal name")
