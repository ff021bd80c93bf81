"""Handlers: which function does the jobs of a type, for how long it may hold one, and how long a failed try
pauses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from types import MappingProxyType
from typing import Any

from processes.bpmn.scripts import RESULT_VARIABLE, SCRIPT, job_type_of, language_of
from processes.runtime.job_queue import ActivatedJob

Function = Callable[[ActivatedJob], Mapping[str, Any] | None]
#: the script, and the job that it is of → its value
ScriptFunction = Callable[[str, ActivatedJob], Any]
#: a pause doubles with each failed try, up to this
LONGEST_PAUSE = timedelta(minutes=10)


class BpmnError(Exception):
    """A modelled error: the process goes on at the boundary event that catches this code."""

    def __init__(
        self, code: str, message: str | None = None, variables: Mapping[str, Any] | None = None
    ) -> None:
        self.code = code
        self.message = message
        self.variables = variables or {}
        super().__init__(f"{code}: {message}" if message else code)


class JobFailed(Exception):
    """The try failed, as with any other exception, but the handler knows better what comes next: another try
    is of no use (`retry=False`), or should wait for some time (`retry_in`).
    """

    def __init__(self, message: str, *, retry: bool = True, retry_in: timedelta | None = None) -> None:
        self.retry = retry
        self.retry_in = retry_in
        super().__init__(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobHandler:
    type: str
    function: Function
    #: a try that takes longer has failed, though the function may come to its end later: the next may then
    #: run at the same time
    timeout: timedelta
    backoff: timedelta
    #: how many tries in all; None is as many as the diagram says
    retries: int | None
    #: how many of its jobs one process does at the same time; None is nearly as many as it can
    at_once: int | None = None

    def retries_left(self, job: ActivatedJob) -> int:
        """After this try of the job failed."""
        return max((job.retries if self.retries is None else self.retries - job.tries + 1) - 1, 0)

    def pause_after(self, tries: int) -> timedelta:
        """How long to wait after so many failed tries."""
        doublings = min(max(tries - 1, 0), 30)  # enough for any pause to be the longest
        return min(self.backoff * 2**doublings, LONGEST_PAUSE)


_handlers: dict[str, JobHandler] = {}
#: all handlers of this process, by job type
handlers: Mapping[str, JobHandler] = MappingProxyType(_handlers)


def job_handler(
    type: str,
    *,
    retries: int | None = None,
    timeout: timedelta = timedelta(minutes=5),
    backoff: timedelta = timedelta(seconds=1),
    at_once: int | None = None,
) -> Callable[[Function], Function]:
    """Let a function do the jobs of this type. A type has one handler; registering another one for it is an
    error. A handler that takes long, or whose peer bears only so much, does few jobs `at_once` in each
    process, and so leaves room for others.
    """
    if at_once is not None and at_once < 1:
        raise ValueError(f"Expected job type {type!r} to be done at least once at a time, not {at_once}.")

    def register(function: Function) -> Function:
        known = _handlers.get(type)
        if known is not None and known.function.__qualname__ != function.__qualname__:
            raise ValueError(
                f"Expected one handler for job type {type!r}, but "
                f"{known.function!r} and {function!r} both claim it."
            )
        _handlers[type] = JobHandler(
            type=type,
            function=function,
            timeout=timeout,
            backoff=backoff,
            retries=retries,
            at_once=at_once,
        )
        return function

    return register


def script_handler(
    language: str,
    *,
    retries: int | None = None,
    timeout: timedelta = timedelta(minutes=5),
    backoff: timedelta = timedelta(seconds=1),
) -> Callable[[ScriptFunction], ScriptFunction]:
    """Let a function run the scripts of a language: of script tasks with this `scriptFormat`, such as
    `javascript` or `text/javascript`. What it returns becomes the result variable.
    """

    def register(function: ScriptFunction) -> ScriptFunction:
        @job_handler(job_type_of(language_of(language)), retries=retries, timeout=timeout, backoff=backoff)
        @wraps(function)
        def run(job: ActivatedJob) -> Mapping[str, Any] | None:
            value = function(job.headers[SCRIPT], job)
            name = job.headers.get(RESULT_VARIABLE)
            return {name: value} if name else None

        return function

    return register


def handler_for(type: str) -> JobHandler:
    return _handlers[type]
