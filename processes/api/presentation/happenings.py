"""What an operation has made happen, or would: its events in words, and as data.

Told is what people would see change. How tokens got there is not; it is among the events in the journal.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from processes.api.presentation.elements import ElementNames
from processes.api.presentation.journal import shown_event
from processes.engine import events as e
from processes.engine.modification import REHEARSED_KEYS
from processes.models import ElementInstance
from processes.services import Operation

#: `{at}` is the element that the event is about
SENTENCES: dict[type[e.Event], str] = {
    e.InstanceStarted: "A new instance of {process_id} is started.",
    e.InstanceRestarted: "It takes up instance {restarted_process_instance_key} again.",
    e.InstanceCompleted: "The instance is completed.",
    e.InstanceTerminated: "The instance ends: no token is left.",
    e.CorrelationKeySet: "From now on the instance is known by {name} {value}.",
    e.InstanceSuspended: "The instance is suspended, and {called_count} that it has called.",
    e.InstanceResumed: "The instance is resumed, and {called_count} that it has called.",
    e.InstanceMigrated: "The instance follows version {version} of {process_id}.",
    e.StepsHeld: "What follows waits until the instance is resumed.",
    e.ElementActivated: "A token enters {at}.",
    e.ElementCompleted: "{at} is completed.",
    e.ElementTerminated: "{at} is ended.",
    e.ArrivalsRemoved: "The tokens that wait at {at} are taken away.",
    e.TokensJoined: "The tokens at {at} are joined.",
    e.TokensDropped: "Tokens that wait at joins are taken away.",
    e.VariableSet: "Variable {name} is set.",
    e.InstanceCalled: "{at} calls {process_id}.",
    e.CallCanceled: "The instance {key} that {at} has called is canceled.",
    e.JobCreated: "{at} waits for a job worker.",
    e.JobCompleted: "The job of {at} is completed.",
    e.JobCanceled: "The job of {at} is canceled.",
    e.JobFailed: "A try of {at} has failed.",
    e.JobErrorThrown: "{at} ends in error {error_code}.",
    e.UserTaskCreated: "{at} waits for a person.",
    e.UserTaskCanceled: "The task {at} is taken from the inbox.",
    e.TimerScheduled: "{at} waits for {due_at}.",
    e.TimerCanceled: "A timer at {at} is not waited for any more.",
    e.MessageSubscriptionOpened: "{at} waits for message {message_name}.",
    e.MessageSubscriptionClosed: "A message at {at} is not waited for any more.",
    e.SignalSubscriptionOpened: "{at} waits for signal {signal_name}.",
    e.SignalSubscriptionClosed: "A signal at {at} is not waited for any more.",
    e.SignalReceived: "{at} receives its signal.",
    e.ConditionAwaited: "{at} waits for its condition.",
    e.ConditionDropped: "A condition at {at} is not waited for any more.",
    e.ConditionTriggered: "The condition of {at} is true.",
    e.MessageThrown: "Message {name} is sent.",
    e.SignalThrown: "Signal {name} is thrown.",
    e.IncidentRaised: "{at} is stuck: {message}",
    e.IncidentResolved: "The incident at {at} is resolved.",
    e.DecisionEvaluated: "{at} asks decision {decision_id}.",
}


def shown_operation(operation: Operation) -> dict[str, Any]:
    return {
        "process_instance_key": None if _is_new(operation) else operation.process_instance_key,
        "rehearsed": operation.rehearsed,
        "happened": list(_happened(operation)),
    }


def _is_new(operation: Operation) -> bool:
    """An instance that only a rehearsal knows."""
    return operation.rehearsed and any(isinstance(event, e.InstanceStarted) for event in operation.events)


def _happened(operation: Operation) -> Iterator[dict[str, Any]]:
    names, at = ElementNames(), _elements(operation)
    for event in operation.events:
        sentence = SENTENCES.get(type(event))
        if sentence is None:
            continue
        data = shown_event(event)
        element_id = data.get("element_id") or at.get(_owner(event))
        if element_id is None:
            label = "the instance"
        else:
            label = names.name(operation.process_definition_key, element_id) or element_id
        yield {
            "words": _told(sentence, data, label),
            "type": data["type"],
            "element_id": element_id,
            "event": data,
        }


def _told(sentence: str, data: Mapping[str, Any], label: str) -> str:
    told = sentence
    if "{called_count}" in told:
        count = len(data["called"])
        told = told.format(called_count=f"{count} more") if count else f"{told.partition(',')[0]}."
    return told.format(**{**data, "at": label})


def _owner(event: e.Event) -> int:
    key: int = getattr(event, "element_instance_key", 0)
    return key


def _elements(operation: Operation) -> dict[int, str]:
    """Key of each element instance that the events are about → its element id, afterwards."""
    keys = {_owner(event) for event in operation.events} - {0}
    known = dict(
        ElementInstance.objects.filter(key__in=[key for key in keys if key < REHEARSED_KEYS]).values_list(
            "key", "element_id"
        )
    )
    for event in operation.events:
        if isinstance(event, e.ElementActivated):
            known[event.key] = event.element_id
        elif isinstance(event, e.InstanceMigrated):
            known |= {key: element_id for key, _, element_id, _ in event.elements}
    return known
