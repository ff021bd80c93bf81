"""Deployed decisions: finding the one that a business rule task means, and its model.

A model is read once per deployed resource and process. Which version is the latest is asked each time.
"""

from __future__ import annotations

from functools import lru_cache

from django.db.models import QuerySet

from processes.dmn import DecisionModel, read_decisions
from processes.engine.decisions import FoundDecision
from processes.models import DecisionDefinition, DecisionRequirements, Resource
from processes.runtime.bindings import bound


def find_decision(
    decision_id: str, binding: str, bound_to: str | None, process_definition_key: int
) -> FoundDecision | None:
    """The deployed decision that a process of this definition means, or None."""
    versions = DecisionDefinition.objects.filter(decision_id=decision_id)
    row = bound(versions, binding, bound_to, process_definition_key).values_list("key", "resource_id").first()
    if row is None:
        return None
    key, resource_key = row
    return FoundDecision(key=key, decision_id=decision_id, model=load_decisions(resource_key))


@lru_cache(maxsize=256)
def load_decisions(resource_key: int) -> DecisionModel:
    """The decision model of a deployed resource, with the models that it imports, as they were when it was
    deployed. Raises `Resource.DoesNotExist`.
    """
    resource = Resource.objects.get(key=resource_key)
    imported = {f"{each.key}/{each.name}": bytes(each.content) for each in imported_resources(resource_key)}
    return read_decisions(bytes(resource.content), resource=resource.name, imported=imported)


def imported_resources(resource_key: int) -> QuerySet[Resource]:
    """The resources that a deployed decision model imports, directly or not."""
    found = DecisionRequirements.objects.filter(resource=resource_key).values_list("imports", flat=True)
    return Resource.objects.filter(key__in=[key for keys in found for key in keys])
