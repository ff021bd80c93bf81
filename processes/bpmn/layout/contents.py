"""What is in a process or subprocess, as its layout sees it: nodes, flows, notes, data, and what is attached
to what.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from processes.bpmn.elements import name_of, says
from processes.bpmn.layout.sizes import is_data, is_flow_node
from processes.bpmn.namespaces import IN_BPMN, children_in
from processes.bpmn.support import SCOPES

Element = etree._Element


@dataclass(slots=True)
class Connection:
    """A line with two ends, each the id of an element."""

    id: str
    source: str
    target: str
    name: str | None = None


@dataclass(slots=True, eq=False)
class Node:
    """A flow node with what is drawn close to it."""

    xml: Element
    id: str
    tag: str
    name: str | None
    boundary_events: list[Node] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    data: list[Element] = field(default_factory=list)

    @property
    def has_contents(self) -> bool:
        return self.tag in SCOPES and any(is_flow_node(tag) for tag, _ in children_in(IN_BPMN, self.xml))


@dataclass(slots=True)
class Lane:
    id: str
    #: lanes inside lanes
    inner: list[Lane] = field(default_factory=list)
    nodes: frozenset[str] = frozenset()


@dataclass(slots=True)
class Contents:
    nodes: list[Node] = field(default_factory=list)
    #: boundary event → the node that it sits on
    hosts: dict[str, Node] = field(default_factory=dict)
    flows: list[Connection] = field(default_factory=list)
    #: associations and data associations
    lines: list[Connection] = field(default_factory=list)
    #: notes, data and groups that belong to no single node
    loose: list[Element] = field(default_factory=list)
    lanes: list[Lane] = field(default_factory=list)


def contents_of(scope: Element) -> Contents:
    found = Contents()
    by_id: dict[str, Node] = {}
    boundary: list[Node] = []
    notes: dict[str, Element] = {}
    data: dict[str, Element] = {}
    for tag, xml in children_in(IN_BPMN, scope):
        id = xml.get("id", "")
        if tag == "laneSet":
            found.lanes += [_lane(lane) for lane in xml.iterfind(f"{IN_BPMN}lane")]
        elif not id:
            continue
        elif is_flow_node(tag):
            node = Node(xml, id, tag, name_of(xml))
            by_id[id] = node
            (boundary if tag == "boundaryEvent" else found.nodes).append(node)
            found.lines += data_lines(xml)
        elif tag == "sequenceFlow":
            found.flows.append(_connection(xml))
        elif tag == "association":
            found.lines.append(_connection(xml))
        elif tag == "textAnnotation":
            notes[id] = xml
        elif is_data(tag):
            data[id] = xml
        elif tag == "group":
            found.loose.append(xml)
    for event in boundary:
        host = by_id.get(event.xml.get("attachedToRef", ""))
        if host is None or host.tag == "boundaryEvent":
            found.nodes.append(event)
        else:
            host.boundary_events.append(event)
            found.hosts[event.id] = host
    _attach(found, by_id, notes, data)
    return found


def data_lines(xml: Element) -> list[Connection]:
    """Its data associations: from or to the activity itself, whose inputs and outputs have no shape."""
    node_id, found = xml.get("id", ""), []
    for tag, line in children_in(IN_BPMN, xml):
        if tag not in ("dataInputAssociation", "dataOutputAssociation") or not line.get("id"):
            continue
        far = "sourceRef" if tag == "dataInputAssociation" else "targetRef"
        for end in line.iterfind(f"{IN_BPMN}{far}"):
            other = (end.text or "").strip()
            ends = (other, node_id) if far == "sourceRef" else (node_id, other)
            found.append(Connection(line.get("id", ""), *ends))
            break
    return found


def _attach(
    found: Contents, by_id: dict[str, Node], notes: dict[str, Element], data: dict[str, Element]
) -> None:
    """Each note and each data object to the first node that a line joins it to."""
    near: dict[str, Node] = {}
    for line in found.lines:
        for one, other in ((line.source, line.target), (line.target, line.source)):
            if other in by_id and (one in notes or one in data):
                near.setdefault(one, found.hosts.get(other, by_id[other]))
    kinds: defaultdict[bool, dict[str, Element]] = defaultdict(dict, {True: notes, False: data})
    for is_note, elements in kinds.items():
        for id, xml in elements.items():
            if id not in near:
                found.loose.append(xml)
            elif is_note:
                near[id].notes.append(xml)
            else:
                near[id].data.append(xml)


def _connection(xml: Element) -> Connection:
    return Connection(xml.get("id", ""), xml.get("sourceRef", ""), xml.get("targetRef", ""), name_of(xml))


def _lane(xml: Element) -> Lane:
    inner = [_lane(lane) for lane in xml.iterfind(f"{IN_BPMN}childLaneSet/{IN_BPMN}lane") if lane.get("id")]
    nodes = frozenset((each.text or "").strip() for each in xml.iterfind(f"{IN_BPMN}flowNodeRef"))
    return Lane(xml.get("id", ""), inner, nodes)


def is_event_subprocess(node: Node) -> bool:
    return node.tag in SCOPES and says(node.xml, "triggeredByEvent")
