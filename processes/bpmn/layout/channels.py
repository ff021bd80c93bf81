"""Channels: the room between neighboring layers, in which arrows change their height.

Each change is a vertical *segment* on a track of the channel. Arrows that share a point of a shape share the
segment. The tracks are ordered so that few arrows cross and none lie on one another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

TRACK = 14.0
LEFT_MARGIN = 18.0
#: room for the tip of the arrow
RIGHT_MARGIN = 24.0
LEAST_WIDTH = 54.0
#: two segments on one track keep this distance
APART = 8.0
#: above this many segments, ordering them by exchange takes too long
MOST_FOR_EXCHANGE = 60
OVERLAP = 20


@dataclass(slots=True, eq=False)
class Segment:
    """Its ends are heights, each with the side on which the arrow comes or goes."""

    lefts: list[float] = field(default_factory=list)
    rights: list[float] = field(default_factory=list)
    track: int = 0
    x: float = 0.0

    @property
    def top(self) -> float:
        return min((*self.lefts, *self.rights))

    @property
    def bottom(self) -> float:
        return max((*self.lefts, *self.rights))


@dataclass(slots=True, eq=False)
class Channel:
    segments: dict[object, Segment] = field(default_factory=dict)
    #: of labels that stand right of the tracks
    label_width: float = 0.0

    def segment(self, key: object) -> Segment:
        return self.segments.setdefault(key, Segment())

    def set_tracks(self) -> None:
        segments = list(self.segments.values())
        if len(segments) > MOST_FOR_EXCHANGE:
            _share_tracks(segments)
            return
        ordered = _ordered(segments)
        for number, segment in enumerate(ordered):
            segment.track = max(
                (other.track + 1 for other in ordered[:number] if _are_close(other, segment)), default=0
            )

    @property
    def width(self) -> float:
        tracks = max((segment.track + 1 for segment in self.segments.values()), default=0)
        least = LEFT_MARGIN + max(0, tracks - 1) * TRACK + max(RIGHT_MARGIN, self.label_width + 10)
        return max(LEAST_WIDTH, least)

    def place(self, x: float) -> None:
        """The channel begins at `x`; without labels, the tracks stand in its middle."""
        tracks = max((segment.track for segment in self.segments.values()), default=0)
        spare = 0.0 if self.label_width else self.width - LEFT_MARGIN - RIGHT_MARGIN - tracks * TRACK
        for segment in self.segments.values():
            segment.x = x + LEFT_MARGIN + spare / 2 + segment.track * TRACK


def _are_close(one: Segment, other: Segment) -> bool:
    return one.top - APART < other.bottom and other.top - APART < one.bottom


def _share_tracks(segments: list[Segment]) -> None:
    """From top to bottom, each on the first track that is free."""
    ends: list[float] = []
    for top, bottom, segment in sorted(
        ((each.top, each.bottom, each) for each in segments), key=lambda span: span[:2]
    ):
        free = (number for number, end in enumerate(ends) if end + APART < top)
        segment.track = next(free, len(ends))
        ends[segment.track :] = [bottom, *ends[segment.track + 1 :]]


def _ordered(segments: list[Segment]) -> list[Segment]:
    """From left to right."""
    segments.sort(key=lambda each: (each.top, each.bottom))
    cost = {(a, b): _cost(a, b) for a in segments for b in segments if a is not b}
    ordered: list[Segment] = []
    for segment in segments:
        # Inserted where it costs least, from the right.
        costs = [sum(cost[other, segment] for other in ordered)]
        for other in reversed(ordered):
            costs.append(costs[-1] - cost[other, segment] + cost[segment, other])
        ordered.insert(len(ordered) - costs.index(min(costs)), segment)
    for _ in range(6):
        changed = False
        for place in range(len(ordered) - 1):
            a, b = ordered[place], ordered[place + 1]
            if cost[b, a] < cost[a, b]:
                ordered[place], ordered[place + 1] = b, a
                changed = True
        if not changed:
            break
    return ordered


def _cost(left: Segment, right: Segment) -> int:
    """Crossings, and what is worse, overlaps, if one stands left of the other."""
    return (
        _hits(left.rights, right)
        + _hits(right.lefts, left)
        + OVERLAP * sum(abs(y - other) < 4 for y in left.rights for other in right.lefts)
    )


def _hits(heights: Iterable[float], segment: Segment) -> int:
    top, bottom = segment.top, segment.bottom
    return sum(top + 0.5 < y < bottom - 0.5 for y in heights)
