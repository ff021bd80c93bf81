"""Rules of activities: what BPMN lets them say and this engine takes from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import DrawnNode
from processes.bpmn.namespaces import IN_BPMN, children_in
from processes.bpmn.performers import says_more
from processes.bpmn.problems import Problem
from processes.bpmn.support import words_for

_ROLES = frozenset({"resourceRole", "performer", "humanPerformer", "potentialOwner"})


def roles_are_read_by_name(node: DrawnNode) -> Iterator[Problem]:
    """What a role says of its resource with parameters, only those who know the resource could tell."""
    if node.tag != "userTask":
        return
    for tag, role in children_in(IN_BPMN, node.xml):
        if tag in _ROLES and says_more(role):
            message = f"{node} has a {words_for(tag)} that is not read in full"
            advice = "name a human performer or potential owners, or use the assignment definition"
            yield node.warning("performer-ignored", f"{message}; {advice}")
            return
