"""How each command begins: is it allowed, and what does it set in motion? What follows from it is the
agenda's matter.

A command is refused when what it is about is not there any more, or is in another state than it thinks.
That also makes repeating a command harmless.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from processes.engine import commands as c
from processes.engine.handling.calls import (
    complete_call,
    refuse_call,
    throw_call_error,
    throw_call_escalation,
)
from processes.engine.handling.instance import cancel_instance, set_variables, start_instance
from processes.engine.handling.jobs import complete_job, fail_job, throw_job_error
from processes.engine.handling.waits import (
    assign_user_task,
    claim_user_task,
    complete_user_task,
    correlate_message,
    delegate_user_task,
    receive_signal,
    resolve_incident,
    resolve_user_task,
    trigger_timer,
    update_user_task,
)
from processes.engine.migration import migrate_instance
from processes.engine.modification import modify_instance
from processes.engine.restart import restart_instance
from processes.engine.step import Step
from processes.engine.suspension import resume_instance, suspend_instance

HANDLERS: dict[type[c.Command], Callable[[Step, Any], None]] = {
    c.StartInstance: start_instance,
    c.CancelInstance: cancel_instance,
    c.SetVariables: set_variables,
    c.CompleteJob: complete_job,
    c.FailJob: fail_job,
    c.ThrowJobError: throw_job_error,
    c.ClaimUserTask: claim_user_task,
    c.AssignUserTask: assign_user_task,
    c.DelegateUserTask: delegate_user_task,
    c.ResolveUserTask: resolve_user_task,
    c.UpdateUserTask: update_user_task,
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
