"""The stage: an engine and all that runs on it, with everything that written scenarios do and see.

Unlike the engine, which looks at one instance, the stage looks at all of them; where an instance is given,
at it and those that it has called. Elements are named by their ids; of several waits at one element,
`index` picks one, in the order in which they came to be.

Every act ends when nothing moves any more: jobs for which there is a handler are done at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from processes.bpmn.event_definitions import (
    ConditionalEventDefinition,
    MessageEventDefinition,
    SignalEventDefinition,
)
from processes.bpmn.model import ElementType
from processes.bpmn.start_triggers import trigger_of
from processes.engine import commands as c
from processes.engine.errors import CommandRejected, ErrorType
from processes.engine.state import (
    Condition,
    ElementInstance,
    InstanceState,
    Job,
    MessageSubscription,
    SignalSubscription,
    Timer,
    UserTask,
)
from processes.scenarios.engine import Engine, NothingWaits, OpenIncident, Variables
from processes.scenarios.work import Completes, Fails, Handler, Outcome, StaysBusy, ThrowsError, WaitingJob

#: where a token waits for somebody or something from outside
WAITING = frozenset({
    ElementType.USER_TASK,
    ElementType.RECEIVE_TASK,
    ElementType.INTERMEDIATE_CATCH_EVENT,
    ElementType.EVENT_BASED_GATEWAY,
})  # fmt: skip

#: a token that waits in front of a join for one that cannot come is someone's to look at, but no failure
NO_FAILURE = frozenset({ErrorType.JOIN_NEVER_COMPLETE})

#: jobs that are done one after another before we say that it never ends
MOST_JOBS = 10_000

W = TypeVar("W", Job, UserTask, Timer, MessageSubscription, SignalSubscription, Condition)


class NoMatch(NothingWaits):
    """Nobody waits for this message."""


class Ambiguous(CommandRejected):
    """Several wait for this message, and it does not say for whom it is."""


class LeftAnIncident(CommandRejected):
    """The instance was started, but is stuck, and no user task of it is open."""

    def __init__(self, key: int, message: str) -> None:
        self.key = key
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Waiting(Generic[W]):
    """A wait, whose it is, and where."""

    process_instance_key: int
    owner: ElementInstance
    key: int
    wait: W

    @property
    def element_id(self) -> str:
        element_id: str = getattr(self.wait, "element_id", None) or self.owner.element_id
        return element_id


class Stage:
    def __init__(
        self, engine: Engine, handler_of: Callable[[WaitingJob], Handler | None] = lambda job: None
    ) -> None:
        self.engine = engine
        self._handler_of = handler_of
        #: key of a job → until when its worker is busy with it
        self._busy: dict[int, datetime] = {}
        #: key of a job → when it may be tried again
        self._retried_at: dict[int, datetime] = {}

    # --- doing ------------------------------------------------------------------------------------

    def deploy(self, *resources: bytes) -> None:
        self.engine.deploy(*resources)

    def start(self, process_id: str, variables: Variables, business_key: str | None = None) -> int:
        """Start at the none start event. Raises `LeftAnIncident`."""
        key = self.engine.start(process_id, variables, business_key=business_key)
        self.settle()
        incidents = [each for each in self.incidents(key) if each.error_type not in NO_FAILURE]
        if incidents and not self.tasks(key):
            raise LeftAnIncident(key, "; ".join(f"{each.element_id}: {each.message}" for each in incidents))
        return key

    def start_by_message(self, name: str, variables: Variables, correlation_key: str = "") -> int:
        key = self.engine.start_by_message(name, variables, correlation_key)
        if key is None:
            raise NothingWaits(f"Expected a message start event for {name!r}, but no process has one.")
        self.settle()
        return key

    def complete(self, task: Waiting[UserTask], variables: Variables) -> None:
        self._do(task, c.CompleteUserTask(user_task_key=task.key, variables=variables))

    def claim(self, task: Waiting[UserTask], assignee: str) -> None:
        self._do(task, c.ClaimUserTask(user_task_key=task.key, assignee=assignee))

    def assign(self, task: Waiting[UserTask], assignee: str | None) -> None:
        self._do(task, c.AssignUserTask(user_task_key=task.key, assignee=assignee))

    def trigger(self, element_id: str, index: int = 0) -> None:
        """Let a receive task go on, without a message."""
        found = [
            each
            for each in self.waits(MessageSubscription)
            if each.element_id == element_id == each.owner.element_id
        ]
        waiting = _pick(found, index, f"a receive task {element_id!r}")
        self._do(waiting, c.CorrelateMessage(subscription_key=waiting.key, variables={}))

    def correlate(self, name: str, variables: Variables, correlation_key: str | None = None) -> None:
        """To exactly one who waits, else to a message start event. Raises `NoMatch` and `Ambiguous`."""
        waiting = [each for each in self.waits(MessageSubscription) if each.wait.message_name == name]
        if correlation_key is not None:
            keys = self.engine.correlation_keys()
            waiting = [each for each in waiting if keys.get(each.key) == correlation_key]
        if len(waiting) > 1:
            places = ", ".join(each.element_id for each in waiting)
            raise Ambiguous(
                f"Expected one to wait for message {name!r}, but {len(waiting)} do: {places}. "
                "Say for which it is: `deliver_message` names the element, `correlation_key` the key."
            )
        if waiting:
            self._do(waiting[0], c.CorrelateMessage(subscription_key=waiting[0].key, variables=variables))
        elif self.engine.start_by_message(name, variables, correlation_key or "") is not None:
            self.settle()
        else:
            raise NoMatch(
                f"Expected someone to wait for message {name!r}, but {self._waiting_for_messages()}."
            )

    def deliver(self, name: str, element_id: str, index: int = 0, variables: Variables | None = None) -> None:
        """To one who waits for it at an element. Raises `NoMatch`."""
        found = [
            each
            for each in self.waits(MessageSubscription)
            if each.wait.message_name == name and each.element_id == element_id
        ]
        if len(found) <= index:
            raise NoMatch(
                f"Expected {element_id!r} to wait for message {name!r}, but {self._waiting_for_messages()}."
            )
        command = c.CorrelateMessage(subscription_key=found[index].key, variables=variables or {})
        self._do(found[index], command)

    def publish(self, name: str, correlation_key: str, variables: Variables, time_to_live: timedelta) -> None:
        """A message comes for whoever waits for it, now or within its time to live."""
        self.engine.publish_message(name, correlation_key, variables, time_to_live=time_to_live)
        self.settle()

    def broadcast(self, name: str, variables: Variables | None = None, instance: int | None = None) -> int:
        """To all who wait, and to signal start events; of one instance only, if it is given. How many."""
        if instance is None:
            received = self.engine.broadcast_signal(name, variables or {})
            self.settle()
            return received
        waiting = [each for each in self.waits(SignalSubscription, instance) if each.wait.signal_name == name]
        for each in waiting:
            self._do(each, c.ReceiveSignal(subscription_key=each.key, variables=variables or {}))
        return len(waiting)

    def fire_timer(self, element_id: str, index: int = 0) -> None:
        """As if it were due now; the clock stays."""
        armed = [each for each in self.waits(Timer) if each.element_id == element_id]
        if armed:
            timer = _pick(armed, index, f"a timer at {element_id!r}")
            self._do(timer, c.TriggerTimer(timer_key=timer.key))
            return
        self.engine.trigger_start_timer(element_id)
        self.settle()

    def advance(self, to: datetime) -> None:
        """Set the clock forward; what is due, or becomes due on the way, triggers in the order of time."""
        if to < self.engine.now:
            raise CommandRejected(
                f"Expected time to go forward from {_told(self.engine.now)}, but {_told(to)} is before that."
            )
        while True:
            moments = [*self._busy_until(), self.engine.next_due()]
            first = min((moment for moment in moments if moment is not None), default=None)
            if first is None or first > to:
                break
            self.engine.advance_clock_to(max(first, self.engine.now))
            self.settle()
        self.engine.advance_clock_to(to)
        self.settle()

    def set_variables(self, instance: int, variables: Variables, element_id: str | None = None) -> None:
        scope_key = None
        if element_id is not None:
            scopes = self.engine.state_of(instance).element_instances.values()
            scope_key = next((each.key for each in scopes if each.element_id == element_id), None)
            if scope_key is None:
                raise NothingWaits(f"Expected {element_id!r} to be active, but it is not.")
        self.engine.do_to(instance, c.SetVariables(scope_key=scope_key, variables=variables))
        self.settle()

    def cancel(self, instance: int) -> None:
        """End an instance, and what it has called. One that was called ends with its caller only."""
        caller = self.engine.parent_of(instance)
        if caller is not None and not self.ended(instance):
            raise CommandRejected(f"Expected to cancel an instance, but {caller} has called it.")
        self.engine.do_to(instance, c.CancelInstance())
        self.settle()

    def operate(self, instance: int, command: c.Command) -> None:
        """Suspend, resume or modify an instance."""
        self.engine.do_to(instance, command)
        self.settle()

    def migrate(
        self, instance: int, process_id: str | None, mapping: Mapping[str, str], *, recompute_timers: bool
    ) -> None:
        self.engine.migrate(process_id, instance=instance, mapping=mapping, recompute_timers=recompute_timers)
        self.settle()

    def restart(self, instance: int, element_ids: Sequence[str], variables: Variables) -> int:
        """The key of the new instance."""
        key = self.engine.restart(*element_ids, instance=instance, variables=variables)
        self.settle()
        return key

    def evaluate_start_conditions(self, variables: Variables) -> int:
        started = self.engine.start_by_conditions(variables)
        self.settle()
        return started

    def resolve_incident(self, element_id: str, index: int = 0) -> None:
        """Somebody has repaired what was wrong, and it is tried again."""
        found = [
            (key, each)
            for key in self.with_called(None)
            for each in self.engine.incidents_of(key)
            if each.element_id == element_id
        ]
        if len(found) <= index:
            raise NothingWaits(
                f"Expected an incident at {element_id!r}, but {_others_told(self.incidents())}."
            )
        key, incident = found[index]
        self.engine.do_to(key, c.ResolveIncident(incident_key=incident.key))
        self.settle()

    # --- jobs -------------------------------------------------------------------------------------

    def jobs(self, instance: int | None = None) -> list[WaitingJob]:
        """The jobs that are open, those with an incident as well."""
        return [_job(each) for each in self.waits(Job, instance)]

    def free_jobs(self) -> list[WaitingJob]:
        """The jobs that a worker could take now."""
        suspended = {key for key, state in self.engine.active_states().items() if state.is_suspended}
        return [
            _job(each)
            for each in self.waits(Job)
            if not each.owner.has_incident
            and each.process_instance_key not in suspended
            and self._busy.get(each.key, self.engine.now) <= self.engine.now
            and self._retried_at.get(each.key, self.engine.now) <= self.engine.now
        ]

    def work(self, job: WaitingJob, outcome: Outcome) -> None:
        """A worker has done its work."""
        self._work(job, outcome)
        self.settle()

    def run(self, jobs: Callable[[WaitingJob], bool], otherwise: Outcome) -> int:
        """Do the free jobs that are meant until there are none: as their handlers do, else with this outcome.
        How many.
        """
        for done in range(MOST_JOBS):
            job = next(filter(jobs, self.free_jobs()), None)
            if job is None:
                return done
            self._busy.pop(job.key, None)
            self.work(job, self._handled(job) or otherwise)
        raise CommandRejected(_endless("run_jobs"))

    def settle(self) -> None:
        """Do all jobs that have a handler and can be done now."""
        for _ in range(MOST_JOBS):
            if not any(self._do_one(job) for job in self.free_jobs()):
                return
        raise CommandRejected(_endless("handlers"))

    def _do_one(self, job: WaitingJob) -> bool:
        if self._busy.pop(job.key, None) is not None:
            self._work(job, Completes())
            return True
        outcome = self._handled(job)
        if outcome is None:
            return False
        self._work(job, outcome)
        return True

    def _handled(self, job: WaitingJob) -> Outcome | None:
        handler = self._handler_of(job)
        if handler is None:
            return None
        visible = self.engine.visible(job.process_instance_key, job.scope_key)
        return handler(job, visible, self.engine.now)

    def _work(self, job: WaitingJob, outcome: Outcome) -> None:
        command: c.Command
        match outcome:
            case StaysBusy():
                self._busy[job.key] = self.engine.now + outcome.duration
                return
            case Completes():
                command = c.CompleteJob(job_key=job.key, variables=outcome.variables)
            case ThrowsError():
                command = c.ThrowJobError(
                    job_key=job.key,
                    error_code=outcome.code,
                    error_message=outcome.message,
                    variables=outcome.variables,
                )
            case Fails():
                retries = max(job.retries - 1, 0) if outcome.retries is None else outcome.retries
                retry_at = None if outcome.retry_in is None else self.engine.now + outcome.retry_in
                if retry_at is not None:
                    self._retried_at[job.key] = retry_at
                command = c.FailJob(
                    job_key=job.key, retries=retries, error_message=outcome.message, retry_at=retry_at
                )
        self.engine.do_to(job.process_instance_key, command)

    def _busy_until(self) -> list[datetime]:
        """When workers are done or try again. Whose job is gone by now has nothing to do any more."""
        if not self._busy and not self._retried_at:
            return []
        open_ = {job.key for job in self.jobs()}
        self._busy = {key: at for key, at in self._busy.items() if key in open_}
        self._retried_at = {
            key: at for key, at in self._retried_at.items() if key in open_ and at > self.engine.now
        }
        return [*self._busy.values(), *self._retried_at.values()]

    # --- seeing -----------------------------------------------------------------------------------

    def tasks(self, instance: int | None = None) -> list[Waiting[UserTask]]:
        """The open user tasks, in the order in which they came to be."""
        return self.waits(UserTask, instance)

    def waiting(self, instance: int | None = None) -> list[str]:
        """The elements at which a token waits for something from outside: `WAITING`."""
        return [
            owner.element_id
            for key, state in self._states(instance)
            for owner in state.element_instances.values()
            if owner.waits
            and (element := self.engine.model_of(key).elements[owner.element_id]).type in WAITING
            and not (element.loop and owner.loop)
        ]

    def active(self, instance: int | None = None) -> list[str]:
        """The elements in which tokens are."""
        return [
            owner.element_id
            for key, state in self._states(instance)
            for owner in state.element_instances.values()
            if owner.key != key
        ]

    def ended(self, instance: int) -> bool:
        return self.engine.outcome_of(instance) != "ACTIVE"

    def running(self, process_id: str | None = None) -> int:
        """How many instances are active; called ones count."""
        started = self.engine.instances()
        return sum(process_id in (None, started[key]) for key in self.engine.active_states())

    def variables(self, instance: int) -> Variables:
        return self.engine.variables_of(instance)

    def timers(self) -> list[tuple[str, datetime]]:
        """The events that wait for time, start events included, and when they are due."""
        armed = [(each.element_id, each.wait.due_at) for each in self.waits(Timer)]
        return [*armed, *self.engine.start_timers()]

    def subscriptions(self, kind: str, name: str | None = None) -> int:
        """How many wait for a message, a signal or a condition (`any`: all three), start events included."""
        return len(self.subscribed(kind, name))

    def subscribed(self, kind: str, name: str | None = None) -> list[str]:
        """The events and receive tasks that do."""
        kinds = _SUBSCRIPTIONS if kind == "any" else {kind: _SUBSCRIPTIONS[kind]}
        return [
            element_id
            for waits_in, starts_by in kinds.values()
            for element_id, named in [*waits_in(self), *self._started_by(starts_by)]
            if name in (None, named)
        ]

    def _messages(self) -> list[tuple[str, str]]:
        # A receive task without a message is called by its id: nobody can send it one.
        found = [(each.element_id, each.wait.message_name) for each in self.waits(MessageSubscription)]
        return [(element_id, name) for element_id, name in found if name != element_id]

    def _signals(self) -> list[tuple[str, str]]:
        return [(each.element_id, each.wait.signal_name) for each in self.waits(SignalSubscription)]

    def _conditions(self) -> list[tuple[str, str]]:
        return [(each.element_id, "") for each in self.waits(Condition)]

    def incidents(self, instance: int | None = None) -> list[OpenIncident]:
        return [each for key in self.with_called(instance) for each in self.engine.incidents_of(key)]

    def with_called(self, instance: int | None) -> list[int]:
        """The keys of an instance and of those it has called, and they; of all instances for None."""
        keys = list(self.engine.instances())
        if instance is None:
            return keys
        found = [instance]
        for key in keys:
            if self.engine.parent_of(key) in found:
                found.append(key)
        return found

    def waits(self, kind: type[W], instance: int | None = None) -> list[Waiting[W]]:
        """All waits of one kind, the oldest first."""
        found = [
            Waiting(key, owner, wait_key, wait)
            for key, state in self._states(instance)
            for owner in state.element_instances.values()
            for wait_key, wait in owner.waits_of(kind)
        ]
        return sorted(found, key=lambda each: each.key)

    def _states(self, instance: int | None) -> Iterator[tuple[int, InstanceState]]:
        active = self.engine.active_states()
        wanted = active.keys() if instance is None else set(self.with_called(instance))
        return ((key, state) for key, state in active.items() if key in wanted)

    def _started_by(self, definition: type[Any]) -> list[tuple[str, str]]:
        arrived = list(self.engine.arrived_triggers())
        waiting = []
        for model in self.engine.latest_models():
            for start, found in model.starts_by(definition):
                trigger = (model.process_id, start.id, trigger_of(start, found, self.engine.now))
                if trigger in arrived:
                    arrived.remove(trigger)
                    continue
                name = getattr(found, "name", None)
                waiting.append((start.id, name.evaluate({}, now=self.engine.now) if name else ""))
        return waiting

    def _do(self, waiting: Waiting[Any], command: c.Command) -> None:
        self.engine.do_to(waiting.process_instance_key, command)
        self.settle()

    def _waiting_for_messages(self) -> str:
        found = [
            f"{each.element_id} for {each.wait.message_name!r}" for each in self.waits(MessageSubscription)
        ]
        return f"only these wait: {', '.join(found)}" if found else "nobody waits for any"


_SUBSCRIPTIONS: Mapping[str, tuple[Callable[[Stage], list[tuple[str, str]]], type[Any]]] = {
    "message": (Stage._messages, MessageEventDefinition),
    "signal": (Stage._signals, SignalEventDefinition),
    "conditional": (Stage._conditions, ConditionalEventDefinition),
}


def _job(each: Waiting[Job]) -> WaitingJob:
    return WaitingJob(
        process_instance_key=each.process_instance_key,
        key=each.key,
        element_id=each.element_id,
        type=each.wait.type,
        retries=each.wait.retries,
        scope_key=each.owner.key,
    )


def _pick(found: Sequence[Waiting[W]], index: int, told: str) -> Waiting[W]:
    if len(found) <= index:
        have = f"there are {len(found)}, and index {index} is one too many" if found else "there is none"
        raise NothingWaits(f"Expected {told} to wait, but {have}.")
    return found[index]


def _others_told(incidents: Sequence[OpenIncident]) -> str:
    if not incidents:
        return "there is none"
    return f"there are only some at: {', '.join(each.element_id for each in incidents)}"


def _endless(what: str) -> str:
    return f"Expected {what} to come to an end, but after {MOST_JOBS} jobs there are still more."


def _told(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
