"""What is shown of a diagram: a copy of its XML that a viewer can draw whole.

    shown_diagram(content)  → ShownDiagram(xml, laid_out); raises DiagramRejected if the bytes are no BPMN

The file of the user stays as it is. In the copy, which is UTF-8: each element has an id, and no other has the
same (the first keeps it); references are plain ids; drawing information that leads nowhere, or is no place,
is left out; and what is not drawn is laid out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from processes.bpmn.drawing import Drawing
from processes.bpmn.interchange import IN_BPMNDI, bounds_of, waypoints_of
from processes.bpmn.layout import Extent, complete
from processes.bpmn.layout.sizes import is_flow_node
from processes.bpmn.namespaces import IN_BPMN, split_tag
from processes.bpmn.reader import MAX_BYTES, read_xml

#: attributes and children by which elements refer to others
_ATTRIBUTES = (
    "sourceRef",
    "targetRef",
    "attachedToRef",
    "processRef",
    "default",
    "bpmnElement",
    "dataObjectRef",
)
_CHILDREN = frozenset(
    IN_BPMN + tag
    for tag in ("flowNodeRef", "incoming", "outgoing", "sourceRef", "targetRef", "innerParticipantRef")
)
#: what is drawn beside flow nodes
_DRAWN = frozenset(
    {
        *("process", "collaboration", "participant", "lane", "sequenceFlow", "messageFlow", "association"),
        *("dataInputAssociation", "dataOutputAssociation", "dataObjectReference", "dataStoreReference"),
        *("textAnnotation", "group"),
    }
)


@dataclass(frozen=True, slots=True)
class ShownDiagram:
    xml: bytes
    laid_out: Extent


def shown_diagram(
    content: bytes, *, resource: str = "diagram.bpmn", max_bytes: int = MAX_BYTES
) -> ShownDiagram:
    root = read_xml(content, resource=resource, max_bytes=max_bytes)
    drawing = Drawing(root)
    _name_flows_as_the_engine_does(drawing)
    taken = _make_ids_unique(root)
    _make_references_plain(root)
    _leave_out_what_cannot_be_drawn(root)
    laid_out = Extent.NOTHING if drawing.is_too_big else complete(root, taken)
    return ShownDiagram(etree.tostring(root, xml_declaration=True, encoding="UTF-8"), laid_out)


def _name_flows_as_the_engine_does(drawing: Drawing) -> None:
    """A sequence flow without id gets one when it is deployed; the path taken is told with that."""
    for process in drawing.diagram.processes:
        for scope in process.scopes():
            for flow in scope.flows:
                flow.xml.set("id", flow.id)


def _make_ids_unique(root: etree._Element) -> set[str]:
    taken: set[str] = set()
    model = list(root.iter(f"{IN_BPMN}*"))
    elements = model + list(root.iter(f"{IN_BPMNDI}*"))
    wanted = {(element.get("id") or "").strip() for element in elements}
    for element in elements:
        id = (element.get("id") or "").strip()
        if not id and not _is_drawn(element):
            element.attrib.pop("id", None)
            continue
        if not id or id in taken:
            id = next(each for each in _fresh(id or split_tag(element)[1]) if each not in wanted | taken)
        taken.add(id)
        if element.get("id") != id:
            element.set("id", id)
    return taken


def _fresh(id: str) -> Iterator[str]:
    number = 2
    while True:
        yield f"{id}_{number}"
        number += 1


def _is_drawn(element: etree._Element) -> bool:
    """Whether it might be, and so needs an id that its shape can refer to."""
    tag = split_tag(element)[1]
    return str(element.tag).startswith(IN_BPMN) and (is_flow_node(tag) or tag in _DRAWN)


def _make_references_plain(root: etree._Element) -> None:
    """Without the prefixes of qualified names, and white space, where what is meant is there without."""
    ids = {id for element in root.iter(f"{IN_BPMN}*") if (id := element.get("id"))}
    for element in root.iter(f"{IN_BPMN}*", f"{IN_BPMNDI}*"):
        for name in _ATTRIBUTES:
            reference = element.get(name)
            if reference is not None and reference not in ids:
                element.set(name, _plain(reference, ids))
        if element.tag in _CHILDREN and element.text:
            element.text = _plain(element.text, ids)


def _plain(reference: str, ids: set[str]) -> str:
    reference = reference.strip()
    if reference in ids:
        return reference
    local = reference.rpartition(":")[2]
    return local if local in ids else reference


def _leave_out_what_cannot_be_drawn(root: etree._Element) -> None:
    by_id = {element.get("id"): element for element in root.iter(f"{IN_BPMN}*")}
    for plane in list(root.iter(f"{IN_BPMNDI}BPMNPlane")):
        drawn: set[str] = set()
        for shape in list(plane):
            tag, reference = split_tag(shape)[1], shape.get("bpmnElement", "")
            is_sound = tag not in ("BPMNShape", "BPMNEdge") or (
                reference in by_id
                and reference not in drawn
                and (bounds_of(shape) is not None if tag == "BPMNShape" else len(waypoints_of(shape)) > 1)
            )
            if not is_sound:
                plane.remove(shape)
            elif tag in ("BPMNShape", "BPMNEdge"):
                drawn.add(reference)
