"""Timers: waiting for time (BPMN 10.5.5, timer event definition).

A timer is armed when its event scope is activated, triggers once it is due, and is disarmed when the scope
ends. A cycle of a non-interrupting boundary event re-arms itself from its last due date, so it never
drifts.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from processes import feel
from processes.bpmn.event_definitions import TimerEventDefinition, TimerKind
from processes.bpmn.model import Element
from processes.bpmn.timer_texts import parse_cycle, parse_moment
from processes.engine.errors import ErrorType
from processes.engine.events import TimerScheduled
from processes.engine.reading import told
from processes.engine.state import ElementInstance, Timer
from processes.engine.step import Step

__all__ = ["arm", "moment_or_duration", "parse_cycle", "rearm", "when"]


def arm(
    step: Step, scope: ElementInstance, catching: Element, definition: TimerEventDefinition
) -> TimerScheduled:
    read = step.reader(catching, scope.key, ErrorType.TIMER)
    value = read.json(definition.expression, definition.kind)
    try:
        due_at, cycle, times = when(definition.kind, value, step.now)
    except ValueError as wrong:
        told_why = str(wrong).removesuffix(".")
        raise read.failed(f"{read.the(definition.kind)} to say when, but it does not: {told_why}.") from wrong
    return TimerScheduled(step.new_key(), scope.key, catching.id, due_at, cycle, times)


def rearm(step: Step, scope: ElementInstance, timer: Timer) -> TimerScheduled | None:
    """The next timer of a cycle, due one interval after the last one was; None after the last repetition, and
    at the end of the calendar.
    """
    if timer.cycle is None or timer.repetitions == 1:
        return None
    try:
        due_at = parse_cycle(timer.cycle).next_due(timer.due_at)
    except ValueError:
        return None
    return TimerScheduled(
        key=step.new_key(),
        element_instance_key=scope.key,
        element_id=timer.element_id,
        due_at=due_at,
        cycle=timer.cycle,
        repetitions=None if timer.repetitions is None else timer.repetitions - 1,
    )


def when(kind: TimerKind, value: Any, now: datetime) -> tuple[datetime, str | None, int | None]:
    """(due date, cycle text, repetitions) of what a timer expression gave. Raises `ValueError` with the rest
    of the sentence.
    """
    text = _text(value, EXAMPLES[kind])
    match kind:
        case TimerKind.DATE:
            return parse_moment(text), None, 1
        case TimerKind.DURATION:
            return feel.parse_iso_duration(text.strip()).add_to(now), None, 1
        case TimerKind.CYCLE:
            cycle = parse_cycle(text)
            return cycle.first_due(now), text, cycle.times


EXAMPLES = {
    TimerKind.DATE: "a date and time such as 2026-12-24T18:00:00Z",
    TimerKind.DURATION: "a duration such as PT1H",
    TimerKind.CYCLE: "a repeating interval such as R3/PT1H",
}


def moment_or_duration(value: Any, now: datetime) -> datetime:
    """A moment, or the moment that a duration from now leads to. Raises `ValueError`."""
    text = _text(value, "a date and time, or a duration").strip()
    if text.lstrip("-").startswith("P"):
        return feel.parse_iso_duration(text).add_to(now)
    return parse_moment(text)


def _text(value: Any, wanted: str) -> str:
    text = feel.to_json(value)
    if not isinstance(text, str):
        raise ValueError(f"{told(text)} is not {wanted}")
    return text
