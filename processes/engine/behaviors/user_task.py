"""User task: work for a person (BPMN 10.3.3). Says who may do it and until when, and waits for its
completion.
"""

from __future__ import annotations

from datetime import datetime

from processes.bpmn.model import Element, FormReference, UserTaskDefinition
from processes.engine.behaviors.behavior import Behavior
from processes.engine.errors import ErrorType
from processes.engine.events import UserTaskCreated
from processes.engine.reading import Reader
from processes.engine.state import ElementInstance
from processes.engine.step import Step
from processes.engine.triggers.timer import moment_or_duration
from processes.feel import Expression

PRIORITIES = range(101)
#: Camunda 8's default, in the middle
DEFAULT_PRIORITY = 50


NOTHING_SAID = UserTaskDefinition()
NO_FORM = FormReference()


class UserTaskBehavior(Behavior):
    def activate(self, step: Step, element: Element, instance: ElementInstance) -> None:
        definition = element.user_task or NOTHING_SAID
        form = definition.form or NO_FORM
        read = step.reader(element, instance.key, ErrorType.USER_TASK)
        assignee = _text(read, definition.assignee, "assignee")
        candidate_users = _texts(read, definition.candidate_users, "candidate users")
        candidate_groups = _texts(read, definition.candidate_groups, "candidate groups")
        due_at = _moment(read, definition.due_at, "due date", step.now)
        follow_up_at = _moment(read, definition.follow_up_at, "follow-up date", step.now)
        priority = _priority(read, definition.priority)
        step.emit(
            UserTaskCreated(
                step.new_key(),
                instance.key,
                element.id,
                element.label,
                assignee,
                candidate_users,
                candidate_groups,
                due_at,
                follow_up_at,
                priority,
                form.form_id,
                form.external_reference,
            )
        )


# Each part may be left out, and none may be of a wrong kind.


def _text(read: Reader, expression: Expression | None, part: str) -> str | None:
    value = read.json_or_none(expression, part) if expression is not None else None
    return None if value is None or value == "" else read.as_text(value, part)


def _texts(read: Reader, expression: Expression | None, part: str) -> list[str]:
    """A list of texts, or one text with commas."""
    value = read.json_or_none(expression, part) if expression is not None else None
    if value is None:
        return []
    texts = value.split(",") if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise read.wrong(part, "a list of texts", value)
    return list(dict.fromkeys(read.as_text(text.strip(), part) for text in texts if text.strip()))


def _moment(read: Reader, expression: Expression | None, part: str, now: datetime) -> datetime | None:
    """A date and time, or a duration from now."""
    value = read.json_or_none(expression, part)
    if value is None or value == "":
        return None
    try:
        return moment_or_duration(value, now)
    except ValueError:
        raise read.wrong(part, "a date and time or a duration", value) from None


def _priority(read: Reader, expression: Expression | None) -> int:
    value = read.json_or_none(expression, "priority")
    return DEFAULT_PRIORITY if value is None else read.as_whole_number(value, "priority", PRIORITIES)
