"""Rules of start, intermediate and end events (BPMN 10.5)."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import DrawnNode
from processes.bpmn.links import is_link
from processes.bpmn.namespaces import IN_BPMN, children_in
from processes.bpmn.problems import Problem

_TIMES = frozenset({"timeDate", "timeCycle", "timeDuration"})


def nothing_leads_to_start_event(node: DrawnNode) -> Iterator[Problem]:
    # BPMN 10.5.2, Sequence Flow Connections
    for flow in node.incoming:
        message = f"{flow} leads to {node}; a start event has no incoming flow: lead it to an element behind"
        yield node.error("start-event-with-incoming-flow", message)


def nothing_leaves_end_event(node: DrawnNode) -> Iterator[Problem]:
    # BPMN 10.5.3, Sequence Flow Connections
    for flow in node.outgoing:
        message = f"{flow} leaves {node}; nothing follows an end event: make it an intermediate throw event"
        yield node.error("end-event-with-outgoing-flow", message)


def start_event_leads_somewhere(node: DrawnNode) -> Iterator[Problem]:
    # BPMN 10.5.2: it must have an outgoing flow; where it stands alone, there is nothing it could lead to.
    if not node.outgoing and not node.is_cut_off and node.scope is not None and len(node.scope.children) > 1:
        yield node.error("no-outgoing-flow", f"nothing follows {node}; connect it to what comes first")


def intermediate_event_is_between(node: DrawnNode) -> Iterator[Problem]:
    """BPMN 10.5.4: tokens come to it and leave it, but for the one side of a link."""
    if node.is_cut_off:
        return
    if not node.incoming and not is_link(node, "intermediateCatchEvent"):
        yield node.error("no-incoming-flow", f"nothing leads to {node}, so it never happens; connect it")
    if not node.outgoing and not is_link(node, "intermediateThrowEvent"):
        message = f"nothing follows {node}; connect it, or make it an end event"
        yield node.error("no-outgoing-flow", message)


def timer_says_when_once(node: DrawnNode) -> Iterator[Problem]:
    # BPMN table 10.101: timeDate, timeCycle and timeDuration are mutually exclusive
    for definition in node.event_definitions:
        times = [tag for tag, _ in children_in(IN_BPMN, definition) if tag in _TIMES]
        if len(times) > 1:
            message = f"the timer of {node} has {' and '.join(times)}; keep one"
            yield node.error("timer-says-when-twice", message)


def catch_event_happens_once(node: DrawnNode) -> Iterator[Problem]:
    if has_cycle(node):
        message = f"{node} waits for a cycle, but it happens only once; use a duration or a date"
        yield node.warning("cycle-happens-once", message)


def has_cycle(node: DrawnNode) -> bool:
    return node.event == "timer" and node.event_definitions[0].find(f"{IN_BPMN}timeCycle") is not None
