"""Decisions that are deployed, and what they answered."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import QuerySet

from processes.dmn import ShownTable, shown_tables
from processes.models import DecisionDefinition, Resource
from processes.runtime.decisions import imported_resources
from processes.runtime.not_found import NotFound


def decision_definitions() -> QuerySet[DecisionDefinition]:
    return DecisionDefinition.objects.select_related(
        "resource", "resource__deployment", "resource__decision_requirements"
    )


def decision_definition(key: int) -> DecisionDefinition:
    """Raises `NotFound`."""
    found = decision_definitions().filter(key=key).first()
    if found is None:
        raise NotFound(f"There is no decision definition {key}.")
    return found


@lru_cache(maxsize=128)
def decision_tables(resource_key: int) -> dict[str, ShownTable]:
    """The tables of a deployed decision model and of those that it imports, by id."""
    tables: dict[str, ShownTable] = {}
    own = Resource.objects.get(key=resource_key)
    for resource in (*imported_resources(resource_key), own):
        tables |= shown_tables(bytes(resource.content), resource=resource.name)
    return tables
