"""Every write, for every caller: the API, Celery, the commands, the demo.

Raises `CommandRejected` when the state does not allow it, `NotFound` for what is not there,
`DeploymentRejected` with all problems of an upload.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils import timezone

from processes import models as m
from processes.bpmn.problems import Problem
from processes.bpmn.retries import pause_after
from processes.engine import commands as c
from processes.engine.errors import CommandRejected
from processes.runtime import (
    broken,
    correlation,
    definitions,
    job_queue,
    operations,
    publishing,
    signals,
    start_conditions,
)
from processes.runtime.definitions import DeploymentRejected
from processes.runtime.dispatch import Outcome, Request, carry_out, dispatch
from processes.runtime.job_queue import ActivatedJob
from processes.runtime.json_text import as_json
from processes.runtime.keys import keys
from processes.runtime.not_found import NotFound
from processes.runtime.operations import Operation
from processes.runtime.publishing import MessageToPublish, PublishedMessage
from processes.workers import scripts

Variables = Mapping[str, Any]

#: of business keys, names and keys of messages
LONGEST_TEXT = 255

#: how soon a caller who waits for an outcome looks again, in seconds, at first and at last
LOOK_AGAIN, LOOK_AGAIN_AT_LAST = 0.02, 0.25


class NoSubscription(NotFound):
    """Nobody waits for this message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrelatedMessage:
    message_key: int
    process_instance_key: int


# --- deployments ----------------------------------------------------------------------------------


def deploy(*, resources: Mapping[str, bytes], deployed_by: str | None = None) -> m.Deployment:
    """Deploy diagrams and forms, all or none. What is the same as the latest version makes no new one."""
    return definitions.deploy(resources, deployed_by=deployed_by, languages=scripts.LANGUAGES)


def check(*, resources: Mapping[str, bytes]) -> list[Problem]:
    """All errors and warnings that deploying would find; changes nothing."""
    return definitions.check(resources, scripts.LANGUAGES)


# --- instances ------------------------------------------------------------------------------------


def start_instance(
    *,
    process_id: str | None = None,
    version: int | None = None,
    process_definition_key: int | None = None,
    variables: Variables | None = None,
    business_key: str | None = None,
    started_by: str | None = None,
) -> m.ProcessInstance:
    """Start an instance of a definition, or of a version (the latest) of a process."""
    _refuse_long(business_key=business_key)
    definition = _definition_to_start(process_id, version, process_definition_key)
    keys.reserve()
    request = _start(definition, variables or {}, business_key, started_by)
    carry_out(request)
    return m.ProcessInstance.objects.get(key=request.process_instance_key)


def start_instances(
    *, process_id: str, batch: Sequence[Variables], started_by: str | None = None
) -> list[int]:
    """Start one instance of the latest version for each set of variables, in one transaction. Their keys."""
    definition = _definition_to_start(process_id, None, None)
    keys.reserve()
    requests = [_start(definition, variables, None, started_by) for variables in batch]
    _raise_first(dispatch(requests))
    return [request.process_instance_key for request in requests]


def await_outcome(*, process_instance_key: int, timeout: timedelta) -> m.ProcessInstance:
    """The instance once it has ended, or as it is when the time is up."""
    deadline = time.monotonic() + timeout.total_seconds()
    pause = LOOK_AGAIN
    while True:
        instance = m.ProcessInstance.objects.filter(key=process_instance_key).first()
        if instance is None:
            raise NotFound(f"There is no process instance {process_instance_key}.")
        left = deadline - time.monotonic()
        if instance.state != m.InstanceState.ACTIVE or left <= 0:
            return instance
        time.sleep(min(pause, left))
        pause = min(pause * 1.5, LOOK_AGAIN_AT_LAST)


def cancel_instance(*, process_instance_key: int, canceled_by: str | None = None) -> None:
    """End an instance, and all that it has called. One that was called ends with its caller only, which would
    wait for it in vain.
    """
    instance = m.ProcessInstance.objects.filter(key=process_instance_key).first()
    if instance is None:
        raise NotFound(f"There is no process instance {process_instance_key}.")
    if instance.state == m.InstanceState.ACTIVE and instance.parent_process_instance_key is not None:
        raise CommandRejected(
            f"Expected to cancel process instance {process_instance_key}, but process instance "
            f"{instance.parent_process_instance_key} has called it and waits for it. "
            f"Cancel process instance {instance.root_process_instance_key}, with which it began."
        )
    _carry_out(process_instance_key, c.CancelInstance(), canceled_by)


def set_variables(
    *,
    process_instance_key: int,
    variables: Variables,
    scope_key: int | None = None,
    set_by: str | None = None,
) -> None:
    """Set variables exactly in this scope, or in the process instance."""
    _instance_or_not_found(process_instance_key)
    _carry_out(process_instance_key, c.SetVariables(scope_key=scope_key, variables=variables), set_by)


def resolve_incident(*, incident_key: int, resolved_by: str | None = None) -> None:
    """Try again what the incident stopped."""
    incident = m.Incident.objects.filter(key=incident_key).first()
    if incident is None:
        raise NotFound(f"There is no incident {incident_key}.")
    if incident.state == m.IncidentState.RESOLVED:
        raise CommandRejected(f"Expected to resolve incident {incident_key}, but it is resolved already.")
    if broken.is_about_broken(incident):
        broken.try_again(incident, actor=resolved_by, now=timezone.now())
        return
    command = c.ResolveIncident(incident_key=incident_key)
    _carry_out(incident.process_instance_key, command, resolved_by, at=incident.element_instance_key)


# --- operations -----------------------------------------------------------------------------------
# Each can be rehearsed: it then tells what it would make happen, and changes nothing.


def suspend_instance(
    *, process_instance_key: int, suspended_by: str | None = None, rehearse: bool = False
) -> Operation:
    """Let nothing move in an instance, and in those it has called, until it is resumed."""
    return operations.operate(
        process_instance_key, c.SuspendInstance(), actor=suspended_by, only_rehearse=rehearse
    )


def resume_instance(
    *, process_instance_key: int, resumed_by: str | None = None, rehearse: bool = False
) -> Operation:
    """Let it go on, with all that has become due meanwhile."""
    return operations.operate(
        process_instance_key, c.ResumeInstance(), actor=resumed_by, only_rehearse=rehearse
    )


def modify_instance(
    *,
    process_instance_key: int,
    activate: Sequence[c.ActivateInstruction] = (),
    terminate: Sequence[c.TerminateInstruction] = (),
    move: Sequence[c.MoveInstruction] = (),
    modified_by: str | None = None,
    rehearse: bool = False,
) -> Operation:
    """Add, end and move tokens. Raises `PlanRejected` with all problems of the plan."""
    command = c.ModifyInstance(activate=tuple(activate), terminate=tuple(terminate), move=tuple(move))
    return operations.operate(process_instance_key, command, actor=modified_by, only_rehearse=rehearse)


def migrate_instance(
    *,
    process_instance_key: int,
    process_definition_key: int,
    mapping: Mapping[str, str] | None = None,
    recompute_timers: bool = False,
    migrated_by: str | None = None,
    rehearse: bool = False,
) -> Operation:
    """Let an instance follow another definition. `mapping` has the elements and flows that have other ids
    there. Raises `PlanRejected` with all problems of the plan.
    """
    command = operations.migration_to(
        process_definition_key, mapping or {}, recompute_timers=recompute_timers
    )
    return operations.operate(process_instance_key, command, actor=migrated_by, only_rehearse=rehearse)


def restart_instance(
    *,
    process_instance_key: int,
    start: Sequence[c.ActivateInstruction],
    process_definition_key: int | None = None,
    variables: Variables | None = None,
    restarted_by: str | None = None,
    rehearse: bool = False,
) -> Operation:
    """Start a new instance in place of one that has ended: at these elements, with the variables that it had,
    and by the same version unless another one is given. Raises `PlanRejected` with all problems of the plan.
    """
    return operations.restart(
        process_instance_key,
        start,
        process_definition_key=process_definition_key,
        variables=variables or {},
        actor=restarted_by,
        only_rehearse=rehearse,
    )


def suspend_definition(*, process_definition_key: int) -> m.ProcessDefinition:
    """Start no new instances of this version, by nobody and nothing. Those that run go on."""
    return operations.suspend_definition(process_definition_key)


def resume_definition(*, process_definition_key: int) -> m.ProcessDefinition:
    """Start new instances of this version again. Starts that were missed are not made up for."""
    return operations.resume_definition(process_definition_key)


# --- messages -------------------------------------------------------------------------------------


def publish_message(
    *,
    name: str,
    correlation_key: str = "",
    variables: Variables | None = None,
    time_to_live: timedelta = publishing.TIME_TO_LIVE,
    message_id: str | None = None,
    published_by: str | None = None,
) -> PublishedMessage:
    """Bring a message to whoever waits for it; keep it for `time_to_live` if nobody does yet."""
    message = MessageToPublish(
        name=name,
        correlation_key=correlation_key,
        variables=variables or {},
        time_to_live=time_to_live,
        message_id=message_id,
    )
    (published,) = publish_messages(messages=[message], published_by=published_by)
    return published


def publish_messages(
    *, messages: Sequence[MessageToPublish], published_by: str | None = None
) -> list[PublishedMessage]:
    """Publish many messages in one transaction, in this order: all or none."""
    for message in messages:
        _refuse_long(
            name=message.name, correlation_key=message.correlation_key, message_id=message.message_id
        )
    return publishing.publish(messages, published_by)


def correlate_message(
    *,
    name: str,
    correlation_key: str = "",
    variables: Variables | None = None,
    published_by: str | None = None,
) -> CorrelatedMessage:
    """Bring a message to whoever waits for it now. Raises `NoSubscription`; nothing is kept."""
    message = MessageToPublish(
        name=name, correlation_key=correlation_key, variables=variables or {}, time_to_live=timedelta()
    )
    (published,) = publish_messages(messages=[message], published_by=published_by)
    if not published.correlated:
        suspended = correlation.suspended_receiver(name, correlation_key)
        if suspended is not None:
            raise CommandRejected(
                f"Expected someone to receive message {name!r} with correlation key {correlation_key!r} "
                f"now, but process instance {suspended}, which waits for it, is suspended."
            )
        raise NoSubscription(
            f"Expected someone to wait for message {name!r} with "
            f"correlation key {correlation_key!r}, but nobody does."
        )
    return CorrelatedMessage(message_key=published.message_key, process_instance_key=published.correlated[0])


# --- signals and conditions -----------------------------------------------------------------------


def broadcast_signal(*, name: str, variables: Variables | None = None, thrown_by: str | None = None) -> int:
    """Bring a signal to everyone who waits for it now. How many instances received it or were started."""
    return signals.broadcast(name=name, variables=variables or {}, thrown_by=thrown_by)


def start_by_conditions(*, variables: Variables, started_by: str | None = None) -> list[m.ProcessInstance]:
    """Start an instance for each conditional start event whose condition these variables make true."""
    return start_conditions.start(variables=variables, started_by=started_by)


# --- data stores ----------------------------------------------------------------------------------


def set_data_store(*, name: str, value: Any, set_by: str | None = None) -> m.DataStore:
    """Replace what is in a data store, which any instance may read and write. The last to write wins."""
    _refuse_long(name=name)
    found, _ = m.DataStore.objects.update_or_create(
        name=name,
        defaults={
            "value": as_json(value),
            "updated_at": timezone.now(),
            "process_instance_key": None,
            "updated_by": set_by,
        },
    )
    return found


# --- jobs -----------------------------------------------------------------------------------------


def activate_jobs(*, type: str, worker: str, max_jobs: int, timeout: timedelta) -> list[ActivatedJob]:
    """Take up to `max_jobs` free jobs for `timeout`, those of the highest priority first."""
    return job_queue.activate({type: job_queue.Lease(timeout)}, worker=worker, limit=max_jobs)


def complete_job(*, job_key: int, variables: Variables | None = None) -> None:
    job = _job(job_key)
    command = c.CompleteJob(job_key=job_key, variables=variables or {})
    _carry_out(job.process_instance_key, command, job.locked_by, at=job.element_instance_key)


def fail_job(
    *, job_key: int, error_message: str, retries: int | None = None, retry_in: timedelta | None = None
) -> None:
    """A try failed. `retries` left are one less than before unless given; the next one comes after
    `retry_in`, or when the diagram says.
    """
    job = _job(job_key)
    left = max(job.retries - 1, 0) if retries is None else retries
    now = timezone.now()
    pause = pause_after(job.tries, json.loads(job.headers), now) if retry_in is None else retry_in
    retry_at = now + pause if pause is not None else None
    command = c.FailJob(job_key=job_key, retries=left, error_message=error_message, retry_at=retry_at)
    _carry_out(job.process_instance_key, command, job.locked_by, at=job.element_instance_key)


def throw_job_error(
    *, job_key: int, error_code: str, error_message: str | None = None, variables: Variables | None = None
) -> None:
    """The job ended in a modelled error."""
    job = _job(job_key)
    command = c.ThrowJobError(
        job_key=job_key, error_code=error_code, error_message=error_message, variables=variables or {}
    )
    _carry_out(job.process_instance_key, command, job.locked_by, at=job.element_instance_key)


# --- user tasks: the engine's truth; who may do it is asked in `tasklist.services` ----------------


def claim_user_task(*, user_task_key: int, user: str) -> None:
    _carry_out_task(user_task_key, c.ClaimUserTask(user_task_key=user_task_key, assignee=user), user)


def unclaim_user_task(*, user_task_key: int, user: str) -> None:
    _carry_out_task(user_task_key, c.AssignUserTask(user_task_key=user_task_key, assignee=None), user)


def assign_user_task(*, user_task_key: int, assignee: str | None, assigned_by: str) -> None:
    _carry_out_task(
        user_task_key, c.AssignUserTask(user_task_key=user_task_key, assignee=assignee), assigned_by
    )


def delegate_user_task(*, user_task_key: int, assignee: str, delegated_by: str) -> None:
    command = c.DelegateUserTask(user_task_key=user_task_key, assignee=assignee)
    _carry_out_task(user_task_key, command, delegated_by)


def resolve_user_task(*, user_task_key: int, resolved_by: str) -> None:
    _carry_out_task(user_task_key, c.ResolveUserTask(user_task_key=user_task_key), resolved_by)


def update_user_task(
    *,
    user_task_key: int,
    changed: Sequence[str],
    due_at: datetime | None = None,
    priority: int | None = None,
    updated_by: str,
) -> None:
    """`changed` names which of due date and priority are said anew."""
    command = c.UpdateUserTask(
        user_task_key=user_task_key, changed=list(changed), due_at=due_at, priority=priority
    )
    _carry_out_task(user_task_key, command, updated_by)


def complete_user_task(
    *,
    user_task_key: int,
    variables: Variables | None = None,
    outcome: str | None = None,
    completed_by: str,
) -> None:
    command = c.CompleteUserTask(user_task_key=user_task_key, variables=variables or {}, outcome=outcome)
    _carry_out_task(user_task_key, command, completed_by)


# --- shared ---------------------------------------------------------------------------------------


def _carry_out(
    process_instance_key: int, command: c.Command, actor: str | None, *, at: int | None = None
) -> None:
    """`at` is the element instance that the command is about."""
    carry_out(
        Request(
            process_instance_key=process_instance_key, command=command, actor=actor, element_instance_key=at
        )
    )


def _carry_out_task(user_task_key: int, command: c.Command, actor: str) -> None:
    # The inbox is not known here, only asked: it is named in the settings.
    inbox: Any = import_module(settings.INBOX)
    place: tuple[int, int] | None = inbox.place_of(user_task_key)
    if place is None:
        raise NotFound(f"There is no user task {user_task_key}.")
    process_instance_key, element_instance_key = place
    _carry_out(process_instance_key, command, actor, at=element_instance_key)


def _raise_first(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.error is not None:
            raise outcome.error


def _start(
    definition: m.ProcessDefinition, variables: Variables, business_key: str | None, started_by: str | None
) -> Request:
    key = next(keys)
    command = c.StartInstance(
        process_instance_key=key,
        process_definition_key=definition.key,
        version=definition.version,
        business_key=business_key,
        started_by=started_by,
        variables=variables,
    )
    return Request(process_instance_key=key, command=command, actor=started_by)


def _definition_to_start(process_id: str | None, version: int | None, key: int | None) -> m.ProcessDefinition:
    definition = _definition(process_id, version, key)
    if definition.is_suspended:
        raise operations.suspended(definition)
    return definition


def _definition(process_id: str | None, version: int | None, key: int | None) -> m.ProcessDefinition:
    if key is not None:
        found, told = m.ProcessDefinition.objects.filter(key=key), f"definition {key}"
    elif version is not None:
        found = m.ProcessDefinition.objects.filter(process_id=process_id, version=version)
        told = f"version {version} of process {process_id!r}"
    else:
        found = m.ProcessDefinition.objects.filter(process_id=process_id, is_latest=True)
        told = f"process {process_id!r}"
    definition = found.first()
    if definition is None:
        raise NotFound(f"There is no {told}. Has it been deployed?")
    return definition


def _instance_or_not_found(key: int) -> None:
    if not m.ProcessInstance.objects.filter(key=key).exists():
        raise NotFound(f"There is no process instance {key}.")


def _job(key: int) -> m.Job:
    job = m.Job.objects.filter(key=key).first()
    if job is None:
        raise NotFound(f"There is no job {key}: it has been completed or canceled, or never was.")
    return job


def _refuse_long(**texts: str | None) -> None:
    """Longer ones could not be stored, or not be found again."""
    for name, text in texts.items():
        if text is not None and len(text) > LONGEST_TEXT:
            raise CommandRejected(
                f"Expected at most {LONGEST_TEXT} characters in {name}, but it has {len(text)}."
            )


__all__ = [
    "ActivatedJob",
    "DeploymentRejected",
    "MessageToPublish",
    "NotFound",
    "Operation",
    "PublishedMessage",
]
