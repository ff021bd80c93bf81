"""What is in one instance: visits of elements, and variables."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from processes import selectors
from processes.api.presentation.elements import ElementNames
from processes.models import ElementInstance, ProcessInstance, Variable


def shown_element_instances(
    instance: ProcessInstance, visits: Iterable[ElementInstance]
) -> Iterator[dict[str, Any]]:
    visits = list(visits)
    names = ElementNames()
    waits = selectors.waits_of_elements(visits)
    for visit in visits:
        wait = waits.get(visit.key)
        yield {
            "key": visit.key,
            "element_id": visit.element_id,
            "element_name": names.name(instance.process_definition_key, visit.element_id),
            "element_type": visit.element_type,
            "scope_key": visit.scope_key,
            "state": visit.state,
            "started_at": visit.started_at,
            "ended_at": visit.ended_at,
            "incident_key": wait.incident_key if wait else None,
            "waiting": wait,
        }


def shown_variables(instance: ProcessInstance, variables: Iterable[Variable]) -> Iterator[dict[str, Any]]:
    variables = list(variables)
    scopes = {variable.scope_key for variable in variables} - {instance.key}
    element_ids = dict(ElementInstance.objects.filter(key__in=scopes).values_list("key", "element_id"))
    for variable in variables:
        yield {
            "name": variable.name,
            "value": json.loads(variable.value),
            "scope_key": variable.scope_key,
            "scope_element_id": element_ids.get(variable.scope_key),
            "updated_at": variable.updated_at,
        }
