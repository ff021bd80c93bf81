"""What a worker does with a job in a scenario: nothing but complete it, bring variables, throw a modelled
error, fail, or stay busy for a while. It stands for the handler that does it in real life.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from processes.scenarios.engine import Variables


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingJob:
    """A job that has not been done."""

    process_instance_key: int
    key: int
    element_id: str
    type: str
    #: tries that are left
    retries: int
    #: the element instance that waits for it
    scope_key: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Completes:
    variables: Variables = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThrowsError:
    code: str
    message: str | None = None
    variables: Variables = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fails:
    """A try failed. `retries` left are one less than before unless given; none left is an incident."""

    message: str = "failed"
    retries: int | None = None
    retry_in: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaysBusy:
    """For this long; then the job is completed."""

    duration: timedelta


Outcome = Completes | ThrowsError | Fails | StaysBusy

#: What is done with a job, given the variables that it can see and the time.
Handler = Callable[[WaitingJob, Variables, datetime], Outcome]
