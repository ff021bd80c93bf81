"""Addition, subtraction, multiplication, division and exponentiation of all kinds of values (DMN 1.3,
10.3.2.8).

Numbers are handled in ``numbers``; here stands what else may be added: strings, durations, dates and times.
An operation between kinds that the specification does not list is null.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from processes.feel import numbers
from processes.feel.durations import NANOS_PER_DAY, DaysTimeDuration, YearsMonthsDuration
from processes.feel.errors import BecomesNull
from processes.feel.limits import check_string
from processes.feel.temporal import Date, DateTime, Time
from processes.feel.values import is_number, kind_name

_ON_NUMBERS: dict[str, Callable[[Any, Any], numbers.Number]] = {
    "+": numbers.add,
    "-": numbers.subtract,
    "*": numbers.multiply,
    "/": numbers.divide,
    "**": numbers.power,
}
_VERBS = {
    "+": "add {0} and {1}",
    "-": "subtract {1} from {0}",
    "*": "multiply {0} by {1}",
    "/": "divide {0} by {1}",
}


def calculate(operator: str, left: object, right: object) -> object:
    """``left operator right``; raises ``BecomesNull`` when FEEL has no such operation or no such result."""
    try:
        if is_number(left) and is_number(right):
            return _ON_NUMBERS[operator](left, right)
        operation = _OPERATIONS.get((operator, _class(left), _class(right)))
        if operation is None:
            verb = _VERBS.get(operator, "raise {0} to the power of {1}")
            raise BecomesNull("Cannot " + verb.format(kind_name(left), kind_name(right)))
        return operation(left, right)
    except decimal.DecimalException as error:
        raise BecomesNull(f"The result of {operator} is not a number that FEEL can hold") from error


def negate(value: object) -> object:
    if is_number(value):
        return numbers.negate(value)  # type: ignore[arg-type]
    if isinstance(value, YearsMonthsDuration):
        return YearsMonthsDuration(-value.months)
    if isinstance(value, DaysTimeDuration):
        return DaysTimeDuration(-value.nanos)
    raise BecomesNull(f"Cannot negate {kind_name(value)}")


def _class(value: object) -> type:
    return Decimal if value.__class__ is int else value.__class__


def _moment(value: Date | DateTime) -> DateTime:
    return value.at_midnight_utc() if isinstance(value, Date) else value


def _between_moments(left: Date | DateTime, right: Date | DateTime) -> DaysTimeDuration:
    later, earlier = _moment(left), _moment(right)
    if (later.zone is None) != (earlier.zone is None):
        raise BecomesNull("Cannot subtract a moment that has a time zone and one that has none")
    return DaysTimeDuration(later.instant - earlier.instant)


def _between_times(left: Time, right: Time) -> DaysTimeDuration:
    if (left.zone is None) != (right.zone is None):
        raise BecomesNull("Cannot subtract a time that has a time zone and one that has none")
    return DaysTimeDuration((left.nanos - left.offset * 10**9) - (right.nanos - right.offset * 10**9))


def _date_plus(date: Date, nanos: int) -> Date:
    """A date is its midnight, so less than a day's duration leads to the same date or the one before."""
    return date.add_days(nanos // NANOS_PER_DAY)


def _scaled(amount: int, factor: numbers.Number) -> int:
    """Rounded towards zero: a duration has whole months or nanoseconds."""
    return int(numbers.multiply(amount, factor))


def _months(count: int) -> YearsMonthsDuration:
    return YearsMonthsDuration(_bounded(count))


def _exact(nanos: int) -> DaysTimeDuration:
    return DaysTimeDuration(_bounded(nanos))


def _bounded(count: int) -> int:
    """A duration has no more digits than a number."""
    if abs(count) >= 10**numbers.DIGITS:
        raise BecomesNull("The duration is too long")
    return count


_Months, _Exact = YearsMonthsDuration, DaysTimeDuration
_OPERATIONS: dict[tuple[str, type, type], Callable[[Any, Any], object]] = {
    ("+", str, str): lambda a, b: check_string(a + b),
    ("+", _Months, _Months): lambda a, b: _months(a.months + b.months),
    ("+", _Exact, _Exact): lambda a, b: _exact(a.nanos + b.nanos),
    ("+", DateTime, _Months): lambda a, b: a.add_months(b.months),
    ("+", DateTime, _Exact): lambda a, b: a.add_nanos(b.nanos),
    ("+", Date, _Months): lambda a, b: a.add_months(b.months),
    ("+", Date, _Exact): lambda a, b: _date_plus(a, b.nanos),
    ("+", Time, _Exact): lambda a, b: a.add_nanos(b.nanos),
    ("+", _Months, DateTime): lambda a, b: b.add_months(a.months),
    ("+", _Exact, DateTime): lambda a, b: b.add_nanos(a.nanos),
    ("+", _Months, Date): lambda a, b: b.add_months(a.months),
    ("+", _Exact, Date): lambda a, b: _date_plus(b, a.nanos),
    ("+", _Exact, Time): lambda a, b: b.add_nanos(a.nanos),
    ("-", _Months, _Months): lambda a, b: _months(a.months - b.months),
    ("-", _Exact, _Exact): lambda a, b: _exact(a.nanos - b.nanos),
    ("-", DateTime, DateTime): _between_moments,
    ("-", DateTime, Date): _between_moments,
    ("-", Date, DateTime): _between_moments,
    ("-", Date, Date): _between_moments,
    ("-", Time, Time): _between_times,
    ("-", DateTime, _Months): lambda a, b: a.add_months(-b.months),
    ("-", DateTime, _Exact): lambda a, b: a.add_nanos(-b.nanos),
    ("-", Date, _Months): lambda a, b: a.add_months(-b.months),
    ("-", Date, _Exact): lambda a, b: _date_plus(a, -b.nanos),
    ("-", Time, _Exact): lambda a, b: a.add_nanos(-b.nanos),
    ("*", _Months, Decimal): lambda a, b: _months(_scaled(a.months, b)),
    ("*", Decimal, _Months): lambda a, b: _months(_scaled(b.months, a)),
    ("*", _Exact, Decimal): lambda a, b: _exact(_scaled(a.nanos, b)),
    ("*", Decimal, _Exact): lambda a, b: _exact(_scaled(b.nanos, a)),
    ("/", _Months, Decimal): lambda a, b: _months(int(numbers.divide(a.months, b))),
    ("/", _Exact, Decimal): lambda a, b: _exact(int(numbers.divide(a.nanos, b))),
    ("/", _Months, _Months): lambda a, b: numbers.divide(a.months, b.months),
    ("/", _Exact, _Exact): lambda a, b: numbers.divide(a.nanos, b.nanos),
}
