"""Escalations: notices to an outer scope (BPMN 10.5.6, *Handling Events*).

An escalation is thrown by an intermediate or end event and caught as an error is, by the nearest event
outwards that names its code or no code at all. What catches it need not end what it comes from. One that
nobody catches changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from processes.bpmn.event_definitions import EscalationEventDefinition
from processes.bpmn.model import Element
from processes.engine import events as e
from processes.engine.errors import ErrorType
from processes.engine.state import ElementInstance
from processes.engine.step import Step
from processes.engine.triggers.catching import trigger
from processes.engine.triggers.outwards import find_outwards


def code_of(
    step: Step, origin: ElementInstance, element: Element, definition: EscalationEventDefinition
) -> str:
    """The code that a throw event throws. Raises `ElementFailed`."""
    assert definition.code is not None
    return str(
        step.reader(element, origin.key, ErrorType.EXPRESSION).json(definition.code, "escalation code")
    )


def escalate(step: Step, origin: ElementInstance, code: str, variables: Mapping[str, Any]) -> None:
    """Bring an escalation to what catches it, if anything does; else to the caller of this instance.
    Afterwards `origin` may have been ended by what catches it.
    """
    found = find_outwards(step, origin, EscalationEventDefinition, code)
    step.emit(
        e.EscalationThrown(
            element_instance_key=origin.key,
            escalation_code=code,
            caught_by=found[1].id if found else None,
        )
    )
    if found is None:
        if step.state.parent is not None:
            step.emit(
                e.EscalationReturned(
                    parent_process_instance_key=step.state.parent[0],
                    escalation_code=code,
                    variables=dict(variables),
                )
            )
        return
    scope, catcher = found
    caught = next(d for d in catcher.event_definitions if isinstance(d, EscalationEventDefinition))
    brought = dict(variables)
    if caught.code_variable:
        brought[caught.code_variable] = code
    trigger(step, scope, catcher.id, brought)
