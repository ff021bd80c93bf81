"""Process models: the executable form of what is deployed, read once and kept in memory."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from django.conf import settings

from processes.bpmn import load_diagram
from processes.bpmn.model import ProcessModel
from processes.models import ProcessDefinition


@lru_cache(maxsize=512)
def load_model(process_definition_key: int) -> ProcessModel:
    """The executable model of a deployed version. Raises `ProcessDefinition.DoesNotExist`."""
    definition = ProcessDefinition.objects.select_related("resource").get(key=process_definition_key)
    diagram = load_diagram(bytes(definition.resource.content), resource=definition.resource.name)
    model = next(model for model in diagram.processes if model.process_id == definition.process_id)
    return replace(model, ends_uncaught_errors=settings.END_UNCAUGHT_ERRORS)
