"""Timers: waiting for time (BPMN 10.5.5, timer event definition).

A timer is armed when its event scope is activated, triggers once it is due, and is disarmed when the scope
ends. A cycle of a non-interrupting boundary event re-arms itself from its last due date, so it never
drifts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from processes import feel
from processes.bpmn.event_definitions import TimerEventDefinition, TimerKind
from processes.bpmn.model import Element
from processes.engine.errors import ElementFailed, ErrorType
from processes.engine.events import TimerScheduled
from processes.engine.state import ElementInstance, Timer
from processes.engine.step import Step

_REPEATING = re.compile(r"R(?P<times>-?\d*)/(?P<rest>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cycle:
    """An ISO 8601 repeating interval: `R3/PT10S`, `R/2026-01-01T09:00:00Z/P1D`. `times` None repeats without
    end.
    """

    times: int | None
    start: datetime | None
    interval: feel.IsoDuration

    def first_due(self, now: datetime) -> datetime:
        return self.start or self.interval.add_to(now)

    def next_due(self, last: datetime) -> datetime:
        return self.interval.add_to(last)


def arm(
    step: Step, scope: ElementInstance, catching: Element, definition: TimerEventDefinition
) -> TimerScheduled:
    value = step.evaluate(
        definition.expression,
        step.variables(scope.key),
        f"the {definition.kind} of timer {catching.label!r}",
        ErrorType.TIMER,
    )
    try:
        due_at, cycle, times = when(definition.kind, value, step.now)
    except ValueError as wrong:
        raise ElementFailed(
            ErrorType.TIMER, f"Expected the {definition.kind} of timer {catching.label!r}, but {wrong}"
        ) from wrong
    return TimerScheduled(
        key=step.new_key(),
        element_instance_key=scope.key,
        element_id=catching.id,
        due_at=due_at,
        cycle=cycle,
        repetitions=times,
    )


def rearm(step: Step, scope: ElementInstance, timer: Timer) -> TimerScheduled | None:
    """The next timer of a cycle, due one interval after the last one was; None after the last repetition."""
    if timer.cycle is None or timer.repetitions == 1:
        return None
    return TimerScheduled(
        key=step.new_key(),
        element_instance_key=scope.key,
        element_id=timer.element_id,
        due_at=parse_cycle(timer.cycle).next_due(timer.due_at),
        cycle=timer.cycle,
        repetitions=None if timer.repetitions is None else timer.repetitions - 1,
    )


def when(kind: TimerKind, value: Any, now: datetime) -> tuple[datetime, str | None, int | None]:
    """(due date, cycle text, repetitions) of what a timer expression gave. Raises `ValueError` with the rest
    of the sentence.
    """
    match kind:
        case TimerKind.DATE:
            return as_moment(value), None, 1
        case TimerKind.DURATION:
            return feel.parse_iso_duration(str(feel.to_json(value))).add_to(now), None, 1
        case TimerKind.CYCLE:
            text = feel.to_json(value)
            if not isinstance(text, str):
                raise ValueError(f"{text!r} is not a repeating interval such as R3/PT1H")
            cycle = parse_cycle(text)
            return cycle.first_due(now), text, cycle.times


def moment_or_duration(value: Any, now: datetime) -> datetime:
    """A moment, or the moment that a duration from now leads to. Raises `ValueError`."""
    text = feel.to_json(value)
    if isinstance(text, str) and text.lstrip("-").startswith("P"):
        return feel.parse_iso_duration(text).add_to(now)
    return as_moment(value)


def as_moment(value: Any) -> datetime:
    """A date and time; a date is its midnight, and without zone UTC is meant. Raises `ValueError`."""
    if isinstance(value, str):
        value = _parse_moment(value)
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    text = feel.to_json(value)
    if isinstance(text, str):
        return as_moment(_parse_moment(text))
    raise ValueError(f"{text!r} is not a date and time such as 2026-12-24T18:00:00Z")


def _parse_moment(text: str) -> datetime:
    # FEEL writes a zone by name behind the offset: 2026-12-24T18:00:00@Europe/Berlin
    bare, _, zone = text.strip().partition("@")
    try:
        moment = datetime.fromisoformat(bare)
    except ValueError:
        raise ValueError(f"{text!r} is not a date and time such as 2026-12-24T18:00:00Z") from None
    if zone:
        try:
            return moment.replace(tzinfo=ZoneInfo(zone))
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"{zone!r} in {text!r} is not a time zone") from None
    return moment


def parse_cycle(text: str) -> Cycle:
    """An ISO 8601 repeating interval. Raises `ValueError`."""
    match = _REPEATING.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a repeating interval such as R3/PT1H")
    times = match["times"]
    start, _, interval = match["rest"].rpartition("/")
    if times.lstrip("-") == "0":
        raise ValueError(f"{text!r} repeats zero times")
    duration = feel.parse_iso_duration(interval)
    if duration.add_to(datetime(2000, 1, 1, tzinfo=UTC)) <= datetime(2000, 1, 1, tzinfo=UTC):
        raise ValueError(f"{text!r} does not move forward in time")
    return Cycle(
        times=None if times.startswith("-") or not times else int(times),
        start=as_moment(start) if start else None,
        interval=duration,
    )
