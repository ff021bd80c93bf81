"""What runs and has run."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from processes.models import (
    ElementInstance,
    ElementState,
    Incident,
    Job,
    JournalEntry,
    MessageSubscription,
    ProcessInstance,
    Timer,
    Variable,
)
from processes.runtime import parts, state_document
from processes.runtime.not_found import NotFound
from processes.selectors.definitions import model
from processes.selectors.element_waits import waits_of_elements

#: of each instance, so many waits are told
MOST_TOLD = 20


def instance(key: int) -> ProcessInstance:
    """Raises `NotFound`."""
    found = ProcessInstance.objects.filter(key=key).first()
    if found is None:
        raise NotFound(f"There is no process instance {key}.")
    return found


def instances(**filters: Any) -> QuerySet[ProcessInstance]:
    return ProcessInstance.objects.filter(**filters)


def element_instances(process_instance_key: int) -> QuerySet[ElementInstance]:
    """All visits of elements, in order."""
    return ElementInstance.objects.filter(process_instance_key=process_instance_key).order_by(
        "started_at", "key"
    )


def incidents(**filters: Any) -> QuerySet[Incident]:
    return Incident.objects.filter(**filters)


def jobs(**filters: Any) -> QuerySet[Job]:
    return Job.objects.filter(**filters)


def timers(**filters: Any) -> QuerySet[Timer]:
    return Timer.objects.filter(**filters)


def subscriptions(**filters: Any) -> QuerySet[MessageSubscription]:
    return MessageSubscription.objects.filter(**filters)


def journal(process_instance_key: int) -> QuerySet[JournalEntry]:
    """The newest entry first."""
    return JournalEntry.objects.filter(process_instance_key=process_instance_key).order_by("-revision")


def visible_variables(process_instance_key: int, scope_key: int) -> dict[str, Any]:
    """The variables that are seen from a scope; inner ones hide outer ones."""
    document = (
        ProcessInstance.objects.filter(key=process_instance_key).values_list("document", flat=True).first()
    )
    around = state_document.scope_keys(document or "")
    if scope_key not in around and state_document.has_parts(document or ""):
        for _, part in parts.containing([scope_key]).values():
            around |= state_document.scope_keys_of_part(part)
    chain: list[int] = []
    key: int | None = scope_key
    while key is not None:
        chain.append(key)
        key = around.get(key)
    if process_instance_key not in chain:
        chain.append(process_instance_key)  # it has ended: what is left are its rows
    found: dict[int, dict[str, Any]] = {}
    rows = Variable.objects.filter(scope_key__in=chain, process_instance_key=process_instance_key)
    for scope, name, value in rows.values_list("scope_key", "name", "value"):
        found.setdefault(scope, {})[name] = json.loads(value)
    visible: dict[str, Any] = {}
    for scope in reversed(chain):
        visible |= found.get(scope, {})
    return visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What one active element of an instance waits for."""

    element_id: str
    element_name: str | None
    element_type: str
    since: datetime
    kind: str
    detail: str | None


def waiting_for(process_instance_keys: Collection[int]) -> Mapping[int, list[Waiting]]:
    """By instance: what its active elements wait for, the longest waiting first."""
    visits = list(
        ElementInstance.objects.filter(
            process_instance_key__in=process_instance_keys, state=ElementState.ACTIVE
        ).order_by("started_at", "key")
    )
    waits = waits_of_elements(visits)
    waiting: dict[int, list[Waiting]] = {}
    for visit in visits:
        wait = waits.get(visit.key)
        of_instance = waiting.setdefault(visit.process_instance_key, [])
        if wait is None or len(of_instance) >= MOST_TOLD:
            continue
        element = model(visit.process_definition_key).elements[visit.element_id]
        of_instance.append(
            Waiting(
                element_id=visit.element_id,
                element_name=element.name,
                element_type=visit.element_type,
                since=wait.since,
                kind=wait.kind,
                detail=wait.detail,
            )
        )
    return waiting
