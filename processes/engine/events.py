"""Events: what happened in one process instance. Past tense; applied by `apply`, stored in the journal,
projected to rows.

The instance itself is not named in its events: they always travel together with its key.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from processes.engine.record import Record, record

#: the element type of the body of a loop, in events and rows; its inner instances have that of their element
LOOP_BODY = "multiInstanceBody"


class Event(Record):
    """Something that happened in one process instance."""

    __slots__ = ()


# --- the instance ---------------------------------------------------------------------------------


@record
class InstanceStarted(Event):
    """The instance exists; its key is also the key of its root scope."""

    process_instance_key: int
    process_definition_key: int
    process_id: str
    version: int
    business_key: str | None
    started_by: str | None
    start_element_id: str
    #: the process instance and the call activity that called it
    parent_process_instance_key: int | None = None
    parent_element_instance_key: int | None = None


@record
class InstanceCompleted(Event):
    """No token is left in the instance: it has come to its end."""

    process_instance_key: int


@record
class InstanceTerminated(Event):
    """Someone has canceled the instance."""

    process_instance_key: int


@record
class InstanceRestarted(Event):
    """The instance takes up again what an instance that has ended was about."""

    process_instance_key: int
    restarted_process_instance_key: int


@record
class CorrelationKeySet(Event):
    """The first message of a conversation has said by which values of this key its others are known."""

    process_instance_key: int
    name: str
    value: str


@record
class InstanceSuspended(Event):
    """Nothing moves any more. `called` are the instances that it waits for, which are suspended with it."""

    process_instance_key: int
    by: str
    called: list[int]


@record
class InstanceResumed(Event):
    """It goes on, unless somebody else has suspended it, too."""

    process_instance_key: int
    by: str
    called: list[int]
    goes_on: bool


@record
class CommandHeld(Event):
    """A command that cannot be repeated has come while the instance was suspended: it is kept for later."""

    command: str
    arguments: dict[str, Any]


@record
class StepsHeld(Event):
    """What would have followed at once, had the instance not been suspended: pairs of phase and key."""

    steps: list[list[Any]]


@record
class InstanceMigrated(Event):
    """The instance follows another version of its process, or another process. It lists all that is alive, as
    it is called from now on.
    """

    process_instance_key: int
    from_process_definition_key: int
    from_process_id: str
    process_definition_key: int
    process_id: str
    version: int
    #: key, element id until now and from now on, element type from now on
    elements: list[list[Any]]
    #: key, kind (of `WAIT_KINDS`), element id until now and from now on
    waits: list[list[Any]]
    #: key of a scope, its arrivals and its released gateways from now on
    joins: list[list[Any]]
    #: key of an ad-hoc subprocess, the ids of the elements that it still has to do
    to_do: list[list[Any]]
    #: of elements that can be undone: id until now → from now on
    renamed: dict[str, str]


# --- elements and tokens --------------------------------------------------------------------------


@record
class ElementActivated(Event):
    """A token entered an element."""

    key: int
    element_id: str
    element_type: str
    scope_key: int


@record
class ElementCompleted(Event):
    """The element has done its work, and its token has left it."""

    key: int
    element_id: str
    element_type: str


@record
class ElementTerminated(Event):
    """The element was ended from outside: interrupted, terminated or canceled; no token leaves it."""

    key: int
    element_id: str
    element_type: str


@record
class SequenceFlowTaken(Event):
    """A token has left an element along this flow."""

    scope_key: int
    flow_id: str


@record
class TokenArrived(Event):
    """A token waits in front of a joining gateway, on one of its incoming flows."""

    scope_key: int
    element_id: str
    flow_id: str


@record
class TokensJoined(Event):
    """A joining gateway took one waiting token from each of these incoming flows (BPMN 13.4.1, 13.4.3)."""

    scope_key: int
    element_id: str
    flow_ids: tuple[str, ...]


@record
class TokensDropped(Event):
    """The tokens that waited in front of joins of this scope are gone, and its complex gateways as new."""

    scope_key: int


@record
class ArrivalsRemoved(Event):
    """Someone has taken away the tokens that waited in front of one join of this scope."""

    scope_key: int
    element_id: str


@record
class GatewayReleased(Event):
    """A complex gateway has let tokens through, and waits for the others that can still come to reset."""

    scope_key: int
    element_id: str
    flow_ids: tuple[str, ...]


@record
class GatewayReset(Event):
    """A complex gateway is as new."""

    scope_key: int
    element_id: str


@record
class VariableSet(Event):
    """A variable has a value in this scope now, whether it had one before or not."""

    scope_key: int
    name: str
    value: Any


# --- loops and ad-hoc subprocesses ----------------------------------------------------------------


@record
class LoopBegun(Event):
    """`items` are those that will come one after another, `output` is the variable that collects results."""

    element_instance_key: int
    total: int | None
    items: list[Any] | None
    output: str | None = None


@record
class InnerInstanceBegun(Event):
    """`key` is the inner instance number `index`, counted from 0, of the loop `element_instance_key`."""

    key: int
    element_instance_key: int
    index: int


@record
class ResultCollected(Event):
    """What the inner instance number `index` has made takes its place in the output collection. Told by
    itself: if each of these events had the whole collection, they would grow with the square of its length.
    """

    element_instance_key: int
    index: int
    value: Any


@record
class AdHocElementBegun(Event):
    """The next of the activities that a sequential ad-hoc subprocess still had to do has begun."""

    element_instance_key: int
    element_id: str


# --- data -----------------------------------------------------------------------------------------


@record
class DataStored(Event):
    """A data store has got a value, which outlives the instance."""

    element_instance_key: int
    data_store: str
    value: Any


# --- decisions ------------------------------------------------------------------------------------


@record
class DecisionEvaluated(Event):
    """A business rule task has asked a decision. `evaluation` says how the answer came about
    (`processes.dmn.Evaluation.to_document`).
    """

    key: int
    element_instance_key: int
    element_id: str
    decision_id: str
    decision_key: int | None
    evaluation: dict[str, Any]


# --- compensation ---------------------------------------------------------------------------------


@record
class CompensationRecorded(Event):
    """`key` is an element instance of this scope that is about to complete and can be undone."""

    scope_key: int
    key: int
    element_id: str
    variables: dict[str, Any]


@record
class CompensationTriggered(Event):
    """The element instance is to undo these completed element instances of a scope."""

    element_instance_key: int
    scope_key: int
    keys: tuple[int, ...]


@record
class CompensationBegun(Event):
    """The element instance `handler_key` undoes the completed element instance `key`."""

    element_instance_key: int
    key: int
    handler_key: int


# --- calls ----------------------------------------------------------------------------------------


@record
class InstanceCalled(Event):
    """A call activity asks for an instance of another process, with `key` as its key."""

    key: int
    element_instance_key: int
    element_id: str
    process_id: str
    binding: str
    bound_to: str | None
    business_key: str | None
    variables: dict[str, Any]


@record
class CallCompleted(Event):
    key: int
    element_instance_key: int


@record
class CallFailed(Event):
    """The called instance ended in an error, or could not be started."""

    key: int
    element_instance_key: int


@record
class CallCanceled(Event):
    """The call activity has ended before the called instance, which is to be canceled."""

    key: int
    element_instance_key: int


@record
class ResultReturned(Event):
    """A called instance has completed, and tells the call activity what it has changed."""

    parent_process_instance_key: int
    variables: dict[str, Any]


@record
class ErrorReturned(Event):
    """A BPMN error that nothing catches in a called instance goes on at the call activity."""

    parent_process_instance_key: int
    error_code: str
    error_message: str | None
    variables: dict[str, Any]


@record
class EscalationReturned(Event):
    """An escalation that nothing catches in a called instance goes on at the call activity."""

    parent_process_instance_key: int
    escalation_code: str
    variables: dict[str, Any]


# --- jobs -----------------------------------------------------------------------------------------


@record
class JobCreated(Event):
    """Work for a job worker: the element waits until it is completed."""

    key: int
    element_instance_key: int
    element_id: str
    type: str
    retries: int
    headers: dict[str, str]
    #: jobs of a higher one are taken first
    priority: int = 0


@record
class JobCompleted(Event):
    """A worker has done the job."""

    key: int
    element_instance_key: int


@record
class JobFailed(Event):
    """A try failed; the job is free again at `retry_at`, or rests with an incident when `retries` is 0."""

    key: int
    element_instance_key: int
    retries: int
    error_message: str
    retry_at: datetime | None


@record
class JobErrorThrown(Event):
    """The job has ended in a BPMN error, which somebody catches (`ErrorThrown`)."""

    key: int
    element_instance_key: int
    error_code: str
    error_message: str | None


@record
class JobRetriesUpdated(Event):
    """The job may be tried again."""

    key: int
    element_instance_key: int
    retries: int


@record
class JobCanceled(Event):
    """The job is not wanted any more: its element has ended otherwise."""

    key: int
    element_instance_key: int


# --- user tasks -----------------------------------------------------------------------------------


@record
class UserTaskCreated(Event):
    """Work for a person. `assignee` has it; without one it is offered to the candidates."""

    key: int
    element_instance_key: int
    element_id: str
    name: str
    assignee: str | None
    candidate_users: list[str]
    candidate_groups: list[str]
    due_at: datetime | None
    follow_up_at: datetime | None
    priority: int
    form_id: str | None
    external_form: str | None


@record
class UserTaskAssigned(Event):
    """Someone has the task now, or nobody (None), for good: a delegation is over."""

    key: int
    element_instance_key: int
    assignee: str | None
    #: who had it until now
    previous_assignee: str | None = None


@record
class UserTaskDelegated(Event):
    """Someone else does the task for its owner."""

    key: int
    element_instance_key: int
    owner: str
    assignee: str


@record
class UserTaskResolved(Event):
    """What was delegated is done; its owner has the task again."""

    key: int
    element_instance_key: int
    owner: str
    #: who has done it
    resolved_for_owner_by: str


@record
class UserTaskUpdated(Event):
    """Someone has said anew by when the task is to be done, or how much it matters: what `changed` names."""

    key: int
    element_instance_key: int
    changed: list[str]
    due_at: datetime | None
    priority: int | None


@record
class UserTaskCompleted(Event):
    """A person has done the task."""

    key: int
    element_instance_key: int
    #: how it ended, if there are several ways
    outcome: str | None = None


@record
class UserTaskCanceled(Event):
    """The task is not wanted any more: its element has ended otherwise."""

    key: int
    element_instance_key: int


# --- timers and messages --------------------------------------------------------------------------


@record
class TimerScheduled(Event):
    """`element_id` is the event that triggers, `element_instance_key` its event scope. `repetitions` counts
    this one in; None is no end.
    """

    key: int
    element_instance_key: int
    element_id: str
    due_at: datetime
    cycle: str | None
    repetitions: int | None


@record
class TimerTriggered(Event):
    """Time has come. What a cycle waits for next is a new timer."""

    key: int
    element_instance_key: int
    element_id: str


@record
class TimerCanceled(Event):
    """Nobody waits for this time any more."""

    key: int
    element_instance_key: int


@record
class MessageSubscriptionOpened(Event):
    """`element_id` is the event or receive task that waits, `element_instance_key` its event scope."""

    key: int
    element_instance_key: int
    element_id: str
    message_name: str
    correlation_key: str
    interrupting: bool


@record
class MessageCorrelated(Event):
    """`key` is the subscription. It stays open if it belongs to a non-interrupting boundary event."""

    key: int
    element_instance_key: int
    element_id: str
    message_key: int | None
    closes: bool


@record
class MessageSubscriptionClosed(Event):
    """Nobody waits for this message any more."""

    key: int
    element_instance_key: int


@record
class MessageThrown(Event):
    """A message goes out to whoever waits for it."""

    key: int
    element_instance_key: int
    name: str
    correlation_key: str
    variables: dict[str, Any]
    #: it is for the instance with which this one is in conversation, or begins one
    in_conversation: bool = False


# --- signals and conditions -----------------------------------------------------------------------


@record
class SignalSubscriptionOpened(Event):
    """`element_id` is the event that waits, `element_instance_key` its event scope."""

    key: int
    element_instance_key: int
    element_id: str
    signal_name: str


@record
class SignalReceived(Event):
    """`key` is the subscription. It stays open if its event does not interrupt."""

    key: int
    element_instance_key: int
    element_id: str
    closes: bool


@record
class SignalSubscriptionClosed(Event):
    key: int
    element_instance_key: int


@record
class SignalThrown(Event):
    """A signal goes out to everyone who waits for it. Those of its own instance who wait by then receive it
    at once: `received_by` are the keys of their subscriptions.
    """

    key: int
    element_instance_key: int
    name: str
    variables: dict[str, Any]
    received_by: tuple[int, ...] = ()


@record
class ConditionAwaited(Event):
    """`element_id` is the event that waits for its condition, `element_instance_key` its event scope."""

    key: int
    element_instance_key: int
    element_id: str


@record
class ConditionChanged(Event):
    """The condition holds now, or does not any more."""

    key: int
    element_instance_key: int
    holds: bool


@record
class ConditionTriggered(Event):
    """`key` is the awaited condition. It is awaited further if its event does not interrupt."""

    key: int
    element_instance_key: int
    element_id: str
    closes: bool


@record
class ConditionDropped(Event):
    key: int
    element_instance_key: int


# --- errors, escalations and incidents ------------------------------------------------------------


@record
class ErrorThrown(Event):
    """A BPMN error left an element. `caught_by` is the event that catches it."""

    element_instance_key: int
    error_code: str
    error_message: str | None
    caught_by: str


@record
class EscalationThrown(Event):
    """An escalation left an element. `caught_by` is the event that catches it; None if none does."""

    element_instance_key: int
    escalation_code: str
    caught_by: str | None


@record
class IncidentRaised(Event):
    """An element is stuck until someone acts. `phase` says what a retry repeats: activation, completion, or
    the job.
    """

    key: int
    element_instance_key: int
    element_id: str
    error_type: str
    message: str
    phase: str
    job_key: int | None


@record
class IncidentResolved(Event):
    """Someone asked to try again, or the element ended otherwise."""

    key: int
    element_instance_key: int
