"""Start, boundary, intermediate and end events (BPMN 10.5). What they catch or throw is the matter of
`triggers`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

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
    """Intermediate throw event, and end event: throws all that it names, and is done.

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
        escalations = [
            escalation.code_of(step, instance, element, definition)
            for definition in element.event_definitions
            if isinstance(definition, EscalationEventDefinition)
        ]
        self._check(step, element, instance)
        for event in thrown:
            step.emit(event)
        for code in escalations:
            if instance.key in step.state.element_instances:  # what catches one may end all
                escalation.escalate(step, instance, code, step.local_variables(instance))
        if instance.key in step.state.element_instances:
            self._go_on(step, element, instance)

    def _check(self, step: Step, element: Element, instance: ElementInstance) -> None:
        """Raise `ElementFailed` if the event cannot do what it says."""

    def _go_on(self, step: Step, element: Element, instance: ElementInstance) -> None:
        link = definition_of(element, LinkEventDefinition)
        if link is not None and link.target_id is not None:
            assert instance.scope_key is not None
            step.activate(step.model.elements[link.target_id], instance.scope_key)
        compensate = definition_of(element, CompensateEventDefinition)
        if compensate is not None:
            compensation.throw(step, instance, compensate)
        else:
            step.complete_later(instance)


class EndEvent(ThrowEvent):
    """The token ends here. An error goes outwards from here, cancel gives the transaction up, and terminate
    ends all else in the scope (BPMN 10.5.3).
    """

    def _check(self, step: Step, element: Element, instance: ElementInstance) -> None:
        code = self._error_code(step, element, instance)
        if code is None or step.state.parent is not None or error.find_catcher(step, instance, code):
            return
        raise ElementFailed(
            ErrorType.UNHANDLED_BPMN_ERROR,
            f"Expected error {code!r} of {element.label!r} to be caught "
            "by a boundary event or an event subprocess, but none around it catches this code.",
        )

    def _go_on(self, step: Step, element: Element, instance: ElementInstance) -> None:
        code = self._error_code(step, element, instance)
        if code is not None:
            self._throw_error(step, element, instance, code)
        elif definition_of(element, CancelEventDefinition) is not None:
            compensation.cancel_transaction(step, instance)
        elif definition_of(element, TerminateEventDefinition) is not None:
            self._terminate_scope(step, instance)
        else:
            super()._go_on(step, element, instance)

    def _error_code(self, step: Step, element: Element, instance: ElementInstance) -> str | None:
        thrown = definition_of(element, ErrorEventDefinition)
        if thrown is None or thrown.code is None:
            return None
        return str(step.reader(element, instance.key, ErrorType.EXPRESSION).json(thrown.code, "error code"))

    def _throw_error(self, step: Step, element: Element, instance: ElementInstance, code: str) -> None:
        found = error.find_catcher(step, instance, code)
        if found is None:
            error.return_to_caller(step, code, element.name, dict(step.variables(instance.key)))
            return
        scope, catcher = found
        error.catch(
            step,
            scope,
            catcher,
            origin=instance,
            code=code,
            message=element.name,
            variables=step.local_variables(instance),
        )

    def _terminate_scope(self, step: Step, instance: ElementInstance) -> None:
        assert instance.scope_key is not None
        scope = step.state.element_instances[instance.scope_key]
        for other in step.state.children(scope.key):
            if other.key != instance.key and other.key in step.state.element_instances:
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
