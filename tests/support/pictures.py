"""A diagram as it is drawn: where its shapes and edges are, and what is wrong with that to the eye."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from lxml import etree

from processes.bpmn.layout.geometry import Point, Rectangle
from processes.bpmn.namespaces import IN_BPMN

IN_DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
IN_DC = "{http://www.omg.org/spec/DD/20100524/DC}"
CONTAINERS = ("participant", "lane", "group")


@dataclass
class Picture:
    """One plane."""

    of: str
    shapes: dict[str, Rectangle] = field(default_factory=dict)
    edges: dict[str, list[Point]] = field(default_factory=dict)
    labels: dict[str, Rectangle] = field(default_factory=dict)
    elements: dict[str, etree._Element] = field(default_factory=dict)

    def overlapping(self) -> list[tuple[str, str]]:
        """Shapes that lie on one another, and neither is in the other or sits on its edge."""
        return [
            (one, other)
            for one, other in combinations(self._solid(), 2)
            if self.shapes[one].grown(-0.5).overlaps(self.shapes[other])
            and not self._belong_together(one, other)
        ]

    def run_over(self) -> list[tuple[str, str]]:
        """Flows that run through a shape that they neither begin at, nor end at, nor are in."""
        found = []
        for id, path in self.edges.items():
            element = self.elements[id]
            if not element.tag.endswith(("sequenceFlow", "messageFlow")):
                continue
            ends = {element.get("sourceRef"), element.get("targetRef")}
            around = {each for end in ends if end for each in (*self._around(end), *self._sitting_on(end))}
            for shape in self._solid():
                bounds = self.shapes[shape]
                if shape in ends or shape in around:
                    bounds = bounds.grown(-4)
                    if shape in around and shape not in ends:
                        continue
                if any(_crosses(a, b, bounds.grown(-1)) for a, b in pairwise(path)):
                    found.append((id, shape))
        return found

    def slanted(self) -> list[str]:
        """Flows that run neither level nor upright somewhere."""
        return [
            id
            for id, path in self.edges.items()
            if self.elements[id].tag.endswith("Flow")
            and any(abs(a.x - b.x) > 0.11 and abs(a.y - b.y) > 0.11 for a, b in pairwise(path))
        ]

    def hidden(self) -> list[tuple[str, str]]:
        """Labels on which a shape lies."""
        return [
            (label, shape)
            for label, bounds in self.labels.items()
            for shape in self._solid()
            if shape != label
            and bounds.grown(-2).overlaps(self.shapes[shape])
            and shape not in self._around(label)
        ]

    def crossings(self) -> int:
        parts = [
            (id, a, b)
            for id, path in self.edges.items()
            if self.elements[id].tag.endswith("sequenceFlow")
            for a, b in pairwise(path)
        ]
        found = set()
        for (one, a, b), (other, c, d) in combinations(parts, 2):
            if one != other and _cut(a, b, c, d):
                found.add((one, other))
        return len(found)

    def _solid(self) -> list[str]:
        return [id for id in self.shapes if not self.elements[id].tag.endswith(CONTAINERS)]

    def _belong_together(self, one: str, other: str) -> bool:
        return (
            one in self._around(other)
            or other in self._around(one)
            or one in self._sitting_on(other)
            or other in self._sitting_on(one)
            # A boundary event sits on the edge of its activity, and of nothing in it.
        )

    def _around(self, id: str) -> list[str]:
        element = self.elements.get(id)
        return [] if element is None else [each.get("id", "") for each in element.iterancestors()]

    def _sitting_on(self, id: str) -> list[str]:
        element = self.elements.get(id)
        host = element.get("attachedToRef") if element is not None else None
        return [host] if host else []


def pictures_of(xml: bytes) -> list[Picture]:
    root = etree.fromstring(xml)
    elements = {each.get("id", ""): each for each in root.iter(f"{IN_BPMN}*")}
    found = []
    for plane in root.iter(f"{IN_DI}BPMNPlane"):
        picture = Picture(plane.get("bpmnElement", ""), elements=elements)
        for shape in plane.iterfind(f"{IN_DI}BPMNShape"):
            picture.shapes[shape.get("bpmnElement", "")] = _rectangle(shape)
        for edge in plane.iterfind(f"{IN_DI}BPMNEdge"):
            points = [
                Point(float(each.get("x", "")), float(each.get("y", "")))
                for each in edge
                if each.tag.endswith("waypoint")
            ]
            picture.edges[edge.get("bpmnElement", "")] = points
        for drawn in plane:
            label = drawn.find(f"{IN_DI}BPMNLabel")
            if label is not None and label.find(f"{IN_DC}Bounds") is not None:
                picture.labels[drawn.get("bpmnElement", "")] = _rectangle(label)
        found.append(picture)
    return found


def drawn_ids(pictures: list[Picture]) -> Iterator[str]:
    for picture in pictures:
        yield from picture.shapes
        yield from picture.edges


def _rectangle(of: etree._Element) -> Rectangle:
    bounds = of.find(f"{IN_DC}Bounds")
    assert bounds is not None
    return Rectangle(*(float(bounds.get(name, "")) for name in ("x", "y", "width", "height")))


def _crosses(a: Point, b: Point, box: Rectangle) -> bool:
    if box.width <= 0 or box.height <= 0:
        return False
    return Rectangle(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x) or 0.01, abs(a.y - b.y) or 0.01).overlaps(
        box
    )


def _cut(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two parts, level or upright, cross in the middle."""
    if (abs(a.x - b.x) < 0.2) == (abs(c.x - d.x) < 0.2):
        return False
    if abs(a.x - b.x) < 0.2:
        a, b, c, d = c, d, a, b
    low, high = sorted((a.x, b.x))
    top, bottom = sorted((c.y, d.y))
    return low + 0.5 < c.x < high - 0.5 and top + 0.5 < a.y < bottom - 0.5
