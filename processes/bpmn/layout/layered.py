"""Boxes and arrows, arranged in layers from left to right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from processes.bpmn.layout.boxes import Arrow, Box, Link
from processes.bpmn.layout.channels import Channel
from processes.bpmn.layout.geometry import Path, Point, Rectangle, straightened
from processes.bpmn.layout.heights import Band, find_heights
from processes.bpmn.layout.layers import make_layers
from processes.bpmn.layout.lines import elbow
from processes.bpmn.layout.order import find_order

#: between arrows that leave one side of a task
PORT_GAP = 16.0
#: how far a corner of a gateway must be from the arrow's height
CORNER_ROOM = 10.0
#: arrows that are off by less than this become straight by moving their ends
NEARLY_STRAIGHT = 20.0
#: how far from the middle of its side the only arrow may be
OFF_MIDDLE = 12.0


class Hop(NamedTuple):
    """An arrow's way through one channel."""

    channel: int
    #: the heights of its segment that come from the left, and from the right
    lefts: tuple[float, ...]
    rights: tuple[float, ...]
    #: the key of the segment; None where it runs straight
    segment: object | None
    #: the heights before and after, in its direction
    before: float
    after: float


@dataclass(slots=True)
class Layered:
    width: float = 0.0
    height: float = 0.0
    #: where the upper left corner of each box is
    boxes: dict[Box, Point] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    labels: dict[str, Rectangle] = field(default_factory=dict)
    bands: list[Band] = field(default_factory=list)


def arrange(boxes: Sequence[Box], arrows: Sequence[Arrow], lane_count: int = 0) -> Layered:
    return _Arranging(boxes, arrows, lane_count).arranged()


class _Arranging:
    def __init__(self, boxes: Sequence[Box], arrows: Sequence[Arrow], lane_count: int) -> None:
        self.lane_count = lane_count
        self.layers, self.slots = make_layers(boxes, arrows)
        self.arrows = [arrow for arrow in arrows if not arrow.is_stray]
        self.strays = [arrow for arrow in arrows if arrow.is_stray]
        #: heights of the ends of arrows, above or below the axis of their box
        self.leaving: dict[Arrow, float] = {}
        self.reaching: dict[Arrow, float] = {}
        #: arrows that leave (True) or reach a box beside its boundary events, from top to bottom
        self.ends: dict[tuple[Box, bool], list[Arrow]] = {}
        #: arrows that leave or reach a gateway above or below
        self.corners: dict[tuple[Arrow, str], bool] = {}

    def arranged(self) -> Layered:
        self._lean()
        find_order(self.layers, self._links())
        self._spread_ports()
        bands = find_heights(self.layers, self._links(), self.lane_count)
        self._move_ports()
        self._use_corners()
        channels = self._channels()
        return self._placed(channels, bands)

    # --- ports and links

    def _links(self) -> list[Link]:
        links = []
        for arrow in self.arrows:
            if arrow.is_backward:
                links += [Link(left, right, weight=4) for right, left in pairwise(arrow.passes)]
                continue
            chain = [self.slots[arrow.source], *arrow.passes, self.slots[arrow.target]]
            for left, right in pairwise(chain):
                weight = 1 if left.box and right.box else (2 if left.box or right.box else 4)
                link = Link(left, right, weight=weight)
                if left.box:
                    link.left_offset = self.leaving.get(arrow, 0.0)
                if right.box:
                    link.right_offset = self.reaching.get(arrow, 0.0)
                links.append(link)
        return links

    def _lean(self) -> None:
        """The way on from an activity is the upper one, those from its boundary events are below."""
        for arrow in self.arrows:
            if arrow.exit is not None and not arrow.is_backward:
                (arrow.passes or [self.slots[arrow.target]])[0].lean = 0.4

    def _spread_ports(self) -> None:
        leaving: dict[Box, list[Arrow]] = defaultdict(list)
        reaching: dict[Box, list[Arrow]] = defaultdict(list)
        for arrow in self.arrows:
            if arrow.exit is not None:
                self.leaving[arrow] = arrow.source.exits[arrow.exit][2] - arrow.source.axis
            else:
                leaving[arrow.source].append(arrow)
            reaching[arrow.target].append(arrow)
        for box, arrows in leaving.items():
            self.ends[box, True] = arrows
            arrows.sort(key=self._place_after)
            self._spread(box, arrows, self.leaving)
        for box, arrows in reaching.items():
            self.ends[box, False] = arrows
            arrows.sort(key=self._place_before)
            self._spread(box, arrows, self.reaching)

    def _place_after(self, arrow: Arrow) -> tuple[int, float]:
        if arrow.is_backward:
            return (1 if arrow.passes[0].place > self.slots[arrow.source].place else -1, 0.0)
        return (0, (arrow.passes or [self.slots[arrow.target]])[0].place)

    def _place_before(self, arrow: Arrow) -> tuple[int, float]:
        if arrow.is_backward:
            return (1 if arrow.passes[-1].place > self.slots[arrow.target].place else -1, 0.0)
        return (0, (arrow.passes or [self.slots[arrow.source]])[-1].place)

    @staticmethod
    def _spread(box: Box, arrows: list[Arrow], offsets: dict[Arrow, float]) -> None:
        if box.is_pointed or len(arrows) == 1:
            offsets.update(dict.fromkeys(arrows, 0.0))
            return
        gap = min(PORT_GAP, (box.shape.height - 20) / (len(arrows) - 1))
        for number, arrow in enumerate(arrows):
            offsets[arrow] = float(round((number - (len(arrows) - 1) / 2) * gap))

    def _move_ports(self) -> None:
        """Along the sides of tasks, so that what is nearly straight is straight."""
        for arrow in self.arrows:
            if arrow.is_backward:
                continue
            source, target = self.slots[arrow.source], self.slots[arrow.target]
            before = arrow.passes[-1].y if arrow.passes else self._leaves_at(arrow)
            if self._moves(arrow, arrow.target, self.reaching, before - target.y):
                continue
            after = arrow.passes[0].y if arrow.passes else self._reaches_at(arrow)
            if arrow.exit is None:
                self._moves(arrow, arrow.source, self.leaving, after - source.y)

    def _moves(self, arrow: Arrow, box: Box, offsets: dict[Arrow, float], wish: float) -> bool:
        off = abs(wish - offsets[arrow])
        if box.is_pointed or not 0.5 < off < NEARLY_STRAIGHT:
            return off <= 0.5
        ends = self.ends[box, offsets is self.leaving]
        place = ends.index(arrow)
        limit = OFF_MIDDLE if len(ends) == 1 else box.shape.height / 2 - 12
        low = offsets[ends[place - 1]] + PORT_GAP / 2 if place else -limit
        high = offsets[ends[place + 1]] - PORT_GAP / 2 if place + 1 < len(ends) else limit
        if not max(low, -limit) <= wish <= min(high, limit):
            return False
        offsets[arrow] = wish
        return True

    def _leaves_at(self, arrow: Arrow) -> float:
        return self.slots[arrow.source].y + self.leaving[arrow]

    def _reaches_at(self, arrow: Arrow) -> float:
        return self.slots[arrow.target].y + self.reaching[arrow]

    # --- corners of gateways

    def _use_corners(self) -> None:
        taken: dict[tuple[Box, bool], str] = {}
        for end in ("source", "target"):
            for arrow in self.arrows:
                box = getattr(arrow, end)
                if not box.has_corners or (arrow.exit is not None and end == "source"):
                    continue
                if end == "target" and not arrow.passes and (arrow, "source") in self.corners:
                    continue
                if end == "source":
                    y = arrow.passes[0].y if arrow.passes else self._reaches_at(arrow)
                else:
                    y = arrow.passes[-1].y if arrow.passes else self._leaves_at(arrow)
                is_above = y < self.slots[box].y
                if self._is_clear(box, y, arrow) and taken.setdefault((box, is_above), end) == end:
                    self.corners[arrow, end] = is_above

    def _is_clear(self, box: Box, y: float, arrow: Arrow) -> bool:
        """Whether nothing of the layer, but the arrow itself, is between a gateway and a height above or
        below it.
        """
        slot = self.slots[box]
        layer = self.layers[slot.layer]
        half = box.shape.height / 2
        if y < slot.y - half - CORNER_ROOM:
            if slot.place == 0:
                return True
            other = layer[slot.place - 1]
            return other in arrow.passes or other.y + other.below + CORNER_ROOM < y
        if y > slot.y + half + CORNER_ROOM:
            if slot.place + 1 == len(layer):
                return True
            other = layer[slot.place + 1]
            return other in arrow.passes or y < other.y - other.above - CORNER_ROOM
        return False

    # --- channels

    def _channels(self) -> list[Channel]:
        channels = [Channel() for _ in range(len(self.layers) + 1)]
        for arrow in self.arrows:
            for hop in self._hops(arrow):
                if hop.segment is None:
                    continue
                segment = channels[hop.channel].segment(hop.segment)
                for ends, found in ((segment.lefts, hop.lefts), (segment.rights, hop.rights)):
                    ends.extend(y for y in found if y not in ends)
            if arrow.label_width:
                first = self.slots[arrow.source].layer + 1
                channels[first].label_width = max(channels[first].label_width, arrow.label_width)
        for channel in channels:
            channel.set_tracks()
        return channels

    def _hops(self, arrow: Arrow) -> list[Hop]:
        """Through each channel that it passes, in its direction."""
        start, end = self._leaves_at(arrow), self._reaches_at(arrow)
        heights = [each.y for each in arrow.passes]
        if arrow.is_backward:
            return self._hops_back(arrow, start, heights, end)
        chain = [start, *heights, end]
        if (arrow, "source") in self.corners:
            chain[0] = chain[1]
        if (arrow, "target") in self.corners:
            chain[-1] = chain[-2]
        first, last = self.slots[arrow.source].layer + 1, len(chain) - 2
        hops = []
        for number, (before, after) in enumerate(pairwise(chain)):
            segment: object | None = (arrow, number)
            if abs(before - after) <= 0.5:
                segment = None
            elif number == 0 and arrow.source.is_pointed and arrow.exit is None:
                segment = (arrow.source, "out")
            elif number == last and arrow.target.is_pointed:
                segment = (arrow.target, "in")
            hops.append(Hop(first + number, (before,), (after,), segment, before, after))
        return hops

    def _hops_back(self, arrow: Arrow, start: float, heights: list[float], end: float) -> list[Hop]:
        """Out to the right and around, back through the layers, and around again into the target."""
        source, target = self.slots[arrow.source].layer, self.slots[arrow.target].layer
        hops = []
        if (arrow, "source") not in self.corners:
            hops.append(Hop(source + 1, (start, heights[0]), (), (arrow, "out"), start, heights[0]))
        for number, (before, after) in enumerate(pairwise(heights)):
            segment = (arrow, number) if abs(before - after) > 0.5 else None
            hops.append(Hop(source - number, (after,), (before,), segment, before, after))
        if (arrow, "target") not in self.corners:
            hops.append(Hop(target, (), (heights[-1], end), (arrow, "in"), heights[-1], end))
        return hops

    # --- places

    def _placed(self, channels: list[Channel], bands: list[Band]) -> Layered:
        placed = Layered(bands=bands)
        x = 0.0
        if channels[0].segments:
            channels[0].place(0)
            x = channels[0].width
        for layer, channel in zip(self.layers, channels[1:], strict=True):
            width = max((slot.box.width for slot in layer if slot.box), default=0.0)
            for slot in layer:
                if slot.box:
                    at = x + (width - slot.box.width) / 2
                    placed.boxes[slot.box] = Point(at, slot.y - slot.above)
            x += width
            if channel is not channels[-1] or channel.segments:
                channel.place(x)
                x += channel.width
        placed.width = x
        placed.height = bands[-1][1] if bands else 0.0
        for arrow in self.arrows:
            placed.paths[arrow.id] = self._path(arrow, channels, placed)
            if arrow.label_width:
                placed.labels[arrow.id] = self._label(arrow, channels, placed)
        for arrow in self.strays:
            placed.paths[arrow.id] = elbow(
                self._shape(arrow.source, placed), self._shape(arrow.target, placed)
            )
        return placed

    def _path(self, arrow: Arrow, channels: list[Channel], placed: Layered) -> Path:
        path = self._beginning(arrow, placed)
        if (arrow, "source") in self.corners:
            path.append(Point(path[0].x, arrow.passes[0].y if arrow.passes else self._reaches_at(arrow)))
        for hop in self._hops(arrow):
            if hop.segment is not None:
                x = channels[hop.channel].segments[hop.segment].x
                path += [Point(x, hop.before), Point(x, hop.after)]
        shape = self._shape(arrow.target, placed)
        is_above = self.corners.get((arrow, "target"))
        if is_above is None:
            path.append(Point(shape.x, self._reaches_at(arrow)))
        else:
            middle = shape.middle.x
            before = arrow.passes[-1].y if arrow.passes else self._leaves_at(arrow)
            path += [Point(middle, before), Point(middle, shape.y if is_above else shape.bottom)]
        return straightened(path)

    def _beginning(self, arrow: Arrow, placed: Layered) -> Path:
        at = placed.boxes[arrow.source]
        if arrow.exit is not None:
            x, bottom, height = arrow.source.exits[arrow.exit]
            return [Point(at.x + x, at.y + bottom), Point(at.x + x, at.y + height)]
        shape = self._shape(arrow.source, placed)
        is_above = self.corners.get((arrow, "source"))
        if is_above is None:
            return [Point(shape.right, self._leaves_at(arrow))]
        return [Point(shape.middle.x, shape.y if is_above else shape.bottom)]

    def _shape(self, box: Box, placed: Layered) -> Rectangle:
        at = placed.boxes[box]
        return box.shape.moved(at.x, at.y)

    def _label(self, arrow: Arrow, channels: list[Channel], placed: Layered) -> Rectangle:
        """Above the first level part after the arrow has found its height."""
        if (arrow, "source") in self.corners:
            x = self._shape(arrow.source, placed).middle.x + 6
            after = arrow.passes[0].y if arrow.passes else self._reaches_at(arrow)
        else:
            hop = self._hops(arrow)[0]
            after = hop.after
            joins_others = hop.segment == (arrow.target, "in")
            if joins_others:
                after = hop.before  # beyond its segment, the line is that of others as well
            if hop.segment is not None and not joins_others:
                x = channels[hop.channel].segments[hop.segment].x + 4
            else:
                at = placed.boxes[arrow.source]
                x = (at.x + arrow.source.width if arrow.exit else self._shape(arrow.source, placed).right) + 4
        if arrow.is_backward:
            x -= arrow.label_width + 8
        return Rectangle(x, after - arrow.label_height - 2, arrow.label_width, arrow.label_height)
