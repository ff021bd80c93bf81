"""Conditional start events: processes that begin when variables that somebody brings make a condition true
(BPMN 10.5.2, *Conditional*).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from processes.bpmn.event_definitions import ConditionalEventDefinition
from processes.engine.commands import StartInstance
from processes.models import ProcessInstance, StartCondition
from processes.runtime.definitions import load_model
from processes.runtime.dispatch import Request, dispatch
from processes.runtime.keys import keys

ACTOR = "condition"


def start(*, variables: Mapping[str, Any], started_by: str | None) -> list[ProcessInstance]:
    """Start an instance for each condition that holds. Raises what kept one from being started."""
    keys.reserve()
    now = timezone.now()
    requests = []
    waiting_for = StartCondition.objects.filter(process_definition__is_suspended=False)
    for waiting in waiting_for.select_related("process_definition").order_by("key"):
        definition = waiting.process_definition
        event = load_model(definition.key).elements[waiting.element_id]
        if not any(
            each.condition.evaluate(variables, now=now) is True
            for each in event.event_definitions
            if isinstance(each, ConditionalEventDefinition)
        ):
            continue
        key = next(keys)
        command = StartInstance(
            process_instance_key=key,
            process_definition_key=definition.key,
            version=definition.version,
            started_by=started_by,
            variables=variables,
            start_element_id=event.id,
        )
        requests.append(Request(process_instance_key=key, command=command, actor=started_by or ACTOR))
    for outcome in dispatch(requests, now=now):
        if outcome.error is not None:
            raise outcome.error
    return list(ProcessInstance.objects.filter(key__in=[r.process_instance_key for r in requests]))
