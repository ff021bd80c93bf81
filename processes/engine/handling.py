"""How each command begins: is it allowed, and what does it set in motion? What follows from it is the
agenda's matter.

A command is refused when what it is about is not there any more, or is in another state than it thinks.
That also makes repeating a command harmless.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from processes.bpmn.model import Element, ElementType, ProcessModel
from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.errors import CommandRejected, ElementFailed, ErrorType
from processes.engine.migration import migrate_instance
from processes.engine.modification import modify_instance
from processes.engine.reading import LONGEST_TEXT
from processes.engine.restart import restart_instance
from processes.engine.state import (
    Call,
    ElementInstance,
    Incident,
    Job,
    MessageSubscription,
    Phase,
    SignalSubscription,
    Timer,
    UserTask,
)
from processes.engine.step import Step
from processes.engine.suspension import resume_instance, suspend_instance
from processes.engine.triggers import error, escalation, own_signals, timer
from processes.engine.triggers.catching import (
    arm_event_starts,
    closes_when_triggered,
    complete_triggered,
    trigger,
)

W = TypeVar("W", Job, UserTask, Timer, MessageSubscription, SignalSubscription, Call, Incident)


def _found(step: Step, key: int, kind: type[W], wanted: str) -> tuple[ElementInstance, W]:
    found = step.state.wait(key, kind)
    if found is None:
        raise CommandRejected(
            f"Expected to {wanted} {key}, but it is no longer there: it "
            "has been completed, canceled, or done by someone else."
        )
    return found


def _active(step: Step, wanted: str) -> ElementInstance:
    root = step.state.element_instances.get(step.state.key)
    if root is None:
        raise CommandRejected(f"Expected to {wanted} process instance {step.state.key}, but it has ended.")
    return root


def _brought(variables: c.Variables) -> c.Variables:
    """What a command brings. Its names must fit where they are looked up."""
    for name in variables:
        if len(name) > LONGEST_TEXT or "\x00" in name:
            raise CommandRejected(
                f"Expected names of variables of at most {LONGEST_TEXT} printable characters, "
                f"but one begins with {name[:40]!r}."
            )
    return variables


# --- the instance ---------------------------------------------------------------------------------


def start_instance(step: Step, command: c.StartInstance) -> None:
    model = step.model
    if step.state.revision:
        raise CommandRejected(
            f"Expected to start process instance {step.state.key}, but it has been started already."
        )
    start = _start_event(model, command.start_element_id)
    implicit = model.implicit_starts if command.start_element_id is None else ()
    is_triggered = start.event_definition is not None and not implicit
    variables = _brought(command.variables)
    step.emit(
        e.InstanceStarted(
            process_instance_key=command.process_instance_key,
            process_definition_key=command.process_definition_key,
            process_id=model.process_id,
            version=command.version,
            business_key=command.business_key,
            started_by=command.started_by,
            start_element_id=start.id,
            parent_process_instance_key=command.parent_process_instance_key,
            parent_element_instance_key=command.parent_element_instance_key,
        )
    )
    declared = model.root.declared(is_inner=False)
    step.set_variables(
        command.process_instance_key, {name: None for name in declared if name not in variables}
    )
    if not is_triggered:
        step.set_variables(command.process_instance_key, variables)
    root = step.state.element_instances[command.process_instance_key]
    try:
        interrupted = arm_event_starts(step, root)
    except ElementFailed as failure:
        raise CommandRejected(
            f"Expected to start process {model.process_id!r}, but an event subprocess cannot wait for its "
            f"event. {failure.message}"
        ) from failure
    if interrupted:
        if is_triggered:
            step.set_variables(root.key, variables)
        return
    for element in implicit:
        step.activate(element, root.key)
    if implicit:
        return
    if start.type is ElementType.START_EVENT:
        instance = step.activate(start, root.key)
    else:
        complete_triggered(step, _enter_instantiating(step, start, root.key), variables)
        return
    if is_triggered:
        step.receive(instance, variables)


def _enter_instantiating(step: Step, start: Element, scope_key: int) -> ElementInstance:
    """A receive task, or an event behind an event-based gateway, that has been triggered already (BPMN
    10.6.6). Behind a parallel gateway the other events are waited for.
    """
    gateway = step.model.elements[start.incoming[0].source] if start.incoming else None
    if gateway is not None and gateway.instantiates:
        passed = step.enter(gateway, scope_key)
        step.completed(passed)
        for flow in gateway.outgoing:
            if flow.target == start.id:
                step.emit(e.SequenceFlowTaken(scope_key=scope_key, flow_id=flow.id))
            elif gateway.is_parallel:
                step.take(flow, scope_key)
    return step.enter(start, scope_key)


def _start_event(model: ProcessModel, element_id: str | None) -> Element:
    if element_id is None:
        start = model.none_start_event or next(iter(model.implicit_starts), None)
        if start is None:
            raise CommandRejected(
                f"Expected to start process {model.process_id!r}, but it has "
                "no none start event: it is started by a message or by time."
            )
        return start
    if all(element_id != event.id for event in model.instantiating):
        raise CommandRejected(
            f"Expected to start process {model.process_id!r} at {element_id!r}, "
            "but that is none of its start events."
        )
    return model.elements[element_id]


def cancel_instance(step: Step, command: c.CancelInstance) -> None:
    root = _active(step, "cancel")
    step.empty(root)
    step.disarm(root)
    step.emit(e.InstanceTerminated(process_instance_key=root.key))


def set_variables(step: Step, command: c.SetVariables) -> None:
    root = _active(step, "set variables of")
    scope_key = command.scope_key or root.key
    if scope_key not in step.state.element_instances:
        raise CommandRejected(
            f"Expected to set variables in scope {scope_key}, but "
            f"it is no active scope of process instance {root.key}."
        )
    step.set_variables(scope_key, _brought(command.variables))


# --- jobs -----------------------------------------------------------------------------------------


def complete_job(step: Step, command: c.CompleteJob) -> None:
    instance, _ = _found(step, command.job_key, Job, "complete job")
    variables = _brought(command.variables)
    _resolve_incidents_of_job(step, instance, command.job_key)
    step.emit(e.JobCompleted(key=command.job_key, element_instance_key=instance.key))
    step.receive(instance, variables)
    step.complete_later(instance)


def fail_job(step: Step, command: c.FailJob) -> None:
    instance, _ = _found(step, command.job_key, Job, "fail job")
    _reject_if_without_retries(instance, command.job_key, "fail")
    _job_failed(step, instance, command)
    if command.retries <= 0:
        failure = ElementFailed(ErrorType.JOB_NO_RETRIES, command.error_message)
        step.raise_incident(instance, failure, Phase.JOB, job_key=command.job_key)


def throw_job_error(step: Step, command: c.ThrowJobError) -> None:
    instance, _ = _found(step, command.job_key, Job, "throw an error from job")
    variables = _brought(command.variables)
    found = error.find_catcher(step, instance, command.error_code)
    if found is None and step.state.parent is not None:
        error.return_to_caller(step, command.error_code, command.error_message, command.variables)
        return
    if found is None and step.model.ends_uncaught_errors:
        _error_thrown(step, instance, command)
        step.terminate(instance)
        assert instance.scope_key is not None
        step.end_scope_if_done(instance.scope_key)
        return
    if found is None:
        _reject_if_without_retries(instance, command.job_key, "throw an error from")
        told = f": {command.error_message}" if command.error_message else ""
        message = (
            f"Expected error {command.error_code!r} to be caught by a boundary "
            f"event, but none around {step.element(instance).label!r} does{told}"
        )
        _job_failed(step, instance, c.FailJob(job_key=command.job_key, retries=0, error_message=message))
        step.raise_incident(
            instance,
            ElementFailed(ErrorType.UNHANDLED_BPMN_ERROR, message),
            Phase.JOB,
            job_key=command.job_key,
        )
        return
    _error_thrown(step, instance, command)
    scope, catcher = found
    error.catch(
        step,
        scope,
        catcher,
        origin=instance,
        code=command.error_code,
        message=command.error_message,
        variables=variables,
    )


def _error_thrown(step: Step, instance: ElementInstance, command: c.ThrowJobError) -> None:
    _resolve_incidents_of_job(step, instance, command.job_key)
    step.emit(
        e.JobErrorThrown(
            key=command.job_key,
            element_instance_key=instance.key,
            error_code=command.error_code,
            error_message=command.error_message,
        )
    )


def _job_failed(step: Step, instance: ElementInstance, command: c.FailJob) -> None:
    step.emit(
        e.JobFailed(
            key=command.job_key,
            element_instance_key=instance.key,
            retries=max(command.retries, 0),
            error_message=command.error_message,
            retry_at=command.retry_at,
        )
    )


def _incidents_of_job(instance: ElementInstance, job_key: int) -> list[int]:
    return [key for key, incident in instance.waits_of(Incident) if incident.job_key == job_key]


def _reject_if_without_retries(instance: ElementInstance, job_key: int, wanted: str) -> None:
    if _incidents_of_job(instance, job_key):
        raise CommandRejected(
            f"Expected to {wanted} job {job_key}, but it has no "
            "retries left and waits for its incident to be resolved."
        )


def _resolve_incidents_of_job(step: Step, instance: ElementInstance, job_key: int) -> None:
    if instance.waits is not None and len(instance.waits) == 1:
        return  # it waits for the job alone
    for key in _incidents_of_job(instance, job_key):
        step.emit(e.IncidentResolved(key=key, element_instance_key=instance.key))


# --- what people, time and others do --------------------------------------------------------------


def claim_user_task(step: Step, command: c.ClaimUserTask) -> None:
    instance, user_task = _found(step, command.user_task_key, UserTask, "claim user task")
    if user_task.assignee is not None and user_task.assignee != command.assignee:
        raise CommandRejected(
            f"Expected to claim user task {command.user_task_key}, but {user_task.assignee} has it."
        )
    _assigned(step, instance, command.user_task_key, command.assignee)


def assign_user_task(step: Step, command: c.AssignUserTask) -> None:
    instance, _ = _found(step, command.user_task_key, UserTask, "assign user task")
    _assigned(step, instance, command.user_task_key, command.assignee)


def _assigned(step: Step, instance: ElementInstance, user_task_key: int, assignee: str | None) -> None:
    step.emit(e.UserTaskAssigned(key=user_task_key, element_instance_key=instance.key, assignee=assignee))


def complete_user_task(step: Step, command: c.CompleteUserTask) -> None:
    instance, _ = _found(step, command.user_task_key, UserTask, "complete user task")
    variables = _brought(command.variables)
    step.emit(e.UserTaskCompleted(key=command.user_task_key, element_instance_key=instance.key))
    step.receive(instance, variables)
    step.complete_later(instance)


def trigger_timer(step: Step, command: c.TriggerTimer) -> None:
    scope, waiting = _found(step, command.timer_key, Timer, "trigger timer")
    step.emit(
        e.TimerTriggered(key=command.timer_key, element_instance_key=scope.key, element_id=waiting.element_id)
    )
    event = step.model.elements[waiting.element_id]
    if not closes_when_triggered(event):
        again = timer.rearm(step, scope, waiting)
        if again is not None:
            step.emit(again)
    trigger(step, scope, waiting.element_id, {})


def correlate_message(step: Step, command: c.CorrelateMessage) -> None:
    scope, subscription = _found(
        step, command.subscription_key, MessageSubscription, "correlate a message to subscription"
    )
    event = step.model.elements[subscription.element_id]
    variables = _brought(command.variables)
    step.emit(
        e.MessageCorrelated(
            key=command.subscription_key,
            element_instance_key=scope.key,
            element_id=event.id,
            message_key=command.message_key,
            closes=closes_when_triggered(event),
        )
    )
    trigger(step, scope, event.id, variables)


def receive_signal(step: Step, command: c.ReceiveSignal) -> None:
    scope, subscription = _found(
        step, command.subscription_key, SignalSubscription, "bring a signal to subscription"
    )
    event = step.model.elements[subscription.element_id]
    variables = _brought(command.variables)
    own_signals.receive(step, command.subscription_key, scope, event, variables)


# --- called instances -----------------------------------------------------------------------------


def complete_call(step: Step, command: c.CompleteCall) -> None:
    instance, _ = _called(step, command.called_process_instance_key)
    step.emit(e.CallCompleted(key=command.called_process_instance_key, element_instance_key=instance.key))
    element = step.element(instance)
    assert element.called is not None
    if element.called.return_all or element.outputs:
        step.receive(instance, command.variables)
    step.complete_later(instance)


def throw_call_error(step: Step, command: c.ThrowCallError) -> None:
    instance, call = _called(step, command.called_process_instance_key)
    step.emit(e.CallFailed(key=command.called_process_instance_key, element_instance_key=instance.key))
    found = error.find_catcher(step, instance, command.error_code)
    if found is not None:
        scope, catcher = found
        error.catch(
            step,
            scope,
            catcher,
            origin=instance,
            code=command.error_code,
            message=command.error_message,
            variables=command.variables,
        )
    elif step.state.parent is not None:
        error.return_to_caller(step, command.error_code, command.error_message, command.variables)
    elif step.model.ends_uncaught_errors:
        step.complete_later(instance)
    else:
        message = (
            f"Expected error {command.error_code!r} of called process {call.process_id!r} to be caught, but "
            f"nothing around {step.element(instance).label!r} does."
        )
        failure = ElementFailed(ErrorType.UNHANDLED_BPMN_ERROR, message)
        step.raise_incident(instance, failure, Phase.ACTIVATION)


def throw_call_escalation(step: Step, command: c.ThrowCallEscalation) -> None:
    instance, _ = _called(step, command.called_process_instance_key)
    escalation.escalate(step, instance, command.escalation_code, command.variables)


def refuse_call(step: Step, command: c.RefuseCall) -> None:
    instance, _ = _called(step, command.called_process_instance_key)
    step.emit(e.CallFailed(key=command.called_process_instance_key, element_instance_key=instance.key))
    step.raise_incident(instance, ElementFailed(ErrorType.CALL, command.reason), Phase.ACTIVATION)


def _called(step: Step, key: int) -> tuple[ElementInstance, Call]:
    return _found(step, key, Call, "go on after the call of process instance")


# --- incidents ------------------------------------------------------------------------------------


def resolve_incident(step: Step, command: c.ResolveIncident) -> None:
    instance, incident = _found(step, command.incident_key, Incident, "resolve incident")
    step.emit(e.IncidentResolved(key=command.incident_key, element_instance_key=instance.key))
    if incident.job_key is not None:
        step.emit(e.JobRetriesUpdated(key=incident.job_key, element_instance_key=instance.key, retries=1))
    elif incident.phase is not Phase.JOIN:  # joins are looked at anyway
        step.agenda.append((incident.phase, instance.key))


HANDLERS: dict[type[c.Command], Callable[[Step, Any], None]] = {
    c.StartInstance: start_instance,
    c.CancelInstance: cancel_instance,
    c.SetVariables: set_variables,
    c.CompleteJob: complete_job,
    c.FailJob: fail_job,
    c.ThrowJobError: throw_job_error,
    c.ClaimUserTask: claim_user_task,
    c.AssignUserTask: assign_user_task,
    c.CompleteUserTask: complete_user_task,
    c.TriggerTimer: trigger_timer,
    c.CorrelateMessage: correlate_message,
    c.ReceiveSignal: receive_signal,
    c.CompleteCall: complete_call,
    c.ThrowCallError: throw_call_error,
    c.ThrowCallEscalation: throw_call_escalation,
    c.RefuseCall: refuse_call,
    c.ResolveIncident: resolve_incident,
    c.SuspendInstance: suspend_instance,
    c.ResumeInstance: resume_instance,
    c.ModifyInstance: modify_instance,
    c.MigrateInstance: migrate_instance,
    c.RestartInstance: restart_instance,
}
