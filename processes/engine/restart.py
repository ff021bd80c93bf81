"""Restart: a new instance takes up what one that has ended was about, at elements of an operator's choice.

It is like any instance but for how it begins: nothing enters its start event. The tokens enter where the plan
says, and the scopes around those elements are entered as a modification enters them.
"""

from __future__ import annotations

from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.errors import CommandRejected, ElementFailed, PlanProblem, PlanRejected
from processes.engine.modification import Plan, carry_out, plan_of, trial_of, try_out
from processes.engine.scopes import wait_for_events
from processes.engine.step import Step


def restart_instance(step: Step, command: c.RestartInstance) -> None:
    key = command.restarted_process_instance_key
    wanted = f"restart process instance {key}"
    if step.state.revision:
        raise CommandRejected(f"Expected to {wanted}, but {step.state.key} has been started already.")
    trial = trial_of(step)
    problems = _begin(trial, command)
    if not problems:
        plan = _plan(trial, command)
        problems = plan.problems or list(try_out(trial, plan))
    if problems:
        raise PlanRejected(wanted, problems)
    _begin(step, command)
    carry_out(step, _plan(step, command))


def _plan(step: Step, command: c.RestartInstance) -> Plan:
    return plan_of(step, c.ModifyInstance(activate=command.start))


def _begin(step: Step, command: c.RestartInstance) -> list[PlanProblem]:
    first = command.start[0].element_id if command.start else step.model.process_id
    step.emit(
        e.InstanceStarted(
            process_instance_key=command.process_instance_key,
            process_definition_key=command.process_definition_key,
            process_id=step.model.process_id,
            version=command.version,
            business_key=command.business_key,
            started_by=command.started_by,
            start_element_id=first,
        )
    )
    step.emit(
        e.InstanceRestarted(
            process_instance_key=command.process_instance_key,
            restarted_process_instance_key=command.restarted_process_instance_key,
        )
    )
    root = step.state.element_instances[command.process_instance_key]
    step.set_variables(root.key, dict.fromkeys(step.model.root.declared(is_inner=False)))
    step.set_variables(root.key, command.variables)
    try:
        wait_for_events(step, root, step.model.root.event_starts)
    except ElementFailed as failure:
        message = f"an event subprocess cannot wait for its event: {failure.message}"
        return [PlanProblem(message=message, element_id=root.element_id)]
    return []
