"""From a flow node to its box: the shape in the middle, its notes above, its label, its boundary events on
the lower edge with their ways out, and its data below.
"""

from __future__ import annotations

from processes.bpmn.elements import name_of
from processes.bpmn.layout.boxes import Box
from processes.bpmn.layout.contents import Node
from processes.bpmn.layout.geometry import Arrangement, Rectangle
from processes.bpmn.layout.sizes import EVENT, label_size, size_of
from processes.bpmn.support import EVENTS

NOTE_GAP = 24.0
DATA_GAP = 30.0
#: between the lowest label of a boundary event and the first way out, and between ways out
EXIT_GAP = 12.0
BOUNDARY_GAP = 52.0
BOUNDARY_LABEL = 80.0


def box_of(node: Node, inner: Arrangement | None, leaving: set[str]) -> tuple[Box, Arrangement]:
    """The box, and what is in it, relative to it. `inner` are the contents of a subprocess that is shown
    open; `leaving` the boundary events that something leaves from.
    """
    parts = Arrangement()
    width, height = (inner.width, inner.height) if inner else size_of(node.xml)
    is_gateway = node.tag.endswith("Gateway")
    is_pointed = is_gateway or node.tag in EVENTS
    places, needed = _boundary_places(node)
    width = max(width, needed)
    left = top = 0.0
    label_width, label_height = label_size(node.name) if is_pointed else (0.0, 0.0)
    if is_gateway and label_width:
        left = max(0.0, label_width + 8 - width / 2)
        top = max(0.0, label_height - 12)
    notes = [(xml.get("id", ""), size_of(xml)) for xml in node.notes]
    if notes:
        top += max(size[1] for _, size in notes) + NOTE_GAP
    notes_width = sum(size[0] + 12 for _, size in notes)
    data = [(xml, size_of(xml)) for xml in node.data]
    data_width = sum(max(size[0], label_size(name_of(xml))[0]) + 16 for xml, size in data)
    if not is_gateway:
        left = max(left, (label_width - width) / 2)
    shape = Rectangle(left, top, width, height)
    parts.shapes[node.id] = shape
    if inner:
        parts.put(inner, left + (width - inner.width) / 2, top)
    if is_gateway and label_width:
        above = top + 12 - label_height
        parts.labels[node.id] = Rectangle(shape.middle.x - 8 - label_width, above, label_width, label_height)
    bottom = shape.bottom
    if is_pointed and not is_gateway and label_width:
        middle = shape.middle.x - label_width / 2
        parts.labels[node.id] = Rectangle(middle, bottom + 5, label_width, label_height)
        bottom += 5 + label_height
    exits: dict[str, tuple[float, float, float]] = {}
    if node.boundary_events:
        bottom = _put_boundary_events(node, shape, places, leaving, parts, exits)
    x = shape.x
    for id, (note_width, note_height) in notes:
        parts.shapes[id] = Rectangle(x, shape.y - NOTE_GAP - note_height, note_width, note_height)
        x += note_width + 12
    x = shape.x
    if data:
        lowest = 0.0
        for xml, size in data:
            name_width, name_height = label_size(name_of(xml))
            id, room = xml.get("id", ""), max(size[0], name_width)
            at = Rectangle(x + (room - size[0]) / 2, bottom + DATA_GAP, *size)
            parts.shapes[id] = at
            if name_width:
                parts.labels[id] = Rectangle(
                    at.middle.x - name_width / 2, at.bottom + 4, name_width, name_height
                )
            lowest = max(lowest, at.bottom + 4 + name_height)
            x += room + 16
        bottom = lowest
    right = max(shape.right, left + (width + label_width) / 2 if not is_gateway else 0.0)
    box = Box(
        id=node.id,
        width=max(right, shape.x + notes_width, shape.x + data_width),
        height=bottom,
        shape=shape,
        is_pointed=is_pointed,
        has_corners=is_gateway,
        exits=exits,
    )
    return box, parts


def _boundary_places(node: Node) -> tuple[list[float], float]:
    """How far the middle of each boundary event is from the right edge, and the width that they need."""
    places, far = [], 24.0
    for event in reversed(node.boundary_events):
        places.append(far)
        far += max(BOUNDARY_GAP, label_size(event.name, BOUNDARY_LABEL)[0] + EVENT[0] / 2 + 10)
    places.reverse()
    return places, far - BOUNDARY_GAP + 24 if places else 0.0


def _put_boundary_events(
    node: Node,
    shape: Rectangle,
    places: list[float],
    leaving: set[str],
    parts: Arrangement,
    exits: dict[str, tuple[float, float, float]],
) -> float:
    """How deep all of it reaches. The way out of the rightmost event is the highest, so that none cross."""
    half = EVENT[0] / 2
    bottom = shape.bottom + half
    labels = [label_size(event.name, BOUNDARY_LABEL) for event in node.boundary_events]
    lowest = bottom + max(height for _, height in labels)
    next_exit = lowest + EXIT_GAP
    everything = list(zip(node.boundary_events, places, labels, strict=True))
    for event, place, (width, height) in reversed(everything):
        x = shape.right - place
        parts.shapes[event.id] = Rectangle(x - half, shape.bottom - half, *EVENT)
        if width:
            parts.labels[event.id] = Rectangle(x - 6 - width, bottom + 2, width, height)
        if event.id in leaving:
            exits[event.id] = (x, bottom, next_exit)
            next_exit += EXIT_GAP
    return max(lowest, next_exit - EXIT_GAP)
