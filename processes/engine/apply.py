"""Applying events: the only code that changes the state of a process instance. One small function per event;
no decisions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from processes.engine import events as e
from processes.engine.errors import InvalidState
from processes.engine.state import (
    Call,
    CatchingWait,
    Compensating,
    Compensation,
    Condition,
    ElementInstance,
    HeldCommand,
    Incident,
    InstanceState,
    Job,
    Loop,
    MessageSubscription,
    Phase,
    SignalSubscription,
    Suspension,
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
    if event.parent_process_instance_key is not None and event.parent_element_instance_key is not None:
        state.parent = (event.parent_process_instance_key, event.parent_element_instance_key)


def _instance_ended(state: InstanceState, event: e.InstanceCompleted | e.InstanceTerminated) -> None:
    del state.element_instances[event.process_instance_key]
    state.variables.clear()
    state.correlation_keys.clear()
    state.suspension = None


def _correlation_key_set(state: InstanceState, event: e.CorrelationKeySet) -> None:
    state.correlation_keys[event.name] = event.value


def _instance_suspended(state: InstanceState, event: e.InstanceSuspended) -> None:
    if state.suspension is None:
        state.suspension = Suspension(by=set())
    state.suspension.by.add(event.by)


def _instance_resumed(state: InstanceState, event: e.InstanceResumed) -> None:
    assert state.suspension is not None
    state.suspension.by.discard(event.by)
    if not state.suspension.by:
        state.suspension = None


def _command_held(state: InstanceState, event: e.CommandHeld) -> None:
    assert state.suspension is not None
    state.suspension.commands.append(HeldCommand(event.command, event.arguments))


def _steps_held(state: InstanceState, event: e.StepsHeld) -> None:
    assert state.suspension is not None
    state.suspension.agenda += [(Phase(phase), key) for phase, key in event.steps]


def _instance_migrated(state: InstanceState, event: e.InstanceMigrated) -> None:
    state.process_definition_key = event.process_definition_key
    instances = state.element_instances
    instances[state.key].element_id = event.process_id
    for key, _, element_id, _ in event.elements:
        instances[key].element_id = element_id
    for key, _, _, element_id in event.waits:
        owner = instances[state.owners[key]]
        wait = (owner.waits or {})[key]
        if isinstance(wait, CatchingWait):
            wait.element_id = element_id
        elif isinstance(wait, Incident):
            wait.element_id = None if element_id == owner.element_id else element_id
    for key, arrivals, released in event.joins:
        instances[key].arrivals = {join_id: dict(flows) for join_id, flows in arrivals.items()} or None
        instances[key].released = {join_id: list(flows) for join_id, flows in released.items()} or None
    for key, element_ids in event.to_do:
        loop = instances[key].loop
        assert loop is not None
        loop.items = list(element_ids)
    if event.renamed:
        for instance in instances.values():
            _rename(instance.compensations or (), event.renamed)
            _rename(instance.compensating.pending if instance.compensating else (), event.renamed)


def _rename(records: Iterable[Compensation], renamed: Mapping[str, str]) -> None:
    for record in records:
        record.element_id = renamed.get(record.element_id, record.element_id)
        _rename(record.inner, renamed)


def _element_activated(state: InstanceState, event: e.ElementActivated) -> None:
    instances = state.element_instances
    instances[event.key] = ElementInstance(event.key, event.element_id, event.scope_key)
    instances[event.scope_key].active_children += 1


def _element_ended(state: InstanceState, event: e.ElementCompleted | e.ElementTerminated) -> None:
    ended = state.element_instances.pop(event.key)
    assert ended.scope_key is not None
    scope = state.element_instances[ended.scope_key]
    scope.active_children -= 1
    if scope.loop is not None:
        _count_in_loop(scope.loop, event)
    if state.variables:
        state.variables.pop(event.key, None)


def _count_in_loop(loop: Loop, event: e.ElementCompleted | e.ElementTerminated) -> None:
    if isinstance(event, e.ElementCompleted):
        loop.completed += 1
    else:
        loop.terminated += 1


def _loop_begun(state: InstanceState, event: e.LoopBegun) -> None:
    loop = Loop(event.total, event.items)
    if event.output is not None:
        loop.output, loop.results = event.output, [None] * (event.total or 0)
    state.element_instances[event.element_instance_key].loop = loop


def _result_collected(state: InstanceState, event: e.ResultCollected) -> None:
    loop = state.element_instances[event.element_instance_key].loop
    assert loop is not None
    assert loop.results is not None
    loop.results[event.index] = event.value


def _inner_instance_begun(state: InstanceState, event: e.InnerInstanceBegun) -> None:
    state.element_instances[event.key].loop_index = event.index
    loop = state.element_instances[event.element_instance_key].loop
    assert loop is not None
    loop.started += 1


def _ad_hoc_element_begun(state: InstanceState, event: e.AdHocElementBegun) -> None:
    loop = state.element_instances[event.element_instance_key].loop
    assert loop is not None
    assert loop.items is not None
    loop.items = [element_id for element_id in loop.items if element_id != event.element_id]
    loop.started += 1


def _compensation_recorded(state: InstanceState, event: e.CompensationRecorded) -> None:
    scope = state.element_instances[event.scope_key]
    inner = state.element_instances[event.key].compensations or []
    if scope.compensations is None:
        scope.compensations = []
    scope.compensations.append(Compensation(event.key, event.element_id, event.variables, inner))


def _compensation_triggered(state: InstanceState, event: e.CompensationTriggered) -> None:
    scope = state.element_instances[event.scope_key]
    recorded = scope.compensations or []
    scope.compensations = [each for each in recorded if each.key not in event.keys] or None
    pending = [part for each in recorded if each.key in event.keys for part in each.parts]
    state.element_instances[event.element_instance_key].compensating = Compensating(scope.key, pending)


def _compensation_begun(state: InstanceState, event: e.CompensationBegun) -> None:
    compensating = state.element_instances[event.element_instance_key].compensating
    assert compensating is not None
    handler = state.element_instances[event.handler_key]
    handler.compensates = event.element_instance_key
    for record in compensating.pending:
        if record.key == event.key and record.element_id == handler.element_id:
            handler.compensations = record.inner or None
    compensating.pending = [each for each in compensating.pending if each.key != event.key]


def _gateway_released(state: InstanceState, event: e.GatewayReleased) -> None:
    scope = state.element_instances[event.scope_key]
    if scope.released is None:
        scope.released = {}
    scope.released[event.element_id] = list(event.flow_ids)
    state.joining_scopes.add(event.scope_key)


def _gateway_reset(state: InstanceState, event: e.GatewayReset) -> None:
    scope = state.element_instances[event.scope_key]
    assert scope.released is not None
    del scope.released[event.element_id]
    if not scope.released:
        scope.released = None
        if not scope.arrivals:
            state.joining_scopes.discard(event.scope_key)


def _instance_called(state: InstanceState, event: e.InstanceCalled) -> None:
    _waits(state, event.key, event.element_instance_key, Call(event.process_id))


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
        if scope.released is None:
            state.joining_scopes.discard(event.scope_key)


def _tokens_dropped(state: InstanceState, event: e.TokensDropped) -> None:
    scope = state.element_instances[event.scope_key]
    scope.arrivals = scope.released = None
    state.joining_scopes.discard(event.scope_key)


def _arrivals_removed(state: InstanceState, event: e.ArrivalsRemoved) -> None:
    scope = state.element_instances[event.scope_key]
    assert scope.arrivals is not None
    del scope.arrivals[event.element_id]
    if not scope.arrivals:
        scope.arrivals = None
        if scope.released is None:
            state.joining_scopes.discard(event.scope_key)


def _variable_set(state: InstanceState, event: e.VariableSet) -> None:
    scope = state.variables.get(event.scope_key)
    if scope is None:
        scope = state.variables[event.scope_key] = {}
    scope[event.name] = event.value
    if state.parent is not None and event.scope_key == state.key and state.has_begun:
        state.changed.add(event.name)


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
    user_task = _user_task(state, event)
    user_task.assignee, user_task.owner, user_task.is_delegated = event.assignee, None, False


def _user_task_delegated(state: InstanceState, event: e.UserTaskDelegated) -> None:
    user_task = _user_task(state, event)
    user_task.assignee, user_task.owner, user_task.is_delegated = event.assignee, event.owner, True


def _user_task_resolved(state: InstanceState, event: e.UserTaskResolved) -> None:
    user_task = _user_task(state, event)
    user_task.assignee, user_task.owner, user_task.is_delegated = event.owner, event.owner, False


def _user_task(
    state: InstanceState, event: e.UserTaskAssigned | e.UserTaskDelegated | e.UserTaskResolved
) -> UserTask:
    _, user_task = state.wait(event.key, UserTask) or (None, None)
    if user_task is None:
        raise InvalidState(f"{event}: there is no such user task")
    return user_task


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


def _caught(state: InstanceState, event: e.MessageCorrelated | e.SignalReceived) -> None:
    if event.closes:
        _waits_no_more(state, event)


def _signal_subscription_opened(state: InstanceState, event: e.SignalSubscriptionOpened) -> None:
    subscription = SignalSubscription(event.element_id, event.signal_name)
    _waits(state, event.key, event.element_instance_key, subscription)


def _condition_awaited(state: InstanceState, event: e.ConditionAwaited) -> None:
    _waits(state, event.key, event.element_instance_key, Condition(event.element_id))
    state.conditions.add(event.key)


def _condition_changed(state: InstanceState, event: e.ConditionChanged) -> None:
    _, condition = state.wait(event.key, Condition) or (None, None)
    if condition is None:
        raise InvalidState(f"{event}: no such condition is awaited")
    condition.holds = event.holds


def _condition_triggered(state: InstanceState, event: e.ConditionTriggered) -> None:
    if event.closes:
        _condition_dropped(state, event)


def _condition_dropped(state: InstanceState, event: e.ConditionTriggered | e.ConditionDropped) -> None:
    state.conditions.discard(event.key)
    _waits_no_more(state, event)


def _incident_raised(state: InstanceState, event: e.IncidentRaised) -> None:
    owner = state.element_instances[event.element_instance_key]
    shown_at = None if event.element_id == owner.element_id else event.element_id
    _waits(state, event.key, owner.key, Incident(Phase(event.phase), event.job_key, shown_at))


APPLIERS: dict[type[e.Event], Callable[[InstanceState, Any], None]] = {
    e.InstanceStarted: _instance_started,
    e.InstanceCompleted: _instance_ended,
    e.InstanceTerminated: _instance_ended,
    e.CorrelationKeySet: _correlation_key_set,
    e.InstanceSuspended: _instance_suspended,
    e.InstanceResumed: _instance_resumed,
    e.CommandHeld: _command_held,
    e.StepsHeld: _steps_held,
    e.InstanceMigrated: _instance_migrated,
    e.ElementActivated: _element_activated,
    e.ElementCompleted: _element_ended,
    e.ElementTerminated: _element_ended,
    e.TokenArrived: _token_arrived,
    e.TokensJoined: _tokens_joined,
    e.TokensDropped: _tokens_dropped,
    e.ArrivalsRemoved: _arrivals_removed,
    e.GatewayReleased: _gateway_released,
    e.GatewayReset: _gateway_reset,
    e.VariableSet: _variable_set,
    e.LoopBegun: _loop_begun,
    e.InnerInstanceBegun: _inner_instance_begun,
    e.ResultCollected: _result_collected,
    e.AdHocElementBegun: _ad_hoc_element_begun,
    e.CompensationRecorded: _compensation_recorded,
    e.CompensationTriggered: _compensation_triggered,
    e.CompensationBegun: _compensation_begun,
    e.InstanceCalled: _instance_called,
    e.CallCompleted: _waits_no_more,
    e.CallFailed: _waits_no_more,
    e.CallCanceled: _waits_no_more,
    e.JobCreated: _job_created,
    e.JobCompleted: _waits_no_more,
    e.JobFailed: _job_retries_changed,
    e.JobErrorThrown: _waits_no_more,
    e.JobRetriesUpdated: _job_retries_changed,
    e.JobCanceled: _waits_no_more,
    e.UserTaskCreated: _user_task_created,
    e.UserTaskAssigned: _user_task_assigned,
    e.UserTaskDelegated: _user_task_delegated,
    e.UserTaskResolved: _user_task_resolved,
    e.UserTaskCompleted: _waits_no_more,
    e.UserTaskCanceled: _waits_no_more,
    e.TimerScheduled: _timer_scheduled,
    e.TimerTriggered: _waits_no_more,
    e.TimerCanceled: _waits_no_more,
    e.MessageSubscriptionOpened: _subscription_opened,
    e.MessageCorrelated: _caught,
    e.MessageSubscriptionClosed: _waits_no_more,
    e.SignalSubscriptionOpened: _signal_subscription_opened,
    e.SignalReceived: _caught,
    e.SignalSubscriptionClosed: _waits_no_more,
    e.ConditionAwaited: _condition_awaited,
    e.ConditionChanged: _condition_changed,
    e.ConditionTriggered: _condition_triggered,
    e.ConditionDropped: _condition_dropped,
    e.IncidentRaised: _incident_raised,
    e.IncidentResolved: _waits_no_more,
}
