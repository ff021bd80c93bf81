"""The verbs of scenarios: what a step can do. The table at the end is their dictionary.

What stands behind the verb is the first parameter, mostly the id of an element; the others are written by
their names, with blanks for underscores.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from processes import feel
from processes.bpmn.timer_texts import parse_moment
from processes.scenarios.engine import TIME_TO_LIVE, Engine, Variables
from processes.scenarios.expectations import expect


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    words: str
    play: Callable[..., object]
    #: what else it wants to know: as written → name of the parameter
    arguments: Mapping[str, str]
    required: frozenset[str]


def start(
    engine: Engine,
    process: str | None,
    *,
    variables: Variables | None = None,
    business_key: str | None = None,
) -> None:
    """Start an instance of a process, and look at it."""
    engine.start(process, variables, business_key=business_key)


def look_at(engine: Engine, process: str) -> None:
    """Speak about the latest instance of another process from now on."""
    engine.look_at(process)


def complete_task(engine: Engine, element: str | None, *, variables: Variables | None = None) -> None:
    """Somebody completes a user task."""
    engine.complete_task(element, variables)


def claim_task(engine: Engine, element: str | None, *, by: str) -> None:
    """Somebody takes a user task that nobody has."""
    engine.claim_task(element, by)


def assign_task(engine: Engine, element: str | None, *, to: str | None = None) -> None:
    """A user task is given to somebody, or back to its candidates."""
    engine.assign_task(element, to)


def complete_job(engine: Engine, element: str | None, *, variables: Variables | None = None) -> None:
    """A worker completes a job."""
    engine.complete_job(element, variables)


def fail_job(
    engine: Engine,
    element: str | None,
    *,
    retries: int = 0,
    error: str = "failed",
    retry_in: str | None = None,
) -> None:
    """A worker fails. With no retries left that is an incident."""
    pause = _duration(engine, retry_in) if retry_in is not None else None
    engine.fail_job(element, retries=retries, error_message=error, retry_in=pause)


def throw_error(
    engine: Engine,
    code: str,
    *,
    from_job: str | None = None,
    message: str | None = None,
    variables: Variables | None = None,
) -> None:
    """A job ends in a modelled error."""
    engine.throw_error(from_job, str(code), message=message, variables=variables)


def publish_message(
    engine: Engine,
    name: str,
    *,
    key: str | int | None = None,
    variables: Variables | None = None,
    time_to_live: str | None = None,
) -> None:
    """A message comes, for whoever waits for its name and correlation key."""
    lives = _duration(engine, time_to_live) if time_to_live is not None else TIME_TO_LIVE
    engine.publish_message(name, "" if key is None else str(key), variables, time_to_live=lives)


def broadcast_signal(engine: Engine, name: str, *, variables: Variables | None = None) -> None:
    """A signal comes, for everyone who waits for it."""
    engine.broadcast_signal(name, variables)


def start_by_conditions(engine: Engine, variables: Variables) -> None:
    """Somebody brings variables; each process starts whose start condition they make true."""
    engine.start_by_conditions(variables)


def set_variables(engine: Engine, variables: Variables, *, of: str | None = None) -> None:
    """Somebody sets variables of the instance, or of the scope of a living element."""
    engine.set_variables(variables, element_id=of)


def resolve_incident(engine: Engine, element: str | None) -> None:
    """Somebody has repaired what was wrong and tries again."""
    engine.resolve_incident(element)


def cancel(engine: Engine, _: None) -> None:
    """Somebody ends the instance and all that is in it."""
    engine.cancel()


def advance_clock(engine: Engine, duration: str) -> None:
    """Let time pass: `PT90M`, `P2D`. What becomes due triggers."""
    engine.advance_clock_to(engine.now + _duration(engine, duration))


def advance_clock_to(engine: Engine, moment: str) -> None:
    """Let time pass until a moment: `2026-03-01T08:00:00Z`."""
    engine.advance_clock_to(parse_moment(moment))


def _duration(engine: Engine, text: str) -> timedelta:
    return feel.parse_iso_duration(text).add_to(engine.now) - engine.now


def _verb(play: Callable[..., object]) -> Verb:
    _, _, *others = inspect.signature(play).parameters.values()
    return Verb(
        words=play.__name__.replace("_", " "),
        play=play,
        arguments={_written(parameter.name): parameter.name for parameter in others},
        required=frozenset(_written(p.name) for p in others if p.default is inspect.Parameter.empty),
    )


def _written(parameter: str) -> str:
    return parameter.replace("_", " ")


_PLAYS = (
    start,
    look_at,
    complete_task,
    claim_task,
    assign_task,
    complete_job,
    fail_job,
    throw_error,
    publish_message,
    broadcast_signal,
    start_by_conditions,
    set_variables,
    resolve_incident,
    cancel,
    advance_clock,
    advance_clock_to,
    expect,
)

VERBS: Mapping[str, Verb] = {verb.words: verb for verb in [_verb(play) for play in _PLAYS]}
