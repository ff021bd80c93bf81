"""Process definitions, with what runs and waits in them."""

from collections.abc import Iterable, Iterator
from typing import Any

from processes import selectors
from processes.models import ProcessDefinition


def shown(definitions: Iterable[ProcessDefinition]) -> Iterator[dict[str, Any]]:
    definitions = list(definitions)
    counts = selectors.definition_counts([definition.key for definition in definitions])
    for definition in definitions:
        found = counts[definition.key]
        yield {
            "key": definition.key,
            "process_id": definition.process_id,
            "name": definition.name or definition.process_id,
            "version": definition.version,
            "version_tag": definition.version_tag,
            "resource_name": definition.resource.name,
            "deployed_at": definition.deployed_at,
            "deployed_by": definition.deployed_by,
            "is_latest": definition.is_latest,
            "is_suspended": definition.is_suspended,
            "active_instances": found.active_instances,
            "incidents": found.incidents,
            "waiting_user_tasks": found.waiting_user_tasks,
            "completed_instances": found.completed_instances,
        }


def detailed(definition: ProcessDefinition) -> dict[str, Any]:
    (found,) = shown([definition])
    return {
        **found,
        "start_form": selectors.start_form(definition.key),
        "documentation": selectors.model(definition.key).documentation,
        "start_triggers": [_start_trigger(each) for each in selectors.start_triggers(definition.key)],
    }


def _start_trigger(waiting: selectors.StartTrigger) -> dict[str, Any]:
    arrived = waiting.arrived
    return {
        "element_id": waiting.element_id,
        "trigger": waiting.trigger,
        "arrived_at": arrived.arrived_at if arrived is not None else None,
        "brought_by": arrived.brought_by if arrived is not None else None,
    }
