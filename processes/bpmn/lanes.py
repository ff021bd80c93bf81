"""Lanes: who the elements of a process belong to (BPMN 10.8).

A lane is the candidate group of the user tasks in it that name nobody themselves: neither assignee nor
candidates. Of nested lanes the innermost counts, and what is inside a subprocess belongs where the subprocess
does, unless the subprocess has lanes of its own. BPMN leaves open what a lane means; group is what most who
draw them mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from processes.bpmn.elements import DrawnNode, name_of
from processes.bpmn.namespaces import IN_BPMN


def lanes_of(process: DrawnNode) -> Mapping[str, str]:
    """Element id → name of its lane, for all that is in a lane with a name."""
    found: dict[str, str] = {}
    for scope in (process, *process.descendants()):  # in document order: outer ones come first
        own = dict(_members(scope.xml))
        inherited = found.get(scope.id)
        for child in scope.children:
            if (lane := own.get(child.id, inherited)) is not None:
                found[child.id] = lane
    return found


def _members(scope: etree._Element) -> Iterator[tuple[str, str]]:
    """(element id, lane name). A process may be cut into lanes in several ways: the first one counts."""
    for lane_set in reversed(scope.findall(f"{IN_BPMN}laneSet")):
        yield from _in_lanes(lane_set, None)


def _in_lanes(lane_set: etree._Element, around: str | None) -> Iterator[tuple[str, str]]:
    for lane in lane_set.iterfind(f"{IN_BPMN}lane"):
        name = name_of(lane) or around
        if name is not None:
            for reference in lane.iterfind(f"{IN_BPMN}flowNodeRef"):
                element_id = (reference.text or "").strip()
                yield element_id, name
                yield element_id.rpartition(":")[2], name
        for inner in lane.iterfind(f"{IN_BPMN}childLaneSet"):  # the innermost comes last and counts
            yield from _in_lanes(inner, name)
