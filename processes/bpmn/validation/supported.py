"""What does not run here is refused by name: element types, markers, attributes and event definitions."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import DrawnNode
from processes.bpmn.namespaces import IN_BPMN, children_in
from processes.bpmn.problems import Problem
from processes.bpmn.support import (
    EVENTS_OF_BPMN,
    EXECUTED_EVENTS,
    REFUSED,
    REFUSED_ATTRIBUTES,
    REFUSED_MARKERS,
)


def element_type_runs_here(node: DrawnNode) -> Iterator[Problem]:
    if node.tag in REFUSED:
        _, instead = REFUSED[node.tag]
        yield node.error("unsupported-element", f"{node} is not supported yet; {instead}")


def markers_run_here(node: DrawnNode) -> Iterator[Problem]:
    for tag, _ in children_in(IN_BPMN, node.xml):
        if tag in REFUSED_MARKERS:
            words, instead = REFUSED_MARKERS[tag]
            yield node.error("unsupported-element", f"the {words} of {node} is not supported yet; {instead}")


def attributes_run_here(node: DrawnNode) -> Iterator[Problem]:
    for attribute, harmless, words, instead in REFUSED_ATTRIBUTES:
        value = node.xml.get(attribute)
        if value is not None and value.strip().lower() not in harmless:
            yield node.error(
                "unsupported-element", f"{node} is {words}, which is not supported yet; {instead}"
            )


def event_runs_here(node: DrawnNode) -> Iterator[Problem]:
    if node.event in EXECUTED_EVENTS[node.tag] or node.event == "multiple":
        return
    if not node.event:
        yield node.error(
            "no-event-definition", f"{node} does not say what it waits for; make it a message or timer event"
        )
    elif node.event in EVENTS_OF_BPMN[node.tag]:
        can = ", ".join(sorted(event for event in EXECUTED_EVENTS[node.tag] if event))
        message = f"{node} is of type {node.event}, which is not supported yet; these are: {can}"
        yield node.error("unsupported-element", message)
    else:
        message = f"{node} is of type {node.event}, which BPMN does not have; choose another event"
        yield node.error("unknown-element", message)
