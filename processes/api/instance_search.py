"""Finds process instances by what is known of them."""

from typing import Any

from django.db.models import Q, QuerySet

from processes.api.fields import LARGEST_KEY
from processes.models import (
    ElementInstance,
    ElementState,
    Incident,
    IncidentState,
    ProcessInstance,
)


def found_instances(
    instances: QuerySet[ProcessInstance],
    *,
    has_incidents: bool | None = None,
    is_suspended: bool | None = None,
    element_id: str | None = None,
    search: str | None = None,
    **equals: Any,
) -> QuerySet[ProcessInstance]:
    """`equals` are columns with the value they must have."""
    instances = instances.filter(**equals)
    if has_incidents is not None:
        stuck = Incident.objects.filter(state=IncidentState.OPEN).values("process_instance_key")
        instances = instances.filter(key__in=stuck) if has_incidents else instances.exclude(key__in=stuck)
    if is_suspended is not None:
        instances = instances.filter(is_suspended=is_suspended)
    if element_id:
        there = ElementInstance.objects.filter(element_id=element_id, state=ElementState.ACTIVE)
        if key := equals.get("process_definition_key"):
            there = there.filter(process_definition_key=key)
        instances = instances.filter(key__in=there.values("process_instance_key"))
    if search:
        instances = instances.filter(_has_key(search) | Q(business_key__icontains=search))
    return instances


def _has_key(text: str) -> Q:
    text = text.strip()
    is_key = text.isascii() and text.isdigit() and int(text) <= LARGEST_KEY
    return Q(key=int(text)) if is_key else Q(pk__in=())
