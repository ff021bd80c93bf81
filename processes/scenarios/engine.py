"""The engine that a scenario is played on: what can be done to it, in the words of those who draw, and what
can be seen of it.

An element is named by its id. Which job, task or incident of it is meant, the engine finds out: the one that
has waited longest. All of it is about one *instance*: the one started last, else the first that a message or
a timer has started; `look_at` chooses another one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, TypeVar

from processes.bpmn.model import ProcessModel
from processes.dmn.namespaces import MODEL_NAMESPACES, split_tag
from processes.engine import commands as c
from processes.engine.commands import Command
from processes.engine.errors import CommandRejected
from processes.engine.state import (
    Condition,
    ElementInstance,
    Incident,
    InstanceState,
    Job,
    MessageSubscription,
    SignalSubscription,
    Timer,
    UserTask,
)
from processes.resources.xml import UnreadableXml, parse_xml

Variables = Mapping[str, Any]
W = TypeVar("W", Job, UserTask, Timer, MessageSubscription, SignalSubscription, Condition, Incident)

#: when scenarios begin unless they say otherwise: a Monday
BEGINNING = datetime(2026, 1, 5, 12, tzinfo=UTC)
#: how long a message is kept for whoever may come to wait for it
TIME_TO_LIVE = timedelta(hours=1)

_WORDS: dict[type, str] = {
    Job: "job",
    UserTask: "user task",
    Timer: "timer",
    MessageSubscription: "message",
    SignalSubscription: "signal",
    Condition: "condition",
    Incident: "incident",
}


class NothingWaits(CommandRejected):
    """There is nothing of this kind at this element."""


class Drawing(Protocol):
    """Something that can say what its BPMN file would be."""

    def xml(self) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An element that was entered: ACTIVE, COMPLETED or TERMINATED by now."""

    element_id: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIncident:
    key: int
    element_id: str
    error_type: str
    message: str


class Engine(ABC):
    """A clock, the deployed diagrams, and their instances. Most of it is about the chosen instance."""

    def __init__(self, now: datetime = BEGINNING) -> None:
        self.now = now
        self._chosen: int | None = None

    # --- doing: the instance ----------------------------------------------------------------------

    @abstractmethod
    def deploy(self, *diagrams: bytes | Drawing) -> None:
        """Deploy BPMN files, and DMN files with the decisions that they ask, together."""

    def start(
        self,
        process_id: str | None = None,
        variables: Variables | None = None,
        *,
        business_key: str | None = None,
    ) -> int:
        """Start an instance of a process, by default the only one, and look at it. Its key."""
        self._chosen = None
        self._chosen = self._start(process_id or self._only_process(), variables or {}, business_key)
        return self._chosen

    def look_at(self, process_id: str) -> int:
        """Choose the latest instance of a process. Its key."""
        keys = [key for key, started in self.instances().items() if started == process_id]
        if not keys:
            raise NothingWaits(f"Expected to look at an instance of {process_id!r}, but there is none.")
        self._chosen = keys[-1]
        return self._chosen

    @abstractmethod
    def set_variables(self, variables: Variables, *, element_id: str | None = None) -> None:
        """Set variables in the instance, or in the scope of a living element."""

    @abstractmethod
    def cancel(self) -> None:
        """End the instance and all in it."""

    # --- doing: operators -------------------------------------------------------------------------

    def suspend(self) -> None:
        """Let nothing move in the instance until it is resumed."""
        self.operate(c.SuspendInstance())

    def resume(self) -> None:
        """Let the instance go on, with all that has become due meanwhile."""
        self.operate(c.ResumeInstance())
        self.advance_clock_to(self.now)

    def add_token(
        self, element_id: str, variables: Variables | None = None, *, ancestor: int | None = None
    ) -> None:
        """Let a token enter an element; `variables` are set in the element itself."""
        activate = c.ActivateInstruction(
            element_id=element_id,
            ancestor_element_instance_key=ancestor,
            variables=_local(element_id, variables),
        )
        self.operate(c.ModifyInstance(activate=(activate,)))

    def end_tokens(self, element_id: str) -> None:
        """End all tokens at an element."""
        self.operate(c.ModifyInstance(terminate=(c.TerminateInstruction(element_id=element_id),)))

    def move_tokens(self, element_id: str, to: str, variables: Variables | None = None) -> None:
        """Move all tokens at an element to another one."""
        move = c.MoveInstruction(
            source_element_id=element_id, target_element_id=to, variables=_local(to, variables)
        )
        self.operate(c.ModifyInstance(move=(move,)))

    def operate(self, command: Command) -> None:
        """Suspend, resume or modify the instance."""
        self.do_to(self.instance, command)

    @abstractmethod
    def migrate(
        self,
        process_id: str | None = None,
        *,
        instance: int | None = None,
        mapping: Mapping[str, str] | None = None,
        recompute_timers: bool = False,
    ) -> None:
        """Let the instance follow the latest version of its process, or of another one."""

    def restart(
        self, *element_ids: str, instance: int | None = None, variables: Variables | None = None
    ) -> int:
        """Start a new instance at these elements with the variables that this one had, and look at it."""
        self._chosen = self._restart(instance or self.instance, element_ids, variables or {})
        return self._chosen

    @abstractmethod
    def _restart(self, ended: int, element_ids: Sequence[str], variables: Variables) -> int: ...

    # --- doing: people, workers, others, time -----------------------------------------------------

    def complete_task(self, element_id: str | None = None, variables: Variables | None = None) -> None:
        """Somebody completes the user task of an element, by default the only one."""
        self._complete_task(self.key_of(UserTask, element_id), variables or {})

    def claim_task(self, element_id: str | None, by: str) -> None:
        self._claim_task(self.key_of(UserTask, element_id), by)

    def assign_task(self, element_id: str | None, to: str | None) -> None:
        """Give a task to somebody, or back to its candidates."""
        self._assign_task(self.key_of(UserTask, element_id), to)

    def complete_job(self, element_id: str | None = None, variables: Variables | None = None) -> None:
        """A worker completes the job of an element, by default the only one."""
        self._complete_job(self.key_of(Job, element_id), variables or {})

    def fail_job(
        self,
        element_id: str | None = None,
        *,
        retries: int = 0,
        error_message: str = "failed",
        retry_in: timedelta | None = None,
    ) -> None:
        """A worker fails; with no retries left that is an incident."""
        self._fail_job(self.key_of(Job, element_id), retries, error_message, retry_in)

    def throw_error(
        self,
        element_id: str | None,
        code: str,
        *,
        message: str | None = None,
        variables: Variables | None = None,
    ) -> None:
        """The job of an element ends in a modelled error."""
        self._throw_error(self.key_of(Job, element_id), code, message, variables or {})

    def resolve_incident(self, element_id: str | None = None) -> None:
        """Somebody has repaired what was wrong and tries again."""
        found = [i for i in self.open_incidents() if element_id in (None, i.element_id)]
        if not found:
            raise NothingWaits(f"Expected an incident{_at(element_id)}, but there is none.")
        self._resolve_incident(found[0].key)

    @abstractmethod
    def publish_message(
        self,
        name: str,
        key: str = "",
        variables: Variables | None = None,
        *,
        time_to_live: timedelta = TIME_TO_LIVE,
    ) -> None:
        """A message comes for whoever waits for it, now or within its time to live."""

    @abstractmethod
    def broadcast_signal(self, name: str, variables: Variables | None = None) -> int:
        """A signal comes for everyone who waits for it now, and starts what begins with it. How many."""

    @abstractmethod
    def start_by_message(self, name: str, variables: Variables, correlation_key: str = "") -> int | None:
        """Start an instance at the message start event of this name. Its key, or None where there is none."""

    @abstractmethod
    def start_by_conditions(self, variables: Variables) -> int:
        """Start an instance for each conditional start event that these variables make true. How many."""

    @abstractmethod
    def trigger_start_timer(self, element_id: str) -> None:
        """A timer start event is due, whatever the clock says. A cycle keeps its further occurrences."""

    @abstractmethod
    def do_to(self, key: int, command: Command) -> None:
        """Carry out any command on an instance; what follows from it follows."""

    def advance_clock(self, **duration: float) -> None:
        """Let time pass, in the words of `timedelta`; what becomes due triggers on its way, in its order."""
        self.advance_clock_to(self.now + timedelta(**duration))

    @abstractmethod
    def advance_clock_to(self, moment: datetime) -> None: ...

    # --- seeing -----------------------------------------------------------------------------------

    @property
    def instance(self) -> int:
        """The key of the instance that all of this is about."""
        if self._chosen is None:
            first = next(iter(self.instances()), None)
            if first is None:
                raise NothingWaits("Expected an instance, but none has been started.")
            self._chosen = first
        return self._chosen

    @abstractmethod
    def instances(self) -> Mapping[int, str]:
        """Key → process id of all instances, the oldest first."""

    @property
    def state(self) -> str:
        """ACTIVE, COMPLETED or TERMINATED."""
        return self.outcome_of(self.instance)

    @property
    def variables(self) -> Variables:
        """The variables of the process instance itself, also when it has ended."""
        return self.variables_of(self.instance)

    def visits(self) -> Sequence[Visit]:
        """The elements that were entered, in this order."""
        return self.visits_of(self.instance)

    def open_incidents(self) -> Sequence[OpenIncident]:
        return self.incidents_of(self.instance)

    def living(self) -> InstanceState:
        """What is alive in the instance, to look at."""
        return self.state_of(self.instance)

    @property
    def path(self) -> list[str]:
        """The elements that have completed, in the order in which they were entered."""
        return [visit.element_id for visit in self.visits() if visit.state == "COMPLETED"]

    @property
    def terminated(self) -> list[str]:
        """The elements that were ended from outside, in the order in which they were entered."""
        return [visit.element_id for visit in self.visits() if visit.state == "TERMINATED"]

    @property
    def active(self) -> list[str]:
        """The elements in which tokens are, in the order in which they were entered."""
        return [visit.element_id for visit in self.visits() if visit.state == "ACTIVE"]

    @property
    def waiting(self) -> list[str]:
        """The elements that wait for a person, a worker or a message, in alphabetical order."""
        return sorted(self.tasks + self.jobs + self.messages)

    @property
    def tasks(self) -> list[str]:
        """The elements whose user tasks are open."""
        return [element_id for _, element_id, _ in self.waits(UserTask)]

    @property
    def jobs(self) -> list[str]:
        """The elements whose jobs are open."""
        return [element_id for _, element_id, _ in self.waits(Job)]

    @property
    def messages(self) -> list[str]:
        """The events and receive tasks that wait for a message."""
        return [element_id for _, element_id, _ in self.waits(MessageSubscription)]

    @property
    def signals(self) -> list[str]:
        """The events that wait for a signal."""
        return [element_id for _, element_id, _ in self.waits(SignalSubscription)]

    @property
    def conditions(self) -> list[str]:
        """The events that wait for their condition."""
        return [element_id for _, element_id, _ in self.waits(Condition)]

    @property
    def timers(self) -> dict[str, datetime]:
        """The events that wait for time, and when they are due."""
        return {element_id: timer.due_at.astimezone(UTC) for _, element_id, timer in self.waits(Timer)}

    @property
    def incidents(self) -> dict[str, str]:
        """Where something is stuck, and what kind of incident it is."""
        return {incident.element_id: incident.error_type for incident in self.open_incidents()}

    def waits(self, kind: type[W]) -> list[tuple[int, str, W]]:
        """Key, element and wait of all waits of a kind, the oldest first."""
        found = [
            (key, _element_of(owner, wait), wait)
            for owner in self.living().element_instances.values()
            for key, wait in owner.waits_of(kind)
        ]
        return sorted(found, key=lambda each: each[0])

    def key_of(self, kind: type[W], element_id: str | None = None) -> int:
        """The key of what has waited longest at an element, by default at the only one."""
        found = self.waits(kind)
        here = [key for key, at, _ in found if element_id in (None, at)]
        if not here:
            others = ", ".join(dict.fromkeys(at for _, at, _ in found))
            told = f"there are only some at: {others}" if found else "there is none"
            raise NothingWaits(f"Expected a {_WORDS[kind]}{_at(element_id)}, but {told}.")
        if element_id is None and len({at for _, at, _ in found}) > 1:
            raise NothingWaits(f"Expected one {_WORDS[kind]}, but there are several; name the element.")
        return here[0]

    # --- seeing: any instance, by key --------------------------------------------------------------

    @abstractmethod
    def state_of(self, key: int) -> InstanceState:
        """What is alive in an instance; its variables need not be there."""

    @abstractmethod
    def active_states(self) -> Mapping[int, InstanceState]:
        """What is alive in each instance that has not ended, the oldest first."""

    @abstractmethod
    def outcome_of(self, key: int) -> str:
        """ACTIVE, COMPLETED or TERMINATED."""

    @abstractmethod
    def model_of(self, key: int) -> ProcessModel: ...

    @abstractmethod
    def variables_of(self, key: int) -> Variables:
        """The variables of the process instance itself, also when it has ended."""

    @abstractmethod
    def visible(self, key: int, scope_key: int) -> Variables:
        """The variables that can be seen in a scope of an instance."""

    @abstractmethod
    def visits_of(self, key: int) -> Sequence[Visit]: ...

    @abstractmethod
    def incidents_of(self, key: int) -> Sequence[OpenIncident]: ...

    @abstractmethod
    def parent_of(self, key: int) -> int | None:
        """The instance that called this one."""

    @abstractmethod
    def correlation_keys(self) -> Mapping[int, str]:
        """Key of each open message subscription → the correlation key it waits for."""

    @abstractmethod
    def latest_models(self) -> Sequence[ProcessModel]:
        """The latest version of each deployed process."""

    @abstractmethod
    def arrived_triggers(self) -> Sequence[tuple[str, str, str]]:
        """What parallel multiple start events remember: process, start event, and what has arrived."""

    @abstractmethod
    def start_timers(self) -> Sequence[tuple[str, datetime]]:
        """The timer start events of deployed processes, and when they are due."""

    @abstractmethod
    def next_due(self) -> datetime | None:
        """When the next timer of all is due."""

    # --- what the kinds of engines do, by key -----------------------------------------------------

    @abstractmethod
    def _only_process(self) -> str: ...

    @abstractmethod
    def _start(self, process_id: str, variables: Variables, business_key: str | None) -> int: ...

    @abstractmethod
    def _complete_task(self, key: int, variables: Variables) -> None: ...

    @abstractmethod
    def _claim_task(self, key: int, by: str) -> None: ...

    @abstractmethod
    def _assign_task(self, key: int, to: str | None) -> None: ...

    @abstractmethod
    def _complete_job(self, key: int, variables: Variables) -> None: ...

    @abstractmethod
    def _fail_job(self, key: int, retries: int, error_message: str, retry_in: timedelta | None) -> None: ...

    @abstractmethod
    def _throw_error(self, key: int, code: str, message: str | None, variables: Variables) -> None: ...

    @abstractmethod
    def _resolve_incident(self, key: int) -> None: ...


def _local(element_id: str, variables: Variables | None) -> tuple[c.VariableInstruction, ...]:
    return (c.VariableInstruction(variables=variables, scope_id=element_id),) if variables else ()


def scope_of(state: InstanceState, element_id: str | None) -> int:
    """The key of the scope that a living element is, or of the instance itself."""
    if element_id is None:
        return state.key
    for instance in state.element_instances.values():
        if instance.element_id == element_id:
            return instance.key
    raise NothingWaits(f"Expected {element_id!r} to be active, but it is not.")


def content_of(diagram: bytes | Drawing) -> bytes:
    return diagram if isinstance(diagram, bytes) else diagram.xml()


def kind_of(content: bytes) -> str:
    """What is in these bytes, by the end of the name that its file would have: bpmn, dmn or form."""
    if content.lstrip()[:1] in (b"{", b"["):
        return "form"
    try:
        return "dmn" if split_tag(parse_xml(content))[0] in MODEL_NAMESPACES else "bpmn"
    except UnreadableXml:
        return "bpmn"  # reading it as a diagram says why


def _element_of(owner: ElementInstance, wait: Any) -> str:
    element_id: str = getattr(wait, "element_id", None) or owner.element_id
    return element_id


def _at(element_id: str | None) -> str:
    return f" at {element_id!r}" if element_id else ""
