"""How much runs, waits and is stuck in process definitions, counted from the rows."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from processes.bpmn.model import ElementType
from processes.models import (
    ElementInstance,
    ElementState,
    Incident,
    IncidentState,
    InstanceState,
    ProcessInstance,
)


@dataclass(slots=True)
class DefinitionCounts:
    active_instances: int = 0
    completed_instances: int = 0
    incidents: int = 0
    waiting_user_tasks: int = 0


def definition_counts(keys: Collection[int]) -> Mapping[int, DefinitionCounts]:
    """By definition key."""
    counts = {key: DefinitionCounts() for key in keys}
    instances = ProcessInstance.objects.filter(process_definition_key__in=keys)
    for key, state, number in _grouped(instances, "process_definition_key", "state"):
        if state == InstanceState.ACTIVE:
            counts[key].active_instances = number
        elif state == InstanceState.COMPLETED:
            counts[key].completed_instances = number
    incidents = Incident.objects.filter(process_definition_key__in=keys, state=IncidentState.OPEN)
    for key, number in _grouped(incidents, "process_definition_key"):
        counts[key].incidents = number
    user_tasks = ElementInstance.objects.filter(
        process_definition_key__in=keys, state=ElementState.ACTIVE, element_type=ElementType.USER_TASK
    )
    for key, number in _grouped(user_tasks, "process_definition_key"):
        counts[key].waiting_user_tasks = number
    return counts


def _grouped(rows: QuerySet[Any], *columns: str) -> Iterable[tuple[Any, ...]]:
    return rows.order_by().values_list(*columns).annotate(number=Count("key"))
