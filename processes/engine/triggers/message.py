"""Messages: waiting for an answer from elsewhere, and sending one (BPMN 10.5.5, message event definition).

A subscription is opened with the message name and the correlation key evaluated in the event scope. It
triggers when a message of that name and key is correlated to it. An interrupting one closes then; that of a
non-interrupting boundary event stays open.
"""

from __future__ import annotations

from processes import feel
from processes.bpmn.event_definitions import MessageEventDefinition
from processes.bpmn.model import Element
from processes.engine import correlation
from processes.engine.errors import ErrorType
from processes.engine.events import MessageSubscriptionOpened, MessageThrown
from processes.engine.state import ElementInstance
from processes.engine.step import Step


def arm(
    step: Step, scope: ElementInstance, catching: Element, definition: MessageEventDefinition
) -> MessageSubscriptionOpened:
    name, correlation_key = _address(step, scope.key, catching, definition)
    if definition.correlation is not None:
        correlation_key = correlation.awaited(step, scope, catching.label, definition.correlation)
    return MessageSubscriptionOpened(
        step.new_key(), scope.key, catching.id, name, correlation_key, catching.interrupting
    )


def throw(
    step: Step, instance: ElementInstance, element: Element, definition: MessageEventDefinition
) -> MessageThrown:
    """The message that a throw event or send task without a job sends: its local variables, or none; not
    emitted yet.
    """
    name, correlation_key = _address(step, instance.key, element, definition)
    variables = step.local_variables(instance)
    if definition.correlation is not None and not definition.is_along_flow:
        correlation_key = correlation.sent(step, definition.correlation, variables)
    return MessageThrown(
        key=step.new_key(),
        element_instance_key=instance.key,
        name=name,
        correlation_key=correlation_key,
        variables=variables,
        in_conversation=definition.is_along_flow and not correlation_key,
    )


def _address(
    step: Step, scope_key: int, element: Element, definition: MessageEventDefinition
) -> tuple[str, str]:
    """Name and correlation key. The key is a text or a number; 1.0 and 1 are the same."""
    read = step.reader(element, scope_key, ErrorType.MESSAGE)
    name = read.text(definition.name, "message name")
    if definition.correlation_key is None:
        return name, ""
    key = read.json(definition.correlation_key, "correlation key")
    if not isinstance(key, str):
        if isinstance(key, bool) or not isinstance(key, int | float):
            raise read.wrong("correlation key", "a text or a number", key)
        key = feel.to_feel_text(key)
    return name, read.as_text(key, "correlation key")
