"""Embedded subprocess: a scope of its own; starts at its start event and is done when no token is left in it
(BPMN 10.3.5, 13.3.4).
"""

from __future__ import annotations

from processes.bpmn.model import Element
from processes.engine.behaviors.behavior import Behavior
from processes.engine.state import ElementInstance
from processes.engine.step import Step
from processes.engine.triggers.catching import arm_event_starts


class SubProcess(Behavior):
    def activate(self, step: Step, element: Element, instance: ElementInstance) -> None:
        if arm_event_starts(step, instance):
            return
        for element_id in element.start_events:
            step.activate(step.model.elements[element_id], instance.key)
