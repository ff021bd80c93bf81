"""Rules of link events (BPMN 10.5.5)."""

from __future__ import annotations

from collections.abc import Iterator

from processes.bpmn.elements import Drawn, DrawnDiagram, DrawnNode
from processes.bpmn.links import is_link, link_name, link_sources
from processes.bpmn.problems import Problem


def one_catch_event_per_link(scope: DrawnNode) -> Iterator[Problem]:
    """BPMN 10.5.5: a link may be thrown in many places, and goes on in one."""
    first: dict[str, DrawnNode] = {}
    for node in scope.children:
        name = link_name(node) if is_link(node, "intermediateCatchEvent") else ""
        other = first.setdefault(name, node) if name else node
        if other is not node:
            message = f"{node} catches link '{name}', which {other} catches already; rename one"
            yield node.error("duplicate-link", message)


def nothing_leads_to_link_catch_event(node: DrawnNode) -> Iterator[Problem]:
    if is_link(node, "intermediateCatchEvent"):
        for flow in node.incoming:
            message = f"{flow} leads to {node}; only its link leads there: remove the flow"
            yield node.error("link-with-incoming-flow", message)


def nothing_leaves_link_throw_event(node: DrawnNode) -> Iterator[Problem]:
    if is_link(node, "intermediateThrowEvent"):
        for flow in node.outgoing:
            message = f"{flow} leaves {node}; a token goes on at its link's other end: remove the flow"
            yield node.error("link-with-outgoing-flow", message)


def something_throws_to_link_catch_event(node: DrawnNode) -> Iterator[Problem]:
    if is_link(node, "intermediateCatchEvent") and not link_sources(node):
        message = f"no link throw event leads to {node}, so it never happens; draw one with its name"
        yield node.warning("link-without-source", message)


def link_and_target_name_each_other(definition: Drawn, diagram: DrawnDiagram) -> Iterator[Problem]:
    """BPMN table 10.97: whoever names the target is among its sources."""
    for target in diagram.named_by(definition.xml, "target"):
        event = target.getparent() if target.tag == definition.xml.tag else None
        if event is not None and definition.xml not in diagram.named_by(target, "source"):
            message = (
                f"{definition} leads to {diagram.drawn(event)}, which does not name it among its sources"
            )
            yield definition.error("one-sided-reference", f"{message}; let both refer to each other")
