"""Figures: the few numbers that many measurements are reduced to."""

import math
from collections.abc import Sequence


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """p50, p95 and p99 in milliseconds: the smallest value that so many percent do not exceed."""
    ordered = sorted(seconds)
    return {
        f"p{percent}": ordered[math.ceil(len(ordered) * percent / 100) - 1] * 1000 for percent in (50, 95, 99)
    }
