"""Start, boundary, intermediate and end events (BPMN 10.5). What they catch or throw is the matter of
`triggers`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from processes import feel
from processes.bpmn.event_definitions import (
    CancelEventDefinition,
    CompensateEventDefinition,
    ErrorEventDefinition,
    EscalationEventDefinition,
    LinkEventDefinition,
    MessageEventDefinition,
    SignalEventDefinition,
    TerminateEventDefinition,
)
from processes.bpmn.model import Element
from processes.engine import compensation
from processes.engine.behaviors.behavior import Behavior
from processes.engine.behaviors.job_worker_task import JobWorkerTask
from processes.engine.errors import ElementFailed, ErrorType
from processes.engine.events import Event
from processes.engine.state import ElementInstance
from processes.engine.step import Step
from processes.engine.triggers import arm, error, escalation, message, signal
from processes.engine.triggers.catching import begin_waiting


class StartEvent(Behavior):
    """Has been triggered when it is entered, so it passes the token on."""


class BoundaryEvent(Behavior):
    """Has been triggered when it is entered; until then its activity waits for it."""


class IntermediateCatchEvent(Behavior):
    """Waits for its trigger. To a link catch event a token comes when it has been thrown, and goes on."""

    def activate(self, step: Step, element: Element, instance: ElementInstance) -> None:
        armed = arm(step, instance, element)
        if armed:
            begin_waiting(step, instance, armed)
        else:
            step.complete_later(instance)


class ThrowEvent(JobWorkerTask):
    """Intermediate throw event, and end event without a reach beyond its own token: throws, and is done.

    A message is sent by the engine itself, unless a job worker is asked to.
    """

    def activate(self, step: Step, element: Element, instance: ElementInstance) -> None:
        if element.job is not None:
            super().activate(step, element, instance)
            return
        # What may fail comes before what has happened: all is evaluated, then all is thrown.
        thrown = [
            throws(step, instance, element, definition)
            for definition in element.event_definitions
            if (throws := THROWN.get(type(definition))) is not None
        ]
        for event in thrown:
            step.emit(event)
        self._go_on(step, element, instance)

    def _go_on(self, step: Step, element: Element, instance: ElementInstance) -> None:
        for definition in element.event_definitions:
            match definition:
                case EscalationEventDefinition():
                    escalation.throw(step, instance, element, definition)
                case LinkEventDefinition(target_id=target_id) if target_id is not None:
                    assert instance.scope_key is not None
                    step.activate(step.model.elements[target_id], instance.scope_key)
        if instance.key not in step.state.element_instances:
            return  # ended by what catches its escalation
        compensation_event = definition_of(element, CompensateEventDefinition)
        if compensation_event is None:
            step.complete_later(instance)
        else:
            compensation.throw(step, instance, compensation_event)


class EndEvent(ThrowEvent):
    """The token ends here. An error goes outwards from here; terminate ends all else in the scope (BPMN
    10.5.3).
    """

    def activate(self, step: Step, element: Element, instance: ElementInstance) -> None:
        thrown_error = definition_of(element, ErrorEventDefinition)
        if thrown_error is not None and thrown_error.code is not None:
            self._throw_error(step, instance, element, thrown_error.code)
        elif definition_of(element, CancelEventDefinition) is not None:
            compensation.cancel_transaction(step, instance)
        elif definition_of(element, TerminateEventDefinition) is not None:
            self._terminate_scope(step, instance)
        else:
            super().activate(step, element, instance)

    def _throw_error(
        self, step: Step, instance: ElementInstance, element: Element, code: feel.Expression
    ) -> None:
        assert instance.scope_key is not None
        thrown = str(step.reader(element, instance.key, ErrorType.EXPRESSION).json(code, "error code"))
        found = error.find_catcher(step, instance, thrown)
        if found is None and step.state.parent is not None:
            error.return_to_caller(step, thrown, element.name, dict(step.variables(instance.key)))
            return
        if found is None:
            raise ElementFailed(
                ErrorType.UNHANDLED_BPMN_ERROR,
                f"Expected error {thrown!r} of {element.label!r} to be caught "
                "by a boundary event or an event subprocess, but none around it catches this code.",
            )
        scope, catcher = found
        brought = step.state.variables.get(instance.key, {})
        error.catch(
            step, scope, catcher, origin=instance, code=thrown, message=element.name, variables=dict(brought)
        )

    def _terminate_scope(self, step: Step, instance: ElementInstance) -> None:
        assert instance.scope_key is not None
        scope = step.state.element_instances[instance.scope_key]
        for other in step.state.children(scope.key):
            if other.key != instance.key:
                step.terminate(other)
        step.empty_joins(scope)
        step.complete_later(instance)


#: what a throw event gives to others, by event definition; not emitted yet
THROWN: dict[type, Callable[[Step, ElementInstance, Element, Any], Event]] = {
    MessageEventDefinition: message.throw,
    SignalEventDefinition: signal.throw,
}

D = TypeVar("D")


def definition_of(element: Element, kind: type[D]) -> D | None:
    """The event definition of this kind that the event has."""
    return next((each for each in element.event_definitions if isinstance(each, kind)), None)
