"""The engine in memory: the real one, and around it the least that a process needs of the world: a clock, its
deployed diagrams and decisions, messages and signals that find who waits for them, and calls from one
instance to another. No database; a scenario takes milliseconds.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Any

from processes.bpmn import read_diagram
from processes.bpmn.correlation import ANY, correlations_of, key_of
from processes.bpmn.event_definitions import (
    ConditionalEventDefinition,
    MessageEventDefinition,
    SignalEventDefinition,
    TimerEventDefinition,
)
from processes.bpmn.model import Binding, Element, ProcessModel
from processes.bpmn.scripts import PYTHON, job_type_of
from processes.bpmn.start_triggers import holds, trigger_of, triggers_of, waits_for_all
from processes.dmn import DecisionModel, head_of, imported_by, read_decisions
from processes.engine import CommandRejected, InstanceState, execute
from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.calls import asked_of_others
from processes.engine.decisions import FoundDecision
from processes.engine.state import SignalSubscription, Timer
from processes.engine.triggers import timer as timers
from processes.engine.variables import visible_variables
from processes.scenarios import script_jobs
from processes.scenarios.engine import (
    BEGINNING,
    TIME_TO_LIVE,
    Drawing,
    Engine,
    NothingWaits,
    OpenIncident,
    Variables,
    Visit,
    content_of,
    kind_of,
    scope_of,
)

_PYTHON_JOB = job_type_of(PYTHON)
#: how deep calls may be nested
DEEPEST = 100


@dataclass(slots=True)
class _Definition:
    """A version of a process."""

    key: int
    version: int
    deployment: int
    model: ProcessModel


@dataclass(frozen=True, slots=True)
class _Decision:
    """A version of a decision."""

    key: int
    version: int
    deployment: int
    model: DecisionModel


@dataclass(slots=True)
class _Instance:
    definition: _Definition
    state: InstanceState
    #: with instances of other pools; None before it has said or heard anything
    conversation: int | None = None
    #: how many calls deep it is
    depth: int = 0
    events: list[e.Event] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _StartTimer:
    process_id: str
    element_id: str
    due_at: datetime
    cycle: str | None
    repetitions: int | None
    trigger: str


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A trigger of a parallel multiple start event, while others are missing."""

    trigger: str
    #: that the instance will have
    instance_key: int
    variables: Variables
    correlation_key: str = ""
    conversation: int | None = None


@dataclass(frozen=True, slots=True)
class _Message:
    """A message that is kept until somebody waits for it, or its time to live is over."""

    name: str
    correlation_key: str
    variables: Variables
    expires_at: datetime
    #: of the instance that sends it along a message flow
    conversation: int | None = None


class MemoryEngine(Engine):
    """Keys count up from 1, so what happens is the same each time."""

    def __init__(self, now: datetime = BEGINNING, *, ends_uncaught_errors: bool = False) -> None:
        super().__init__(now)
        self._ends_uncaught_errors = ends_uncaught_errors
        self.keys: Iterator[int] = count(1)
        self._definitions: dict[str, _Definition] = {}
        self._all: list[_Definition] = []
        self._decisions: dict[str, list[_Decision]] = {}
        #: by namespace, for those that import them
        self._decision_models: dict[str, bytes] = {}
        self._deployments = 0
        #: what is still to follow from what has happened
        self._following: deque[Callable[[], object]] = deque()
        self._follows = False
        self._instances: dict[int, _Instance] = {}
        self._start_timers: list[_StartTimer] = []
        self._messages: list[_Message] = []
        #: process and start event → what has come of all that it waits for
        self._arrived: dict[tuple[str, str], list[_Arrived]] = {}
        #: what is in each data store
        self.data_stores: dict[str, Any] = {}
        #: key of each open subscription → what it waits for
        self._subscriptions: dict[int, tuple[int, str, str]] = {}
        #: key of each job that runs a Python script → its headers
        self._scripts: dict[int, Mapping[str, str]] = {}

    # --- doing ------------------------------------------------------------------------------------

    def deploy(self, *diagrams: bytes | Drawing) -> None:
        self._deployments += 1
        contents = [content_of(diagram) for diagram in diagrams]
        decisions = [content for content in contents if kind_of(content) == "dmn"]
        self._decision_models |= {head_of(content).namespace: content for content in decisions}
        for content in decisions:
            imported = imported_by(head_of(content), self._decision_models.get).files
            self._deploy_decisions(read_decisions(content, imported=imported))
        for content in contents:
            if kind_of(content) == "bpmn":  # forms are for people
                for model in read_diagram(content).processes:
                    self._deploy(replace(model, ends_uncaught_errors=self._ends_uncaught_errors))

    def _deploy_decisions(self, model: DecisionModel) -> None:
        for decision_id in model.decisions:
            versions = self._decisions.setdefault(decision_id, [])
            key = next(self.keys)
            versions.append(_Decision(key, len(versions) + 1, self._deployments, model))

    def _deploy(self, model: ProcessModel) -> None:
        before = self._definitions.get(model.process_id)
        version = before.version + 1 if before else 1
        definition = _Definition(next(self.keys), version, self._deployments, model)
        self._definitions[model.process_id] = definition
        self._all.append(definition)
        self._start_timers = [t for t in self._start_timers if t.process_id != model.process_id]
        for start, timer in model.starts_by(TimerEventDefinition):
            value = timer.expression.evaluate({}, now=self.now)
            due_at, cycle, times = timers.when(timer.kind, value, self.now)
            trigger = trigger_of(start, timer, self.now)
            self._start_timers.append(_StartTimer(model.process_id, start.id, due_at, cycle, times, trigger))
        self._keep_arrived(model)

    def _keep_arrived(self, model: ProcessModel) -> None:
        """What the new version waits for too; it starts if nothing else is missing."""
        arrived = {place: found for place, found in self._arrived.items() if place[0] == model.process_id}
        for place, found in arrived.items():
            del self._arrived[place]
            start = model.elements.get(place[1])
            if start is not None and waits_for_all(start) and start in model.start_events:
                for each in found:
                    self._arrive(model, start, each)

    def do(self, command: c.Command) -> list[e.Event]:
        """Carry out any command on the instance, as it is; what follows from it follows. Its own events."""
        return self._do(self.instance, command)

    def do_to(self, key: int, command: c.Command) -> None:
        self._do(key, command)

    def trigger_start_timer(self, element_id: str) -> None:
        waiting = [timer for timer in self._start_timers if timer.element_id == element_id]
        if not waiting:
            raise NothingWaits(f"Expected a timer start event {element_id!r} to wait, but there is none.")
        self._start_by_timer(waiting[0])

    def set_variables(self, variables: Variables, *, element_id: str | None = None) -> None:
        self.do(c.SetVariables(scope_key=scope_of(self.living(), element_id), variables=variables))

    def cancel(self) -> None:
        if self.living().is_active and (caller_key := self.parent_of(self.instance)) is not None:
            raise CommandRejected(f"Expected to cancel an instance, but {caller_key} has called it.")
        self.do(c.CancelInstance())

    def migrate(
        self,
        process_id: str | None = None,
        *,
        instance: int | None = None,
        mapping: Mapping[str, str] | None = None,
        recompute_timers: bool = False,
    ) -> None:
        key = instance or self.instance
        target = self._definitions[process_id or self.model_of(key).process_id]
        self.do_to(
            key,
            c.MigrateInstance(
                process_definition_key=target.key,
                version=target.version,
                target=target.model,
                mapping=tuple(
                    c.MappingInstruction(source_element_id=source, target_element_id=to)
                    for source, to in (mapping or {}).items()
                ),
                recompute_timers=recompute_timers,
            ),
        )

    def _restart(self, ended: int, element_ids: Sequence[str], variables: Variables) -> int:
        if self.state_of(ended).is_active:
            raise CommandRejected(f"Expected instance {ended} to have ended, but it is active.")
        definition = self._instances[ended].definition
        key = next(self.keys)
        command = c.RestartInstance(
            process_instance_key=key,
            process_definition_key=definition.key,
            version=definition.version,
            variables={**self.variables_of(ended), **variables},
            restarted_process_instance_key=ended,
            start=tuple(c.ActivateInstruction(element_id=each) for each in element_ids),
        )
        self._instances[key] = _Instance(definition, InstanceState(key, definition.key))
        try:
            self._do(key, command)
        except CommandRejected:
            del self._instances[key]
            raise
        return key

    def publish_message(
        self,
        name: str,
        key: str = "",
        variables: Variables | None = None,
        *,
        time_to_live: timedelta = TIME_TO_LIVE,
    ) -> None:
        key = key or self._key_in(name, variables or {})
        message = _Message(name, key, variables or {}, self.now + time_to_live)
        if not self._deliver(message):
            self._messages.append(message)

    def _key_in(self, name: str, variables: Variables) -> str:
        """The correlation key of a message that is published without one."""
        for definition in reversed(self._all):
            for found, expressions in correlations_of(definition.model, self.now):
                key = key_of(expressions, variables, self.now) if found == name else None
                if key is not None:
                    return key
        return ""

    def advance_clock_to(self, moment: datetime) -> None:
        """Timers of suspended instances are due, and do not trigger."""
        while due := min(
            [
                (timer.due_at, 0, self._trigger, (instance_key, key))
                for instance_key, key, timer in self._timers()
                if not self._instances[instance_key].state.is_suspended
            ]
            + [(timer.due_at, 1, self._start_by_timer, (timer,)) for timer in self._start_timers],
            key=lambda each: each[:2],
            default=None,
        ):
            due_at, _, trigger, arguments = due
            if due_at > moment:
                break
            self.now = max(self.now, due_at)
            trigger(*arguments)
        self.now = max(self.now, moment)

    # --- seeing -----------------------------------------------------------------------------------

    def instances(self) -> Mapping[int, str]:
        return {key: each.definition.model.process_id for key, each in self._instances.items()}

    @property
    def events(self) -> list[e.Event]:
        """All that happened in the instance."""
        return self._instances[self.instance].events

    @property
    def model(self) -> ProcessModel:
        return self._instances[self.instance].definition.model

    def state_of(self, key: int) -> InstanceState:
        return self._instances[key].state

    def model_of(self, key: int) -> ProcessModel:
        return self._instances[key].definition.model

    def events_of(self, key: int) -> list[e.Event]:
        return self._instances[key].events

    def active_states(self) -> Mapping[int, InstanceState]:
        return {key: each.state for key, each in self._instances.items() if each.state.is_active}

    def outcome_of(self, key: int) -> str:
        if self._instances[key].state.is_active:
            return "ACTIVE"
        last = self._instances[key].events[-1]
        return "COMPLETED" if isinstance(last, e.InstanceCompleted) else "TERMINATED"

    def variables_of(self, key: int) -> Variables:
        return {
            event.name: event.value
            for event in self._instances[key].events
            if isinstance(event, e.VariableSet) and event.scope_key == key
        }

    def visible(self, key: int, scope_key: int) -> Variables:
        return visible_variables(self._instances[key].state, scope_key)

    def visits_of(self, key: int) -> Sequence[Visit]:
        visits: dict[int, Visit] = {}
        for event in self._instances[key].events:
            match event:
                case e.ElementActivated():
                    visits[event.key] = Visit(element_id=event.element_id, state="ACTIVE")
                case e.ElementCompleted():
                    visits[event.key] = replace(visits[event.key], state="COMPLETED")
                case e.ElementTerminated():
                    visits[event.key] = replace(visits[event.key], state="TERMINATED")
                case e.InstanceMigrated():
                    for each, _, element_id, _ in event.elements:
                        visits[each] = replace(visits[each], element_id=element_id)
        return [visits[key] for key in sorted(visits)]

    def incidents_of(self, key: int) -> Sequence[OpenIncident]:
        found: dict[int, OpenIncident] = {}
        for event in self._instances[key].events:
            match event:
                case e.IncidentRaised() if event.key in self._instances[key].state.owners:
                    found[event.key] = OpenIncident(
                        key=event.key,
                        element_id=event.element_id,
                        error_type=str(event.error_type),
                        message=event.message,
                    )
                case e.InstanceMigrated():
                    for each, _, _, element_id in event.waits:
                        if each in found:
                            found[each] = replace(found[each], element_id=element_id)
        return list(found.values())

    def parent_of(self, key: int) -> int | None:
        started = self._instances[key].events[0]
        assert isinstance(started, e.InstanceStarted)
        return started.parent_process_instance_key

    def correlation_keys(self) -> Mapping[int, str]:
        return {
            key: correlation_key
            for key, (instance_key, _, correlation_key) in self._subscriptions.items()
            if key in self._instances[instance_key].state.owners
        }

    def latest_models(self) -> Sequence[ProcessModel]:
        return [definition.model for definition in self._definitions.values()]

    def arrived_triggers(self) -> Sequence[tuple[str, str, str]]:
        return [(*place, each.trigger) for place, found in self._arrived.items() for each in found]

    def start_timers(self) -> Sequence[tuple[str, datetime]]:
        return [(timer.element_id, timer.due_at) for timer in self._start_timers]

    def next_due(self) -> datetime | None:
        due = [
            timer.due_at for key, _, timer in self._timers() if not self._instances[key].state.is_suspended
        ]
        return min(due + [timer.due_at for timer in self._start_timers], default=None)

    # --- by key -----------------------------------------------------------------------------------

    def _only_process(self) -> str:
        if len(self._definitions) != 1:
            raise NothingWaits(f"Expected one deployed process, but there are {len(self._definitions)}.")
        return next(iter(self._definitions))

    def _start(self, process_id: str, variables: Variables, business_key: str | None) -> int:
        return self._begin(process_id, variables, business_key, None)

    def _complete_task(self, key: int, variables: Variables) -> None:
        self.do(c.CompleteUserTask(user_task_key=key, variables=variables))

    def _claim_task(self, key: int, by: str) -> None:
        self.do(c.ClaimUserTask(user_task_key=key, assignee=by))

    def _assign_task(self, key: int, to: str | None) -> None:
        self.do(c.AssignUserTask(user_task_key=key, assignee=to))

    def _complete_job(self, key: int, variables: Variables) -> None:
        self.do(c.CompleteJob(job_key=key, variables=variables))

    def _fail_job(self, key: int, retries: int, error_message: str, retry_in: timedelta | None) -> None:
        retry_at = self.now + retry_in if retry_in is not None else None
        self.do(c.FailJob(job_key=key, retries=retries, error_message=error_message, retry_at=retry_at))

    def _throw_error(self, key: int, code: str, message: str | None, variables: Variables) -> None:
        self.do(c.ThrowJobError(job_key=key, error_code=code, error_message=message, variables=variables))

    def _resolve_incident(self, key: int) -> None:
        self.do(c.ResolveIncident(incident_key=key))

    # --- what follows -----------------------------------------------------------------------------

    def _begin(
        self,
        process_id: str,
        variables: Variables,
        business_key: str | None,
        start_event: str | None,
        conversation: int | None = None,
        key: int | None = None,
    ) -> int:
        definition = self._definitions.get(process_id)
        if definition is None:
            raise NothingWaits(f"Expected to start process {process_id!r}, but it is not deployed.")
        key = key or next(self.keys)
        command = c.StartInstance(
            process_instance_key=key,
            process_definition_key=definition.key,
            version=definition.version,
            business_key=business_key,
            variables=variables,
            start_element_id=start_event,
        )
        state = InstanceState(key, definition.key)
        self._instances[key] = _Instance(definition, state, conversation=conversation)
        try:
            self._do(key, command)
        except CommandRejected:
            del self._instances[key]
            raise
        return key

    def _happen(
        self,
        model: ProcessModel,
        start: Element,
        trigger: str,
        variables: Variables,
        correlation_key: str = "",
        conversation: int | None = None,
    ) -> int | None:
        """A start event is triggered: the key of its instance. It starts at once, or when all triggers that
        the event waits for have come; None if this one is not waited for, since it has come already.
        """
        if not waits_for_all(start):
            return self._begin(model.process_id, variables, correlation_key or None, start.id, conversation)
        before = self._arrived.get((model.process_id, start.id))
        instance_key = before[0].instance_key if before else next(self.keys)
        arrived = _Arrived(trigger, instance_key, variables, correlation_key, conversation)
        return instance_key if self._arrive(model, start, arrived) else None

    def _arrive(self, model: ProcessModel, start: Element, trigger: _Arrived) -> bool:
        """Whether it is waited for."""
        place = (model.process_id, start.id)
        before = self._arrived.get(place, [])
        expected = triggers_of(start, self.now)
        if [each.trigger for each in before].count(trigger.trigger) == expected.count(trigger.trigger):
            return False
        arrived = [*before, trigger]
        if len(arrived) < len(expected):
            self._arrived[place] = arrived
            return True
        self._arrived.pop(place, None)  # from now on, messages that were kept are waited for
        try:
            self._begin(
                model.process_id,
                {name: value for each in arrived for name, value in each.variables.items()},
                next((each.correlation_key for each in arrived if each.correlation_key), None),
                start.id,
                next((each.conversation for each in arrived if each.conversation), None),
                trigger.instance_key,
            )
        except CommandRejected:
            self._arrived[place] = before
            raise
        return True

    def _do(self, instance_key: int, command: c.Command) -> list[e.Event]:
        """Carry out a command, then what follows from it in other instances. Its own events."""
        instance = self._instances[instance_key]
        events = execute(
            instance.definition.model,
            instance.state,
            command,
            self.now,
            self.keys,
            self._find_decision,
            self.data_stores.get,
        )
        instance.events += events
        if instance.state.process_definition_key != instance.definition.key:
            instance.definition = next(d for d in self._all if d.key == instance.state.process_definition_key)
        self._let_follow(instance_key, events)
        self._follow()
        return events

    def _follow(self) -> None:
        """Work off what follows, one after another and not one within another, however long it goes on."""
        if self._follows:
            return
        self._follows = True
        try:
            while self._following:
                self._following.popleft()()
        finally:
            self._follows = False
            self._following.clear()

    def _let_follow(self, instance_key: int, events: Sequence[e.Event]) -> None:
        follow = self._following.append
        for event in events:
            match event:
                case e.MessageSubscriptionOpened():
                    waits_for = (instance_key, event.message_name, event.correlation_key)
                    self._subscriptions[event.key] = waits_for
                case e.MessageThrown():
                    expires_at = self.now + TIME_TO_LIVE
                    conversation = self._conversation_of(instance_key) if event.in_conversation else None
                    self._messages.append(
                        _Message(event.name, event.correlation_key, event.variables, expires_at, conversation)
                    )
                case e.SignalThrown():
                    follow(partial(self._broadcast, event.name, event.variables, event.received_by))
                case e.DataStored():
                    self.data_stores[event.data_store] = event.value
                case e.InstanceCalled():
                    follow(partial(self._call, instance_key, event))
                case e.JobCreated() if event.type == _PYTHON_JOB:
                    self._scripts[event.key] = event.headers
                    follow(partial(self._run_script, instance_key, event.key))
                case e.JobRetriesUpdated() if event.key in self._scripts:
                    follow(partial(self._run_script, instance_key, event.key))
        for key, asked in asked_of_others(instance_key, events):
            follow(partial(self._ask, key, asked))
        if self._messages:
            follow(self._deliver_kept)

    def _run_script(self, instance_key: int, job_key: int) -> None:
        state = self._instances[instance_key].state
        owner_key = state.owners.get(job_key)
        if owner_key is None:
            return  # its element has ended otherwise in the meantime
        variables = visible_variables(state, owner_key)
        self._ask(instance_key, script_jobs.done(job_key, self._scripts[job_key], variables))

    def _ask(self, key: int, command: c.Command) -> None:
        with suppress(CommandRejected):  # the other has gone on without waiting for it
            self._do(key, command)

    def _call(self, caller_key: int, call: e.InstanceCalled) -> None:
        caller = self._instances[caller_key]
        definition = self._called(call, caller.definition)
        reason = None
        if definition is None:
            reason = f"Expected to call process {call.process_id!r}, but it is not deployed."
        elif caller.depth >= DEEPEST:
            reason = f"Expected calls to end, but process {call.process_id!r} is called {DEEPEST} calls deep."
        if definition is None or reason is not None:
            assert reason is not None
            self._do(caller_key, c.RefuseCall(called_process_instance_key=call.key, reason=reason))
            return
        command = c.StartInstance(
            process_instance_key=call.key,
            process_definition_key=definition.key,
            version=definition.version,
            business_key=call.business_key,
            variables=call.variables,
            parent_process_instance_key=caller_key,
            parent_element_instance_key=call.element_instance_key,
        )
        state = InstanceState(call.key, definition.key)
        self._instances[call.key] = _Instance(definition, state, depth=caller.depth + 1)
        try:
            self._do(call.key, command)
        except CommandRejected as rejected:
            del self._instances[call.key]
            refusal = c.RefuseCall(called_process_instance_key=call.key, reason=str(rejected))
            self._do(caller_key, refusal)

    def _called(self, call: e.InstanceCalled, caller: _Definition) -> _Definition | None:
        versions = [d for d in reversed(self._all) if d.model.process_id == call.process_id]
        match call.binding:
            case Binding.VERSION:
                versions = [d for d in versions if str(d.version) == call.bound_to]
            case Binding.VERSION_TAG:
                versions = [d for d in versions if d.model.version_tag == call.bound_to]
            case Binding.DEPLOYMENT:
                versions = [d for d in versions if d.deployment == caller.deployment]
        return versions[0] if versions else None

    def _find_decision(
        self, decision_id: str, binding: str, bound_to: str | None, process_definition_key: int
    ) -> FoundDecision | None:
        versions = self._decisions.get(decision_id, [])
        match binding:
            case Binding.VERSION:
                versions = [d for d in versions if str(d.version) == bound_to]
            case Binding.VERSION_TAG:
                versions = [d for d in versions if d.model.version_tags.get(decision_id) == bound_to]
            case Binding.DEPLOYMENT:
                asks = next(d for d in self._all if d.key == process_definition_key)
                versions = [d for d in versions if d.deployment == asks.deployment]
        if not versions:
            return None
        return FoundDecision(key=versions[-1].key, decision_id=decision_id, model=versions[-1].model)

    def broadcast_signal(self, name: str, variables: Variables | None = None) -> int:
        """A signal comes to all who wait for it, and to signal start events. How many that are."""
        return self._broadcast(name, variables or {}, ())

    def _broadcast(self, name: str, variables: Variables, received_by: Collection[int]) -> int:
        waiting = [
            (instance_key, key)
            for instance_key, instance in self._instances.items()
            for scope in instance.state.element_instances.values()
            for key, subscription in scope.waits_of(SignalSubscription)
            if subscription.signal_name == name and key not in received_by
        ]
        received = 0
        for instance_key, key in sorted(waiting, key=lambda each: each[1]):
            if key in self._instances[instance_key].state.owners:
                self._do(instance_key, c.ReceiveSignal(subscription_key=key, variables=variables))
                received += 1
        for definition in list(self._definitions.values()):
            for start, signal in definition.model.starts_by(SignalEventDefinition):
                if signal.name.evaluate({}, now=self.now) == name:
                    trigger = trigger_of(start, signal, self.now)
                    received += self._happen(definition.model, start, trigger, variables) is not None
        return received

    def start_by_conditions(self, variables: Variables) -> int:
        """Start an instance for each conditional start event whose condition these variables make true."""
        started = 0
        for definition in list(self._definitions.values()):
            starts = {
                start.id: (start, condition)
                for start, condition in definition.model.starts_by(ConditionalEventDefinition)
            }
            for start, condition in starts.values():
                if holds(start, variables, self.now):
                    trigger = trigger_of(start, condition, self.now)
                    key = self._happen(definition.model, start, trigger, variables)
                    started += key in self._instances
        return started

    def _deliver_kept(self) -> None:
        for message in list(self._messages):
            if message not in self._messages:
                continue  # delivered on the way
            self._messages.remove(message)
            if message.expires_at > self.now and not self._deliver(message):
                self._messages.append(message)

    def _conversation_of(self, instance_key: int) -> int:
        """An instance that sends its first message along a message flow begins a conversation."""
        instance = self._instances[instance_key]
        instance.conversation = instance.conversation or instance_key
        return instance.conversation

    def _deliver(self, message: _Message) -> bool:
        """To one open subscription, else to a process that it starts. It waits for one that is suspended."""
        waits_for_resumption = False
        for key, (instance_key, name, correlation_key) in self._in_order_for(message):
            instance = self._instances[instance_key]
            if key not in instance.state.owners:
                del self._subscriptions[key]
            elif name == message.name and correlation_key in (message.correlation_key, ANY):
                is_elsewhere = message.conversation is not None and (
                    instance.conversation not in (None, message.conversation)
                )
                if is_elsewhere:
                    continue
                if instance.state.is_suspended:
                    waits_for_resumption = True
                    continue
                instance.conversation = message.conversation or instance.conversation
                command = c.CorrelateMessage(subscription_key=key, variables=message.variables)
                self._do(instance_key, command)
                return True
        if waits_for_resumption:
            return False
        return self._start_by_message(message) is not None

    def _in_order_for(self, message: _Message) -> list[tuple[int, tuple[int, str, str]]]:
        """First who is in its conversation, then who waits for its very key, then the longest waiting."""
        return sorted(
            self._subscriptions.items(),
            key=lambda each: (
                message.conversation is not None
                and self._instances[each[1][0]].conversation != message.conversation,
                each[1][2] == ANY,
                each[0],
            ),
        )

    def start_by_message(self, name: str, variables: Variables, correlation_key: str = "") -> int | None:
        return self._start_by_message(_Message(name, correlation_key, variables, self.now))

    def _start_by_message(self, message: _Message) -> int | None:
        for definition in self._definitions.values():
            for start, expected in definition.model.starts_by(MessageEventDefinition):
                if expected.name.evaluate({}, now=self.now) == message.name:
                    key = self._happen(
                        definition.model,
                        start,
                        trigger_of(start, expected, self.now),
                        message.variables,
                        message.correlation_key,
                        message.conversation,
                    )
                    if key is not None:
                        return key
        return None

    def _timers(self) -> list[tuple[int, int, Timer]]:
        found: list[tuple[int, int, Timer]] = []
        for instance_key, instance in self._instances.items():
            for scope in instance.state.element_instances.values():
                found += [(instance_key, key, timer) for key, timer in scope.waits_of(Timer)]
        return sorted(found, key=lambda each: each[1])

    def _trigger(self, instance_key: int, key: int) -> None:
        self._do(instance_key, c.TriggerTimer(timer_key=key))

    def _start_by_timer(self, timer: _StartTimer) -> None:
        self._start_timers.remove(timer)
        if timer.cycle is not None and timer.repetitions != 1:
            left = None if timer.repetitions is None else timer.repetitions - 1
            with suppress(ValueError):  # it has come to its end
                due_at = timers.parse_cycle(timer.cycle).next_due(timer.due_at)
                self._start_timers.append(replace(timer, due_at=due_at, repetitions=left))
        model = self._definitions[timer.process_id].model
        self._happen(model, model.elements[timer.element_id], timer.trigger, {})
