"""Service task, and every other element that a job worker carries out: creates a job and waits for its
completion.
"""

from __future__ import annotations

from processes import feel
from processes.bpmn.model import Element
from processes.engine.behaviors.behavior import Behavior
from processes.engine.errors import ElementFailed, ErrorType
from processes.engine.events import JobCreated
from processes.engine.state import ElementInstance
from processes.engine.step import Step


class JobWorkerTask(Behavior):
    def activate(self, step: Step, element: Element, instance: ElementInstance) -> None:
        definition = element.job
        assert definition is not None
        variables = step.variables(instance.key)
        job_type = step.evaluate(
            definition.type, variables, f"the job type of {element.label!r}", ErrorType.EXPRESSION
        )
        if not isinstance(job_type, str):
            raise ElementFailed(
                ErrorType.EXPRESSION,
                f"Expected the job type of {element.label!r} to be "
                f"a text, but it is {feel.to_json(job_type)!r}.",
            )
        retries = feel.to_json(
            step.evaluate(
                definition.retries, variables, f"the retries of {element.label!r}", ErrorType.EXPRESSION
            )
        )
        step.emit(
            JobCreated(
                key=step.new_key(),
                element_instance_key=instance.key,
                element_id=element.id,
                type=job_type,
                retries=as_retries(retries, element),
                headers=dict(definition.headers),
            )
        )


def as_retries(value: object, element: Element) -> int:
    """A whole number of at least 1, also as text."""
    if isinstance(value, str) and value.strip().isdigit():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    raise ElementFailed(
        ErrorType.EXPRESSION,
        f"Expected the retries of {element.label!r} to be a whole number from 1, but it is {value!r}.",
    )
