"""Links as drawn: which catch event a throw event leads to (BPMN 10.5.5, *Link Events*).

The two ends refer to each other's event definition, or bear the same name.
"""

from __future__ import annotations

from processes.bpmn.elements import DrawnNode
from processes.bpmn.namespaces import IN_BPMN


def link_target(throwing: DrawnNode) -> DrawnNode | None:
    """The link catch event of the same scope that a link throw event leads to."""
    catching = link_events_beside(throwing, "intermediateCatchEvent")
    wanted = (throwing.event_definitions[0].findtext(f"{IN_BPMN}target") or "").strip()
    own_id = throwing.event_definitions[0].get("id")
    for node in catching:
        definition = node.event_definitions[0]
        sources = {(source.text or "").strip() for source in definition.iterfind(f"{IN_BPMN}source")}
        if (wanted and definition.get("id") == wanted) or (own_id and own_id in sources):
            return node
    name = link_name(throwing)
    return next((node for node in catching if name and link_name(node) == name), None)


def link_sources(catching: DrawnNode) -> list[DrawnNode]:
    """The link throw events that lead to a link catch event."""
    throwing = link_events_beside(catching, "intermediateThrowEvent")
    return [node for node in throwing if link_target(node) is catching]


def link_events_beside(node: DrawnNode, tag: str) -> list[DrawnNode]:
    assert node.scope is not None
    return [other for other in node.scope.children if other.tag == tag and other.event == "link"]


def link_name(node: DrawnNode) -> str:
    return (node.event_definitions[0].get("name") or "").strip()


def is_link(node: DrawnNode, tag: str) -> bool:
    return node.tag == tag and node.event == "link"
