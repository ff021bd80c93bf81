"""BPMN errors: modelled exceptions that leave a scope (BPMN 10.5.6, *Handling Events*, and 13.5.3).

An error is thrown by an error end event or by a job. It is caught by the nearest boundary event, outwards,
that names its code or no code at all; one that names the code wins over a catch-all on the same activity.
The activity that it leaves is terminated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from processes import feel
from processes.bpmn.event_definitions import ErrorEventDefinition
from processes.bpmn.model import Element
from processes.engine.events import ErrorThrown
from processes.engine.state import ElementInstance
from processes.engine.step import Step


def arm(step: Step, scope: ElementInstance, catching: Element, definition: ErrorEventDefinition) -> None:
    """An error boundary event waits with nothing: it is looked up when an error is thrown."""
    return


def find_catcher(step: Step, origin: ElementInstance, code: str) -> tuple[ElementInstance, Element] | None:
    """The activity instance that the error leaves and the boundary event that catches it."""
    instance: ElementInstance | None = origin
    while instance is not None and instance.scope_key is not None:
        catcher = _catcher_on(step, step.element(instance), code)
        if catcher is not None:
            return instance, catcher
        instance = step.state.element_instances[instance.scope_key]
    return None


def _catcher_on(step: Step, activity: Element, code: str) -> Element | None:
    catch_all = None
    for event_id in activity.boundary_events:
        event = step.model.elements[event_id]
        definition = event.event_definition
        if not isinstance(definition, ErrorEventDefinition):
            continue
        if definition.code is None:
            catch_all = catch_all or event
        elif feel.to_json(definition.code.evaluate({}, now=step.now)) == code:
            return event
    return catch_all


def catch(
    step: Step,
    left: ElementInstance,
    catcher: Element,
    *,
    origin: ElementInstance,
    code: str,
    message: str | None,
    variables: Mapping[str, Any],
) -> None:
    """End the activity that the error leaves, and go on from the boundary event that catches it."""
    definition = catcher.event_definition
    assert isinstance(definition, ErrorEventDefinition)
    assert left.scope_key is not None
    step.emit(
        ErrorThrown(
            element_instance_key=origin.key, error_code=code, error_message=message, caught_by=catcher.id
        )
    )
    step.terminate(left)
    caught = step.activate(catcher, left.scope_key)
    brought = dict(variables)
    if definition.code_variable:
        brought[definition.code_variable] = code
    if definition.message_variable:
        brought[definition.message_variable] = message
    step.receive(caught, brought)
