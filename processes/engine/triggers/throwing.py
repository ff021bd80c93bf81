"""Throwing: giving what an event names to whoever catches it (BPMN 10.5.6, *Handling Events*).

All that an event throws is evaluated before any of it is thrown. Messages and signals go out to others;
escalations and errors go outwards, and what catches them may end what they come from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from processes.bpmn.event_definitions import (
    ErrorEventDefinition,
    EscalationEventDefinition,
    MessageEventDefinition,
    SignalEventDefinition,
    SingleEventDefinition,
)
from processes.bpmn.model import Element
from processes.engine import correlation
from processes.engine.errors import ElementFailed, ErrorType
from processes.engine.events import Event, MessageThrown, SignalThrown
from processes.engine.state import ElementInstance
from processes.engine.step import Step
from processes.engine.triggers import error, escalation, message, own_signals, signal

_TO_OTHERS: dict[type, Callable[[Step, ElementInstance, Element, Any], Event]] = {
    MessageEventDefinition: message.throw,
    SignalEventDefinition: signal.throw,
}


@dataclass(frozen=True, slots=True)
class Thrown:
    """What is about to be thrown."""

    to_others: list[Event]
    escalation_codes: list[str]
    #: code and message of each
    errors: list[tuple[str, str | None]]


def evaluate(
    step: Step, origin: ElementInstance, element: Element, definitions: Iterable[SingleEventDefinition]
) -> Thrown:
    """What these definitions throw from an element instance. Raises `ElementFailed`, also if nobody would
    catch an error.
    """
    thrown = Thrown([], [], [])
    for definition in definitions:
        match definition:
            case EscalationEventDefinition():
                thrown.escalation_codes.append(escalation.code_of(step, origin, element, definition))
            case ErrorEventDefinition(code=expression) if expression is not None:
                reader = step.reader(element, origin.key, ErrorType.EXPRESSION)
                told = reader.json_or_none(definition.message, "error message")
                code = str(reader.json(expression, "error code"))
                thrown.errors.append((code, element.name if told is None else str(told)))
            case MessageEventDefinition() | SignalEventDefinition():
                thrown.to_others.append(_TO_OTHERS[type(definition)](step, origin, element, definition))
    for code, _ in thrown.errors:
        _check_that_it_is_caught(step, origin, element, code)
    return thrown


def throw(step: Step, origin: ElementInstance, element: Element, thrown: Thrown) -> None:
    """Throw it. Afterwards `origin` may have been ended by what catches it."""
    for event in thrown.to_others:
        step.emit(event)
        if isinstance(event, MessageThrown):
            correlation.learn(step, element.event_definitions, event.variables)
        if isinstance(event, SignalThrown):
            own_signals.bring(step, event)
    for code in thrown.escalation_codes:
        if origin.key in step.state.element_instances:
            escalation.escalate(step, origin, code, step.local_variables(origin))
    for code, told in thrown.errors:
        if origin.key in step.state.element_instances:
            _throw_error(step, origin, code, told)


def _check_that_it_is_caught(step: Step, origin: ElementInstance, element: Element, code: str) -> None:
    if step.state.parent is not None or error.find_catcher(step, origin, code) is not None:
        return
    if step.model.ends_uncaught_errors:
        return
    raise ElementFailed(
        ErrorType.UNHANDLED_BPMN_ERROR,
        f"Expected error {code!r} of {element.label!r} to be caught "
        "by a boundary event or an event subprocess, but none around it catches this code.",
    )


def _throw_error(step: Step, origin: ElementInstance, code: str, message: str | None) -> None:
    found = error.find_catcher(step, origin, code)
    variables = step.local_variables(origin)
    if found is None:
        if step.state.parent is not None:
            error.return_to_caller(step, code, message, variables)
        return
    scope, catcher = found
    error.catch(step, scope, catcher, origin=origin, code=code, message=message, variables=variables)
