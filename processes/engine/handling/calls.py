"""What called instances answer."""

from __future__ import annotations

from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.errors import ElementFailed, ErrorType
from processes.engine.handling.checks import found
from processes.engine.state import (
    Call,
    ElementInstance,
    Phase,
)
from processes.engine.step import Step
from processes.engine.triggers import error, escalation


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
    caught = error.find_catcher(step, instance, command.error_code)
    if caught is not None:
        scope, catcher = caught
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
    return found(step, key, Call, "go on after the call of process instance")
