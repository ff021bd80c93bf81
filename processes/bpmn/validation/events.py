"""Rules of start, intermediate and end events (BPMN 10.5)."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import DrawnNode
from processes.bpmn.namespaces import IN_BPMN
from processes.bpmn.problems import Problem


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


def catch_event_happens_once(node: DrawnNode) -> Iterator[Problem]:
    if has_cycle(node):
        message = f"{node} waits for a cycle, but it happens only once; use a duration or a date"
        yield node.warning("cycle-happens-once", message)


def has_cycle(node: DrawnNode) -> bool:
    return node.event == "timer" and node.event_definitions[0].find(f"{IN_BPMN}timeCycle") is not None
