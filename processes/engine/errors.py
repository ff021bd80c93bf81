"""The engine's errors. Three kinds, three doors: the caller is wrong, the process is stuck, or we are wrong
(any other exception).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class CommandRejected(Exception):
    """The state of the instance does not allow this command. Nothing was changed."""


class IsSuspended(CommandRejected):
    """The instance is suspended. What is asked can be done once somebody has resumed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProblem:
    """One thing that is wrong with a plan of an operator, and the element it is about."""

    message: str
    element_id: str | None = None
    element_instance_key: int | None = None


class PlanRejected(CommandRejected):
    """A modification, migration or restart cannot be carried out as it is planned. `problems` has all that is
    wrong with it; nothing was changed.
    """

    def __init__(self, wanted: str, problems: Iterable[PlanProblem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        told = "; ".join(problem.message for problem in self.problems)
        super().__init__(
            f"Expected to {wanted}, but {count} problem{'s' * (count != 1)} must be mended first: {told}"
        )


class ErrorType(StrEnum):
    """What kind of problem an incident is about."""

    EXPRESSION = "EXPRESSION_ERROR"
    IO_MAPPING = "IO_MAPPING_ERROR"
    CONDITION = "CONDITION_ERROR"
    JOB_NO_RETRIES = "JOB_NO_RETRIES"
    UNHANDLED_BPMN_ERROR = "UNHANDLED_BPMN_ERROR"
    TIMER = "TIMER_ERROR"
    MESSAGE = "MESSAGE_ERROR"
    SIGNAL = "SIGNAL_ERROR"
    LOOP = "LOOP_ERROR"
    DECISION = "DECISION_ERROR"
    CALL = "CALLED_PROCESS_ERROR"
    USER_TASK = "USER_TASK_ERROR"
    JOIN_NEVER_COMPLETE = "JOIN_NEVER_COMPLETE"
    STEP_BUDGET_EXCEEDED = "STEP_BUDGET_EXCEEDED"
    ENGINE = "ENGINE_ERROR"


class ElementFailed(Exception):
    """The element cannot go on until someone acts: raised by behaviors, caught by `execute`, becomes an
    incident.
    """

    def __init__(self, error_type: ErrorType, message: str) -> None:
        self.error_type = error_type
        self.message = message
        super().__init__(message)


class InvalidState(Exception):
    """We are wrong: an event does not fit the state it is applied to."""
