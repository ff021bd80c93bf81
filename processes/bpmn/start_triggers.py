"""Triggers of a parallel multiple start event: it begins a process when all of them have happened (BPMN
10.5.2, table 10.84).

They are told apart by what they are: *message order placed*. Its conditions have to hold together, so they
are one trigger.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from processes.bpmn.event_definitions import (
    ConditionalEventDefinition,
    MessageEventDefinition,
    MultipleEventDefinition,
    SignalEventDefinition,
    SingleEventDefinition,
    TimerEventDefinition,
)
from processes.bpmn.model import Element


def waits_for_all(event: Element) -> bool:
    return isinstance(event.event_definition, MultipleEventDefinition) and event.event_definition.parallel


def triggers_of(event: Element, now: datetime) -> list[str]:
    """What it waits for, in the order of the diagram; the same twice if it is to come twice."""
    conditions = [each for each in event.event_definitions if isinstance(each, ConditionalEventDefinition)]
    return [trigger_of(event, each, now) for each in event.event_definitions if each not in conditions[1:]]


def trigger_of(event: Element, definition: SingleEventDefinition, now: datetime) -> str:
    match definition:
        case MessageEventDefinition(name=name):
            return f"message {name.evaluate({}, now=now)}"
        case SignalEventDefinition(name=name):
            return f"signal {name.evaluate({}, now=now)}"
        case TimerEventDefinition(expression=expression):
            return f"timer {expression.evaluate({}, now=now)}"
        case ConditionalEventDefinition():
            return f"condition {' and '.join(_conditions(event))}"
    raise AssertionError(f"{event.id!r} starts no process by {definition}")


def holds(event: Element, variables: Mapping[str, Any], now: datetime) -> bool:
    """Whether the conditions of a start event are true of these variables: one of them, or all of an event
    that waits for all.
    """
    conditions = [each for each in event.event_definitions if isinstance(each, ConditionalEventDefinition)]
    enough = all if waits_for_all(event) else any
    return enough(each.condition.evaluate(variables, now=now) is True for each in conditions)


def _conditions(event: Element) -> list[str]:
    return [
        each.condition.text.removeprefix("=").strip()
        for each in event.event_definitions
        if isinstance(each, ConditionalEventDefinition)
    ]
