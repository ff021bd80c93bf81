"""Functions that make one value of the numbers, or the comparable values, of a list (DMN 1.3, table 75)."""

from __future__ import annotations

from collections import Counter
from functools import reduce

from processes.feel import arithmetic
from processes.feel.comparison import smallest
from processes.feel.errors import BecomesNull
from processes.feel.functions.registry import builtin
from processes.feel.numbers import CONTEXT, Number, add, divide, multiply, subtract, whole_as_int
from processes.feel.values import is_number, kind_name


def _numbers(items: list[object]) -> list[Number]:
    for item in items:
        if not is_number(item):
            raise BecomesNull(f"Expected a list of numbers but found a {kind_name(item)} in it")
    return items  # type: ignore[return-value]


@builtin("min", "list: list*")
def minimum(list: list[object]) -> object:
    return smallest(list, "<") if list else None


@builtin("max", "list: list*")
def maximum(list: list[object]) -> object:
    return smallest(list, ">") if list else None


@builtin("sum", "list: list*")
def total(list: list[object]) -> object:
    """Durations can be added, too, as in the specification's 1.4."""
    if not list:
        return None
    if is_number(list[0]):
        return reduce(add, _numbers(list))
    if isinstance(list[0], str):
        raise BecomesNull("Expected a list of numbers but found a string in it")
    return reduce(lambda left, right: arithmetic.calculate("+", left, right), list[1:], _duration(list[0]))


def _duration(value: object) -> object:
    return arithmetic.negate(arithmetic.negate(value))


@builtin("mean", "list: list*")
def mean(list: list[object]) -> object:
    if not list:
        return None
    return arithmetic.calculate("/", total(list), len(list))


@builtin("product", "list: list*")
def product(list: list[object]) -> Number | None:
    return reduce(multiply, _numbers(list)) if list else None


@builtin("median", "list: list*")
def median(list: list[object]) -> Number | None:
    ordered = sorted(_numbers(list))
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else divide(add(ordered[middle - 1], ordered[middle]), 2)


@builtin("stddev", "list: list*")
def sample_standard_deviation(list: list[object]) -> Number | None:
    numbers = _numbers(list)
    if len(numbers) < 2:
        raise BecomesNull("A standard deviation needs at least two numbers")
    average = divide(reduce(add, numbers), len(numbers))
    deviations = [subtract(number, average) for number in numbers]
    variance = divide(reduce(add, [multiply(each, each) for each in deviations]), len(numbers) - 1)
    return whole_as_int(CONTEXT.sqrt(CONTEXT.create_decimal(variance)))


@builtin("mode", "list: list*")
def mode(list: list[object]) -> list[object]:
    """All most frequent numbers, ascending."""
    counts = Counter(_numbers(list))
    most = max(counts.values(), default=0)
    return sorted(number for number, count in counts.items() if count == most)  # type: ignore[return-value]
