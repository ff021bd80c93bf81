"""A number is an exact decimal of 34 digits (DMN 1.3, 10.3.2.3.1: IEEE 754-2008 decimal128).

In memory it is an ``int`` or a ``Decimal``: whole numbers stay ``int`` as long as they fit into 34 digits,
because Python computes and compares them many times faster, and both mix freely.
"""

from __future__ import annotations

import decimal
from decimal import Decimal

from processes.feel.errors import BecomesNull

Number = int | Decimal

DIGITS = 34
#: Python writes as ``Decimal`` what decimal128 can hold. Rounding is half even, as the specification says.
CONTEXT = decimal.Context(
    prec=DIGITS,
    rounding=decimal.ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
_LARGEST_INT = 10**DIGITS


def bounded(number: int) -> Number:
    """A whole number that grew beyond 34 digits is rounded like any other."""
    if -_LARGEST_INT < number < _LARGEST_INT:
        return number
    return CONTEXT.create_decimal(number) if number.bit_length() < 25_000 else _too_large()


def number_from_literal(text: str) -> Number | None:
    """``12`` → int, ``1.5`` and ``1e3`` → Decimal, ``None`` when out of range."""
    try:
        return bounded(int(text)) if text.isdigit() and len(text) <= DIGITS else CONTEXT.create_decimal(text)
    except decimal.Overflow:
        return None


def number_from_float(value: float) -> Decimal | None:
    """JSON's 0.1 means the decimal 0.1, not the binary fraction nearest to it; NaN and infinities are no
    numbers.
    """
    number = Decimal(repr(value))
    return CONTEXT.plus(number) if number.is_finite() else None


def is_whole(number: Number) -> bool:
    return isinstance(number, int) or number == number.to_integral_value()


def add(left: Number, right: Number) -> Number:
    if isinstance(left, int) and isinstance(right, int):
        return bounded(left + right)
    return CONTEXT.add(left, right)


def subtract(left: Number, right: Number) -> Number:
    if isinstance(left, int) and isinstance(right, int):
        return bounded(left - right)
    return CONTEXT.subtract(left, right)


def multiply(left: Number, right: Number) -> Number:
    if isinstance(left, int) and isinstance(right, int):
        return bounded(left * right)
    return CONTEXT.multiply(left, right)


def divide(left: Number, right: Number) -> Number:
    if right == 0:
        raise BecomesNull("Cannot divide by zero")
    if isinstance(left, int) and isinstance(right, int):
        quotient, remainder = divmod(left, right)
        if not remainder:
            return quotient
    return CONTEXT.divide(left, right)


def power(base: Number, exponent: Number) -> Number:
    if exponent == 0:
        return 1  # of any base, zero too (IEEE 754-2008, 9.2.1)
    found = CONTEXT.power(base, exponent)
    if not found.is_finite():
        raise BecomesNull(f"{base} ** {exponent} is no number")
    return whole_as_int(found)


def negate(number: Number) -> Number:
    return -number if isinstance(number, int) else CONTEXT.minus(number)


def whole_as_int(number: Number) -> Number:
    """The same number as ``int`` where it is whole and short."""
    if isinstance(number, int) or number.adjusted() >= DIGITS or not is_whole(number):
        return number
    return int(number)


def to_int(number: Number, what: str) -> int:
    """A number that must be whole, such as a position in a list."""
    if not is_whole(number):
        raise BecomesNull(f"{what} must be a whole number, not {number}")
    if abs(number) >= _LARGEST_INT:
        raise BecomesNull(f"{what} is too large")
    return int(number)


def number_text(number: Number) -> str:
    """Plain notation: no exponent, no trailing zeros."""
    if isinstance(number, int):
        return str(number)
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _too_large() -> Number:
    raise decimal.Overflow("above the largest number")
