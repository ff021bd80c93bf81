"""Gives a test's diagram its drawing.

What `tests.support.diagrams` builds is meaning without shapes, which no browser can show. Here each element
gets a place: a column for each step from the start, a row for each branch; boundary events sit on the lower
edge of their activity.
"""

from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from tests.support.diagram_parts import BPMN
from tests.support.diagrams import DiagramBuilder

DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"

STEP, ROW, LEFT, TOP = 170, 130, 160, 120


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def drawn(diagram: DiagramBuilder) -> bytes:
    """The diagram's XML, with shapes and lines for a process without subprocesses."""
    root = etree.fromstring(diagram.xml())
    process = root.find(f"{{{BPMN}}}process")
    assert process is not None
    flows = process.findall(f"{{{BPMN}}}sequenceFlow")
    nodes = [node for node in process if node not in flows and node.get("id") in _ends(process, flows)]
    boxes = _placed(nodes, flows)
    picture = etree.SubElement(root, f"{{{DI}}}BPMNDiagram", nsmap={"bpmndi": DI, "dc": DC, "di": DD})
    plane = etree.SubElement(picture, f"{{{DI}}}BPMNPlane", bpmnElement=process.attrib["id"])
    for id, box in boxes.items():
        shape = etree.SubElement(plane, f"{{{DI}}}BPMNShape", id=f"{id}_shape", bpmnElement=id)
        numbers = {name: f"{getattr(box, name):g}" for name in ("x", "y", "width", "height")}
        etree.SubElement(shape, f"{{{DC}}}Bounds", numbers)
    for flow in flows:
        id, source, target = (flow.attrib[name] for name in ("id", "sourceRef", "targetRef"))
        edge = etree.SubElement(plane, f"{{{DI}}}BPMNEdge", id=f"{id}_edge", bpmnElement=id)
        for x, y in _way(boxes[source], boxes[target]):
            etree.SubElement(edge, f"{{{DD}}}waypoint", x=f"{x:g}", y=f"{y:g}")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _ends(process: etree._Element, flows: list[etree._Element]) -> set[str | None]:
    """All that is a node: what flows lead from and to, and what is attached."""
    ends = {flow.get(end) for flow in flows for end in ("sourceRef", "targetRef")}
    return ends | {node.get("id") for node in process if node.get("attachedToRef")}


def _placed(nodes: list[etree._Element], flows: list[etree._Element]) -> dict[str, Box]:
    columns = _columns(nodes, flows)
    rows: dict[int, int] = defaultdict(int)
    boxes: dict[str, Box] = {}
    for node in sorted(nodes, key=lambda node: bool(node.get("attachedToRef"))):
        id, tag = node.attrib["id"], etree.QName(node).localname
        width, height = (36, 36) if tag.endswith("Event") else (50, 50) if "ateway" in tag else (100, 80)
        if host := node.get("attachedToRef"):
            edge = boxes[host]
            boxes[id] = Box(edge.x + 64, edge.y + edge.height - 18, width, height)
            continue
        column = columns[id]
        middle = TOP + ROW * rows[column]
        rows[column] += 1
        boxes[id] = Box(LEFT + STEP * column - width / 2, middle - height / 2, width, height)
    return boxes


def _columns(nodes: list[etree._Element], flows: list[etree._Element]) -> dict[str, int]:
    """How many steps from the start; a flow that leads back, to what is drawn earlier, does not count."""
    order = {node.attrib["id"]: place for place, node in enumerate(nodes)}
    columns = dict.fromkeys(order, 0)
    for node in nodes:
        id = node.attrib["id"]
        if host := node.get("attachedToRef"):
            columns[id] = columns[host]
        for flow in flows:
            target = flow.attrib["targetRef"]
            if flow.get("sourceRef") == id and order[target] > order[id]:
                columns[target] = max(columns[target], columns[id] + 1)
    return columns


def _way(source: Box, target: Box) -> list[tuple[float, float]]:
    start, end = (source.x + source.width, source.middle), (target.x, target.middle)
    if start[1] == end[1]:
        return [start, end]
    bend = end[0] - 30
    return [start, (bend, start[1]), (bend, end[1]), end]
