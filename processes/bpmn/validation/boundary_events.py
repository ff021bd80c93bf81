"""Rules of boundary events (BPMN 10.5.4)."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import DrawnNode
from processes.bpmn.problems import Problem
from processes.bpmn.validation.events import has_cycle


def nothing_leads_to_boundary_event(node: DrawnNode) -> Iterator[Problem]:
    for flow in node.incoming:
        message = (
            f"{flow} leads to {node}; only its activity triggers a boundary event: lead the flow elsewhere"
        )
        yield node.error("boundary-event-with-incoming-flow", message)


def something_follows_boundary_event(node: DrawnNode) -> Iterator[Problem]:
    # BPMN 10.5.4 wants a flow; Camunda runs without, and the token just ends.
    if not node.outgoing and node.event != "compensation":
        yield node.warning("no-outgoing-flow", f"nothing follows {node}; draw what happens when it does")


def error_interrupts(node: DrawnNode) -> Iterator[Problem]:
    # BPMN 10.5.6, table 10.90: an error always interrupts the activity it comes from.
    if node.event == "error" and not _says_interrupting(node):
        message = f'{node} says cancelActivity="false", but an error always ends its activity; remove it'
        yield node.warning("error-interrupts", message)


def interrupting_event_happens_once(node: DrawnNode) -> Iterator[Problem]:
    if has_cycle(node) and _says_interrupting(node):
        message = (
            f"{node} has a cycle, but ends its activity the first time; use a duration, or do not interrupt"
        )
        yield node.warning("cycle-happens-once", message)


def _says_interrupting(node: DrawnNode) -> bool:
    return node.xml.get("cancelActivity", "true").strip() not in ("false", "0")
