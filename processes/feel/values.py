"""A value is a number, string, boolean, date, time, date and time, duration, list, context, range,
function or null.

Lists are Python lists, contexts are dicts, null is ``None``. Variables come as they were stored in JSON or
made by Python: ``adopt`` turns one of those into a FEEL value, and only the one that is touched – items of
lists and entries of contexts are adopted when they are read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from processes.feel import ast
from processes.feel.durations import DaysTimeDuration, IsoDuration, YearsMonthsDuration
from processes.feel.numbers import number_from_float
from processes.feel.scope import Run
from processes.feel.temporal import Date, DateTime, Time, from_python


@dataclass(frozen=True, slots=True)
class Range:
    """The values between two endpoints. ``(< 10)`` has no start at all, unlike ``(null..10)``."""

    start: object
    end: object
    start_included: bool
    end_included: bool
    has_start: bool = True
    has_end: bool = True


class Function:
    """What can be invoked: a built-in function, or one that an expression defines."""

    __slots__ = ()

    @property
    def parameter_names(self) -> tuple[str, ...]:
        raise NotImplementedError

    @property
    def result_type(self) -> ast.Node | None:
        """The type of what it gives, if that is known without invoking it."""
        return None

    @property
    def parameter_types(self) -> tuple[ast.Node, ...]:
        """``Any`` where it takes anything."""
        return (ast.TypeName("Any"),) * len(self.parameter_names)

    def invoke(self, arguments: list[object], run: Run) -> object:
        """Raises ``BecomesNull`` when the arguments do not fit."""
        raise NotImplementedError

    def invoke_named(self, arguments: dict[str, object], run: Run) -> object:
        raise NotImplementedError


_FEEL_TYPES = frozenset(
    {
        int,
        str,
        bool,
        type(None),
        Decimal,
        list,
        dict,
        Date,
        Time,
        DateTime,
        YearsMonthsDuration,
        DaysTimeDuration,
        Range,
    }
)
_KIND_NAMES: dict[type, str] = {
    int: "number",
    Decimal: "number",
    str: "string",
    bool: "boolean",
    type(None): "null",
    list: "list",
    dict: "context",
    Date: "date",
    Time: "time",
    DateTime: "date and time",
    YearsMonthsDuration: "years and months duration",
    DaysTimeDuration: "days and time duration",
    Range: "range",
}


def adopt(value: object) -> object:
    """``value`` as a FEEL value."""
    if value.__class__ in _FEEL_TYPES:
        return value
    return _adopt_foreign(value)


def _adopt_foreign(value: object) -> object:
    for foreign, convert in _CONVERSIONS:
        if isinstance(value, foreign):
            return convert(value)
    raise TypeError(
        f"Expected a JSON or date value as a variable, but got {type(value).__name__}: {value!r:.80}"
    )


_CONVERSIONS: tuple[tuple[type | tuple[type, ...], Callable[..., object]], ...] = (
    (float, number_from_float),
    (Function, lambda function: function),
    (bool, bool),
    (int, int),
    (str, str.__str__),
    (Decimal, Decimal),
    (Mapping, dict),
    ((list, tuple, set, frozenset), list),
    ((datetime, date, time), from_python),
    (timedelta, lambda delta: DaysTimeDuration((delta // timedelta(microseconds=1)) * 1000)),
    (IsoDuration, lambda duration: _pure_kind(duration)),
)


def _pure_kind(duration: IsoDuration) -> object:
    """An ISO duration is a FEEL value when it is of one kind."""
    if not duration.months:
        return DaysTimeDuration(duration.days * 86_400_000_000_000 + duration.nanos)
    if not duration.days and not duration.nanos:
        return YearsMonthsDuration(duration.months)
    raise TypeError(f"Expected a duration of one kind as a variable, but got the mixed duration {duration}.")


def kind_name(value: object) -> str:
    """The name of the value's type, as FEEL calls it."""
    return _KIND_NAMES.get(value.__class__, "function" if isinstance(value, Function) else "value")


def is_number(value: object) -> bool:
    return value.__class__ is int or value.__class__ is Decimal
