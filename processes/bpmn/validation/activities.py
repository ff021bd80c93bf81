"""Rules of activities: what BPMN lets them say and this engine takes from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import DrawnNode
from processes.bpmn.namespaces import IN_BPMN, children_in
from processes.bpmn.problems import Problem

_ASSOCIATIONS = frozenset({"dataInputAssociation", "dataOutputAssociation"})
_MOVES = frozenset({"assignment", "transformation"})
_ROLES = frozenset({"resourceRole", "performer", "humanPerformer", "potentialOwner"})


def data_is_not_moved(node: DrawnNode) -> Iterator[Problem]:
    """Data associations are drawn only, so one that computes something deserves a word."""
    for tag, child in children_in(IN_BPMN, node.xml):
        if tag in _ASSOCIATIONS and any(part in _MOVES for part, _ in children_in(IN_BPMN, child)):
            message = (
                f"a data association of {node} has an assignment, which is not executed; use input and "
                "output mappings"
            )
            yield node.warning("data-association-ignored", message)
            return


def roles_are_not_read(node: DrawnNode) -> Iterator[Problem]:
    if node.tag == "userTask" and any(tag in _ROLES for tag, _ in children_in(IN_BPMN, node.xml)):
        message = (
            f"{node} names its performers in BPMN's own way, which is not read; use the assignment definition"
        )
        yield node.warning("performer-ignored", message)
