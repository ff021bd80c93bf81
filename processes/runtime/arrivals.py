"""Arrivals: what parallel multiple start events remember (BPMN 10.5.2).

Such an event waits for several triggers before there is any instance. The first of them gives the instance
its key; the last starts it, with the variables of all, the later ones over the earlier. A trigger that has
arrived is waited for no more until then: another message of its name is kept like any that nobody waits for,
and goes to the next instance; another signal, timer or condition passes by.

Of one process they arrive one after another: each holds the row of its latest version.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from processes.bpmn.start_triggers import triggers_of
from processes.engine.commands import StartInstance
from processes.models import (
    ArrivedTrigger,
    ProcessDefinition,
    StartCondition,
    StartSignal,
    StartSubscription,
    StartTimer,
)
from processes.runtime.dispatch import Outcome, Request, dispatch
from processes.runtime.json_text import as_json
from processes.runtime.keys import keys
from processes.runtime.process_models import load_model
from processes.runtime.wake import CORRELATE_MESSAGES, ring

log = logging.getLogger(__name__)

Value = TypeVar("Value")
Start = TypeVar("Start", StartSubscription, StartSignal, StartTimer, StartCondition)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What comes with a trigger, and from whom."""

    variables: Mapping[str, Any] = field(default_factory=dict)
    by: str | None = None
    #: of a message
    correlation_key: str = ""
    conversation_key: int | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A trigger that has been waited for."""

    #: of the instance that it starts, now or when the others have come
    process_instance_key: int
    #: of starting it; None while other triggers are missing
    outcome: Outcome | None = None


def arrive(start: Start, brought: Brought, actor: str, now: datetime) -> Arrived | None:
    """A trigger has come for a start event that waits for several. None if this one is not waited for: it has
    arrived before, or the process does not begin with it any more. If the instance refuses to start, it has
    not arrived, and the others stay.
    """
    keys.reserve()
    with transaction.atomic():
        current = _locked(start)
        if current is None:
            return None
        event = _Event(current.process_definition, current.element_id, now)
        if any(each.start_key == current.key for each in event.arrived):
            return None
        last = ArrivedTrigger(
            key=next(keys),
            process_definition=event.definition,
            element_id=event.element_id,
            trigger=current.trigger or "",
            start_key=current.key,
            process_instance_key=event.process_instance_key or next(keys),
            variables=as_json(brought.variables),
            arrived_at=now,
            brought_by=brought.by,
            correlation_key=brought.correlation_key,
            conversation_key=brought.conversation_key,
        )
        event.arrived.append(last)
        if event.is_complete:
            return Arrived(last.process_instance_key, event.start(actor, now))
        last.save(force_insert=True)
        return Arrived(last.process_instance_key)


def has_arrived(start: Start, brought: Brought, actor: str) -> bool:
    """As `arrive`: whether it was waited for."""
    arrived = arrive(start, brought, actor, timezone.now())
    return arrived is not None and (arrived.outcome is None or arrived.outcome.error is None)


def move(previous: ProcessDefinition, definition: ProcessDefinition, now: datetime) -> None:
    """A new version is deployed. What has arrived stays with the start event of the same id, if that still
    waits for it, and is dropped otherwise. An event that now waits for no others starts its instance.
    """
    arrived = list(ArrivedTrigger.objects.filter(process_definition=previous).order_by("arrived_at", "key"))
    waiting = _waiting(definition) if arrived else []
    for trigger in arrived:
        same = (trigger.element_id, trigger.trigger)
        heir = next((start for start in waiting if (start.element_id, start.trigger) == same), None)
        if heir is None:
            log.warning("%s does not wait for %s any more: it is dropped", definition, trigger)
            trigger.delete()
        else:
            waiting.remove(heir)
            trigger.process_definition, trigger.start_key = definition, heir.key
            trigger.save(update_fields=["process_definition", "start_key"])
    for element_id in {trigger.element_id for trigger in arrived}:
        event = _Event(definition, element_id, now)
        if event.arrived and event.is_complete:
            event.start(event.arrived[-1].brought_by, now)


def _waiting(definition: ProcessDefinition) -> list[Any]:
    return [
        start
        for kind in (StartSubscription, StartSignal, StartTimer, StartCondition)
        for start in kind.objects.filter(process_definition=definition, trigger__isnull=False).order_by("key")
    ]


class _Event:
    """A parallel multiple start event of a locked version, and what has arrived for it."""

    def __init__(self, definition: ProcessDefinition, element_id: str, now: datetime) -> None:
        self.definition = definition
        self.element_id = element_id
        self.now = now
        #: in the order in which they came
        self.arrived = list(
            ArrivedTrigger.objects.filter(process_definition=definition, element_id=element_id).order_by(
                "arrived_at", "key"
            )
        )

    @property
    def process_instance_key(self) -> int | None:
        """Of the instance that they will start."""
        return self.arrived[0].process_instance_key if self.arrived else None

    @property
    def is_complete(self) -> bool:
        event = load_model(self.definition.key).elements[self.element_id]
        return len(self.arrived) == len(triggers_of(event, self.now))

    def start(self, actor: str | None, now: datetime) -> Outcome:
        first, last = self.arrived[0], self.arrived[-1]
        command = StartInstance(
            process_instance_key=first.process_instance_key,
            process_definition_key=self.definition.key,
            version=self.definition.version,
            business_key=_first(each.correlation_key for each in self.arrived),
            conversation_key=_first(each.conversation_key for each in self.arrived),
            started_by=last.brought_by,
            variables=_merged(self.arrived),
            start_element_id=self.element_id,
        )
        request = Request(
            process_instance_key=first.process_instance_key, command=command, actor=last.brought_by or actor
        )
        (outcome,) = dispatch([request], now=now)
        if outcome.error is None:
            ArrivedTrigger.objects.filter(key__in=[each.key for each in self.arrived]).delete()
            # What was kept meanwhile is waited for now.
            transaction.on_commit(lambda: ring(CORRELATE_MESSAGES), robust=True)
        return outcome


def _first(values: Iterable[Value | None]) -> Value | None:
    return next((value for value in values if value), None)


def _merged(arrived: Sequence[ArrivedTrigger]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for each in arrived:
        merged |= json.loads(each.variables)
    return merged


def _locked(start: Start) -> Start | None:
    """What waits now in the place of what was found: a new version may have been deployed since. Its process
    is held until the end of the transaction.
    """
    latest = ProcessDefinition.objects.filter(process_id=start.process_definition.process_id, is_latest=True)
    definition = None
    # Whoever has waited for the row of a version that is not the latest any more finds none.
    while definition is None and latest.exists():
        definition = latest.select_for_update(no_key=True).first()
    waiting = (
        type(start)
        ._default_manager.select_related("process_definition")
        .filter(process_definition=definition, process_definition__is_suspended=False)
    )
    if definition is not None and definition.key == start.process_definition_id:
        return waiting.filter(key=start.key).first()
    return waiting.filter(element_id=start.element_id, trigger=start.trigger).order_by("key").first()
