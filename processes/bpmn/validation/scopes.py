"""Rules of processes and subprocesses: how they start (BPMN 10.5.2)."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import DrawnNode
from processes.bpmn.problems import Problem


def process_has_a_start(scope: DrawnNode) -> Iterator[Problem]:
    if scope.tag == "process" and not _start_events(scope):
        yield scope.error("no-start-event", f"{scope} has no start event; draw one where it begins")


def one_none_start_event(scope: DrawnNode) -> Iterator[Problem]:
    none_start_events = [event for event in _start_events(scope) if not event.event]
    for event in none_start_events[1:]:
        message = f"{scope} has several none start events, {none_start_events[0]} and {event}; keep one"
        yield event.error("several-start-events", message)


def subprocess_starts_by_itself(scope: DrawnNode) -> Iterator[Problem]:
    """An embedded subprocess is entered by a token: its start events wait for nothing."""
    if scope.tag != "subProcess" or scope.is_event_subprocess:
        return
    if not scope.children:
        yield scope.error("no-start-event", f"{scope} is empty; draw a start event and what follows it")
    elif not any(not node.incoming and node.tag != "boundaryEvent" for node in scope.children):
        yield scope.error(
            "no-start-event", f"{scope} has no start event, and flows lead to all its elements; draw one"
        )
    for event in _start_events(scope):
        if event.event:
            message = (
                f"{event} is of type {event.event}, but {scope} is entered by its incoming flow; use a none "
                "start event"
            )
            yield event.error("start-event-in-subprocess", message)


def _start_events(scope: DrawnNode) -> list[DrawnNode]:
    return [child for child in scope.children if child.tag == "startEvent"]
