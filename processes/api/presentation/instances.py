"""Process instances, with their process, what is stuck in them, and what they wait for."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count

from processes import selectors
from processes.models import Incident, IncidentState, ProcessDefinition, ProcessInstance


def shown(instances: Iterable[ProcessInstance]) -> Iterator[dict[str, Any]]:
    instances = list(instances)
    keys = [instance.key for instance in instances]
    definitions = ProcessDefinition.objects.in_bulk({each.process_definition_key for each in instances})
    waiting = selectors.waiting_for(keys)
    incidents = dict(
        Incident.objects.filter(process_instance_key__in=keys, state=IncidentState.OPEN)
        .values_list("process_instance_key")
        .annotate(number=Count("key"))
    )
    for instance in instances:
        yield {
            "key": instance.key,
            "process_definition_key": instance.process_definition_key,
            "process_id": instance.process_id,
            "process_name": definitions[instance.process_definition_key].name or instance.process_id,
            "version": instance.version,
            "business_key": instance.business_key,
            "state": instance.state,
            "is_suspended": instance.is_suspended,
            "started_at": instance.started_at,
            "ended_at": instance.ended_at,
            "started_by": instance.started_by,
            "parent_process_instance_key": instance.parent_process_instance_key,
            "incidents": incidents.get(instance.key, 0),
            "waiting_for": waiting.get(instance.key, []),
        }
