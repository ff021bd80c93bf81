"""Figures: the few numbers that many measurements are reduced to."""

import math
from collections.abc import Sequence


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """p50, p95 and p99 in milliseconds: the smallest value that so many percent do not exceed."""
    ordered = sorted(seconds)
    return {
        f"p{percent}": ordered[math.ceil(len(ordered) * percent / 100) - 1] * 1000 for percent in (50, 95, 99)
    }


def slope(points: Sequence[tuple[float, float]]) -> float:
    """By how much the line through these (x, y) rises for each step of x: least squares. A single point, and
    points that are all above each other, make no line: 0.
    """
    if len(points) < 2:
        return 0.0
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    if spread == 0:
        return 0.0
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
