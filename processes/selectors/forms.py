"""Which form a user task or a start event shows: one deployed by id, the latest of it, or one embedded in
the diagram.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from processes.bpmn.model import FormReference, Outcomes
from processes.models import Form
from processes.selectors.definitions import model

FormSchema = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class UserTaskForm:
    """None is no form: then `asks_for` names the variables that the task's output mappings read."""

    schema: FormSchema | None
    asks_for: tuple[str, ...]
    documentation: str | None
    #: as the diagram says
    outcomes: Outcomes | None


def user_task_form(*, process_definition_key: int, element_id: str, form_id: str | None) -> UserTaskForm:
    """`form_id` is as the task has it, who may have computed it."""
    element = model(process_definition_key).elements[element_id]
    definition = element.user_task
    reference = (definition.form if definition else None) or FormReference()
    asks_for = [name for mapping in element.outputs for name in sorted(mapping.source.names)]
    return UserTaskForm(
        schema=_schema(FormReference(form_id=form_id or reference.form_id, embedded=reference.embedded)),
        asks_for=tuple(dict.fromkeys(asks_for)),
        documentation=element.documentation,
        outcomes=definition.outcomes if definition else None,
    )


def start_form(process_definition_key: int) -> FormSchema | None:
    start = model(process_definition_key).none_start_event
    return _schema(start.form) if start is not None and start.form is not None else None


def _schema(reference: FormReference) -> FormSchema | None:
    if reference.form_id is not None:
        latest = Form.objects.filter(form_id=reference.form_id).order_by("-version").first()
        return latest.schema if latest else None
    return json.loads(reference.embedded) if reference.embedded else None
