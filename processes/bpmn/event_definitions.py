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
class MessageEventDefinition:
    """A message by name. Without a correlation key the name alone decides.

    Catching, the correlation key says which message is ours; throwing, whom it is for.
    """

    name: Expression
    correlation_key: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorEventDefinition:
    """A BPMN error. Thrown, it has a code; caught, a missing code catches every error."""

    code: Expression | None = None
    #: catching only: variables that receive the code and the message
    code_variable: str | None = None
    message_variable: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminateEventDefinition:
    """End event that ends everything else in its scope."""


EventDefinition = (
    TimerEventDefinition | MessageEventDefinition | ErrorEventDefinition | TerminateEventDefinition
)
