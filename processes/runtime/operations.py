"""Operations: what operators do to one instance, carried out or only rehearsed, and to a definition.

A rehearsal reads the instance as it is, without holding it up, and writes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from processes.bpmn.cron import Cron
from processes.bpmn.timer_texts import Cycle, parse_cycle
from processes.engine import commands as c
from processes.engine.errors import CommandRejected
from processes.engine.events import Event
from processes.engine.rehearsal import rehearse
from processes.models import InstanceState, ProcessDefinition, ProcessInstance, StartTimer, Variable
from processes.runtime import instances
from processes.runtime.data_stores import StoresOfBatch
from processes.runtime.decisions import find_decision
from processes.runtime.dispatch import Request, carry_out
from processes.runtime.instances import Instance
from processes.runtime.keys import keys
from processes.runtime.not_found import NotFound
from processes.runtime.process_models import load_model
from processes.runtime.wake import CORRELATE_MESSAGES, ring

#: of a cycle that are looked through for the next one to come
MOST_STEPS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What an operation has done, or would do."""

    process_instance_key: int
    #: the definition that the instance follows afterwards
    process_definition_key: int
    rehearsed: bool
    events: Sequence[Event]


def operate(
    process_instance_key: int, command: c.Command, *, actor: str | None, only_rehearse: bool
) -> Operation:
    """Raises `CommandRejected`, with all problems of a plan; `NotFound`."""
    definition_key = _row(process_instance_key).process_definition_key
    if only_rehearse:
        found, unreadable = instances.look_at({process_instance_key: None})
        for failure in unreadable.values():
            raise failure
        instance = found.get(process_instance_key)
        if instance is None:
            raise CommandRejected(
                f"Expected process instance {process_instance_key} to be active, but it has ended."
            )
        events = _rehearsed(instance, command)
    else:
        record = carry_out(Request(process_instance_key=process_instance_key, command=command, actor=actor))
        events = record.events
    if isinstance(command, c.MigrateInstance):
        definition_key = command.process_definition_key
    return Operation(
        process_instance_key=process_instance_key,
        process_definition_key=definition_key,
        rehearsed=only_rehearse,
        events=events,
    )


def migration_to(
    process_definition_key: int, mapping: Mapping[str, str], *, recompute_timers: bool
) -> c.MigrateInstance:
    """Raises `NotFound`."""
    definition = _definition(process_definition_key)
    return c.MigrateInstance(
        process_definition_key=definition.key,
        version=definition.version,
        target=load_model(definition.key),
        mapping=tuple(
            c.MappingInstruction(source_element_id=source, target_element_id=target)
            for source, target in mapping.items()
        ),
        recompute_timers=recompute_timers,
    )


def restart(
    process_instance_key: int,
    start: Sequence[c.ActivateInstruction],
    *,
    process_definition_key: int | None,
    variables: Mapping[str, Any],
    actor: str | None,
    only_rehearse: bool,
) -> Operation:
    """A new instance in place of one that has ended, with its variables and its business key."""
    ended = _row(process_instance_key)
    wanted = f"Expected to restart process instance {process_instance_key}, but"
    if ended.state == InstanceState.ACTIVE:
        raise CommandRejected(f"{wanted} it is active. Modify it, or cancel it first.")
    if ended.parent_process_instance_key is not None:
        raise CommandRejected(
            f"{wanted} process instance {ended.parent_process_instance_key} had called it, and would not "
            f"know. Restart process instance {ended.root_process_instance_key}, with which it began."
        )
    definition = _definition(process_definition_key or ended.process_definition_key)
    if definition.is_suspended:
        raise suspended(definition)
    keys.reserve()
    command = c.RestartInstance(
        process_instance_key=next(keys),
        process_definition_key=definition.key,
        version=definition.version,
        business_key=ended.business_key,
        started_by=actor,
        variables={**_variables(process_instance_key), **variables},
        restarted_process_instance_key=process_instance_key,
        start=tuple(start),
    )
    if only_rehearse:
        events = _rehearsed(Instance.begun_by(command), command)
    else:
        request = Request(process_instance_key=command.process_instance_key, command=command, actor=actor)
        events = carry_out(request).events
    return Operation(
        process_instance_key=command.process_instance_key,
        process_definition_key=definition.key,
        rehearsed=only_rehearse,
        events=events,
    )


def suspend_definition(process_definition_key: int) -> ProcessDefinition:
    """Start no new instances of this version. Those that run go on."""
    with transaction.atomic():
        definition = _locked_definition(process_definition_key)
        if definition.is_suspended:
            raise CommandRejected(f"Expected to suspend {definition}, but it is suspended already.")
        definition.is_suspended = True
        definition.save(update_fields=["is_suspended"])
    return definition


def resume_definition(process_definition_key: int, *, now: datetime | None = None) -> ProcessDefinition:
    """Start new instances again. What a cycle has missed is not made up for; it goes on from now."""
    now = now or timezone.now()
    with transaction.atomic():
        definition = _locked_definition(process_definition_key)
        if not definition.is_suspended:
            raise CommandRejected(f"Expected to resume {definition}, but it is not suspended.")
        definition.is_suspended = False
        definition.save(update_fields=["is_suspended"])
        for timer in StartTimer.objects.filter(process_definition=definition, due_at__lt=now):
            if timer.cycle is not None:
                try:
                    timer.due_at = _next_after(parse_cycle(timer.cycle), timer.due_at, now)
                except ValueError:  # it has come to its end meanwhile
                    timer.delete()
                else:
                    timer.save(update_fields=["due_at"])
        transaction.on_commit(lambda: ring(CORRELATE_MESSAGES), robust=True)
    return definition


def suspended(definition: ProcessDefinition) -> CommandRejected:
    return CommandRejected(
        f"Expected to start an instance of {definition}, but this version is suspended. Resume it first."
    )


def _next_after(cycle: Cycle | Cron, last: datetime, now: datetime) -> datetime:
    """In the rhythm of the cycle; if that is very fast, in a new rhythm from now on."""
    for _ in range(MOST_STEPS):
        last = cycle.next_due(last)
        if last > now:
            return last
    return cycle.next_due(now)


def _variables(process_instance_key: int) -> dict[str, Any]:
    """Those of the instance itself, as they were last."""
    rows = Variable.objects.filter(scope_key=process_instance_key).values_list("name", "value")
    return {name: json.loads(value) for name, value in rows}


def _rehearsed(instance: Instance, command: c.Command) -> Sequence[Event]:
    return rehearse(instance.model, instance.state, command, timezone.now(), find_decision, StoresOfBatch())


def _row(process_instance_key: int) -> ProcessInstance:
    row = ProcessInstance.objects.filter(key=process_instance_key).defer("document").first()
    if row is None:
        raise NotFound(f"There is no process instance {process_instance_key}.")
    return row


def _definition(key: int) -> ProcessDefinition:
    definition = ProcessDefinition.objects.filter(key=key).first()
    if definition is None:
        raise NotFound(f"There is no definition {key}. Has it been deployed?")
    return definition


def _locked_definition(key: int) -> ProcessDefinition:
    definition = ProcessDefinition.objects.select_for_update().filter(key=key).first()
    if definition is None:
        raise NotFound(f"There is no definition {key}. Has it been deployed?")
    return definition
