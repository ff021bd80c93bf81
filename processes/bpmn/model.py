"""The executable model: what a deployed diagram means, ready to run.

A *process model* is made once per deployed version and shared by all its instances, so everything in it is
frozen. *Elements* are the flow nodes, the process itself and its subprocesses; *sequence flows* join them.
Elements refer to each other by id, and `ProcessModel.elements` is the one place to look an id up. Everything
that can be computed before an instance runs is computed here: expressions are compiled, references resolved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from processes.bpmn.data import ElementData
from processes.bpmn.event_definitions import (
    ConditionalEventDefinition,
    EventDefinition,
    MessageEventDefinition,
    MultipleEventDefinition,
    SignalEventDefinition,
    SingleEventDefinition,
    TimerEventDefinition,
)

if TYPE_CHECKING:
    from processes.feel import Expression

D = TypeVar("D")

#: characters of a name, a key or a type: what one is found by must fit an index
LONGEST_TEXT = 255
#: as many as the database keeps; nobody means more
RETRIES = range(1, 1 << 31)
JOB_PRIORITIES = range(-(1 << 31), 1 << 31)


class ElementType(StrEnum):
    """The BPMN element types that the engine runs; the values are the local names of their XML elements."""

    PROCESS = "process"
    SUB_PROCESS = "subProcess"
    TRANSACTION = "transaction"
    AD_HOC_SUB_PROCESS = "adHocSubProcess"
    CALL_ACTIVITY = "callActivity"

    START_EVENT = "startEvent"
    END_EVENT = "endEvent"
    INTERMEDIATE_CATCH_EVENT = "intermediateCatchEvent"
    INTERMEDIATE_THROW_EVENT = "intermediateThrowEvent"
    BOUNDARY_EVENT = "boundaryEvent"

    TASK = "task"
    SERVICE_TASK = "serviceTask"
    USER_TASK = "userTask"
    SCRIPT_TASK = "scriptTask"
    BUSINESS_RULE_TASK = "businessRuleTask"
    SEND_TASK = "sendTask"
    RECEIVE_TASK = "receiveTask"
    MANUAL_TASK = "manualTask"

    EXCLUSIVE_GATEWAY = "exclusiveGateway"
    PARALLEL_GATEWAY = "parallelGateway"
    INCLUSIVE_GATEWAY = "inclusiveGateway"
    EVENT_BASED_GATEWAY = "eventBasedGateway"
    COMPLEX_GATEWAY = "complexGateway"


#: what an event that catches it waits for
AWAITED = (TimerEventDefinition, MessageEventDefinition, SignalEventDefinition, ConditionalEventDefinition)
#: gateways at which tokens wait for each other
JOINING = frozenset(
    {ElementType.PARALLEL_GATEWAY, ElementType.INCLUSIVE_GATEWAY, ElementType.COMPLEX_GATEWAY}
)


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
    #: jobs of a higher one are taken first; None is 0
    priority: Expression | None = None
    headers: dict[str, str] = field(default_factory=dict)

    #: type, retries and priority where the diagram says all outright, so that nothing is left to evaluate
    constants: tuple[str, int, int] | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        _compute(self, constants=self._constants())

    def _constants(self) -> tuple[str, int, int] | None:
        """What is doubtful is left to be evaluated, too: that tells what is wrong with it."""
        type = self.type.constant
        if not isinstance(type, str) or not type.isprintable() or len(type) > LONGEST_TEXT:
            return None
        retries = _constant_in(RETRIES, self.retries)
        priority = 0 if self.priority is None else _constant_in(JOB_PRIORITIES, self.priority)
        return None if retries is None or priority is None else (type, retries, priority)


def _constant_in(allowed: range, expression: Expression) -> int | None:
    """The whole number that it always is; None if it is none of these."""
    value = expression.constant
    if not isinstance(value, int) or isinstance(value, bool) or value not in allowed:
        return None
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class FormReference:
    """Which form a user task or start event shows.

    One deployed by id, one embedded in the diagram (its JSON text), or an external key.
    """

    form_id: str | None = None
    embedded: str | None = None
    external_reference: str | None = None


#: the variable that says how a user task ended, unless the diagram names another
DEFAULT_OUTCOME_VARIABLE = "outcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One of the ways in which a user task can be completed."""

    #: of the variable
    value: str
    #: what its button says
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """A user task is completed with one of these, and the variable says with which."""

    variable: str
    choices: tuple[Outcome, ...]


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
    outcomes: Outcomes | None = None

    @property
    def names_somebody(self) -> bool:
        """Else it is for whoever its lane is for."""
        return any((self.assignee, self.candidate_users, self.candidate_groups))


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptDefinition:
    """A FEEL script task: evaluate, store the value under `result_variable`."""

    expression: Expression
    result_variable: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThrowWhenInnerCompletes:
    """An event that a multi-instance activity throws when an inner instance completes (its *behavior*, BPMN
    tables 10.29 and 10.31).
    """

    definition: SingleEventDefinition
    #: behavior One: not again when the others complete
    only_first: bool = False
    #: behavior Complex
    condition: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MultiInstance:
    """An activity is done several times, at once or one after another (BPMN 13.3.7)."""

    sequential: bool = False
    #: one inner instance for each item of a list, or a number of them
    collection: Expression | None = None
    cardinality: Expression | None = None
    #: local variable of each inner instance that has its item
    element_variable: str | None = None
    #: variable that gets what `output_element` is in each inner instance, in the order of the items
    output_collection: str | None = None
    output_element: Expression | None = None
    #: looked at whenever an inner instance has completed; the others are terminated once it is true
    completion_condition: Expression | None = None
    #: none with behavior All
    throws: tuple[ThrowWhenInnerCompletes, ...] = ()
    #: Camunda 7 counts from 0 (`loopCounter`), Camunda 8 from 1
    first_counter: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardLoop:
    """An activity is done again while a condition is true (BPMN 13.3.6)."""

    condition: Expression | None = None
    test_before: bool = False
    maximum: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdHoc:
    """The activities of an ad-hoc subprocess have no order of their own (BPMN 13.3.5)."""

    sequential: bool = False
    completion_condition: Expression | None = None
    #: whether what still runs is terminated once the completion condition is true
    cancel_remaining: bool = True
    #: ids of the elements that begin; all without incoming flow if absent
    active_elements: Expression | None = None


class Binding(StrEnum):
    """Which version of a process or decision is called."""

    LATEST = "latest"
    DEPLOYMENT = "deployment"
    VERSION = "version"
    VERSION_TAG = "versionTag"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledProcess:
    """What a call activity calls, and which variables go along and come back."""

    process_id: Expression
    binding: Binding = Binding.LATEST
    #: the version, or the version tag
    bound_to: Expression | None = None
    business_key: Expression | None = None
    #: all that is visible goes along; else only the local variables (those of input mappings)
    pass_all: bool = True
    #: all variables of the called instance come back when it completes
    return_all: bool = True


class DecisionResult(StrEnum):
    """What Camunda 7 keeps of a decision's answer (`mapDecisionResult`)."""

    SINGLE_ENTRY = "singleEntry"
    SINGLE_RESULT = "singleResult"
    COLLECT_ENTRIES = "collectEntries"
    RESULT_LIST = "resultList"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledDecision:
    """What a business rule task asks."""

    decision_id: Expression
    binding: Binding = Binding.LATEST
    #: the version, or the version tag
    bound_to: Expression | None = None
    result_variable: str | None = None
    #: None takes the answer as it is
    result: DecisionResult | None = None


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
    #: boundary events: the activity they sit on
    attached_to: str | None = None
    #: boundary events: whether they end their activity (`cancelActivity`); starts of event subprocesses:
    #: whether they end all else in the scope around it (`isInterrupting`)
    interrupting: bool = True
    #: activities: ids of the boundary events attached to them, in document order
    boundary_events: tuple[str, ...] = ()
    #: process and subprocesses: ids of their start events, or of what begins without any
    start_events: tuple[str, ...] = ()
    #: subprocesses: started by an event, not by a token (BPMN 10.3.5, *Event Sub-Process*)
    is_event_sub_process: bool = False
    #: process and subprocesses: ids of the start events of the event subprocesses directly in them
    event_starts: tuple[str, ...] = ()

    #: service tasks, and send tasks, message throw and message end events that a job worker carries out
    job: JobDefinition | None = None
    loop: MultiInstance | StandardLoop | None = None
    called: CalledProcess | None = None
    decision: CalledDecision | None = None
    ad_hoc: AdHoc | None = None
    #: activities: how many tokens begin it, and how many leave along each flow (BPMN 13.3.2)
    start_quantity: int = 1
    completion_quantity: int = 1
    #: activities: only begun to undo another (`isForCompensation`)
    is_for_compensation: bool = False
    #: activities: id of the activity, or of the event subprocess inside, that undoes it
    compensated_by: str | None = None
    #: complex gateways
    activation_condition: Expression | None = None
    #: event-based gateways and receive tasks: start the process
    instantiates: bool = False
    #: event-based gateways that start the process: all of the events have to happen
    is_parallel: bool = False
    user_task: UserTaskDefinition | None = None
    script: ScriptDefinition | None = None
    #: start events: the start form
    form: FormReference | None = None
    data: ElementData | None = None
    #: name of the lane that it is in
    lane: str | None = None

    #: what is caught or thrown, one by one
    event_definitions: tuple[SingleEventDefinition, ...] = field(init=False, compare=False, repr=False)
    #: of what is caught, what there is a wait for: one for each, but a single one for all conditions
    awaited: tuple[SingleEventDefinition, ...] = field(init=False, compare=False, repr=False)
    #: events: a parallel multiple event happens when all of its triggers have (BPMN 10.5.5)
    needs_all_triggers: bool = field(init=False, compare=False, repr=False)
    #: tokens wait in front of it for others: it joins them, or begins with several
    gathers: bool = field(init=False, compare=False, repr=False)
    #: nothing has to be done before it begins: it has no loop, no data, no mappings, no boundary events
    begins_unprepared: bool = field(init=False, compare=False, repr=False)
    #: it is left along all its flows whatever the variables are, and hands none to the scope around it
    leaves_unasked: bool = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        definitions, needs_all = _one_by_one(self.event_definition)
        _compute(
            self,
            event_definitions=definitions,
            awaited=_awaited(definitions),
            needs_all_triggers=needs_all,
            gathers=self.start_quantity > 1 or (self.type in JOINING and len(self.incoming) > 1),
            begins_unprepared=self._begins_unprepared(),
            leaves_unasked=self._leaves_unasked(),
        )

    def _begins_unprepared(self) -> bool:
        return self.loop is None and self.data is None and not self.inputs and not self.boundary_events

    def _leaves_unasked(self) -> bool:
        if self.outputs or self.loop is not None or self.data is not None:
            return False
        if self.type is ElementType.PARALLEL_GATEWAY:
            return True
        is_choice = self.type is ElementType.EXCLUSIVE_GATEWAY and len(self.outgoing) > 1
        return not is_choice and all(flow.condition is None for flow in self.outgoing)

    def declared(self, *, is_inner: bool) -> list[str]:
        """The names of its data that an instance has as variables to begin with. Of a loop, the inner
        instances have some and their body has the others.
        """
        if self.data is None:
            return []
        names = list(self.data.own) if is_inner or self.loop is None else []
        if not is_inner:
            collected = self.loop.output_collection if isinstance(self.loop, MultiInstance) else None
            names += [name for name in self.data.shared if name != collected]
        return names

    @property
    def label(self) -> str:
        """The name that people gave it, else the id."""
        return self.name or self.id


def _one_by_one(definition: EventDefinition | None) -> tuple[tuple[SingleEventDefinition, ...], bool]:
    """What an event catches or throws, and whether it catches all of it together."""
    match definition:
        case None:
            return (), False
        case MultipleEventDefinition():
            return definition.definitions, definition.parallel
        case single:
            return (single,), False


def _awaited(definitions: tuple[SingleEventDefinition, ...]) -> tuple[SingleEventDefinition, ...]:
    """Errors and escalations are not waited for: who catches them is looked up when they are thrown."""
    if not definitions:
        return ()
    awaited = [each for each in definitions if isinstance(each, AWAITED)]
    conditions = [each for each in awaited if isinstance(each, ConditionalEventDefinition)]
    return tuple([each for each in awaited if each not in conditions[1:]])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class ProcessModel:
    """One executable process of one deployed diagram.

    Compared by identity, so that what is derived from it can be cached by it.
    """

    process_id: str
    name: str | None = None
    version_tag: str | None = None
    documentation: str | None = None
    #: it is a global task, which is its only element besides the process itself
    is_global_task: bool = False
    #: the process and every element in it, subprocess contents included, by id, in document order
    elements: Mapping[str, Element]
    flows: Mapping[str, SequenceFlow]
    #: An error that nothing catches ends the token that throws it, as in Camunda 7; otherwise it is an
    #: incident. BPMN 10.5.3 leaves open what happens then.
    ends_uncaught_errors: bool = False

    root: Element = field(init=False, repr=False)
    #: those that are drawn, else the implicit ones
    start_events: tuple[Element, ...] = field(init=False, repr=False)
    #: the start event without an event definition, which starts instances on demand (BPMN 10.5.2)
    none_start_event: Element | None = field(init=False, repr=False)
    #: what a process without start events begins with, all at once (BPMN 10.5.2)
    implicit_starts: tuple[Element, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        root = self.elements[self.process_id]
        # What cannot run is not among the elements.
        starts = [self.elements[each] for each in root.start_events if each in self.elements]
        drawn = [each for each in starts if each.type is ElementType.START_EVENT]
        _compute(
            self,
            root=root,
            start_events=tuple(starts),
            none_start_event=next((each for each in drawn if each.event_definition is None), None),
            implicit_starts=tuple([each for each in starts if each not in drawn]),
        )

    def starts_by(self, kind: type[D]) -> Iterator[tuple[Element, D]]:
        """The start events of the process with this kind of event definition, and the definition."""
        for event in self.instantiating:
            for definition in event.event_definitions:
                if isinstance(definition, kind):
                    yield event, definition

    @property
    def instantiating(self) -> Iterator[Element]:
        """Start events, instantiating receive tasks, and what follows instantiating event-based gateways."""
        for element in self.elements.values():
            if element.scope_id != self.process_id:
                continue
            if element.type is ElementType.START_EVENT or (
                element.instantiates and element.type is ElementType.RECEIVE_TASK
            ):
                yield element
            elif element.instantiates:
                yield from (self.elements[flow.target] for flow in element.outgoing)


def _compute(frozen: object, **values: object) -> None:
    """Set the fields that are computed from the others, once and for all."""
    for name, value in values.items():
        object.__setattr__(frozen, name, value)
