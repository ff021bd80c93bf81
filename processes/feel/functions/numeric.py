"""Functions of numbers (DMN 1.3, table 76; rounding: 1.4)."""

from __future__ import annotations

import decimal
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
)

from processes.feel.durations import DaysTimeDuration, YearsMonthsDuration
from processes.feel.errors import BecomesNull
from processes.feel.functions.registry import builtin
from processes.feel.numbers import CONTEXT, Number, divide, is_whole, multiply, subtract, to_int, whole_as_int

#: How far left or right of the decimal point decimal128 reaches.
_SMALLEST_SCALE, _LARGEST_SCALE = -6111, 6176
#: Precise enough that no number of 34 digits is rounded twice.
_WIDE = decimal.Context(prec=12_500, Emin=-9_999, Emax=9_999, traps=[decimal.InvalidOperation])


def rounded(n: Number, scale: Number, rounding: str) -> Number:
    # A fraction of a place is none, as with the positions of `substring`.
    places = to_int(scale if is_whole(scale) else int(scale), "The scale")
    if not _SMALLEST_SCALE <= places <= _LARGEST_SCALE:
        raise BecomesNull(f"A scale is between {_SMALLEST_SCALE} and {_LARGEST_SCALE}, not {places}")
    number = decimal.Decimal(n)
    if number.as_tuple().exponent >= -places:  # type: ignore[operator]  # finite, so the exponent is a number
        return n
    unit = decimal.Decimal((0, (1,), -places))
    return whole_as_int(CONTEXT.plus(number.quantize(unit, rounding=rounding, context=_WIDE)))


@builtin("decimal", "n: number", "scale: number")
def round_half_even(n: Number, scale: Number) -> Number:
    return rounded(n, scale, ROUND_HALF_EVEN)


@builtin("floor", "n: number", "scale: number?")
def floor(n: Number, scale: Number = 0) -> Number:
    return rounded(n, scale, ROUND_FLOOR)


@builtin("ceiling", "n: number", "scale: number?")
def ceiling(n: Number, scale: Number = 0) -> Number:
    return rounded(n, scale, ROUND_CEILING)


@builtin("round up", "n: number", "scale: number")
def round_up(n: Number, scale: Number) -> Number:
    return rounded(n, scale, ROUND_UP)


@builtin("round down", "n: number", "scale: number")
def round_down(n: Number, scale: Number) -> Number:
    return rounded(n, scale, ROUND_DOWN)


@builtin("round half up", "n: number", "scale: number")
def round_half_up(n: Number, scale: Number) -> Number:
    return rounded(n, scale, ROUND_HALF_UP)


@builtin("round half down", "n: number", "scale: number")
def round_half_down(n: Number, scale: Number) -> Number:
    return rounded(n, scale, ROUND_HALF_DOWN)


@builtin("abs", "n: number")
def absolute(n: Number) -> Number:
    return abs(n) if isinstance(n, int) else CONTEXT.abs(n)


@builtin("abs", "n: duration")
def absolute_duration(n: YearsMonthsDuration | DaysTimeDuration) -> YearsMonthsDuration | DaysTimeDuration:
    return (
        YearsMonthsDuration(abs(n.months))
        if isinstance(n, YearsMonthsDuration)
        else DaysTimeDuration(abs(n.nanos))
    )


@builtin("modulo", "dividend: number", "divisor: number")
def modulo(dividend: Number, divisor: Number) -> Number:
    """The result has the sign of the divisor: ``dividend - divisor * floor(dividend / divisor)``."""
    if isinstance(dividend, int) and isinstance(divisor, int) and divisor:
        return dividend % divisor
    return subtract(dividend, multiply(divisor, floor(divide(dividend, divisor))))


@builtin("sqrt", "number: number")
def square_root(number: Number) -> Number:
    if number < 0:
        raise BecomesNull("There is no square root of a negative number")
    return whole_as_int(CONTEXT.sqrt(decimal.Decimal(number)))


@builtin("log", "number: number")
def natural_logarithm(number: Number) -> Number:
    if number <= 0:
        raise BecomesNull("There is a logarithm of positive numbers only")
    return whole_as_int(CONTEXT.ln(decimal.Decimal(number)))


@builtin("exp", "number: number")
def exponential(number: Number) -> Number:
    return whole_as_int(CONTEXT.exp(decimal.Decimal(number)))


@builtin("odd", "number: number")
def is_odd(number: Number) -> bool:
    return is_whole(number) and int(number) % 2 == 1


@builtin("even", "number: number")
def is_even(number: Number) -> bool:
    return is_whole(number) and int(number) % 2 == 0
