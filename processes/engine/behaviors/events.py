"""Start, boundary, intermediate and end events (BPMN 10.5). What they catch or throw is the matter of
`triggers`.
"""

from __future__ import annotations

from typing import TypeVar

from processes.bpmn.event_definitions import (
    CancelEventDefinition,
    CompensateEventDefinition,
    LinkEventDefinition,
    TerminateEventDefinition,
)
from processes.bpmn.model import Element
from processes.engine import compensation
from processes.engine.behaviors.behavior import Behavior
from processes.engine.behaviors.job_worker_task import create_job
from processes.engine.state import ElementInstance
from processes.engine.step import Step
from processes.engine.triggers import arm, throwing
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


class ThrowEvent(Behavior):
    """Intermediate throw event, and end event: throws all that it names, and is done.

    A message is sent by the engine itself, unless a job worker is asked to.
    """

    def activate(self, step: Step, element: Element, instance: ElementInstance) -> None:
        if element.job is not None:
            create_job(step, element, instance)
            return
        if element.event_definition is None:
            step.complete_later(instance)
            return
        thrown = throwing.evaluate(step, instance, element, element.event_definitions)
        throwing.throw(step, instance, element, thrown)
        if instance.key in step.state.element_instances:
            self._go_on(step, element, instance)

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

    def _go_on(self, step: Step, element: Element, instance: ElementInstance) -> None:
        if definition_of(element, CancelEventDefinition) is not None:
            compensation.cancel_transaction(step, instance)
        elif definition_of(element, TerminateEventDefinition) is not None:
            self._terminate_scope(step, instance)
        else:
            super()._go_on(step, element, instance)

    def _terminate_scope(self, step: Step, instance: ElementInstance) -> None:
        assert instance.scope_key is not None
        scope = step.state.element_instances[instance.scope_key]
        for other in step.state.children(scope.key):
            if other.key != instance.key and other.key in step.state.element_instances:
                step.terminate(other)
        step.empty_joins(scope)
        step.complete_later(instance)


D = TypeVar("D")


def definition_of(element: Element, kind: type[D]) -> D | None:
    """The event definition of this kind that the event has."""
    return next((each for each in element.event_definitions if isinstance(each, kind)), None)
