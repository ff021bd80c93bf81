"""Triggers: what makes catch events happen. One module per event definition.

To *arm* a catch event is to make the wait that will trigger it: a timer, a subscription, an awaited
condition. The wait belongs to the event's *event scope*: the element instance that must be active for the
event to happen (the activity for a boundary event, the gateway for an event-based gateway, the scope around
an event subprocess for its start event, else the event itself). What happens then is in `catching`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from processes.bpmn.event_definitions import (
    ConditionalEventDefinition,
    MessageEventDefinition,
    SignalEventDefinition,
    TimerEventDefinition,
)
from processes.bpmn.model import Element
from processes.engine.events import Event
from processes.engine.state import ElementInstance
from processes.engine.step import Step
from processes.engine.triggers import condition, message, signal, timer

#: errors and escalations are not here: their catchers are looked up when they are thrown (`outwards`)
ARM: dict[type, Callable[[Step, ElementInstance, Element, Any], Event]] = {
    TimerEventDefinition: timer.arm,
    MessageEventDefinition: message.arm,
    SignalEventDefinition: signal.arm,
    ConditionalEventDefinition: condition.arm,
}


def arm(step: Step, scope: ElementInstance, catching: Element) -> list[Event]:
    """The events that make `scope` wait for `catching`, one for each of its event definitions that is waited
    for, and one for all its conditions; not emitted yet, since evaluating them may fail.
    """
    return [ARM[type(each)](step, scope, catching, each) for each in catching.awaited]
