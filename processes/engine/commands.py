"""Commands: what can be asked of one process instance. Imperative; refused with `CommandRejected` when the
state does not allow it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from datetime import datetime
from typing import TYPE_CHECKING, Any

from processes.engine.record import Record, record

if TYPE_CHECKING:
    from processes.bpmn.model import ProcessModel

Variables = Mapping[str, Any]


class Command(Record):
    """Something asked of one process instance."""

    __slots__ = ()


@record
class StartInstance(Command):
    """Start a new instance at `start_element_id`, or at the none start event."""

    process_instance_key: int
    process_definition_key: int
    version: int
    variables: Variables
    business_key: str | None = None
    started_by: str | None = None
    start_element_id: str | None = None
    #: begun by a message from an instance that is in this conversation
    conversation_key: int | None = None
    #: the process instance and the call activity that call it
    parent_process_instance_key: int | None = None
    parent_element_instance_key: int | None = None


@record
class CompleteJob(Command):
    """A worker has done the job; `variables` is what it brings."""

    job_key: int
    variables: Variables


@record
class FailJob(Command):
    """A try of a job failed. With no retries left this is an incident; else the job is free again at
    `retry_at`.
    """

    job_key: int
    retries: int
    error_message: str
    retry_at: datetime | None = None


@record
class ThrowJobError(Command):
    """The job ended in a modelled BPMN error."""

    job_key: int
    error_code: str
    variables: Variables
    error_message: str | None = None


@record
class TriggerTimer(Command):
    """The timer is due, or shall not be waited for any longer."""

    timer_key: int


@record
class CorrelateMessage(Command):
    """A message has come for an open subscription."""

    subscription_key: int
    variables: Variables
    message_key: int | None = None


@record
class ReceiveSignal(Command):
    """A signal has been broadcast that a subscription waits for."""

    subscription_key: int
    variables: Variables


@record
class CompleteCall(Command):
    """The called instance has completed, with these variables."""

    called_process_instance_key: int
    variables: Variables


@record
class ThrowCallError(Command):
    """The called instance has ended in a BPMN error."""

    called_process_instance_key: int
    error_code: str
    variables: Variables
    error_message: str | None = None


@record
class ThrowCallEscalation(Command):
    """The called instance throws an escalation, and goes on."""

    called_process_instance_key: int
    escalation_code: str
    variables: Variables


@record
class RefuseCall(Command):
    """The called instance could not be started."""

    called_process_instance_key: int
    reason: str


@record
class ClaimUserTask(Command):
    """Take a task that nobody has."""

    user_task_key: int
    assignee: str


@record
class AssignUserTask(Command):
    """Give a task to someone, or with None back to its candidates."""

    user_task_key: int
    assignee: str | None


@record
class DelegateUserTask(Command):
    """Who has the task asks someone else to do it; when they have, it comes back to its owner."""

    user_task_key: int
    assignee: str


@record
class ResolveUserTask(Command):
    """What was delegated is done: the owner has the task again, and can complete it."""

    user_task_key: int


@record
class UpdateUserTask(Command):
    """Say anew by when the task is to be done, or how much it matters. `changed` names which of the two are
    meant; a due date of None is none.
    """

    user_task_key: int
    changed: list[str]
    due_at: datetime | None = None
    priority: int | None = None


@record
class CompleteUserTask(Command):
    """A person has done the task; `variables` are the answers, and `outcome` is how it ended, if there are
    several ways.
    """

    user_task_key: int
    variables: Variables
    outcome: str | None = None


@record
class ResolveIncident(Command):
    """Try again what the incident stopped."""

    incident_key: int


@record
class SetVariables(Command):
    """Set variables exactly in the given scope; None is the process instance."""

    variables: Variables
    scope_key: int | None = None


@record
class CancelInstance(Command):
    """End the instance and everything in it."""


# --- what operators do ----------------------------------------------------------------------------


@record
class SuspendInstance(Command):
    """Let nothing in the instance, and in those it has called, move until it is resumed."""

    by_caller: bool = False


@record
class ResumeInstance(Command):
    """Let it go on, with all that has become due meanwhile."""

    by_caller: bool = False


@record
class VariableInstruction(Record):
    """Variables to set before a token enters an element: in the scope that `scope_id` names, which is that
    element or a scope around it; None is the process instance.
    """

    variables: Variables
    scope_id: str | None = None


@record
class ActivateInstruction(Record):
    """Let a token enter an element. Scopes around it that are missing are entered as well.

    Where there are several scopes that it could be in, `ancestor_element_instance_key` names one, or one
    around it: what is missing inside that is entered anew.
    """

    element_id: str
    ancestor_element_instance_key: int | None = None
    variables: tuple[VariableInstruction, ...] = ()


@record
class TerminateInstruction(Record):
    """End an element instance, or all tokens at an element, those that wait in front of it included."""

    element_instance_key: int | None = None
    element_id: str | None = None


@record
class MoveInstruction(Record):
    """End an element instance, or all tokens at an element, and let as many enter another one, with the local
    variables that they had.
    """

    target_element_id: str
    source_element_instance_key: int | None = None
    source_element_id: str | None = None
    ancestor_element_instance_key: int | None = None
    variables: tuple[VariableInstruction, ...] = ()


@record
class ModifyInstance(Command):
    """Add, end and move tokens: first what enters, then what ends. Scopes that are empty then end, too."""

    activate: tuple[ActivateInstruction, ...] = ()
    terminate: tuple[TerminateInstruction, ...] = ()
    move: tuple[MoveInstruction, ...] = ()


@record
class MappingInstruction(Record):
    """What an element or a sequence flow is called in the other definition."""

    source_element_id: str
    target_element_id: str


@record
class MigrateInstance(Command):
    """Follow another definition from now on. What has no mapping instruction keeps its id."""

    process_definition_key: int
    version: int
    target: ProcessModel
    mapping: tuple[MappingInstruction, ...] = ()
    #: timers begin anew, as the other definition says; else they keep their date
    recompute_timers: bool = False


@record
class RestartInstance(StartInstance):
    """Start a new instance, in the middle, in place of one that has ended."""

    _: KW_ONLY
    restarted_process_instance_key: int
    start: tuple[ActivateInstruction, ...]
