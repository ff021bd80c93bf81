"""Equality and order with three answers: true, false, and null for values that cannot be compared (DMN 1.3,
10.3.2.7).

Only values of one kind can be equal; null equals null and nothing else. Only numbers, strings, dates,
times, moments and durations have an order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import ge, gt, le, lt
from typing import Any

from processes.feel.durations import NANOS, DaysTimeDuration, YearsMonthsDuration
from processes.feel.errors import BecomesNull, FeelLimitExceeded
from processes.feel.limits import MAX_ITERATIONS
from processes.feel.temporal import Date, DateTime, Time
from processes.feel.values import Function, Range, adopt, is_number, kind_name

ORDERINGS: dict[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


def equals(left: object, right: object) -> bool | None:
    """Raises ``BecomesNull`` for values of different kinds."""
    if left is None or right is None:
        return left is right
    left_class, right_class = left.__class__, right.__class__
    if left_class is not right_class and not (is_number(left) and is_number(right)):
        if isinstance(left, Function) and isinstance(right, Function):
            return left is right
        raise BecomesNull(f"Cannot compare {kind_name(left)} with {kind_name(right)}")
    if left_class in _EQUALITIES:
        return _EQUALITIES[left_class](left, right)
    return left == right


def same(left: object, right: object) -> bool:
    """Equal for sure: what lists, sets of values and unary tests ask."""
    try:
        return equals(adopt(left), adopt(right)) is True
    except BecomesNull:
        return False


def compare(operator: str, left: object, right: object) -> bool:
    """``left operator right`` for an ordering; raises ``BecomesNull`` where there is no order."""
    if operator == "=":
        return bool(equals(left, right))
    if operator == "!=":
        return not equals(left, right)
    if is_number(left) and is_number(right):
        return ORDERINGS[operator](left, right)
    if left.__class__ is not right.__class__:
        raise BecomesNull(f"Cannot compare {kind_name(left)} with {kind_name(right)}")
    if left.__class__ is str:
        return ORDERINGS[operator](left, right)
    key = _ORDER_KEYS.get(left.__class__)
    if key is None:
        raise BecomesNull(f"Values of type {kind_name(left)} have no order")
    if (
        isinstance(left, Time | DateTime)
        and isinstance(right, Time | DateTime)
        and _only_one_has_zone(left, right)
    ):
        # DMN 1.5, table 54: the local one uses the offset of the other, so that the clocks decide.
        left, right = left.without_zone(), right.without_zone()
    return ORDERINGS[operator](key(left), key(right))


def is_within(value: object, interval: Range) -> bool:
    """Raises ``BecomesNull`` when one endpoint leaves it open, and the other does not rule it out."""
    unknown: BecomesNull | None = None
    for operator, endpoint in _bounds(interval):
        try:
            if not compare(operator, value, endpoint):
                return False
        except BecomesNull as reason:
            unknown = reason
    if unknown:
        raise unknown
    return True


def _bounds(interval: Range) -> Iterator[tuple[str, object]]:
    if interval.has_start:
        yield (">=" if interval.start_included else ">"), interval.start
    if interval.has_end:
        yield ("<=" if interval.end_included else "<"), interval.end


def _only_one_has_zone(left: Time | DateTime, right: Time | DateTime) -> bool:
    return (left.zone is None) != (right.zone is None)


def _deeply_equal(left: object, right: object) -> bool:
    """Lists and contexts, item by item. Needs no recursion, and stops at values that share parts without
    end.
    """
    pending = [(left, right)]
    steps = 0
    while pending:
        left, right = pending.pop()
        if left is right:
            continue
        if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
            pending.extend(zip(left, right, strict=True))
        elif isinstance(left, dict) and isinstance(right, dict) and left.keys() == right.keys():
            pending.extend((value, right[key]) for key, value in left.items())
        elif isinstance(left, list | dict) or not same(left, right):
            return False
        steps += 1
        if steps > MAX_ITERATIONS:
            raise FeelLimitExceeded(f"Expected at most {MAX_ITERATIONS:,} items to compare.")
    return True


def _ranges_equal(left: Range, right: Range) -> bool:
    shape = (left.start_included, left.end_included, left.has_start, left.has_end)
    if shape != (right.start_included, right.end_included, right.has_start, right.has_end):
        return False
    return same(left.start, right.start) and same(left.end, right.end)


def _times_equal(left: Time | DateTime, right: Time | DateTime) -> bool:
    if _only_one_has_zone(left, right):
        return False
    key = _ORDER_KEYS[left.__class__]
    return bool(key(left) == key(right))


_ORDER_KEYS: dict[type, Callable[..., object]] = {
    Date: lambda date: date.number,
    Time: lambda time: time.second_of_day,
    DateTime: lambda moment: moment.instant // NANOS,
    YearsMonthsDuration: lambda duration: duration.months,
    DaysTimeDuration: lambda duration: duration.nanos,
}
_EQUALITIES: dict[type, Callable[..., bool]] = {
    list: _deeply_equal,
    dict: _deeply_equal,
    Range: _ranges_equal,
    Time: _times_equal,
    DateTime: _times_equal,
}


def smallest(values: list[object], operator: str = "<") -> object:
    """The least value, or with ``>`` the greatest."""
    best = values[0]
    if len(values) == 1:
        compare(operator, best, best)  # a single value must have an order, too
    for value in values[1:]:
        if compare(operator, value, best):
            best = value
    return best
