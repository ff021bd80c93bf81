"""What people, time and others do: user tasks, timers, messages and signals, and incidents resolved."""

from __future__ import annotations

from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.behaviors.user_task import PRIORITIES
from processes.engine.correlation import learn
from processes.engine.errors import CommandRejected
from processes.engine.handling.checks import brought, found
from processes.engine.state import (
    ElementInstance,
    Incident,
    MessageSubscription,
    Phase,
    SignalSubscription,
    Timer,
    UserTask,
)
from processes.engine.step import Step
from processes.engine.triggers import own_signals, timer
from processes.engine.triggers.catching import (
    closes_when_triggered,
    trigger,
)


def claim_user_task(step: Step, command: c.ClaimUserTask) -> None:
    instance, user_task = found(step, command.user_task_key, UserTask, "claim user task")
    if user_task.assignee is not None and user_task.assignee != command.assignee:
        raise CommandRejected(
            f"Expected to claim user task {command.user_task_key}, but {user_task.assignee} has it."
        )
    if user_task.is_delegated:  # they have it already, for its owner, and nothing else is said
        _delegated(step, instance, command.user_task_key, user_task, command.assignee)
    else:
        _assigned(step, instance, command.user_task_key, user_task, command.assignee)


def assign_user_task(step: Step, command: c.AssignUserTask) -> None:
    instance, user_task = found(step, command.user_task_key, UserTask, "assign user task")
    _assigned(step, instance, command.user_task_key, user_task, command.assignee)


def _assigned(
    step: Step, instance: ElementInstance, key: int, user_task: UserTask, assignee: str | None
) -> None:
    step.emit(
        e.UserTaskAssigned(
            key=key,
            element_instance_key=instance.key,
            assignee=assignee,
            previous_assignee=user_task.assignee,
        )
    )


def delegate_user_task(step: Step, command: c.DelegateUserTask) -> None:
    instance, user_task = found(step, command.user_task_key, UserTask, "delegate user task")
    if user_task.assignee is None:
        raise CommandRejected(
            f"Expected to delegate user task {command.user_task_key}, but nobody has it: assign it instead."
        )
    if command.assignee in (user_task.assignee, user_task.owner if user_task.is_delegated else None):
        raise CommandRejected(
            f"Expected to delegate user task {command.user_task_key} to somebody else, "
            f"but {command.assignee} has it or owns it."
        )
    _delegated(step, instance, command.user_task_key, user_task, command.assignee)


def _delegated(step: Step, instance: ElementInstance, key: int, user_task: UserTask, assignee: str) -> None:
    # Whoever delegates what was delegated to them does not become its owner.
    owner = user_task.owner if user_task.is_delegated else user_task.assignee
    assert owner is not None
    step.emit(e.UserTaskDelegated(key=key, element_instance_key=instance.key, owner=owner, assignee=assignee))


def resolve_user_task(step: Step, command: c.ResolveUserTask) -> None:
    instance, user_task = found(step, command.user_task_key, UserTask, "resolve user task")
    if not user_task.is_delegated or user_task.owner is None or user_task.assignee is None:
        raise CommandRejected(
            f"Expected to resolve user task {command.user_task_key}, but it is not delegated to anybody."
        )
    step.emit(
        e.UserTaskResolved(
            key=command.user_task_key,
            element_instance_key=instance.key,
            owner=user_task.owner,
            resolved_for_owner_by=user_task.assignee,
        )
    )


#: what of a task can be said anew while it waits
UPDATABLE = ("due_at", "priority")


def update_user_task(step: Step, command: c.UpdateUserTask) -> None:
    instance, _ = found(step, command.user_task_key, UserTask, "update user task")
    if not command.changed or not set(command.changed) <= set(UPDATABLE):
        raise CommandRejected(
            f"Expected to update user task {command.user_task_key} in {' or '.join(UPDATABLE)}, "
            f"but it was to be in {', '.join(command.changed) or 'nothing'}."
        )
    if "priority" in command.changed and command.priority not in PRIORITIES:
        raise CommandRejected(
            f"Expected a priority from {PRIORITIES[0]} to {PRIORITIES[-1]} for user task "
            f"{command.user_task_key}, but it was to be {command.priority}."
        )
    step.emit(
        e.UserTaskUpdated(
            key=command.user_task_key,
            element_instance_key=instance.key,
            changed=[part for part in UPDATABLE if part in command.changed],
            due_at=command.due_at if "due_at" in command.changed else None,
            priority=command.priority if "priority" in command.changed else None,
        )
    )


def complete_user_task(step: Step, command: c.CompleteUserTask) -> None:
    instance, user_task = found(step, command.user_task_key, UserTask, "complete user task")
    if user_task.is_delegated:
        raise CommandRejected(
            f"Expected to complete user task {command.user_task_key}, but it is delegated: "
            f"{user_task.assignee} resolves it, then {user_task.owner} completes it."
        )
    variables = brought(command.variables)
    step.emit(e.UserTaskCompleted(command.user_task_key, instance.key, command.outcome))
    step.receive(instance, variables)
    step.complete_later(instance)


def trigger_timer(step: Step, command: c.TriggerTimer) -> None:
    scope, waiting = found(step, command.timer_key, Timer, "trigger timer")
    step.emit(e.TimerTriggered(command.timer_key, scope.key, waiting.element_id))
    event = step.model.elements[waiting.element_id]
    if not closes_when_triggered(event):
        again = timer.rearm(step, scope, waiting)
        if again is not None:
            step.emit(again)
    trigger(step, scope, waiting.element_id, {})


def correlate_message(step: Step, command: c.CorrelateMessage) -> None:
    scope, subscription = found(
        step, command.subscription_key, MessageSubscription, "correlate a message to subscription"
    )
    event = step.model.elements[subscription.element_id]
    variables = brought(command.variables)
    step.emit(
        e.MessageCorrelated(
            command.subscription_key,
            scope.key,
            event.id,
            command.message_key,
            closes_when_triggered(event),
        )
    )
    learn(step, event.event_definitions, variables)
    trigger(step, scope, event.id, variables)


def receive_signal(step: Step, command: c.ReceiveSignal) -> None:
    scope, subscription = found(
        step, command.subscription_key, SignalSubscription, "bring a signal to subscription"
    )
    event = step.model.elements[subscription.element_id]
    variables = brought(command.variables)
    own_signals.receive(step, command.subscription_key, scope, event, variables)


def resolve_incident(step: Step, command: c.ResolveIncident) -> None:
    instance, incident = found(step, command.incident_key, Incident, "resolve incident")
    step.emit(e.IncidentResolved(key=command.incident_key, element_instance_key=instance.key))
    if incident.job_key is not None:
        step.emit(e.JobRetriesUpdated(key=incident.job_key, element_instance_key=instance.key, retries=1))
    elif incident.phase is not Phase.JOIN:  # joins are looked at anyway
        step.agenda.append((incident.phase, instance.key))
