"""A property is a named part of a value that is no context: ``birthday.year``, ``[1..5].end`` (DMN 1.3,
table 53).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from processes.feel.durations import NANOS, NANOS_PER_DAY, DaysTimeDuration, YearsMonthsDuration
from processes.feel.errors import BecomesNull
from processes.feel.numbers import CONTEXT, Number, whole_as_int
from processes.feel.temporal import Date, DateTime, Time
from processes.feel.values import Range, adopt, kind_name


def property_of(value: object, name: str) -> object:
    """Raises ``BecomesNull`` when ``value`` has no such part."""
    if isinstance(value, dict):
        if name in value:
            return adopt(value[name])
        raise BecomesNull(f'The context has no entry "{name}"')
    if isinstance(value, list):  # 10.3.2.5: a path into a list looks into each item
        return [_property_or_null(adopt(item), name) for item in value]
    read = _PROPERTIES.get(value.__class__, {}).get(name)
    if read is None:
        raise BecomesNull(f'{kind_name(value).capitalize()} has no property "{name}"')
    return read(value)


def _property_or_null(item: object, name: str) -> object:
    try:
        return property_of(item, name)
    except BecomesNull:
        return None


def _offset(value: Time | DateTime) -> DaysTimeDuration | None:
    return DaysTimeDuration(value.offset * NANOS) if value.zone else None


def _zone_name(value: Time | DateTime) -> str | None:
    return value.zone.name if value.zone else None


def _seconds(nanos: int) -> Number:
    return whole_as_int(CONTEXT.divide(Decimal(nanos), NANOS))


def _signed(part: Callable[[int], Number]) -> Callable[[Any], Number]:
    """The parts of a negative duration are negative."""
    return lambda duration: -part(-duration.nanos) if duration.nanos < 0 else part(duration.nanos)


def _signed_months(part: Callable[[int], int]) -> Callable[[Any], int]:
    return lambda duration: -part(-duration.months) if duration.months < 0 else part(duration.months)


_CLOCK: dict[str, Callable[[Any], object]] = {
    "hour": lambda value: value.nanos // NANOS // 3600,
    "minute": lambda value: value.nanos // NANOS // 60 % 60,
    "second": lambda value: value.nanos // NANOS % 60,
    "time offset": _offset,
    "timezone": _zone_name,
}
_PROPERTIES: dict[type, dict[str, Callable[[Any], object]]] = {
    Date: {
        "year": lambda date: date.year,
        "month": lambda date: date.month,
        "day": lambda date: date.day,
        "weekday": lambda date: date.weekday,
    },
    Time: _CLOCK,
    DateTime: _CLOCK
    | {
        "year": lambda moment: moment.date.year,
        "month": lambda moment: moment.date.month,
        "day": lambda moment: moment.date.day,
        "weekday": lambda moment: moment.date.weekday,
    },
    YearsMonthsDuration: {
        "years": _signed_months(lambda months: months // 12),
        "months": _signed_months(lambda months: months % 12),
    },
    DaysTimeDuration: {
        "days": _signed(lambda nanos: nanos // NANOS_PER_DAY),
        "hours": _signed(lambda nanos: nanos // (3600 * NANOS) % 24),
        "minutes": _signed(lambda nanos: nanos // (60 * NANOS) % 60),
        "seconds": _signed(lambda nanos: _seconds(nanos % (60 * NANOS))),
    },
    Range: {
        "start": lambda interval: interval.start,
        "end": lambda interval: interval.end,
        "start included": lambda interval: interval.start_included,
        "end included": lambda interval: interval.end_included,
    },
}
