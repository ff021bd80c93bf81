"""Rules of processes and subprocesses: how they start (BPMN 10.5.2)."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import DrawnNode, says
from processes.bpmn.problems import Problem
from processes.bpmn.support import ALWAYS_INTERRUPT

#: what comes from inside a process, so that only an event subprocess catches it
FROM_INSIDE = frozenset({"error", "escalation", "compensation"})


def process_has_a_start(scope: DrawnNode) -> Iterator[Problem]:
    """BPMN 10.5.2: or else it begins with everything that no flow leads to."""
    if scope.tag != "process" or scope.implicit_starts:
        return
    if not any(_starts(child) or child.tag == "endEvent" for child in scope.children):
        message = f"{scope} has no start event, and nothing else that it could begin with; draw one"
        yield scope.error("no-start-event", message)


def one_none_start_event(scope: DrawnNode) -> Iterator[Problem]:
    none_start_events = [event for event in _start_events(scope) if not event.event]
    for event in none_start_events[1:]:
        message = f"{scope} has several none start events, {none_start_events[0]} and {event}; keep one"
        yield event.error("several-start-events", message)


def process_starts_by_itself(scope: DrawnNode) -> Iterator[Problem]:
    """Errors, escalations and compensation come from inside, so they start no process (BPMN table 10.84)."""
    if scope.tag != "process":
        return
    for event in _start_events(scope):
        for kind in event.kinds:
            if kind in FROM_INSIDE:
                message = f"{event} is of type {kind}, which only starts an event subprocess; change it"
                yield event.error("start-event-in-process", message)


def end_event_needs_a_start(scope: DrawnNode) -> Iterator[Problem]:
    # BPMN 10.5.3: where there is an end event, there must be a start event, or what starts in its place.
    ends = [child for child in scope.children if child.tag == "endEvent"]
    if ends and not any(_starts(child) for child in scope.children):
        message = f"{scope} has an end event, {ends[0]}, but no start event; draw one where it begins"
        yield scope.error("end-event-without-start", message)


def event_subprocess_starts_by_an_event(scope: DrawnNode) -> Iterator[Problem]:
    """BPMN 10.3.5: an event subprocess has one start event, with a trigger, and no flow to or from it."""
    if not scope.is_event_subprocess:
        return
    starts = _start_events(scope)
    if len(starts) != 1:
        message = f"{scope} is an event subprocess and has {len(starts)} start events; it needs exactly one"
        yield scope.error("event-subprocess-start", message)
    for event in starts:
        if not event.event:
            message = f"{event} starts an event subprocess, but says not by what; give it a trigger"
            yield event.error("event-subprocess-start", message)
        kinds = [kind for kind in event.kinds if kind in ALWAYS_INTERRUPT]
        if kinds and not says(event.xml, "isInterrupting", default=True):
            message = (
                f'{event} says isInterrupting="false", which an event of type {kinds[0]} cannot; remove it'
            )
            yield event.error("event-interrupts", message)
    for flow in (*scope.incoming, *scope.outgoing):
        message = f"{flow} is connected to {scope}, which an event starts; remove the flow"
        yield flow.error("event-subprocess-with-flow", message)
    for event in scope.boundary_events:
        message = f"{event} sits on {scope}; only activities with tokens have boundary events: remove it"
        yield event.error("event-subprocess-with-boundary-event", message)


def subprocess_starts_by_itself(scope: DrawnNode) -> Iterator[Problem]:
    """An embedded subprocess is entered by a token: its start events wait for nothing."""
    if scope.tag not in ("subProcess", "transaction") or scope.is_event_subprocess:
        return
    if not scope.children:
        yield scope.error("no-start-event", f"{scope} is empty; draw a start event and what follows it")
    elif not any(not node.incoming and node.is_entered_by_tokens for node in scope.children):
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


def _starts(node: DrawnNode) -> bool:
    return node.tag == "startEvent" or says(node.xml, "instantiate")


def _start_events(scope: DrawnNode) -> list[DrawnNode]:
    return [child for child in scope.children if child.tag == "startEvent"]
