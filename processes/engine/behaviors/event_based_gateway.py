"""Event-based gateway: waits for the first of several events, and goes on through that one only (BPMN
13.4.4).

It arms the events behind it in its own name; which of them happens is decided in `triggers.catching`.
"""

from __future__ import annotations

from processes.bpmn.model import Element
from processes.engine.behaviors.behavior import Behavior
from processes.engine.state import ElementInstance
from processes.engine.step import Step
from processes.engine.triggers import arm
from processes.engine.triggers.catching import begin_waiting


class EventBasedGateway(Behavior):
    def activate(self, step: Step, element: Element, instance: ElementInstance) -> None:
        armed = [
            waits
            for flow in element.outgoing
            for waits in arm(step, instance, step.model.elements[flow.target])
        ]
        begin_waiting(step, instance, armed)
