"""The contents of a process or subprocess, arranged: connected parts in layers, one below the other, then
what stands alone; with lanes, all of it in their bands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil

from lxml import etree

from processes.bpmn.elements import name_of
from processes.bpmn.layout.boxes import Arrow, Box
from processes.bpmn.layout.contents import Connection, Contents, Lane, Node, contents_of, is_event_subprocess
from processes.bpmn.layout.geometry import Arrangement, Rectangle
from processes.bpmn.layout.layered import Layered, arrange
from processes.bpmn.layout.node_boxes import box_of
from processes.bpmn.layout.sizes import label_size, size_of

PADDING = 24.0
#: above the contents of a subprocess, where its name stands
NAME_HEIGHT = 34.0
PART_GAP = 44.0
LANE_HEADER = 30.0
#: what stands alone is set in rows of at least this width
ROW = 700.0
FLOW_LABEL = 100.0
#: subprocesses deeper than this are shown closed
MOST_OPEN = 12


@dataclass(slots=True)
class ScopeLayout:
    """What came of it: the arrangement, without the edges of `lines`, which are drawn once all is placed."""

    arrangement: Arrangement
    lines: list[Connection] = field(default_factory=list)
    #: sequence flows with an end elsewhere
    strays: list[Connection] = field(default_factory=list)
    #: subprocesses whose contents are shown inside them
    open: set[str] = field(default_factory=set)
    lanes: set[str] = field(default_factory=set)


def lay_out_scope(scope: etree._Element, *, depth: int = 0) -> ScopeLayout:
    return _Scope(scope, depth).laid_out()


class _Scope:
    def __init__(self, scope: etree._Element, depth: int) -> None:
        self.depth = depth
        self.contents: Contents = contents_of(scope)
        self.layout = ScopeLayout(Arrangement(), lines=list(self.contents.lines))
        self.boxes: dict[str, Box] = {}
        self.parts: dict[str, Arrangement] = {}
        self.arrows: list[Arrow] = []

    def laid_out(self) -> ScopeLayout:
        joined = self._joined()
        leaving = {connection.source for connection in joined}
        for node in self.contents.nodes:
            self._make_box(node, leaving)
        self._make_arrows(joined)
        leaves = list(_leaves(self.contents.lanes))
        if leaves and any(node.id in lane.nodes for lane in leaves for node in self.contents.nodes):
            self._arrange_lanes(leaves)
        else:
            self._arrange_parts()
        return self.layout

    def _joined(self) -> list[Connection]:
        """The flows between elements of this scope, and what joins activities to what undoes them."""
        known = {node.id for node in self.contents.nodes} | self.contents.hosts.keys()
        joined = []
        for flow in self.contents.flows:
            if flow.source in known and flow.target in known - self.contents.hosts.keys():
                joined.append(flow)
            else:
                self.layout.strays.append(flow)
        nodes = {node.id for node in self.contents.nodes}
        for line in self.contents.lines:
            if line.source in self.contents.hosts and line.target in nodes:
                joined.append(line)
                self.layout.lines.remove(line)
        return joined

    def _make_box(self, node: Node, leaving: set[str]) -> None:
        inner = None
        if node.has_contents and self.depth < MOST_OPEN:
            found = lay_out_scope(node.xml, depth=self.depth + 1)
            self.layout.lines += found.lines
            self.layout.strays += found.strays
            self.layout.lanes |= found.lanes
            self.layout.open |= {node.id, *found.open}
            inner = _framed(found.arrangement)
        self.boxes[node.id], self.parts[node.id] = box_of(node, inner, leaving)

    def _make_arrows(self, joined: Sequence[Connection]) -> None:
        for connection in joined:
            host = self.contents.hosts.get(connection.source)
            source = self.boxes[host.id if host else connection.source]
            target = self.boxes[connection.target]
            width, height = label_size(connection.name, FLOW_LABEL)
            exit = connection.source if host else None
            self.arrows.append(Arrow(connection.id, source, target, exit, width, height))

    # --- without lanes

    def _arrange_parts(self) -> None:
        whole, y = self.layout.arrangement, 0.0
        singles: list[Arrangement] = []
        for boxes, arrows in self._components():
            if len(boxes) == 1 and not arrows:
                singles.append(self._sized(boxes[0]))
                continue
            layered = arrange(boxes, arrows)
            part = self._filled(layered)
            whole.put(part, 0, y)
            whole.width = max(whole.width, part.width)
            y += part.height + PART_GAP
        for rest in (singles, [single(xml) for xml in self.contents.loose]):
            y = put_in_rows(whole, rest, y)
        whole.height = max(0.0, y - PART_GAP)

    def _components(self) -> Iterator[tuple[list[Box], list[Arrow]]]:
        """Connected parts, in document order; event subprocesses come last."""
        root: dict[Box, Box] = {box: box for box in self.boxes.values()}

        def find(box: Box) -> Box:
            while root[box] is not box:
                root[box] = root[root[box]]
                box = root[box]
            return box

        for arrow in self.arrows:
            root[find(arrow.target)] = find(arrow.source)
        groups: dict[Box, tuple[list[Box], list[Arrow]]] = {}
        ordered = sorted(self.contents.nodes, key=is_event_subprocess)
        for node in ordered:
            box = self.boxes[node.id]
            groups.setdefault(find(box), ([], []))[0].append(box)
        for arrow in self.arrows:
            groups[find(arrow.source)][1].append(arrow)
        yield from groups.values()

    def _sized(self, box: Box) -> Arrangement:
        part = Arrangement(box.width, box.height)
        part.put(self.parts[box.id], 0, 0)
        return part

    def _filled(self, layered: Layered) -> Arrangement:
        """With what the boxes hold."""
        part = Arrangement(layered.width, layered.height, edges=layered.paths, labels=dict(layered.labels))
        for box, at in layered.boxes.items():
            part.put(self.parts[box.id], at.x, at.y)
        return part

    # --- with lanes

    def _arrange_lanes(self, leaves: list[Lane]) -> None:
        for number, lane in enumerate(leaves):
            for node in self.contents.nodes:
                if node.id in lane.nodes:
                    self.boxes[node.id].lane = number
        layered = arrange(list(self.boxes.values()), self.arrows, len(leaves))
        whole = self.layout.arrangement
        depth = max(_depth(lane) for lane in self.contents.lanes)
        part = self._filled(layered)
        left = depth * LANE_HEADER + PADDING
        whole.put(part, left, 0)
        whole.width = left + part.width + PADDING
        whole.height = part.height
        bands = dict(zip((lane.id for lane in leaves), layered.bands, strict=True))
        for lane in self.contents.lanes:
            _put_lane(whole, lane, 0.0, bands)
            self.layout.lanes |= _lane_ids(lane)
        rest = [single(xml) for xml in self.contents.loose]
        if rest:
            whole.height = put_in_rows(whole, rest, whole.height + PART_GAP) - PART_GAP


def _framed(contents: Arrangement) -> Arrangement:
    """With room for the border and the name of the subprocess around it."""
    # Even, so that its axis is a whole number as those of all others are.
    height = 2 * ceil((contents.height + NAME_HEIGHT + PADDING) / 2)
    framed = Arrangement(contents.width + 2 * PADDING, height)
    framed.put(contents, PADDING, NAME_HEIGHT)
    return framed


def single(xml: etree._Element) -> Arrangement:
    width, height = size_of(xml)
    part = Arrangement(width, height, shapes={xml.get("id", ""): Rectangle(0, 0, width, height)})
    label_width, label_height = label_size(name_of(xml))
    if label_width and xml.get("name"):
        part.width, part.height = max(width, label_width), height + 4 + label_height
        part.shapes[xml.get("id", "")] = Rectangle((part.width - width) / 2, 0, width, height)
        part.labels[xml.get("id", "")] = Rectangle(
            (part.width - label_width) / 2, height + 4, label_width, label_height
        )
    return part


def put_in_rows(whole: Arrangement, parts: Sequence[Arrangement], y: float) -> float:
    """Where the next row would be."""
    if not parts:
        return y
    width = max(ROW, whole.width)
    x = row = 0.0
    for part in parts:
        if x and x + part.width > width:
            x, y, row = 0.0, y + row + PART_GAP, 0.0
        whole.put(part, x, y)
        x += part.width + PART_GAP
        row = max(row, part.height)
        whole.width = max(whole.width, x - PART_GAP)
    return y + row + PART_GAP


def _leaves(lanes: Sequence[Lane]) -> Iterator[Lane]:
    for lane in lanes:
        if lane.inner:
            # What a lane says of itself beside its inner lanes belongs to the first of those.
            first = True
            for leaf in _leaves(lane.inner):
                yield Lane(leaf.id, [], leaf.nodes | (lane.nodes if first else frozenset()))
                first = False
        else:
            yield lane


def _depth(lane: Lane) -> int:
    return 1 + max((_depth(inner) for inner in lane.inner), default=0)


def _lane_ids(lane: Lane) -> set[str]:
    return {lane.id}.union(*(_lane_ids(inner) for inner in lane.inner))


def _put_lane(whole: Arrangement, lane: Lane, x: float, bands: dict[str, tuple[float, float]]) -> Rectangle:
    if lane.inner:
        inner = [_put_lane(whole, each, x + LANE_HEADER, bands) for each in lane.inner]
        top, bottom = min(each.y for each in inner), max(each.bottom for each in inner)
    else:
        top, bottom = bands[lane.id]
    whole.shapes[lane.id] = Rectangle(x, top, whole.width - x, bottom - top)
    return whole.shapes[lane.id]
