"""Arrangements, written as diagram interchange (BPMN 12)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from lxml import etree

from processes.bpmn.layout.geometry import Arrangement, Path, Rectangle
from processes.bpmn.namespaces import split_tag
from processes.bpmn.support import SCOPES

BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
#: how a diagram says that it was laid out here: `all`, or `parts`
LAID_OUT = "{urn:meanwhile:diagram}laidOut"
_NAMESPACES = {"bpmndi": BPMNDI, "dc": DC, "di": DI, "meanwhile": "urn:meanwhile:diagram"}
#: around a whole diagram
MARGIN = 40.0


class Writer:
    """Writes into the tree of a diagram; `by_id` are its elements, `taken` all ids in use."""

    def __init__(self, root: etree._Element, by_id: Mapping[str, etree._Element], taken: set[str]) -> None:
        self._root = root
        self._by_id = by_id
        self._taken = taken

    def add_diagram(self, element: etree._Element) -> etree._Element:
        """An empty plane for a process, subprocess or collaboration."""
        diagram = etree.SubElement(self._root, f"{{{BPMNDI}}}BPMNDiagram", nsmap=_NAMESPACES)
        diagram.set("id", self._fresh(f"{element.get('id')}_diagram"))
        if name := element.get("name"):
            diagram.set("name", name)
        diagram.set(LAID_OUT, "all")
        plane = etree.SubElement(diagram, f"{{{BPMNDI}}}BPMNPlane")
        plane.set("id", self._fresh(f"{element.get('id')}_plane"))
        plane.set("bpmnElement", element.get("id", ""))
        return plane

    def write(
        self,
        plane: etree._Element,
        arrangement: Arrangement,
        open_: Collection[str],
        dx: float = MARGIN,
        dy: float = MARGIN,
    ) -> None:
        for id, bounds in arrangement.shapes.items():
            label = arrangement.labels.get(id)
            self._shape(plane, id, bounds.moved(dx, dy), label and label.moved(dx, dy), id in open_)
        for id, path in arrangement.edges.items():
            label = arrangement.labels.get(id)
            self._edge(plane, id, path, label and label.moved(dx, dy), dx, dy)

    def _shape(
        self, plane: etree._Element, id: str, bounds: Rectangle, label: Rectangle | None, is_open: bool
    ) -> None:
        element = self._by_id[id]
        tag = split_tag(element)[1]
        shape = etree.SubElement(plane, f"{{{BPMNDI}}}BPMNShape")
        shape.set("id", self._fresh(f"{id}_di"))
        shape.set("bpmnElement", id)
        if tag in SCOPES:
            shape.set("isExpanded", "true" if is_open else "false")
        if tag in ("participant", "lane"):
            shape.set("isHorizontal", "true")
        if tag == "exclusiveGateway":
            shape.set("isMarkerVisible", "true")
        _bounds(shape, bounds)
        _label(shape, label)

    def _edge(
        self,
        plane: etree._Element,
        id: str,
        path: Path,
        label: Rectangle | None,
        dx: float,
        dy: float,
    ) -> None:
        edge = etree.SubElement(plane, f"{{{BPMNDI}}}BPMNEdge")
        edge.set("id", self._fresh(f"{id}_di"))
        edge.set("bpmnElement", id)
        for x, y in path:
            point = etree.SubElement(edge, f"{{{DI}}}waypoint")
            point.set("x", _number(x + dx))
            point.set("y", _number(y + dy))
        _label(edge, label)

    def _fresh(self, id: str) -> str:
        found, number = id, 1
        while found in self._taken:
            number += 1
            found = f"{id}_{number}"
        self._taken.add(found)
        return found


def _bounds(parent: etree._Element, bounds: Rectangle) -> None:
    element = etree.SubElement(parent, f"{{{DC}}}Bounds")
    for name, value in zip(("x", "y", "width", "height"), bounds, strict=True):
        element.set(name, _number(value))


def _label(parent: etree._Element, label: Rectangle | None) -> None:
    if label is not None:
        _bounds(etree.SubElement(parent, f"{{{BPMNDI}}}BPMNLabel"), label)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
