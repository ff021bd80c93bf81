"""Pools, one below the other, as wide as the widest, and the message flows between them.

Message flows run upright through the pools and change their place between them, each on a track of its own.
Inside a pool they go around what stands in their way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from processes.bpmn.elements import name_of
from processes.bpmn.layout.contents import Connection, contents_of
from processes.bpmn.layout.geometry import Arrangement, Point, Rectangle, bounding, straightened
from processes.bpmn.layout.lines import elbow
from processes.bpmn.layout.scope import (
    PADDING,
    PART_GAP,
    ScopeLayout,
    lay_out_scope,
    put_in_rows,
    single,
)
from processes.bpmn.layout.sizes import label_size
from processes.bpmn.namespaces import IN_BPMN

POOL_HEADER = 30.0
BLACK_BOX = 60.0
LEAST_POOL = 600.0
GAP = 50.0
TRACK = 14.0
#: how far a message flow keeps from what it passes, and how far it looks for a way
CLEARANCE = 9.0
STEP = 11.0
STEPS = 60
#: with more message flows than this, they look less far
MANY = 100


@dataclass(slots=True, eq=False)
class Pool:
    id: str
    #: None for a black box
    layout: ScopeLayout | None
    rectangle: Rectangle
    #: a process in no pool, whose lanes float freely beside the pools
    is_free: bool = False
    #: x of message flows, from one height to another
    taken: list[tuple[float, float, float]] = field(default_factory=list)


def lay_out_collaboration(
    collaboration: etree._Element, processes: Mapping[str, etree._Element]
) -> ScopeLayout:
    """`processes`: what participants refer to, by id."""
    participants = list(collaboration.iterfind(f"{IN_BPMN}participant"))
    pools = [_pool(each, processes) for each in participants]
    referred = {each.get("processRef") for each in participants}
    pools += [_free(each) for id, each in processes.items() if id not in referred and floats_freely(each)]
    width = max([LEAST_POOL, *(pool.rectangle.width for pool in pools)])
    for pool in pools:
        pool.rectangle = Rectangle(0, 0, width, pool.rectangle.height)
    flows = [
        Connection(xml.get("id", ""), xml.get("sourceRef", ""), xml.get("targetRef", ""), name_of(xml))
        for xml in collaboration.iterfind(f"{IN_BPMN}messageFlow")
    ]
    whole = _Whole(pools).arranged(flows)
    extra = contents_of(collaboration)
    loose = [*extra.loose, *(xml for node in extra.nodes for xml in (*node.notes, *node.data))]
    if loose:
        rows = [single(xml) for xml in loose]
        whole.arrangement.height = (
            put_in_rows(whole.arrangement, rows, whole.arrangement.height + PART_GAP) - PART_GAP
        )
    whole.lines += extra.lines
    return whole


def _pool(participant: etree._Element, processes: Mapping[str, etree._Element]) -> Pool:
    id = participant.get("id", "")
    process = processes.get(participant.get("processRef", ""))
    if process is None:
        return Pool(id, None, Rectangle(0, 0, LEAST_POOL, BLACK_BOX))
    layout = lay_out_scope(process)
    inner = layout.arrangement
    if not inner.shapes:
        return Pool(id, None, Rectangle(0, 0, LEAST_POOL, BLACK_BOX))
    framed = Arrangement()
    if layout.lanes:
        framed.put(inner, POOL_HEADER, 0)
        framed.width, framed.height = POOL_HEADER + inner.width, inner.height
    else:
        framed.put(inner, POOL_HEADER + PADDING, PADDING)
        framed.width = POOL_HEADER + inner.width + 2 * PADDING
        framed.height = inner.height + 2 * PADDING
    layout.arrangement = framed
    return Pool(id, layout, Rectangle(0, 0, framed.width, framed.height))


def floats_freely(process: etree._Element) -> bool:
    """Lanes without a pool are drawn beside the pools, and so is the process that has them."""
    return process.find(f"{IN_BPMN}laneSet/{IN_BPMN}lane") is not None


def _free(process: etree._Element) -> Pool:
    layout = lay_out_scope(process)
    inner = layout.arrangement
    return Pool(process.get("id", ""), layout, Rectangle(0, 0, inner.width, inner.height), is_free=True)


class _Whole:
    """How much room there must be between the pools, the message flows tell."""

    def __init__(self, pools: Sequence[Pool]) -> None:
        self.pools = pools
        self.steps = STEPS
        self.pool_of: dict[str, int] = {}
        for number, pool in enumerate(pools):
            self.pool_of[pool.id] = number
            if pool.layout:
                self.pool_of.update(dict.fromkeys(pool.layout.arrangement.shapes, number))
        #: between pools n and n + 1: what changes its place there, from x to x
        self.tracks: dict[int, list[tuple[float, float, str]]] = defaultdict(list)

    def arranged(self, flows: Sequence[Connection]) -> ScopeLayout:
        self._widen_lanes()
        self.steps = STEPS if len(flows) <= MANY else STEPS // 10
        routes = [(flow, route) for flow in flows if (route := self._route(flow)) is not None]
        gaps = {number: self._assign(tracks) for number, tracks in self.tracks.items()}
        result = ScopeLayout(Arrangement())
        whole, y = result.arrangement, 0.0
        for number, pool in enumerate(self.pools):
            pool.rectangle = pool.rectangle.moved(0, y - pool.rectangle.y)
            if not pool.is_free:
                whole.shapes[pool.id] = pool.rectangle
            if pool.layout:
                whole.put(pool.layout.arrangement, 0, y)
                result.lines += pool.layout.lines
                result.strays += pool.layout.strays
                result.open |= pool.layout.open
                result.lanes |= pool.layout.lanes
            y = pool.rectangle.bottom + GAP + TRACK * max(gaps.get(number, {}).values(), default=0)
        whole.width = max((pool.rectangle.width for pool in self.pools), default=0.0)
        whole.height = y - GAP if self.pools else 0.0
        for flow, route in routes:
            path = route.path(self.pools, gaps, flow.id)
            whole.edges[flow.id] = path
            width, height = label_size(flow.name)
            if width:
                whole.labels[flow.id] = _label_beside(path, width, height)
        for flow in flows:
            if flow.id not in whole.edges:
                source, target = whole.shapes.get(flow.source), whole.shapes.get(flow.target)
                if source and target:
                    whole.edges[flow.id] = elbow(source, target)
        return result

    def _widen_lanes(self) -> None:
        """All pools are equally wide, and so are the lanes in them."""
        for pool in self.pools:
            if pool.layout is None:
                continue
            shapes = pool.layout.arrangement.shapes
            right = pool.layout.arrangement.width
            for id in pool.layout.lanes:
                lane = shapes[id]
                if abs(lane.right - right) < 1:
                    shapes[id] = Rectangle(lane.x, lane.y, pool.rectangle.width - lane.x, lane.height)

    def _route(self, flow: Connection) -> _Route | None:
        source, target = self.pool_of.get(flow.source), self.pool_of.get(flow.target)
        if source is None or target is None or source == target:
            return None
        down = source < target
        between = range(source + 1, target) if down else range(source - 1, target, -1)
        ends = (self._shape(flow.source, source), self._shape(flow.target, target))
        if ends[0] is None and ends[1] is None:
            start = self._free(source, self.pools[source].rectangle.width / 2)
            stops = [_Stop(start, None, None), _Stop(start, None, None)]
        elif ends[0] is None:
            last = self._stop(flow.target, ends[1], target, not down)
            stops = [_Stop(self._free(source, last.x), None, None), last]
        else:
            first = self._stop(flow.source, ends[0], source, down)
            if ends[1] is None:
                stops = [first, _Stop(self._free(target, first.x), None, None)]
            else:
                stops = [first, self._stop(flow.target, ends[1], target, not down)]
        xs = [stops[0].x]
        for number in between:
            xs.append(self._free(number, xs[-1]))
        xs.append(stops[1].x)
        numbers = [source, *between, target]
        for (one, before), (other, after) in pairwise(zip(numbers, xs, strict=True)):
            if abs(before - after) > 0.5:
                self.tracks[min(one, other)].append((before, after, flow.id))
        return _Route(numbers, xs, stops[0], stops[1], down)

    def _shape(self, id: str, number: int) -> Rectangle | None:
        layout = self.pools[number].layout
        return layout.arrangement.shapes.get(id) if layout else None

    def _stop(self, id: str, shape: Rectangle | None, number: int, down: bool) -> _Stop:
        """Where a message flow leaves or reaches an element, going down or up to the border of its pool."""
        assert shape is not None
        pool = self.pools[number]
        others = list(self._obstacles(pool, shape))
        border = pool.rectangle.height if down else 0.0
        begin = shape.bottom if down else shape.y
        for shift in (0, STEP, -STEP, 2 * STEP, -2 * STEP):
            x = shape.middle.x + shift
            if abs(shift) > shape.width / 2 - 6 and shift:
                break
            if self._is_free(pool, others, x, begin, border):
                pool.taken.append((x, min(begin, border), max(begin, border)))
                return _Stop(x, None, begin)
        y = shape.middle.y + (shape.height / 4 if down else -shape.height / 4)
        for step in range(1, self.steps):
            for x in (shape.right + step * STEP, shape.x - step * STEP):
                level = Rectangle(min(x, shape.x), y - 2, max(x, shape.right) - min(x, shape.x), 4)
                if not self._is_free(pool, others, x, y, border):
                    continue
                if not any(level.overlaps(each) for each in others):
                    pool.taken.append((x, min(y, border), max(y, border)))
                    return _Stop(x, shape.right if x > shape.right else shape.x, y)
        return _Stop(shape.middle.x, None, begin)

    def _obstacles(self, pool: Pool, shape: Rectangle) -> Iterator[Rectangle]:
        """All shapes but those around the element itself."""
        assert pool.layout is not None
        lanes = pool.layout.lanes
        for id, other in pool.layout.arrangement.shapes.items():
            is_around = (
                other.x <= shape.x + 1
                and other.y <= shape.y + 1
                and other.right >= shape.right - 1
                and other.bottom >= shape.bottom - 1
            )
            if id not in lanes and not is_around:
                yield other
        yield from pool.layout.arrangement.labels.values()

    def _is_free(
        self, pool: Pool, others: Sequence[Rectangle], x: float, begin: float, border: float
    ) -> bool:
        low, high = sorted((begin, border))
        if not POOL_HEADER < x < pool.rectangle.width - 4:
            return False
        strip = Rectangle(x - CLEARANCE, low, 2 * CLEARANCE, high - low)
        if any(strip.overlaps(each) for each in others):
            return False
        return not any(
            abs(x - other) < CLEARANCE and bottom > low and top < high for other, top, bottom in pool.taken
        )

    def _free(self, number: int, x: float) -> float:
        """The nearest place where one can go straight through a whole pool."""
        pool = self.pools[number]
        others = list(self._obstacles(pool, Rectangle(-1, -1, 0, 0))) if pool.layout else []
        height = pool.rectangle.height
        x = min(max(x, POOL_HEADER + 10), pool.rectangle.width - 10)
        for step in range(self.steps * 4):
            for place in (x + step * STEP, x - step * STEP):
                if self._is_free(pool, others, place, 0, height):
                    pool.taken.append((place, 0, height))
                    return place
        return x

    @staticmethod
    def _assign(tracks: list[tuple[float, float, str]]) -> dict[str, int]:
        """A track for each message flow that changes its place, counted from 1."""
        ends: list[float] = []
        found: dict[str, int] = {}
        for before, after, id in sorted(tracks, key=lambda each: min(each[0], each[1])):
            low, high = sorted((before, after))
            for number, end in enumerate(ends):
                if end + 8 < low:
                    ends[number] = high
                    found[id] = number + 1
                    break
            else:
                ends.append(high)
                found[id] = len(ends)
        return found


@dataclass(slots=True)
class _Stop:
    x: float
    #: the side of the element, if the message flow leaves it there and not below or above
    side: float | None
    #: the height at which it leaves, inside the pool; None for the border of a black box
    y: float | None


@dataclass(slots=True)
class _Route:
    numbers: list[int]
    xs: list[float]
    first: _Stop
    last: _Stop
    down: bool

    def path(self, pools: Sequence[Pool], gaps: Mapping[int, Mapping[str, int]], id: str) -> list[Point]:
        boxes = [pools[number].rectangle for number in self.numbers]
        path = list(self._end(self.first, boxes[0], leaving=self.down))
        for (one, before), (other, after) in pairwise(zip(self.numbers, self.xs, strict=True)):
            upper = min(one, other)
            if abs(before - after) > 0.5:
                y = pools[upper].rectangle.bottom + GAP / 2 + (gaps[upper][id] - 1) * TRACK
                path += [Point(before, y), Point(after, y)]
        path += reversed(list(self._end(self.last, boxes[-1], leaving=not self.down)))
        return straightened(path)

    @staticmethod
    def _end(stop: _Stop, pool: Rectangle, *, leaving: bool) -> Iterator[Point]:
        if stop.y is None:
            yield Point(stop.x, pool.bottom if leaving else pool.y)
            return
        if stop.side is not None:
            yield Point(stop.side, pool.y + stop.y)
        yield Point(stop.x, pool.y + stop.y)


def _label_beside(path: Sequence[Point], width: float, height: float) -> Rectangle:
    """Right of the longest upright part."""
    parts = [(abs(a.y - b.y), a, b) for a, b in pairwise(path) if abs(a.x - b.x) < 0.5]
    if not parts:
        around = bounding(Rectangle(x, y, 0, 0) for x, y in path)
        return Rectangle(around.middle.x, around.middle.y - height - 3, width, height)
    _, a, b = max(parts, key=lambda part: part[0])
    return Rectangle(a.x + 5, (a.y + b.y) / 2 - height / 2, width, height)
