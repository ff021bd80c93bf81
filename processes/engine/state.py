"""The state of one process instance: only what is alive. Changed by `apply`, read by everyone else.

An *element instance* is one visit of an element that has not ended. It holds its *waits*: the job, user
task, timers, subscriptions and incident that it is waiting with, by key. *Arrivals* are tokens that wait in
front of a joining gateway, by incoming flow. *Variables* belong to a scope: the process instance (its key
is the root scope's) or an element instance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar


class Phase(StrEnum):
    """Where an element instance got stuck, and so what a retry after an incident repeats."""

    ACTIVATION = "activation"
    COMPLETION = "completion"
    #: its job ran out of retries
    JOB = "job"
    #: an event that happens again and again could not be waited for again
    WAITING = "waiting"
    #: a scope whose last tokens wait in front of a join for one that cannot come
    JOIN = "join"


@dataclass(slots=True)
class Job:
    type: str
    retries: int


@dataclass(slots=True)
class UserTask:
    assignee: str | None
    #: to whom it comes back, or came back, once it is resolved
    owner: str | None = None
    #: someone else does it for its owner
    is_delegated: bool = False


@dataclass(slots=True)
class Timer:
    #: the event that triggers
    element_id: str
    due_at: datetime
    #: ISO 8601 repeating interval, and how many triggers are left (None: no end)
    cycle: str | None
    repetitions: int | None


@dataclass(slots=True)
class MessageSubscription:
    #: the event or receive task that waits
    element_id: str
    message_name: str


@dataclass(slots=True)
class SignalSubscription:
    #: the event that waits
    element_id: str
    signal_name: str


@dataclass(slots=True)
class Condition:
    #: the event that waits
    element_id: str
    #: as it was last looked at: an event happens when its condition becomes true, not while it is
    holds: bool = False


@dataclass(slots=True)
class Call:
    """A called instance that has not ended. The key of this wait is the key of that instance."""

    process_id: str


@dataclass(slots=True)
class Incident:
    phase: Phase
    job_key: int | None
    #: the element that it is shown at, if that is another than the one that is stuck
    element_id: str | None = None


W = TypeVar("W")

Wait = Job | UserTask | Timer | MessageSubscription | SignalSubscription | Condition | Call | Incident

#: waits that name the event they trigger
CatchingWait = Timer | MessageSubscription | SignalSubscription | Condition


@dataclass(slots=True)
class Loop:
    """How far the inner instances of a loop, or the activities of an ad-hoc subprocess, have come."""

    #: how many there will be; None if that is not known beforehand
    total: int | None
    #: what is still to come when they come one after another: items of the collection, or element ids
    items: list[Any] | None
    started: int = 0
    completed: int = 0
    terminated: int = 0
    #: the variable that collects results, and those so far, in the order of the items
    output: str | None = None
    results: list[Any] | None = None


@dataclass(slots=True)
class Compensation:
    """A completed activity that can be undone."""

    #: the element instance that completed
    key: int
    element_id: str
    #: its local variables, as they were then
    variables: dict[str, Any]
    #: what completed inside it
    inner: list[Compensation]

    @property
    def parts(self) -> list[Compensation]:
        """Itself; of a loop its inner instances, since each of them is undone by itself."""
        is_loop = any(each.element_id == self.element_id for each in self.inner)
        return self.inner if is_loop else [self]


@dataclass(slots=True)
class Compensating:
    """What an element instance is undoing: the rest, to be taken from the end."""

    scope_key: int
    pending: list[Compensation]


@dataclass(slots=True)
class HeldCommand:
    """A command that has come while the instance was suspended, as JSON knows it."""

    name: str
    arguments: dict[str, Any]


@dataclass(slots=True)
class Suspension:
    """Nothing in the instance moves. What would have moved is kept here (`processes.engine.suspension`)."""

    #: who has suspended it, of `SUSPENDERS`; it goes on when nobody has it suspended any more
    by: set[str]
    #: in the order in which they came
    commands: list[HeldCommand] = field(default_factory=list)
    #: activations and completions of element instances that are to follow
    agenda: list[tuple[Phase, int]] = field(default_factory=list)


class ElementInstance:
    """One visit of an element, as long as it lives."""

    __slots__ = (
        "active_children",
        "arrivals",
        "compensates",
        "compensating",
        "compensations",
        "element_id",
        "key",
        "loop",
        "loop_index",
        "released",
        "scope_key",
        "waits",
    )

    def __init__(self, key: int, element_id: str, scope_key: int | None) -> None:
        self.key = key
        self.element_id = element_id
        #: the element instance around it (its flow scope); None for the root scope
        self.scope_key = scope_key
        #: scopes: how many element instances live directly in it
        self.active_children = 0
        #: scopes: tokens that wait at joins: join id → incoming flow id → how many
        self.arrivals: dict[str, dict[str, int]] | None = None
        #: scopes: complex gateways that have let tokens through and not reset yet: their incoming flows
        self.released: dict[str, list[str]] | None = None
        self.waits: dict[int, Wait] | None = None
        #: bodies of loops and ad-hoc subprocesses
        self.loop: Loop | None = None
        #: inner instances of loops: which one it is, counted from 0
        self.loop_index: int | None = None
        #: scopes: what has completed in it and can be undone, oldest first
        self.compensations: list[Compensation] | None = None
        #: what it is undoing
        self.compensating: Compensating | None = None
        #: compensation handlers: key of the element instance that had them begun
        self.compensates: int | None = None

    def waits_of(self, kind: type[W]) -> Iterator[tuple[int, W]]:
        """Its waits of one kind, with their keys."""
        return ((key, wait) for key, wait in (self.waits or {}).items() if isinstance(wait, kind))

    @property
    def has_incident(self) -> bool:
        return any(True for _ in self.waits_of(Incident))


@dataclass(slots=True)
class InstanceState:
    """The living part of one process instance."""

    key: int
    process_definition_key: int
    #: keys of the process instance and of the call activity that called this one
    parent: tuple[int, int] | None = None
    #: called instances: names of the variables that have been set in the root scope since the instance began;
    #: the others are as the caller has given them, and by now may be older than what the caller has
    changed: set[str] = field(default_factory=set)
    #: None unless it is suspended
    suspension: Suspension | None = None
    #: name of a correlation key → its value, since the first message with it has been sent or received
    correlation_keys: dict[str, str] = field(default_factory=dict)
    #: how many commands have changed it
    revision: int = 0
    #: alive element instances by key; the root scope is among them as long as the instance is active
    element_instances: dict[int, ElementInstance] = field(default_factory=dict)
    #: scope key → variable name → JSON value
    variables: dict[int, dict[str, Any]] = field(default_factory=dict)
    #: key of a wait → key of the element instance that waits
    owners: dict[int, int] = field(default_factory=dict)
    #: keys of the conditions that are awaited
    conditions: set[int] = field(default_factory=set)
    #: keys of scopes in which tokens wait at joins
    joining_scopes: set[int] = field(default_factory=set)
    #: of a very wide loop, only those inner instances may be here that a command is about; this brings the
    #: others
    rest: Callable[[InstanceState], None] | None = field(default=None, compare=False, repr=False)

    def bring_rest(self) -> None:
        """From now on everything is here that is alive."""
        if self.rest is not None:
            bring, self.rest = self.rest, None
            bring(self)

    @property
    def is_active(self) -> bool:
        return self.key in self.element_instances

    @property
    def is_suspended(self) -> bool:
        return self.suspension is not None

    @property
    def has_begun(self) -> bool:
        """Something has been entered; before, its variables are set that it is started with."""
        return len(self.element_instances) > 1

    @property
    def result(self) -> dict[str, Any]:
        """What a called instance hands to its caller."""
        variables = self.variables.get(self.key, {})
        return {name: value for name, value in variables.items() if name in self.changed}

    def wait(self, key: int, kind: type[W]) -> tuple[ElementInstance, W] | None:
        """The open wait with this key and the element instance that has it."""
        owner_key = self.owners.get(key)
        if owner_key is None and self.rest is not None:
            self.bring_rest()
            owner_key = self.owners.get(key)
        if owner_key is None:
            return None
        owner = self.element_instances[owner_key]
        found = (owner.waits or {})[key]
        return (owner, found) if isinstance(found, kind) else None

    def children(self, scope_key: int) -> list[ElementInstance]:
        """Element instances that live directly in this scope, oldest first."""
        if self.rest is not None and self.element_instances[scope_key].loop is not None:
            self.bring_rest()
        return [i for i in self.element_instances.values() if i.scope_key == scope_key]
