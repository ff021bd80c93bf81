"""What is arranged in layers: boxes, and arrows between them.

A *box* is a shape with what belongs to it – its label, boundary events, notes and data – as one rectangle.
Its *axis* is the height on which arrows reach and leave the shape. A *slot* is a place in a *layer*, taken
by a box or by an arrow that passes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from processes.bpmn.layout.geometry import Rectangle

#: between boxes of a layer, between a box and an arrow that passes, and between two of those
BOX_GAP = 34.0
PASSING_GAP = 20.0
ARROW_GAP = 14.0


@dataclass(slots=True, eq=False)
class Box:
    id: str
    width: float
    height: float
    #: of the shape itself, inside the box
    shape: Rectangle
    #: events and gateways: all arrows of a side meet in one point
    is_pointed: bool = False
    #: gateways: arrows may leave and reach it above and below, too
    has_corners: bool = False
    lane: int = 0
    #: boundary event → the middle of its lower end, and the height on which its arrows leave the box
    exits: dict[str, tuple[float, float, float]] = field(default_factory=dict)

    @property
    def axis(self) -> float:
        return self.shape.y + self.shape.height / 2


@dataclass(slots=True, eq=False)
class Arrow:
    id: str
    source: Box
    target: Box
    #: the boundary event that it leaves from
    exit: str | None = None
    label_width: float = 0.0
    label_height: float = 0.0
    #: against the direction of reading
    is_backward: bool = False
    #: leads too far, where there are too many of those: it gets no slots, and crosses what it may
    is_stray: bool = False
    #: the slots of the layers that it passes, in its own direction
    passes: list[Slot] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Slot:
    layer: int
    box: Box | None = None
    lane: int = 0
    #: how far it reaches above and below its axis
    above: float = 0.0
    below: float = 0.0
    #: its axis
    y: float = 0.0
    place: int = 0
    #: for ordering; what comes from a boundary event leans downwards
    wish: float = 0.0
    lean: float = 0.0

    def gap_to(self, other: Slot) -> float:
        """How far the axis of the next slot of the layer must be away."""
        if self.box and other.box:
            gap = BOX_GAP
        else:
            gap = PASSING_GAP if self.box or other.box else ARROW_GAP
        return self.below + gap + other.above


@dataclass(slots=True, eq=False)
class Link:
    """An arrow's part between neighboring layers; it is straight if both ends are on one height."""

    left: Slot
    right: Slot
    left_offset: float = 0.0
    right_offset: float = 0.0
    weight: float = 1.0
