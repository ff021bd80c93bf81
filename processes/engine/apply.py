"""Applying events: the only code that changes the state of a process instance. One small function per event;
no decisions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from processes.engine import events as e
from processes.engine.errors import InvalidState
from processes.engine.state import (
    ElementInstance,
    Incident,
    InstanceState,
    Job,
    MessageSubscription,
    Phase,
    Timer,
    UserTask,
    Wait,
)


def apply(state: InstanceState, event: e.Event) -> None:
    """Change `state` as `event` says. Raises `InvalidState` if they do not fit together."""
    applier = APPLIERS.get(type(event))
    if applier is not None:
        try:
            applier(state, event)
        except KeyError as missing:
            raise InvalidState(
                f"{event} does not fit the state of instance {state.key}: nothing has key {missing}"
            ) from missing


def _instance_started(state: InstanceState, event: e.InstanceStarted) -> None:
    root = ElementInstance(event.process_instance_key, event.process_id, None)
    state.element_instances[root.key] = root


def _instance_ended(state: InstanceState, event: e.InstanceCompleted | e.InstanceTerminated) -> None:
    del state.element_instances[event.process_instance_key]
    state.variables.clear()


def _element_activated(state: InstanceState, event: e.ElementActivated) -> None:
    instances = state.element_instances
    instances[event.key] = ElementInstance(event.key, event.element_id, event.scope_key)
    instances[event.scope_key].active_children += 1


def _element_ended(state: InstanceState, event: e.ElementCompleted | e.ElementTerminated) -> None:
    ended = state.element_instances.pop(event.key)
    assert ended.scope_key is not None
    state.element_instances[ended.scope_key].active_children -= 1
    if state.variables:
        state.variables.pop(event.key, None)


def _token_arrived(state: InstanceState, event: e.TokenArrived) -> None:
    scope = state.element_instances[event.scope_key]
    if scope.arrivals is None:
        scope.arrivals = {}
    at_join = scope.arrivals.setdefault(event.element_id, {})
    at_join[event.flow_id] = at_join.get(event.flow_id, 0) + 1
    state.joining_scopes.add(event.scope_key)


def _tokens_joined(state: InstanceState, event: e.TokensJoined) -> None:
    scope = state.element_instances[event.scope_key]
    arrivals = scope.arrivals or {}
    at_join = arrivals[event.element_id]
    for flow_id in event.flow_ids:
        at_join[flow_id] -= 1
        if not at_join[flow_id]:
            del at_join[flow_id]
    if not at_join:
        del arrivals[event.element_id]
    if not arrivals:
        scope.arrivals = None
        state.joining_scopes.discard(event.scope_key)


def _tokens_dropped(state: InstanceState, event: e.TokensDropped) -> None:
    state.element_instances[event.scope_key].arrivals = None
    state.joining_scopes.discard(event.scope_key)


def _variable_set(state: InstanceState, event: e.VariableSet) -> None:
    scope = state.variables.get(event.scope_key)
    if scope is None:
        scope = state.variables[event.scope_key] = {}
    scope[event.name] = event.value


def _waits(state: InstanceState, key: int, element_instance_key: int, wait: Wait) -> None:
    instance = state.element_instances[element_instance_key]
    if instance.waits is None:
        instance.waits = {}
    instance.waits[key] = wait
    state.owners[key] = element_instance_key


def _waits_no_more(state: InstanceState, event: Any) -> None:
    instance = state.element_instances[state.owners.pop(event.key)]
    assert instance.waits is not None
    del instance.waits[event.key]


def _job_created(state: InstanceState, event: e.JobCreated) -> None:
    _waits(state, event.key, event.element_instance_key, Job(event.type, event.retries))


def _job_retries_changed(state: InstanceState, event: e.JobFailed | e.JobRetriesUpdated) -> None:
    _, job = state.wait(event.key, Job) or (None, None)
    if job is None:
        raise InvalidState(f"{event}: there is no such job")
    job.retries = event.retries


def _user_task_created(state: InstanceState, event: e.UserTaskCreated) -> None:
    _waits(state, event.key, event.element_instance_key, UserTask(event.assignee))


def _user_task_assigned(state: InstanceState, event: e.UserTaskAssigned) -> None:
    _, user_task = state.wait(event.key, UserTask) or (None, None)
    if user_task is None:
        raise InvalidState(f"{event}: there is no such user task")
    user_task.assignee = event.assignee


def _timer_scheduled(state: InstanceState, event: e.TimerScheduled) -> None:
    _waits(
        state,
        event.key,
        event.element_instance_key,
        Timer(event.element_id, event.due_at, event.cycle, event.repetitions),
    )


def _subscription_opened(state: InstanceState, event: e.MessageSubscriptionOpened) -> None:
    _waits(
        state,
        event.key,
        event.element_instance_key,
        MessageSubscription(event.element_id, event.message_name),
    )


def _message_correlated(state: InstanceState, event: e.MessageCorrelated) -> None:
    if event.closes:
        _waits_no_more(state, event)


def _incident_raised(state: InstanceState, event: e.IncidentRaised) -> None:
    _waits(state, event.key, event.element_instance_key, Incident(Phase(event.phase), event.job_key))


APPLIERS: dict[type[e.Event], Callable[[InstanceState, Any], None]] = {
    e.InstanceStarted: _instance_started,
    e.InstanceCompleted: _instance_ended,
    e.InstanceTerminated: _instance_ended,
    e.ElementActivated: _element_activated,
    e.ElementCompleted: _element_ended,
    e.ElementTerminated: _element_ended,
    e.TokenArrived: _token_arrived,
    e.TokensJoined: _tokens_joined,
    e.TokensDropped: _tokens_dropped,
    e.VariableSet: _variable_set,
    e.JobCreated: _job_created,
    e.JobCompleted: _waits_no_more,
    e.JobFailed: _job_retries_changed,
    e.JobErrorThrown: _waits_no_more,
    e.JobRetriesUpdated: _job_retries_changed,
    e.JobCanceled: _waits_no_more,
    e.UserTaskCreated: _user_task_created,
    e.UserTaskAssigned: _user_task_assigned,
    e.UserTaskCompleted: _waits_no_more,
    e.UserTaskCanceled: _waits_no_more,
    e.TimerScheduled: _timer_scheduled,
    e.TimerTriggered: _waits_no_more,
    e.TimerCanceled: _waits_no_more,
    e.MessageSubscriptionOpened: _subscription_opened,
    e.MessageCorrelated: _message_correlated,
    e.MessageSubscriptionClosed: _waits_no_more,
    e.IncidentRaised: _incident_raised,
    e.IncidentResolved: _waits_no_more,
}
