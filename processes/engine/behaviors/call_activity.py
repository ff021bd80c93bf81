"""Call activity: calls another process, and goes on when the called instance has completed (BPMN 10.3.6 and
13.3.4).

The called instance is an instance like any other, with a state of its own. It is asked for by an event, and
answers by commands (`processes.engine.calls`).
"""

from __future__ import annotations

from typing import Any

from processes.bpmn.model import CalledProcess, Element
from processes.engine.behaviors.behavior import Behavior
from processes.engine.errors import ErrorType
from processes.engine.events import InstanceCalled
from processes.engine.state import ElementInstance
from processes.engine.step import Step


class CallActivity(Behavior):
    def activate(self, step: Step, element: Element, instance: ElementInstance) -> None:
        called = element.called
        assert called is not None
        reader = step.reader(element, instance.key, ErrorType.CALL)
        bound_to = reader.json_or_none(called.bound_to, "bound version")
        business_key = reader.json_or_none(called.business_key, "business key")
        step.emit(
            InstanceCalled(
                process_id=reader.text(called.process_id, "called process"),
                binding=called.binding,
                bound_to=None if bound_to is None else str(bound_to),
                business_key=None if business_key is None else reader.as_text(business_key, "business key"),
                variables=_variables(step, called, instance),
                key=step.new_key(),
                element_instance_key=instance.key,
                element_id=element.id,
            )
        )


def _variables(step: Step, called: CalledProcess, instance: ElementInstance) -> dict[str, Any]:
    if called.pass_all:
        return dict(step.variables(instance.key))
    return step.local_variables(instance)
