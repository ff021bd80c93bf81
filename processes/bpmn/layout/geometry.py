"""Rectangles, paths, and the arrangement that a laid-out part is: where its shapes, edges and labels are,
relative to its upper left corner.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Point(NamedTuple):
    x: float
    y: float


class Rectangle(NamedTuple):
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> Point:
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def moved(self, dx: float, dy: float) -> Rectangle:
        return Rectangle(self.x + dx, self.y + dy, self.width, self.height)

    def overlaps(self, other: Rectangle) -> bool:
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )

    def grown(self, by: float) -> Rectangle:
        return Rectangle(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


Path = list[Point]


@dataclass(slots=True)
class Arrangement:
    width: float = 0.0
    height: float = 0.0
    #: by the id of the element
    shapes: dict[str, Rectangle] = field(default_factory=dict)
    edges: dict[str, Path] = field(default_factory=dict)
    labels: dict[str, Rectangle] = field(default_factory=dict)

    def put(self, other: Arrangement, dx: float, dy: float) -> None:
        """Take over all of another arrangement, moved."""
        self.shapes.update((id, shape.moved(dx, dy)) for id, shape in other.shapes.items())
        self.labels.update((id, label.moved(dx, dy)) for id, label in other.labels.items())
        for id, path in other.edges.items():
            self.edges[id] = [Point(x + dx, y + dy) for x, y in path]


def bounding(rectangles: Iterable[Rectangle]) -> Rectangle:
    """The smallest rectangle around all; of nothing, one without size."""
    all_ = list(rectangles)
    if not all_:
        return Rectangle(0, 0, 0, 0)
    x, y = min(each.x for each in all_), min(each.y for each in all_)
    return Rectangle(x, y, max(each.right for each in all_) - x, max(each.bottom for each in all_) - y)


def straightened(path: Iterable[Point]) -> Path:
    """Without points that repeat the one before, or lie on a straight line between two others."""
    kept: Path = []
    for point in path:
        if kept and abs(point.x - kept[-1].x) < 0.01 and abs(point.y - kept[-1].y) < 0.01:
            continue
        if len(kept) >= 2 and _on_a_line(kept[-2], kept[-1], point):
            kept[-1] = point
        else:
            kept.append(point)
    return kept


def _on_a_line(a: Point, b: Point, c: Point) -> bool:
    return (abs(a.x - b.x) < 0.01 and abs(b.x - c.x) < 0.01) or (
        abs(a.y - b.y) < 0.01 and abs(b.y - c.y) < 0.01
    )


def border_point(of: Rectangle, towards: Point) -> Point:
    """Where the straight line from the middle of a rectangle to a point leaves it."""
    middle = of.middle
    dx, dy = towards.x - middle.x, towards.y - middle.y
    if dx == 0 and dy == 0:
        return middle
    shares = [abs(half / d) for half, d in ((of.width / 2, dx), (of.height / 2, dy)) if d]
    share = min(1.0, *shares)
    return Point(middle.x + dx * share, middle.y + dy * share)
