"""Service task, and every other element that a job worker carries out: creates a job and waits for its
completion.
"""

from __future__ import annotations

from processes.bpmn.model import JOB_PRIORITIES, RETRIES, Element, JobDefinition
from processes.engine.errors import ErrorType
from processes.engine.events import JobCreated
from processes.engine.state import ElementInstance
from processes.engine.step import Step


def create_job(step: Step, element: Element, instance: ElementInstance) -> None:
    """What every behavior does whose element a job worker may carry out. Raises `ElementFailed`."""
    definition = element.job
    assert definition is not None
    type, retries, priority = definition.constants or _evaluate(step, element, instance, definition)
    step.emit(
        JobCreated(step.new_key(), instance.key, element.id, type, retries, definition.headers, priority)
    )


def _evaluate(
    step: Step, element: Element, instance: ElementInstance, definition: JobDefinition
) -> tuple[str, int, int]:
    """(type, retries, priority)."""
    read = step.reader(element, instance.key, ErrorType.EXPRESSION)
    type = read.text(definition.type, "job type")
    retries = read.as_whole_number(read.json(definition.retries, "retries"), "retries", RETRIES)
    priority = 0
    if definition.priority is not None:
        value = read.json(definition.priority, "priority")
        priority = read.as_whole_number(value, "priority", JOB_PRIORITIES)
    return type, retries, priority
