"""The form of a user task, what it shows at first, and the reader's draft of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from processes import selectors as processes
from processes.forms import Outcomes, generate_form, outcomes_of_form
from tasklist.models import Draft, UserTask


@dataclass(frozen=True, slots=True, kw_only=True)
class UserTaskForm:
    schema: Mapping[str, Any]
    #: drawn by us, since the diagram names none: it suggests, and demands nothing
    generated: bool
    #: the variables that the task can see
    variables: Mapping[str, Any]
    #: the task is completed with one of these; None: there is one way only
    outcomes: Outcomes | None


def form_for(task: UserTask) -> UserTaskForm:
    variables = processes.visible_variables(task.process_instance_key, task.element_instance_key)
    form = processes.user_task_form(
        process_definition_key=task.process_definition_key,
        element_id=task.element_id,
        form_id=task.form_id,
    )
    schema = form.schema
    if schema is None:
        # A button answers what else would be asked for in a field.
        answered = {form.outcomes.variable} if form.outcomes else set()
        asks_for = [name for name in form.asks_for if name not in answered]
        schema = generate_form(
            name=task.name,
            asks_for=asks_for,
            variables=variables if asks_for or not form.asks_for else {},
            documentation=form.documentation,
        )
    return UserTaskForm(
        schema=schema,
        generated=form.schema is None,
        variables=variables,
        # What the diagram says goes first; else buttons of the form may be outcomes.
        outcomes=form.outcomes or outcomes_of_form(schema),
    )


def draft_of(task: UserTask, username: str) -> Mapping[str, Any] | None:
    draft = Draft.objects.filter(user_task_key=task.key, username=username).first()
    return draft.data if draft else None
