"""What does not run here is refused by name: element types, and events that BPMN does not have."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import DrawnNode
from processes.bpmn.problems import Problem
from processes.bpmn.support import COMBINABLE, EXECUTED_EVENTS, MISPLACED, REFUSED


def element_type_runs_here(node: DrawnNode) -> Iterator[Problem]:
    if node.tag in REFUSED:
        _, instead = REFUSED[node.tag]
        yield node.error("unsupported-element", f"{node} is not supported yet; {instead}")


def element_type_belongs_to_processes(node: DrawnNode) -> Iterator[Problem]:
    """BPMN 10.2.1 and 10.3.5: processes and subprocesses contain no choreography activities."""
    if node.tag in MISPLACED:
        message = f"{node} is in {node.scope}, but BPMN has it in choreographies and collaborations only"
        yield node.error("misplaced-element", f"{message}; draw an activity instead")


def event_runs_here(node: DrawnNode) -> Iterator[Problem]:
    kinds = [node.event] if node.event != "multiple" else node.kinds
    runs = EXECUTED_EVENTS[node.tag]
    for kind in dict.fromkeys(kinds):
        if not kind and kind not in runs:
            yield node.error(
                "no-event-definition",
                f"{node} does not say what it waits for; make it a message or timer event",
            )
        elif kind not in runs or (len(kinds) > 1 and kind not in COMBINABLE):
            also = "together with others" if kind in runs else "there"
            message = f"{node} is of type {kind}, which BPMN does not have {also}; choose another event"
            yield node.error("unknown-element", message)
