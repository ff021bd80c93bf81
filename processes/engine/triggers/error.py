"""BPMN errors: modelled exceptions that leave a scope (BPMN 10.5.6, *Handling Events*, and 13.5.3).

An error is thrown by an error end event or by a job, and caught by the nearest event outwards that names its
code or no code at all. What it leaves is terminated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from processes.bpmn.event_definitions import ErrorEventDefinition
from processes.bpmn.model import Element
from processes.engine import events as e
from processes.engine.events import ErrorThrown
from processes.engine.state import ElementInstance
from processes.engine.step import Step
from processes.engine.triggers.catching import trigger
from processes.engine.triggers.outwards import find_outwards


def find_catcher(step: Step, origin: ElementInstance, code: str) -> tuple[ElementInstance, Element] | None:
    """The event scope and the event that catches the error, or None."""
    return find_outwards(step, origin, ErrorEventDefinition, code)


def catch(
    step: Step,
    scope: ElementInstance,
    catcher: Element,
    *,
    origin: ElementInstance,
    code: str,
    message: str | None,
    variables: Mapping[str, Any],
) -> None:
    """End what the error leaves, and go on from the event that catches it."""
    definition = next(d for d in catcher.event_definitions if isinstance(d, ErrorEventDefinition))
    step.emit(
        ErrorThrown(
            element_instance_key=origin.key, error_code=code, error_message=message, caught_by=catcher.id
        )
    )
    brought = dict(variables)
    if definition.code_variable:
        brought[definition.code_variable] = code
    if definition.message_variable:
        brought[definition.message_variable] = message
    trigger(step, scope, catcher.id, brought)


def return_to_caller(step: Step, code: str, message: str | None, variables: Mapping[str, Any]) -> None:
    """Nothing in a called instance catches the error: it goes on at the call activity, with what it carries
    and with what has become of the instance so far.
    """
    assert step.state.parent is not None
    brought = step.state.result | dict(variables)
    root = step.state.element_instances[step.state.key]
    step.empty(root)
    step.disarm(root)
    step.emit(
        e.ErrorReturned(
            parent_process_instance_key=step.state.parent[0],
            error_code=code,
            error_message=message,
            variables=brought,
        )
    )
    step.emit(e.InstanceTerminated(process_instance_key=root.key))
