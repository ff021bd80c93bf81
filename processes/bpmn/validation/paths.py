"""Rules of paths: what no token ever reaches, and what no token ever leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from processes.bpmn.elements import DrawnNode
from processes.bpmn.links import is_link, link_sources, link_target
from processes.bpmn.problems import Problem
from processes.bpmn.support import EVENTS, GATEWAYS, INTERMEDIATE


def every_element_has_a_way_in(scope: DrawnNode) -> Iterator[Problem]:
    """BPMN 10.5.2: where there is a start event, a token comes to everything else along a sequence flow."""
    for node in _ordinary(scope):
        if node.incoming or node.tag in INTERMEDIATE:
            continue
        if node.outgoing or node.tag in GATEWAYS:
            yield node.error("no-incoming-flow", f"nothing leads to {node}, so it never happens; connect it")
        else:
            yield node.warning("isolated-element", f"{node} is connected to nothing; connect or remove it")


def every_element_has_a_way_out(scope: DrawnNode) -> Iterator[Problem]:
    """BPMN 10.5.3: where there is an end event, a token leaves everything else along a sequence flow. A token
    that has nowhere to go from an activity is done all the same; many diagrams rely on it.
    """
    if not any(node.tag == "endEvent" for node in scope.children):
        return
    for node in scope.children:
        if node.outgoing or node.is_cut_off or node.tag in EVENTS or not node.is_entered_by_tokens:
            continue
        message = f"nothing follows {node}; lead it to an end event"
        if node.tag in GATEWAYS:
            yield node.error("no-outgoing-flow", message)
        elif node.incoming:
            yield node.warning("no-outgoing-flow", message)


def every_element_is_reached(scope: DrawnNode) -> Iterator[Problem]:
    reached = _closure([node for node in scope.children if node.tag == "startEvent"], _after)
    for node in _ordinary(scope):
        if node not in reached and node.incoming:
            message = f"no path from a start event leads to {node}; connect or remove it"
            yield node.warning("unreachable", message)


def an_end_is_reached(scope: DrawnNode) -> Iterator[Problem]:
    ends = [
        node
        for node in scope.children
        if all(flow.target.scope is not scope for flow in node.outgoing)
        and not is_link(node, "intermediateThrowEvent")
    ]
    leaving = _closure(ends, _before)
    stuck = [node for node in scope.children if node not in leaving]
    if stuck:
        names = ", ".join(str(node) for node in stuck[:3]) + (" …" if len(stuck) > 3 else "")
        message = f"from here on {scope} never ends: no path leads from {names} to an end; draw a way out"
        yield stuck[0].warning("no-end-reachable", message)


def _ordinary(scope: DrawnNode) -> Iterator[DrawnNode]:
    """What tokens reach along sequence flows, once there is a start event."""
    if any(node.tag == "startEvent" for node in scope.children):
        for node in scope.children:
            if node.tag != "startEvent" and node.is_entered_by_tokens and not node.is_cut_off:
                yield node


def _after(node: DrawnNode) -> Iterator[DrawnNode]:
    for flow in node.outgoing:
        yield flow.target
    yield from node.boundary_events
    if is_link(node, "intermediateThrowEvent") and (target := link_target(node)) is not None:
        yield target


def _before(node: DrawnNode) -> Iterator[DrawnNode]:
    for flow in node.incoming:
        yield flow.source
    if is_link(node, "intermediateCatchEvent"):
        yield from link_sources(node)
    if node.attached_to is not None:
        yield node.attached_to


def _closure(
    first: Iterable[DrawnNode], neighbors: Callable[[DrawnNode], Iterator[DrawnNode]]
) -> set[DrawnNode]:
    found = set(first)
    pending = list(found)
    while pending:
        for neighbor in neighbors(pending.pop()):
            if neighbor not in found:
                found.add(neighbor)
                pending.append(neighbor)
    return found
