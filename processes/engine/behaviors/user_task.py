"""User task: work for a person (BPMN 10.3.3). Says who may do it and until when, and waits for its
completion.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from processes import feel
from processes.bpmn.model import Element, FormReference, UserTaskDefinition
from processes.engine.behaviors.behavior import Behavior
from processes.engine.errors import ElementFailed, ErrorType
from processes.engine.events import UserTaskCreated
from processes.engine.state import ElementInstance
from processes.engine.step import Step
from processes.engine.triggers.timer import moment_or_duration

#: Camunda 8's default, in the middle of 0 to 100
DEFAULT_PRIORITY = 50


class UserTaskBehavior(Behavior):
    def activate(self, step: Step, element: Element, instance: ElementInstance) -> None:
        definition = element.user_task or UserTaskDefinition()
        form = definition.form or FormReference()
        read = _Reader(step, element, instance)
        step.emit(
            UserTaskCreated(
                assignee=read.text(definition.assignee, "assignee"),
                candidate_users=read.texts(definition.candidate_users, "candidate users"),
                candidate_groups=read.texts(definition.candidate_groups, "candidate groups"),
                due_at=read.moment(definition.due_at, "due date"),
                follow_up_at=read.moment(definition.follow_up_at, "follow-up date"),
                priority=read.priority(definition.priority),
                key=step.new_key(),
                element_instance_key=instance.key,
                element_id=element.id,
                name=element.label,
                form_id=form.form_id,
                external_form=form.external_reference,
            )
        )


class _Reader:
    """Reads the parts of one user task; each may be left out, none may be of a wrong kind."""

    def __init__(self, step: Step, element: Element, instance: ElementInstance) -> None:
        self.step = step
        self.element = element
        self.variables = step.variables(instance.key)

    def _value(self, expression: feel.Expression | None, part: str) -> Any:
        if expression is None:
            return None
        return self.step.evaluate_or_none(
            expression, self.variables, f"the {part} of {self.element.label!r}", ErrorType.USER_TASK
        )

    def _wrong(self, part: str, kind: str, value: Any) -> ElementFailed:
        return ElementFailed(
            ErrorType.USER_TASK,
            f"Expected the {part} of {self.element.label!r} to be {kind}, but it is {feel.to_json(value)!r}.",
        )

    def text(self, expression: feel.Expression | None, part: str) -> str | None:
        value = self._value(expression, part)
        if value is None or isinstance(value, str):
            return value or None
        raise self._wrong(part, "a text", value)

    def texts(self, expression: feel.Expression | None, part: str) -> list[str]:
        """A list of texts, or one text with commas."""
        value = self._value(expression, part)
        if isinstance(value, str):
            value = value.split(",")
        if value is None:
            return []
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return list(dict.fromkeys(item.strip() for item in value if item.strip()))
        raise self._wrong(part, "a list of texts", value)

    def moment(self, expression: feel.Expression | None, part: str) -> datetime | None:
        """A date and time, or a duration from now."""
        value = self._value(expression, part)
        if value is None or value == "":
            return None
        try:
            return moment_or_duration(value, self.step.now)
        except ValueError:
            raise self._wrong(part, "a date and time or a duration", value) from None

    def priority(self, expression: feel.Expression | None) -> int:
        value = feel.to_json(self._value(expression, "priority"))
        if value is None:
            return DEFAULT_PRIORITY
        if isinstance(value, str) and value.strip().isdigit():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100:
            return value
        raise self._wrong("priority", "a whole number from 0 to 100", value)
