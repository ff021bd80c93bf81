"""Rules of boundary events (BPMN 10.5.4)."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import DrawnNode, says
from processes.bpmn.problems import Problem
from processes.bpmn.support import ALWAYS_INTERRUPT
from processes.bpmn.validation.events import has_cycle


def nothing_leads_to_boundary_event(node: DrawnNode) -> Iterator[Problem]:
    for flow in node.incoming:
        message = (
            f"{flow} leads to {node}; only its activity triggers a boundary event: lead the flow elsewhere"
        )
        yield node.error("boundary-event-with-incoming-flow", message)


def something_follows_boundary_event(node: DrawnNode) -> Iterator[Problem]:
    # BPMN 10.5.4
    if not node.outgoing and node.event != "compensation" and not node.is_cut_off:
        yield node.error("no-outgoing-flow", f"nothing follows {node}; draw what happens when it does")


def ends_its_activity(node: DrawnNode) -> Iterator[Problem]:
    # BPMN 10.5.6, table 10.90: what has ended the activity, or comes after its end, cannot leave it running.
    kinds = [kind for kind in node.kinds if kind in ALWAYS_INTERRUPT]
    if kinds and not _says_interrupting(node):
        message = f'{node} says cancelActivity="false", which an event of type {kinds[0]} cannot; remove it'
        yield node.error("event-interrupts", message)


def interrupting_event_happens_once(node: DrawnNode) -> Iterator[Problem]:
    if has_cycle(node) and _says_interrupting(node):
        message = (
            f"{node} has a cycle, but ends its activity the first time; use a duration, or do not interrupt"
        )
        yield node.warning("cycle-happens-once", message)


def _says_interrupting(node: DrawnNode) -> bool:
    return says(node.xml, "cancelActivity", default=True)
