"""Conditional start events: processes that begin when variables that somebody brings make a condition true
(BPMN 10.5.2, *Conditional*).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from processes.bpmn.start_triggers import holds
from processes.engine.commands import StartInstance
from processes.models import ProcessInstance, StartCondition
from processes.runtime import arrivals
from processes.runtime.arrivals import Brought
from processes.runtime.dispatch import Request, dispatch
from processes.runtime.keys import keys
from processes.runtime.process_models import load_model

ACTOR = "condition"


def start(*, variables: Mapping[str, Any], started_by: str | None) -> list[ProcessInstance]:
    """Start an instance for each condition that holds, or bring it to what waits for more than it. Raises
    what kept one from being started.
    """
    keys.reserve()
    now = timezone.now()
    requests = []
    waiting_for = StartCondition.objects.filter(process_definition__is_suspended=False)
    started: list[int] = []
    for waiting in waiting_for.select_related("process_definition").order_by("key"):
        definition = waiting.process_definition
        event = load_model(definition.key).elements[waiting.element_id]
        if not holds(event, variables, now):
            continue
        if waiting.trigger is not None:
            arrived = arrivals.arrive(waiting, Brought(variables=variables, by=started_by), ACTOR, now)
            if arrived is not None and arrived.outcome is not None:
                if arrived.outcome.error is not None:
                    raise arrived.outcome.error
                started.append(arrived.process_instance_key)
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
    started += [request.process_instance_key for request in requests]
    return list(ProcessInstance.objects.filter(key__in=started))
