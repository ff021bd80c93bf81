"""Lines that no layer makes room for: associations, data associations, and flows between elements of
different scopes. They are drawn once everything has its place.
"""

from __future__ import annotations

from collections.abc import Iterable

from processes.bpmn.layout.contents import Connection
from processes.bpmn.layout.geometry import Arrangement, Path, Point, Rectangle, border_point, straightened


def draw_lines(whole: Arrangement, lines: Iterable[Connection]) -> None:
    """Straight from border to border; a line may end on another edge, too."""
    for line in lines:
        source, target = _end(whole, line.source), _end(whole, line.target)
        if source is None or target is None or line.id in whole.edges:
            continue
        whole.edges[line.id] = straight(source, target)


def straight(source: Rectangle, target: Rectangle) -> Path:
    """Level or upright where the two stand side by side, else between their middles."""
    low, high = max(source.x, target.x), min(source.right, target.right)
    if low < high and not source.overlaps(target):
        x = _between(target.middle.x, low, high)
        down = source.y < target.y
        return [
            Point(x, source.bottom if down else source.y),
            Point(x, target.y if down else target.bottom),
        ]
    return [border_point(source, target.middle), border_point(target, source.middle)]


def draw_strays(whole: Arrangement, flows: Iterable[Connection]) -> None:
    """Level, upright, level: what such a flow crosses cannot be helped."""
    for flow in flows:
        source, target = whole.shapes.get(flow.source), whole.shapes.get(flow.target)
        if source is None or target is None or flow.id in whole.edges:
            continue
        whole.edges[flow.id] = elbow(source, target)


def elbow(source: Rectangle, target: Rectangle) -> Path:
    """From the right side to the left one if there is room, else over the nearer upper or lower sides."""
    start, end = source.middle, target.middle
    if target.x >= source.right + 20:
        middle = (source.right + target.x) / 2
        return straightened(
            [
                Point(source.right, start.y),
                Point(middle, start.y),
                Point(middle, end.y),
                Point(target.x, end.y),
            ]
        )
    if target.y >= source.bottom + 20 or source.y >= target.bottom + 20:
        down = target.y >= source.bottom
        begin, finish = (source.bottom, target.y) if down else (source.y, target.bottom)
        middle = (begin + finish) / 2
        return straightened(
            [Point(start.x, begin), Point(start.x, middle), Point(end.x, middle), Point(end.x, finish)]
        )
    lower = max(source.bottom, target.bottom) + 24
    return straightened(
        [
            Point(start.x, source.bottom),
            Point(start.x, lower),
            Point(end.x, lower),
            Point(end.x, target.bottom),
        ]
    )


def _end(whole: Arrangement, id: str) -> Rectangle | None:
    shape = whole.shapes.get(id)
    if shape is not None:
        return shape
    path = whole.edges.get(id)
    if not path:
        return None
    number = (len(path) - 1) // 2
    a, b = path[number], path[min(number + 1, len(path) - 1)]
    return Rectangle((a.x + b.x) / 2, (a.y + b.y) / 2, 0, 0)


def _between(x: float, low: float, high: float) -> float:
    margin = min(10.0, (high - low) / 2)
    return min(max(x, low + margin), high - margin)
