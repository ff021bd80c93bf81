"""What became of jobs: completed, failed, ended in a modelled error."""

from __future__ import annotations

from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.errors import CommandRejected, ElementFailed, ErrorType
from processes.engine.handling.checks import brought, found
from processes.engine.state import (
    ElementInstance,
    Incident,
    Job,
    Phase,
)
from processes.engine.step import Step
from processes.engine.triggers import error


def complete_job(step: Step, command: c.CompleteJob) -> None:
    instance, _ = found(step, command.job_key, Job, "complete job")
    variables = brought(command.variables)
    _resolve_incidents_of_job(step, instance, command.job_key)
    step.emit(e.JobCompleted(command.job_key, instance.key))
    step.receive(instance, variables)
    step.complete_later(instance)


def fail_job(step: Step, command: c.FailJob) -> None:
    instance, _ = found(step, command.job_key, Job, "fail job")
    _reject_if_without_retries(instance, command.job_key, "fail")
    _job_failed(step, instance, command)
    if command.retries <= 0:
        failure = ElementFailed(ErrorType.JOB_NO_RETRIES, command.error_message)
        step.raise_incident(instance, failure, Phase.JOB, job_key=command.job_key)


def throw_job_error(step: Step, command: c.ThrowJobError) -> None:
    instance, _ = found(step, command.job_key, Job, "throw an error from job")
    variables = brought(command.variables)
    caught = error.find_catcher(step, instance, command.error_code)
    if caught is None and step.state.parent is not None:
        error.return_to_caller(step, command.error_code, command.error_message, command.variables)
        return
    if caught is None and step.model.ends_uncaught_errors:
        _error_thrown(step, instance, command)
        step.terminate(instance)
        assert instance.scope_key is not None
        step.end_scope_if_done(instance.scope_key)
        return
    if caught is None:
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
    scope, catcher = caught
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
