"""What a FEEL value is in JSON, where process variables live."""

from __future__ import annotations

from decimal import Decimal

from processes.feel.errors import FeelLimitExceeded
from processes.feel.feel_text import to_feel_text
from processes.feel.limits import MAX_LIST, MAX_VALUE_DEPTH
from processes.feel.numbers import whole_as_int
from processes.feel.temporal import DateTime
from processes.feel.values import adopt

#: More digits than these Python refuses to read or write as a whole number.
_MAX_DIGITS = 4_000
#: What FEEL and JSON have alike.
_IN_BOTH = (str, bool, int)


def to_json(value: object) -> object:
    """Numbers become int or float, lists and contexts go deep, everything else that JSON lacks becomes
    its text.
    """
    if value is None or value.__class__ in _IN_BOTH:
        return value
    return _Converter().convert(value)


class _Converter:
    """Counts what it converts: lists that share parts can be far longer in JSON than in memory."""

    def __init__(self) -> None:
        self._left = MAX_LIST

    def convert(self, value: object, depth: int = 0) -> object:
        if value is None or value.__class__ in _IN_BOTH:
            return value
        value = adopt(value)
        if isinstance(value, Decimal):
            return _json_number(value)
        if isinstance(value, DateTime):
            return value.to_iso_text()
        if not isinstance(value, list | dict):
            return value if isinstance(value, str | bool | int) or value is None else to_feel_text(value)
        self._left -= len(value)
        if self._left < 0:
            raise FeelLimitExceeded(f"Expected at most {MAX_LIST:,} items in a JSON value.")
        if depth >= MAX_VALUE_DEPTH:
            raise FeelLimitExceeded(
                f"Expected at most {MAX_VALUE_DEPTH} lists and contexts inside each other."
            )
        if isinstance(value, list):
            return [self.convert(item, depth + 1) for item in value]
        return {str(key): self.convert(item, depth + 1) for key, item in value.items()}


def _json_number(number: Decimal) -> int | float | str:
    """Beyond a float's range a number becomes a whole one with all its digits, as long as those who read it
    can be expected to do so; then its text.
    """
    whole = whole_as_int(number)
    if isinstance(whole, int):
        return whole
    approximate = float(number)
    if approximate not in (float("inf"), float("-inf")):
        return approximate
    return int(number) if number.adjusted() < _MAX_DIGITS else str(number)
