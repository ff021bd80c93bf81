"""Deployed decisions: finding the one that a business rule task means, and its model.

A model is read once per deployed resource and process. Which version is the latest is asked each time.
"""

from __future__ import annotations

from functools import lru_cache

from django.db.models import QuerySet

from processes.bpmn.model import Binding
from processes.dmn import DecisionModel, read_decisions
from processes.engine.decisions import FoundDecision
from processes.models import DecisionDefinition, DecisionRequirements, ProcessDefinition, Resource


def find_decision(
    decision_id: str, binding: str, bound_to: str | None, process_definition_key: int
) -> FoundDecision | None:
    """The deployed decision that a process of this definition means, or None."""
    versions = DecisionDefinition.objects.filter(decision_id=decision_id).order_by("-version")
    match binding:
        case Binding.VERSION:
            versions = versions.filter(version=int(bound_to) if bound_to and bound_to.isdecimal() else -1)
        case Binding.VERSION_TAG:
            versions = versions.filter(version_tag=bound_to)
        case Binding.DEPLOYMENT:
            caller = ProcessDefinition.objects.filter(key=process_definition_key)
            versions = versions.filter(resource__deployment__in=caller.values("resource__deployment"))
        case _:
            versions = versions.filter(is_latest=True)
    row = versions.values_list("key", "resource_id").first()
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
