"""Ids are used once in a diagram (BPMN 15.3.2); those of flow nodes and sequence flows are told when they are
drawn.
"""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import DrawnDiagram
from processes.bpmn.problems import Problem
from processes.bpmn.support import EXECUTED, MISPLACED, REFUSED

_DRAWN = EXECUTED.keys() | REFUSED.keys() | MISPLACED.keys() | {"sequenceFlow"}


def ids_are_unique(diagram: DrawnDiagram) -> Iterator[Problem]:
    for tag, elements in diagram.by_tag.items():
        for xml in elements:
            first = diagram.by_id.get(xml.get("id", "").strip())
            if first is None or first is xml:
                continue
            other = diagram.drawn(first)
            if tag in _DRAWN and other.tag in _DRAWN:
                continue
            drawn = diagram.drawn(xml)
            message = f"the id '{drawn.id}' is used twice, by {other} and by {drawn} in line {xml.sourceline}"
            yield drawn.error("duplicate-id", f"{message}; give one of them another id")
