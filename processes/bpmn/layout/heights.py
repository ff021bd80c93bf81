"""The heights of the slots: so that arrows run straight where they can, and nothing comes too close.

Each slot wants the height of its neighbors. Within a layer, the heights that are nearest to all wishes and
keep the distances are found by isotonic regression (pool adjacent violators). Lanes are bands that no slot
leaves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby, pairwise
from math import floor

from processes.bpmn.layout.boxes import Link, Slot

ROUNDS = 12
#: with more slots than this, fewer rounds must do
MANY = 3_000
LANE_PADDING = 22.0
LEAST_LANE = 120.0
#: so that there is a choice of heights also where a lane is full
SPARE = 30.0

#: so far a slot may push others to become straight
NEARLY = 40.0

Ends = dict[Slot, list[Link]]
Band = tuple[float, float]


def find_heights(layers: list[list[Slot]], links: Sequence[Link], lane_count: int) -> list[Band]:
    """Answers with the upper and lower end of each lane; without lanes, of all."""
    before: Ends = defaultdict(list)
    after: Ends = defaultdict(list)
    for link in links:
        before[link.right].append(link)
        after[link.left].append(link)
    bands = _bands(layers, lane_count)
    for layer in layers:
        for slot in layer:
            low, high = bands[slot.lane] if lane_count else (0.0, 0.0)
            slot.y = (low + high) / 2
        _settle(layer, {}, bands, lane_count)
    rounds = ROUNDS if sum(map(len, layers)) <= MANY else ROUNDS // 3
    for _ in range(rounds):
        for layer in layers:
            _settle(layer, before, bands, lane_count)
        for layer in reversed(layers):
            _settle(layer, after, bands, lane_count)
    for _ in range(3):
        for layer in layers:
            _straighten(layer, before, bands, lane_count, to_left=True)
        for layer in reversed(layers):
            _straighten(layer, after, bands, lane_count, to_left=False, only_free=before)
    for layer in layers:
        for slot in layer:
            slot.y = float(round(slot.y))  # what is nearly straight should be
    if lane_count:
        return bands
    return [_from_zero(layers)]


def _bands(layers: list[list[Slot]], lane_count: int) -> list[Band]:
    heights = [LEAST_LANE] * lane_count
    if lane_count:
        for layer in layers:
            for lane, slots in groupby(layer, key=lambda slot: slot.lane):
                heights[lane] = max(heights[lane], _stacked(list(slots)) + 2 * LANE_PADDING + SPARE)
    bands, top = [], 0.0
    for height in heights:
        bands.append((top, top + height))
        top += height
    return bands


def _stacked(slots: list[Slot]) -> float:
    distances = sum(upper.gap_to(lower) for upper, lower in pairwise(slots))
    return slots[0].above + distances + slots[-1].below


def _settle(layer: list[Slot], links: Ends, bands: list[Band], lane_count: int) -> None:
    for lane, group in groupby(layer, key=lambda slot: slot.lane if lane_count else 0):
        slots = list(group)
        wishes, weights = [], []
        for slot in slots:
            found = [(_wished(slot, link), link.weight) for link in links.get(slot, ())]
            if found:
                weight = sum(each for _, each in found)
                wishes.append(sum(wish * each for wish, each in found) / weight)
                weights.append(weight)
            else:
                wishes.append(slot.y)
                weights.append(0.2)
        for slot, y in zip(slots, _nearest(slots, wishes, weights), strict=True):
            slot.y = y
        if lane_count:
            _push_into(slots, bands[lane])


def _wished(slot: Slot, link: Link) -> float:
    if link.right is slot:
        return link.left.y + link.left_offset - link.right_offset
    return link.right.y + link.right_offset - link.left_offset


def _nearest(slots: list[Slot], wishes: list[float], weights: list[float]) -> list[float]:
    """The heights that keep the distances with the least sum of squares."""
    shifts, shift = [0.0], 0.0
    for upper, lower in pairwise(slots):
        shift += upper.gap_to(lower)
        shifts.append(shift)
    pools: list[tuple[float, float, int]] = []  # mean, weight, how many
    for wish, weight, shift in zip(wishes, weights, shifts, strict=True):
        mean, total, size = wish - shift, weight, 1
        while pools and pools[-1][0] > mean:
            other_mean, other_weight, other_size = pools.pop()
            mean = (mean * total + other_mean * other_weight) / (total + other_weight)
            total, size = total + other_weight, size + other_size
        pools.append((mean, total, size))
    means = [mean for mean, _, size in pools for _ in range(size)]
    return [mean + shift for mean, shift in zip(means, shifts, strict=True)]


def _push_into(slots: list[Slot], band: Band) -> None:
    low = band[0] + LANE_PADDING + slots[0].above
    for number, slot in enumerate(slots):
        slot.y = max(slot.y, low)
        if number + 1 < len(slots):
            low = slot.y + slot.gap_to(slots[number + 1])
    high = band[1] - LANE_PADDING - slots[-1].below
    for number in range(len(slots) - 1, -1, -1):
        slots[number].y = min(slots[number].y, high)
        if number:
            high = slots[number].y - slots[number - 1].gap_to(slots[number])


def _straighten(
    layer: list[Slot],
    links: Ends,
    bands: list[Band],
    lane_count: int,
    *,
    to_left: bool,
    only_free: Ends | None = None,
) -> None:
    """Take over the very height of a neighbor where there is room for it."""
    for number, slot in enumerate(layer):
        found = links.get(slot)
        if not found or (only_free is not None and only_free.get(slot)):
            continue
        low, high = float("-inf"), float("inf")
        if number:
            low = layer[number - 1].y + layer[number - 1].gap_to(slot)
        if number + 1 < len(layer):
            high = layer[number + 1].y - slot.gap_to(layer[number + 1])
        if lane_count:
            top, bottom = bands[slot.lane]
            low = max(low, top + LANE_PADDING + slot.above)
            high = min(high, bottom - LANE_PADDING - slot.below)
        wishes = sorted((_wished(slot, link) for link in found), key=lambda wish: abs(wish - slot.y))
        for wish in wishes:
            if low - 0.001 <= wish <= high + 0.001:
                slot.y = wish
                break
        else:
            if not lane_count and 0 < abs(wishes[0] - slot.y) < NEARLY:
                _move_with_neighbors(layer, number, wishes[0], links)


def _move_with_neighbors(layer: list[Slot], number: int, wish: float, links: Ends) -> None:
    """To a height near by, pushing those in the way, unless one of them would no longer be straight."""
    step = 1 if wish > layer[number].y else -1
    moved = [(layer[number], wish)]
    place, y = number, wish
    while 0 <= place + step < len(layer):
        here, other = layer[place], layer[place + step]
        gap = here.gap_to(other) if step > 0 else other.gap_to(here)
        if (other.y - y) * step >= gap:
            break
        if any(abs(_wished(other, link) - other.y) < 0.5 for link in links.get(other, ())):
            return
        place, y = place + step, y + step * gap
        moved.append((other, y))
    for slot, height in moved:
        slot.y = height


def _from_zero(layers: list[list[Slot]]) -> Band:
    top = floor(min((slot.y - slot.above for layer in layers for slot in layer), default=0.0))
    for layer in layers:
        for slot in layer:
            slot.y -= top
    return 0.0, max((slot.y + slot.below for layer in layers for slot in layer), default=0.0)
