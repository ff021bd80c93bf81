"""Start, boundary, intermediate and end events (BPMN 10.5). What they catch or throw is the matter of
`triggers`.
"""

from __future__ import annotations

from processes import feel
from processes.bpmn.event_definitions import (
    ErrorEventDefinition,
    MessageEventDefinition,
    TerminateEventDefinition,
)
from processes.bpmn.model import Element
from processes.engine.behaviors.behavior import Behavior
from processes.engine.behaviors.job_worker_task import JobWorkerTask
from processes.engine.errors import ElementFailed, ErrorType
from processes.engine.state import ElementInstance
from processes.engine.step import Step
from processes.engine.triggers import arm, error, message


class StartEvent(Behavior):
    """Has been triggered when it is entered, so it passes the token on."""


class BoundaryEvent(Behavior):
    """Has been triggered when it is entered; until then its activity waits for it."""


class IntermediateCatchEvent(Behavior):
    """Waits for its trigger."""

    def activate(self, step: Step, element: Element, instance: ElementInstance) -> None:
        armed = arm(step, instance, element)
        assert armed is not None
        step.emit(armed)


class ThrowEvent(JobWorkerTask):
    """Intermediate throw event, and end event without a reach beyond its own token: throws, and is done.

    A message is sent by the engine itself, unless a job worker is asked to.
    """

    def activate(self, step: Step, element: Element, instance: ElementInstance) -> None:
        if element.job is not None:
            super().activate(step, element, instance)
            return
        if isinstance(element.event_definition, MessageEventDefinition):
            step.emit(message.throw(step, instance, element, element.event_definition))
        step.complete_later(instance)


class EndEvent(ThrowEvent):
    """The token ends here. An error goes outwards from here; terminate ends all else in the scope (BPMN
    10.5.3).
    """

    def activate(self, step: Step, element: Element, instance: ElementInstance) -> None:
        match element.event_definition:
            case ErrorEventDefinition(code=code) if code is not None:
                self._throw_error(step, instance, element, code)
            case TerminateEventDefinition():
                self._terminate_scope(step, instance)
            case _:
                super().activate(step, element, instance)

    def _throw_error(
        self, step: Step, instance: ElementInstance, element: Element, code: feel.Expression
    ) -> None:
        assert instance.scope_key is not None
        thrown = str(step.reader(element, instance.key, ErrorType.EXPRESSION).json(code, "error code"))
        found = error.find_catcher(step, step.state.element_instances[instance.scope_key], thrown)
        if found is None:
            raise ElementFailed(
                ErrorType.UNHANDLED_BPMN_ERROR,
                f"Expected error {thrown!r} of {element.label!r} to be caught "
                "by a boundary event, but none around it catches this code.",
            )
        left, catcher = found
        brought = step.state.variables.get(instance.key, {})
        error.catch(
            step, left, catcher, origin=instance, code=thrown, message=element.name, variables=dict(brought)
        )

    def _terminate_scope(self, step: Step, instance: ElementInstance) -> None:
        assert instance.scope_key is not None
        scope = step.state.element_instances[instance.scope_key]
        for other in step.state.children(scope.key):
            if other.key != instance.key:
                step.terminate(other)
        step.empty_joins(scope)
        step.complete_later(instance)
