"""Diagram interchange: where the elements are drawn (BPMN 12). Nothing of it changes what a process does, so
what is faulty is left out: shapes of elements that are not there, and numbers that are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite

from lxml import etree

from processes.bpmn.elements import find_reference

IN_BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
IN_DC = "{http://www.omg.org/spec/DD/20100524/DC}"
IN_DI = "{http://www.omg.org/spec/DD/20100524/DI}"

Waypoints = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    x: float
    y: float
    width: float
    height: float


def shapes_of(root: etree._Element, by_id: Mapping[str, etree._Element]) -> dict[str, Bounds]:
    """Element id → where it is drawn; of an element in several diagrams, in the first."""
    found: dict[str, Bounds] = {}
    for id, shape in _drawn(root, "BPMNShape", by_id):
        bounds = bounds_of(shape)
        if bounds is not None:
            found.setdefault(id, bounds)
    return found


def bounds_of(shape: etree._Element) -> Bounds | None:
    """None if they are missing, or no numbers."""
    bounds = shape.find(f"{IN_DC}Bounds")
    if bounds is None:
        return None
    numbers = [_number(bounds, name) for name in ("x", "y", "width", "height")]
    if None in numbers:
        return None
    x, y, width, height = (number or 0.0 for number in numbers)
    return Bounds(x=x, y=y, width=width, height=height)


def edges_of(root: etree._Element, by_id: Mapping[str, etree._Element]) -> dict[str, Waypoints]:
    found: dict[str, Waypoints] = {}
    for id, edge in _drawn(root, "BPMNEdge", by_id):
        sound = waypoints_of(edge)
        if sound:
            found.setdefault(id, sound)
    return found


def waypoints_of(edge: etree._Element) -> Waypoints:
    """Those that are numbers."""
    points = [(_number(point, "x"), _number(point, "y")) for point in edge.iterfind(f"{IN_DI}waypoint")]
    return tuple((x, y) for x, y in points if x is not None and y is not None)


def _drawn(
    root: etree._Element, tag: str, by_id: Mapping[str, etree._Element]
) -> Iterator[tuple[str, etree._Element]]:
    for xml in root.iter(f"{IN_BPMNDI}{tag}"):
        element = find_reference(by_id, xml.get("bpmnElement"))
        if element is not None:
            yield element.get("id", "").strip(), xml


def _number(xml: etree._Element, name: str) -> float | None:
    try:
        number = float(xml.get(name, ""))
    except ValueError:
        return None
    return number if isfinite(number) else None
