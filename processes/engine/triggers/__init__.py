"""Triggers: what makes catch events happen. One module per event definition.

To *arm* a catch event is to make the wait that will trigger it: a timer, a message subscription. The wait
belongs to the event's *event scope*: the element instance that must be active for the event to happen (the
activity for a boundary event, the gateway for an event-based gateway, else the event itself).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from processes.bpmn.event_definitions import (
    ErrorEventDefinition,
    MessageEventDefinition,
    TimerEventDefinition,
)
from processes.bpmn.model import Element
from processes.engine.events import Event
from processes.engine.state import ElementInstance
from processes.engine.step import Step
from processes.engine.triggers import error, message, timer

ARM: dict[type, Callable[[Step, ElementInstance, Element, Any], Event | None]] = {
    TimerEventDefinition: timer.arm,
    MessageEventDefinition: message.arm,
    ErrorEventDefinition: error.arm,
}


def arm(step: Step, scope: ElementInstance, catching: Element) -> Event | None:
    """The event that makes `scope` wait for `catching`; not emitted yet, since evaluating it may fail.
    None if there is nothing to wait with.
    """
    assert catching.event_definition is not None
    return ARM[type(catching.event_definition)](step, scope, catching, catching.event_definition)
