"""Deploying processes: a new version of each, which from now on waits for what starts it.

The latest version of a process waits for its start messages, signals and timers; older versions do not any
more, but their instances run on.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from processes import feel
from processes.bpmn import load_diagram
from processes.bpmn.event_definitions import (
    ConditionalEventDefinition,
    MessageEventDefinition,
    SignalEventDefinition,
    SingleEventDefinition,
    TimerEventDefinition,
)
from processes.bpmn.model import Element, ProcessModel
from processes.bpmn.start_triggers import trigger_of, waits_for_all
from processes.engine.triggers.timer import when
from processes.models import (
    ProcessDefinition,
    Resource,
    StartCondition,
    StartSignal,
    StartSubscription,
    StartTimer,
)
from processes.resources.problems import Problem, ResourceRejected
from processes.runtime import arrivals, correlation_keys
from processes.runtime.keys import keys

#: what the latest version of a process waits for
_STARTS = (StartTimer, StartSubscription, StartSignal, StartCondition)


def deploy(resource: Resource) -> None:
    """Store a sound diagram, unless all its processes are the same as their latest versions."""
    models = load_diagram(bytes(resource.content), resource=resource.name).processes
    latest = _latest([model.process_id for model in models])
    if all(
        model.process_id in latest and latest[model.process_id].resource.checksum == resource.checksum
        for model in models
    ):
        return
    resource.save(force_insert=True)
    for model in models:
        _deploy_process(resource, model, latest.get(model.process_id))


def _latest(process_ids: Collection[str]) -> dict[str, ProcessDefinition]:
    return {
        definition.process_id: definition
        for definition in ProcessDefinition.objects.select_for_update(of=("self",))
        .filter(process_id__in=process_ids, is_latest=True)
        .select_related("resource")
    }


def _deploy_process(resource: Resource, model: ProcessModel, previous: ProcessDefinition | None) -> None:
    deployment = resource.deployment
    if previous is not None:
        ProcessDefinition.objects.filter(key=previous.key).update(is_latest=False)
        for waiting in _STARTS:
            waiting.objects.filter(process_definition=previous).delete()
    definition = ProcessDefinition.objects.create(
        key=next(keys),
        resource=resource,
        process_id=model.process_id,
        version=previous.version + 1 if previous else 1,
        version_tag=model.version_tag,
        name=model.name,
        deployed_at=deployment.deployed_at,
        deployed_by=deployment.deployed_by,
    )
    now = deployment.deployed_at
    for start, timer in model.starts_by(TimerEventDefinition):
        value = _constant(timer.expression, now, resource, model, start.id)
        try:
            due_at, cycle, repetitions = when(timer.kind, value, now)
        except ValueError as wrong:
            why = f"The timer of {start.id!r} does not say when the process begins: {wrong}."
            raise _rejected("bad-timer", why, resource, model, start.id) from wrong
        StartTimer.objects.create(
            key=next(keys),
            process_definition=definition,
            element_id=start.id,
            due_at=due_at,
            cycle=cycle,
            repetitions=repetitions,
            trigger=_among_others(start, timer, now),
        )
    for start, message in model.starts_by(MessageEventDefinition):
        name = _constant(message.name, now, resource, model, start.id)
        StartSubscription.objects.create(
            key=next(keys),
            process_definition=definition,
            element_id=start.id,
            message_name=str(name),
            trigger=_among_others(start, message, now),
        )
    for start, signal in model.starts_by(SignalEventDefinition):
        name = _constant(signal.name, now, resource, model, start.id)
        StartSignal.objects.create(
            key=next(keys),
            process_definition=definition,
            element_id=start.id,
            signal_name=str(name),
            trigger=_among_others(start, signal, now),
        )
    # The conditions of one event are looked at together.
    conditions = {start.id: (start, each) for start, each in model.starts_by(ConditionalEventDefinition)}
    for start, condition in conditions.values():
        StartCondition.objects.create(
            key=next(keys),
            process_definition=definition,
            element_id=start.id,
            trigger=_among_others(start, condition, now),
        )
    correlation_keys.deploy(definition, model, now)
    if previous is not None:
        arrivals.move(previous, definition, now)


def _among_others(start: Element, definition: SingleEventDefinition, now: datetime) -> str | None:
    return trigger_of(start, definition, now) if waits_for_all(start) else None


def _constant(
    expression: feel.Expression, now: datetime, resource: Resource, model: ProcessModel, element_id: str
) -> Any:
    """What a start event waits for, before there is any variable."""
    value = expression.evaluate({}, now=now)
    if value is None:
        message = f"`{expression.text}` is null: a start event can only use what is known before it starts"
        raise _rejected("start-event-without-value", f"{message}.", resource, model, element_id)
    return value


def _rejected(
    code: str, message: str, resource: Resource, model: ProcessModel, element_id: str
) -> ResourceRejected:
    return ResourceRejected(
        [
            Problem(
                code=code,
                message=message,
                resource=resource.name,
                process_id=model.process_id,
                element_id=element_id,
            )
        ]
    )
