"""Rules of ad-hoc subprocesses (BPMN 10.3.5): activities, which nothing starts and ends but themselves."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import DrawnNode
from processes.bpmn.problems import Problem
from processes.bpmn.support import ACTIVITIES


def ad_hoc_subprocess_has_activities(node: DrawnNode) -> Iterator[Problem]:
    if not any(child.tag in ACTIVITIES for child in node.children):
        yield node.error("no-activity", f"{node} has no activity; draw at least one")


def ad_hoc_subprocess_has_no_start_and_end(node: DrawnNode) -> Iterator[Problem]:
    for child in node.children:
        if child.tag in ("startEvent", "endEvent"):
            message = f"{child} is in {node}, whose activities start in any order; remove it"
            yield child.error("misplaced-element", message)
