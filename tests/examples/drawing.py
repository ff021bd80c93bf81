"""What is drawn in a diagram: shapes, edges and labels by element id; when they touch or overlap."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def overlaps(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def contains(self, other: "Box") -> bool:
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def has_on_border(self, point: Point) -> bool:
        x, y = point
        inside = self.left <= x <= self.right and self.top <= y <= self.bottom
        return inside and (x in (self.left, self.right) or y in (self.top, self.bottom))

    def is_crossed_by(self, start: Point, end: Point) -> bool:
        """By a horizontal or vertical line; running along the border does not count."""
        (left, right), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
        return left < self.right and right > self.left and top < self.bottom and bottom > self.top


class Drawing:
    def __init__(self, diagram: Path) -> None:
        self.root = etree.parse(diagram).getroot()
        self.shapes: dict[str, Box] = {}
        self.labels: dict[str, Box] = {}
        self.edges: dict[str, list[Point]] = {}
        for shape in self.root.iter(f"{BPMNDI}BPMNShape"):
            self.shapes[shape.attrib["bpmnElement"]] = _box(shape.find(f"{DC}Bounds"))
        for edge in self.root.iter(f"{BPMNDI}BPMNEdge"):
            waypoints = [(float(w.attrib["x"]), float(w.attrib["y"])) for w in edge.iter(f"{DI}waypoint")]
            self.edges[edge.attrib["bpmnElement"]] = waypoints
        for label in self.root.iter(f"{BPMNDI}BPMNLabel"):
            self.labels[label.getparent().attrib["bpmnElement"]] = _box(label.find(f"{DC}Bounds"))

    @property
    def flows(self) -> list[etree._Element]:
        return list(self.root.iter(f"{BPMN}sequenceFlow"))

    @property
    def flow_nodes(self) -> list[etree._Element]:
        """Events, activities and gateways, in subprocesses too."""
        kinds = ("Event", "Task", "task", "Gateway", "subProcess")
        return [e for e in self.root.iter(f"{BPMN}*") if "id" in e.attrib and e.tag.endswith(kinds)]

    @property
    def hosts(self) -> dict[str, str]:
        """On which activity each boundary event sits."""
        attached = (node for node in self.flow_nodes if "attachedToRef" in node.attrib)
        return {event.attrib["id"]: event.attrib["attachedToRef"] for event in attached}

    def segments(self, flow_id: str) -> list[tuple[Point, Point]]:
        return list(pairwise(self.edges[flow_id]))


def _box(bounds: etree._Element) -> Box:
    return Box(*(float(bounds.attrib[name]) for name in ("x", "y", "width", "height")))
