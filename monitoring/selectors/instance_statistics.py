"""The numbers on the diagram of one instance: visits of each element, and which flows its tokens took."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Count, Min, Q

from monitoring.selectors.definition_statistics import ElementStatistics
from processes.models import ElementInstance, ElementState, Incident, IncidentState
from processes.selectors.sequence_flows import flows_taken


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceStatistics:
    elements: Mapping[str, ElementStatistics]
    #: sequence flow id → how often it was taken
    flows: Mapping[str, int]
    as_of: datetime


def instance_statistics(process_instance_key: int) -> InstanceStatistics:
    as_of = datetime.now(UTC)
    return InstanceStatistics(
        elements=element_statistics(process_instance_key),
        flows=flows_taken(process_instance_key).times,
        as_of=as_of,
    )


def element_statistics(process_instance_key: int) -> dict[str, ElementStatistics]:
    """By element id. One that was never activated, and yet has an incident, is there too: a join, say."""
    visits = (
        ElementInstance.objects.filter(process_instance_key=process_instance_key)
        .order_by()
        .values_list("element_id")
        .annotate(
            active=Count("key", filter=Q(state=ElementState.ACTIVE)),
            completed=Count("key", filter=Q(state=ElementState.COMPLETED)),
            terminated=Count("key", filter=Q(state=ElementState.TERMINATED)),
            oldest_since=Min("started_at", filter=Q(state=ElementState.ACTIVE)),
        )
    )
    elements = {
        element_id: ElementStatistics(
            active=active, completed=completed, terminated=terminated, oldest_since=oldest_since
        )
        for element_id, active, completed, terminated, oldest_since in visits
    }
    for element_id, incidents in _open_incidents(process_instance_key).items():
        elements[element_id] = elements.get(element_id, ElementStatistics()) + ElementStatistics(
            incidents=incidents
        )
    return elements


def _open_incidents(process_instance_key: int) -> dict[str, int]:
    return dict(
        Incident.objects.filter(process_instance_key=process_instance_key, state=IncidentState.OPEN)
        .order_by()
        .values_list("element_id")
        .annotate(Count("key"))
    )
