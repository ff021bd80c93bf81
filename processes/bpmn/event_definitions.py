"""Event definitions: what an event catches or throws (BPMN 2.0.2, 10.5.5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from processes.feel import Expression


class TimerKind(StrEnum):
    """How a timer says when: after a while, at a moment, or again and again."""

    DURATION = "duration"
    DATE = "date"
    CYCLE = "cycle"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerEventDefinition:
    """Waits for time: an ISO 8601 duration, date and time, or repeating interval (`R3/PT1H`)."""

    kind: TimerKind
    expression: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Correlation:
    """The correlation key by which messages of one name and instances find each other (BPMN 8.4.2)."""

    #: its name
    key: str
    #: where its properties are in the message
    properties: tuple[Expression, ...]
    #: where they are in the instance; empty without a correlation subscription
    bound: tuple[Expression, ...] = ()
    #: the message comes along a message flow of the diagram, so the conversation says whose it is
    is_along_flow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEventDefinition:
    """A message by name. Without a correlation key the name alone decides.

    Catching, the correlation key says which message is ours; throwing, whom it is for.
    """

    name: Expression
    correlation_key: Expression | None = None
    #: without a correlation key of its own: that of its conversation
    correlation: Correlation | None = None
    #: thrown along a message flow to another pool of the diagram: without a correlation key it goes to the
    #: instance there with which this one is in conversation
    is_along_flow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorEventDefinition:
    """A BPMN error. Thrown, it has a code; caught, a missing code catches every error."""

    code: Expression | None = None
    #: throwing only: what is said beside the code; the name of the event unless given
    message: Expression | None = None
    #: catching only: variables that receive the code and the message
    code_variable: str | None = None
    message_variable: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalEventDefinition:
    """A signal by name: thrown, it goes to everyone who waits for it."""

    name: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationEventDefinition:
    """A notice to an outer scope, which may go on beside it. Caught, a missing code catches every one."""

    code: Expression | None = None
    #: catching only: the variable that receives the code
    code_variable: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionalEventDefinition:
    """Waits for a condition on variables to become true."""

    condition: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEventDefinition:
    """Goes on at another place of the same scope: thrown, at the catch event `target_id`."""

    name: str
    target_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminateEventDefinition:
    """End event that ends everything else in its scope."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompensateEventDefinition:
    """Undoes what has completed: thrown, one activity, or all of the scope. Caught, its own activity."""

    activity_id: str | None = None
    wait_for_completion: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelEventDefinition:
    """Gives a transaction up: all of it is undone, and it is left by its cancel boundary event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleEventDefinition:
    """Several definitions in one event. Thrown, all; caught, the first, or with `parallel` all of them."""

    definitions: tuple[SingleEventDefinition, ...]
    parallel: bool = False


SingleEventDefinition = (
    TimerEventDefinition
    | MessageEventDefinition
    | ErrorEventDefinition
    | SignalEventDefinition
    | EscalationEventDefinition
    | ConditionalEventDefinition
    | LinkEventDefinition
    | CompensateEventDefinition
    | CancelEventDefinition
    | TerminateEventDefinition
)
EventDefinition = SingleEventDefinition | MultipleEventDefinition
