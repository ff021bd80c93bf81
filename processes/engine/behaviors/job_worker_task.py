"""Service task, and every other element that a job worker carries out: creates a job and waits for its
completion.
"""

from __future__ import annotations

from processes.bpmn.model import Element
from processes.engine.behaviors.behavior import Behavior
from processes.engine.errors import ErrorType
from processes.engine.events import JobCreated
from processes.engine.state import ElementInstance
from processes.engine.step import Step

#: as many as the database keeps; nobody means more
RETRIES = range(1, 1 << 31)


class JobWorkerTask(Behavior):
    def activate(self, step: Step, element: Element, instance: ElementInstance) -> None:
        definition = element.job
        assert definition is not None
        read = step.reader(element, instance.key, ErrorType.EXPRESSION)
        step.emit(
            JobCreated(
                type=read.text(definition.type, "job type"),
                retries=read.as_whole_number(read.json(definition.retries, "retries"), "retries", RETRIES),
                headers=dict(definition.headers),
                key=step.new_key(),
                element_instance_key=instance.key,
                element_id=element.id,
            )
        )
