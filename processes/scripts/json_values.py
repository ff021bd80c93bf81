"""From the values of a script to those of variables, which JSON has words for."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

_DEEPEST = 100
#: of whole numbers that Python reads and writes, about 4,000 digits
_MOST_BITS = 13_000


class NoVariable(ValueError):
    """A value that cannot be a variable; the message continues "… cannot be a variable: "."""


def to_json(value: Any, levels: int = _DEEPEST) -> Any:
    """Raises `NoVariable`."""
    match value:
        case None | bool() | str():
            return value
        case int():
            if value.bit_length() > _MOST_BITS:
                raise NoVariable("it is a number of too many digits")
            return value
        case float():
            if not math.isfinite(value):
                raise NoVariable(f"{value} is no finite number")
            return value
        case Decimal():
            return _number(value)
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return _duration(value)
    if not isinstance(value, list | tuple | set | frozenset | dict):
        raise NoVariable(f"{_told(value)} is neither number, text, list nor dict")
    if not levels:
        raise NoVariable(f"it is nested more than {_DEEPEST} levels deep")
    if isinstance(value, dict):
        return {_key(key): to_json(each, levels - 1) for key, each in value.items()}
    items = [to_json(each, levels - 1) for each in value]
    return _sorted(items) if isinstance(value, set | frozenset) else items


def _number(value: Decimal) -> int | float:
    if not value.is_finite():
        raise NoVariable(f"{value} is no finite number")
    whole = value == value.to_integral_value() and value.adjusted() < 300
    number = int(value) if whole else float(value)
    if isinstance(number, float) and not math.isfinite(number):
        raise NoVariable(f"{value} is too large")
    return number


def _duration(value: timedelta) -> str:
    """`P1DT2H30M`, `-PT0.5S`."""
    if value < timedelta():
        return f"-{_duration(-value)}"
    minutes, seconds = divmod(value.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f"{value.microseconds:06d}".rstrip("0")
    second = f"{seconds}.{fraction}" if fraction else str(seconds)
    of_day = "".join(
        f"{amount}{unit}"
        for amount, unit in ((hours, "H"), (minutes, "M"), (second, "S"))
        if amount not in (0, "0")
    )
    days = f"{value.days}D" if value.days else ""
    if not of_day:
        return f"P{days}" if days else "PT0S"
    return f"P{days}T{of_day}"


def _key(key: Any) -> str:
    if isinstance(key, str):
        return key
    if isinstance(key, int | float | date | Decimal) and not isinstance(key, bool):
        return str(key)
    raise NoVariable(f"the key {key!r} of a dict is no text")


def _sorted(items: list[Any]) -> list[Any]:
    """A set has no order of its own, and one that changes by itself would be no use to anyone."""
    try:
        return sorted(items)
    except TypeError:
        return items


def _told(value: Any) -> str:
    kind = getattr(value, "name", None) or type(value).__name__
    return f"an object of type {kind}"
