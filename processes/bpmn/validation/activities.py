"""Rules of activities: what BPMN lets them say and this engine takes from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import DrawnNode
from processes.bpmn.namespaces import IN_BPMN, children_in
from processes.bpmn.problems import Problem

_ROLES = frozenset({"resourceRole", "performer", "humanPerformer", "potentialOwner"})


def roles_are_not_read(node: DrawnNode) -> Iterator[Problem]:
    if node.tag == "userTask" and any(tag in _ROLES for tag, _ in children_in(IN_BPMN, node.xml)):
        message = (
            f"{node} names its performers in BPMN's own way, which is not read; use the assignment definition"
        )
        yield node.warning("performer-ignored", message)
