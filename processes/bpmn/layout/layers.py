"""Layers: each box stands right of all that lead to it, as far as there are no circles; arrows that close a
circle run backward. Arrows over several layers get a slot in each of those between.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence

from processes.bpmn.layout.boxes import Arrow, Box, Slot


def find_backward(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> None:
    """Mark the arrows that close a circle, going through the boxes from where the paths begin."""
    leaving: dict[Box, list[Arrow]] = defaultdict(list)
    reached = {arrow.target for arrow in arrows if arrow.source is not arrow.target}
    for arrow in arrows:
        leaving[arrow.source].append(arrow)
    seen: set[Box] = set()
    on_path: set[Box] = set()
    for root in [*(box for box in boxes if box not in reached), *boxes]:
        if root in seen:
            continue
        seen.add(root)
        on_path.add(root)
        stack = [(root, iter(leaving[root]))]
        while stack:
            box, rest = stack[-1]
            for arrow in rest:
                if arrow.target in on_path:
                    arrow.is_backward = True
                elif arrow.target not in seen:
                    seen.add(arrow.target)
                    on_path.add(arrow.target)
                    stack.append((arrow.target, iter(leaving[arrow.target])))
                    break
            else:
                on_path.discard(box)
                stack.pop()


def layer_numbers(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> dict[Box, int]:
    """The longest path counts; a box that nothing leads to stands right before what it leads to."""
    forward = [arrow for arrow in arrows if not arrow.is_backward]
    leaving: dict[Box, list[Box]] = defaultdict(list)
    missing: dict[Box, int] = dict.fromkeys(boxes, 0)
    for arrow in forward:
        leaving[arrow.source].append(arrow.target)
        missing[arrow.target] += 1
    begins = [box for box in boxes if missing[box] == 0]
    number = dict.fromkeys(boxes, 0)
    ready = deque(begins)
    while ready:
        box = ready.popleft()
        for target in leaving[box]:
            number[target] = max(number[target], number[box] + 1)
            missing[target] -= 1
            if missing[target] == 0:
                ready.append(target)
    for box in begins:
        if leaving[box]:
            number[box] = min(number[target] for target in leaving[box]) - 1
    return number


#: slots of arrows that pass; more take too long
MOST_PASSES = 8_000


def make_layers(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> tuple[list[list[Slot]], dict[Box, Slot]]:
    """The layers from left to right, and the slot of each box; arrows know which slots they pass."""
    find_backward(boxes, arrows)
    number = layer_numbers(boxes, arrows)
    layers: list[list[Slot]] = [[] for _ in range(max(number.values(), default=-1) + 1)]
    slots: dict[Box, Slot] = {}
    for box in boxes:
        slot = Slot(number[box], box, box.lane, box.axis, box.height - box.axis)
        slots[box] = slot
        layers[slot.layer].append(slot)
    left = MOST_PASSES
    for arrow in sorted(arrows, key=lambda each: abs(number[each.source] - number[each.target])):
        source, target = number[arrow.source], number[arrow.target]
        passed = range(source, target - 1, -1) if arrow.is_backward else range(source + 1, target)
        left -= len(passed)
        if left < 0:
            arrow.is_stray = True
            continue
        lane = max(arrow.source.lane, arrow.target.lane) if arrow.is_backward else arrow.source.lane
        for layer in passed:
            slot = Slot(layer, None, lane)
            arrow.passes.append(slot)
            layers[layer].append(slot)
    return layers, slots
