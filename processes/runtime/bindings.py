"""Bindings: which deployed version of a process or decision is meant where one is called by its id."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet

from processes.bpmn.model import Binding
from processes.models import DecisionDefinition, ProcessDefinition

M = TypeVar("M", ProcessDefinition, DecisionDefinition)


def bound(
    versions: QuerySet[M], binding: str, bound_to: str | None, process_definition_key: int
) -> QuerySet[M]:
    """Of these versions those that a process of this definition means, the newest first."""
    versions = versions.order_by("-version")
    match binding:
        case Binding.VERSION:
            return versions.filter(version=int(bound_to) if bound_to and bound_to.isdecimal() else -1)
        case Binding.VERSION_TAG:
            return versions.filter(version_tag=bound_to)
        case Binding.DEPLOYMENT:
            caller = ProcessDefinition.objects.filter(key=process_definition_key)
            return versions.filter(resource__deployment__in=caller.values("resource__deployment"))
        case _:
            return versions.filter(is_latest=True)
