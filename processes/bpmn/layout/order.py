"""The order of the slots in each layer, from top to bottom, so that few arrows cross.

Sweeping from layer to layer, each slot wants to stand in the middle of its neighbors (the barycenter method
of Sugiyama, Tagawa and Toda, 1981); then neighbors change places wherever that saves crossings. Slots of a
lane stay together.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence

from processes.bpmn.layout.boxes import Link, Slot

SWEEPS = 12
#: above this many slots in a layer, changing places one by one takes too long
MOST_FOR_EXCHANGE = 40

Neighbors = dict[Slot, list[Slot]]


def find_order(layers: list[list[Slot]], links: Sequence[Link]) -> None:
    before: Neighbors = defaultdict(list)
    after: Neighbors = defaultdict(list)
    for link in links:
        before[link.right].append(link.left)
        after[link.left].append(link.right)
    _begin(layers, before)
    best, best_order = _crossings(layers, after), _taken(layers)
    for sweep in range(SWEEPS):
        if best == 0:
            break
        if sweep % 2 == 0:
            for layer in layers[1:]:
                _sort(layer, before)
        else:
            for layer in reversed(layers[:-1]):
                _sort(layer, after)
        _exchange(layers, before, after)
        found = _crossings(layers, after)
        if found < best:
            best, best_order = found, _taken(layers)
    for layer, order in zip(layers, best_order, strict=True):
        layer[:] = order
        _number(layer)


def _begin(layers: list[list[Slot]], before: Neighbors) -> None:
    """In the order in which the arrows lead there, so that what is drawn first is on top."""
    for layer in layers:
        layer.sort(key=lambda slot: slot.lane)
        _number(layer)
    for layer in layers[1:]:
        _sort(layer, before)


def _sort(layer: list[Slot], neighbors: Neighbors) -> None:
    for slot in layer:
        found = neighbors[slot]
        slot.wish = sum(each.place for each in found) / len(found) if found else float(slot.place)
        slot.wish += slot.lean
    layer.sort(key=lambda slot: (slot.lane, slot.wish, slot.place))
    _number(layer)


def _number(layer: list[Slot]) -> None:
    for place, slot in enumerate(layer):
        slot.place = place


def _taken(layers: list[list[Slot]]) -> list[list[Slot]]:
    return [list(layer) for layer in layers]


def _crossings(layers: list[list[Slot]], after: Neighbors) -> int:
    found = 0
    for layer in layers[:-1]:
        seen: list[int] = []
        for slot in layer:
            ends = sorted(each.place for each in after[slot])
            for end in ends:
                found += len(seen) - bisect_left(seen, end + 1)
            for end in ends:
                insort(seen, end)
    return found


def _exchange(layers: list[list[Slot]], before: Neighbors, after: Neighbors) -> None:
    for layer in layers:
        if len(layer) > MOST_FOR_EXCHANGE:
            continue
        for _ in range(4):
            changed = False
            for place in range(len(layer) - 1):
                upper, lower = layer[place], layer[place + 1]
                if upper.lane == lower.lane and _saves(upper, lower, before, after) > 0:
                    layer[place], layer[place + 1] = lower, upper
                    lower.place, upper.place = place, place + 1
                    changed = True
            if not changed:
                break


def _saves(upper: Slot, lower: Slot, before: Neighbors, after: Neighbors) -> int:
    saved = 0
    for neighbors in (before, after):
        for one in neighbors[upper]:
            for other in neighbors[lower]:
                saved += (one.place > other.place) - (one.place < other.place)
    return saved
