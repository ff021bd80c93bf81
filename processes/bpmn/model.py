"""The executable model: what a deployed diagram means, ready to run.

A *process model* is made once per deployed version and shared by all its instances, so everything in it is
frozen. *Elements* are the flow nodes, the process itself and its subprocesses; *sequence flows* join them.
Elements refer to each other by id, and `ProcessModel.elements` is the one place to look an id up. Everything
that can be computed before an instance runs is computed here: expressions are compiled, references resolved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from processes.bpmn.event_definitions import EventDefinition, MessageEventDefinition, TimerEventDefinition

if TYPE_CHECKING:
    from processes.feel import Expression


class ElementType(StrEnum):
    """The BPMN element types that the engine runs; the values are the local names of their XML elements."""

    PROCESS = "process"
    SUB_PROCESS = "subProcess"

    START_EVENT = "startEvent"
    END_EVENT = "endEvent"
    INTERMEDIATE_CATCH_EVENT = "intermediateCatchEvent"
    INTERMEDIATE_THROW_EVENT = "intermediateThrowEvent"
    BOUNDARY_EVENT = "boundaryEvent"

    TASK = "task"
    SERVICE_TASK = "serviceTask"
    USER_TASK = "userTask"
    SCRIPT_TASK = "scriptTask"
    SEND_TASK = "sendTask"
    RECEIVE_TASK = "receiveTask"
    MANUAL_TASK = "manualTask"

    EXCLUSIVE_GATEWAY = "exclusiveGateway"
    PARALLEL_GATEWAY = "parallelGateway"
    INCLUSIVE_GATEWAY = "inclusiveGateway"
    EVENT_BASED_GATEWAY = "eventBasedGateway"


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceFlow:
    """An arrow between two flow nodes. `condition` is None on unconditional and on default flows."""

    id: str
    name: str | None = None
    source: str
    target: str
    condition: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableMapping:
    """An input or output mapping: evaluate `source`, store it under `target`.

    The target is a path: `order.total` sets a property of `order`.
    """

    source: Expression
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobDefinition:
    """What a job of this element is made of, evaluated when the element is activated."""

    type: Expression
    retries: Expression
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormReference:
    """Which form a user task or start event shows.

    One deployed by id, one embedded in the diagram (its JSON text), or an external key.
    """

    form_id: str | None = None
    embedded: str | None = None
    external_reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UserTaskDefinition:
    """Who may do a user task, until when, with which form; evaluated when the task is created."""

    assignee: Expression | None = None
    #: a list, or a comma-separated string
    candidate_users: Expression | None = None
    candidate_groups: Expression | None = None
    due_at: Expression | None = None
    follow_up_at: Expression | None = None
    #: 0 (lowest) to 100; 50 when absent
    priority: Expression | None = None
    form: FormReference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptDefinition:
    """A FEEL script task: evaluate, store the value under `result_variable`."""

    expression: Expression
    result_variable: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A flow node, or a scope that contains flow nodes. What the type does not have is None or empty."""

    id: str
    type: ElementType
    name: str | None = None
    documentation: str | None = None
    #: id of the subprocess or process around this element; None for the process itself
    scope_id: str | None = None
    incoming: tuple[SequenceFlow, ...] = ()
    outgoing: tuple[SequenceFlow, ...] = ()
    default_flow: SequenceFlow | None = None

    inputs: tuple[VariableMapping, ...] = ()
    outputs: tuple[VariableMapping, ...] = ()

    #: events: what is caught or thrown; receive tasks: their message. None is the none event
    event_definition: EventDefinition | None = None
    #: boundary events: the activity they sit on, and whether they end it (`cancelActivity`)
    attached_to: str | None = None
    interrupting: bool = True
    #: activities: ids of the boundary events attached to them, in document order
    boundary_events: tuple[str, ...] = ()
    #: process and subprocesses: ids of their start events
    start_events: tuple[str, ...] = ()

    #: service tasks, and send tasks, message throw and message end events that a job worker carries out
    job: JobDefinition | None = None
    user_task: UserTaskDefinition | None = None
    script: ScriptDefinition | None = None
    #: start events: the start form
    form: FormReference | None = None

    @property
    def label(self) -> str:
        """The name that people gave it, else the id."""
        return self.name or self.id


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class ProcessModel:
    """One executable process of one deployed diagram.

    Compared by identity, so that what is derived from it can be cached by it.
    """

    process_id: str
    name: str | None = None
    version_tag: str | None = None
    documentation: str | None = None
    #: the process and every element in it, subprocess contents included, by id, in document order
    elements: Mapping[str, Element]
    flows: Mapping[str, SequenceFlow]

    @property
    def root(self) -> Element:
        return self.elements[self.process_id]

    @property
    def none_start_event(self) -> Element | None:
        """The start event without an event definition, which starts instances on demand (BPMN 10.5.2)."""
        return next((e for e in self.start_events if e.event_definition is None), None)

    @property
    def start_events(self) -> tuple[Element, ...]:
        return tuple(self.elements[element_id] for element_id in self.root.start_events)

    @property
    def message_start_events(self) -> tuple[Element, ...]:
        return tuple(e for e in self.start_events if isinstance(e.event_definition, MessageEventDefinition))

    @property
    def timer_start_events(self) -> tuple[Element, ...]:
        return tuple(e for e in self.start_events if isinstance(e.event_definition, TimerEventDefinition))
