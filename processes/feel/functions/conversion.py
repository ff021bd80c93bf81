"""Functions that make a value of one type from values of others (DMN 1.3, table 73; range: 1.5)."""

from __future__ import annotations

import re
from decimal import Decimal

from processes.feel import ast
from processes.feel.comparison import compare
from processes.feel.durations import (
    NANOS,
    DaysTimeDuration,
    YearsMonthsDuration,
    parse_duration,
)
from processes.feel.errors import BecomesNull, FeelSyntaxError
from processes.feel.feel_text import to_feel_text
from processes.feel.functions.registry import BUILTINS, builtin
from processes.feel.numbers import CONTEXT, Number, negate, number_from_literal, to_int
from processes.feel.parser import parse_expression
from processes.feel.scope import Run
from processes.feel.temporal import (
    Date,
    DateTime,
    Time,
    checked_clock,
    checked_date,
    parse_date,
    parse_date_and_time,
    parse_time,
)
from processes.feel.values import Range
from processes.feel.zones import Zone, zone_named, zone_of_offset

_OPEN_START = re.compile(r"\s*[(\]]\s*\.\.(.+)([)\]\[])\s*", re.DOTALL)
_OPEN_END = re.compile(r"\s*([\[(\]])(.+)\.\.\s*[)\[]\s*", re.DOTALL)
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


def temporal_literal(text: str) -> object:
    """The value of ``@"…"``: whichever kind the text fits."""
    if text.lstrip("-").startswith("P"):
        return duration(text)
    if "T" in text.removeprefix("T"):
        return parse_date_and_time(text)
    return parse_time(text) if ":" in text else parse_date(text)


# ── dates and times ──


@builtin("date", "from: string")
def date_from_text(from_: str) -> Date:
    return parse_date(from_)


@builtin("date", "from: date")
def date_from_date(from_: Date) -> Date:
    return from_


@builtin("date", "from: date and time")
def date_from_moment(from_: DateTime) -> Date:
    return from_.date


@builtin("date", "year: number", "month: number", "day: number")
def date_of_parts(year: Number, month: Number, day: Number) -> Date:
    return checked_date(to_int(year, "A year"), to_int(month, "A month"), to_int(day, "A day"))


@builtin("date and time", "from: string")
def date_and_time_from_text(from_: str) -> DateTime:
    return parse_date_and_time(from_)


@builtin("date and time", "date: date|date and time", "time: time")
def date_and_time_of(date: Date | DateTime, time: Time) -> DateTime:
    return DateTime(date if isinstance(date, Date) else date.date, time.nanos, time.zone)


_MOMENT = (
    "year: number",
    "month: number",
    "day: number",
    "hour: number",
    "minute: number",
    "second: number",
)


@builtin("date and time", *_MOMENT)
@builtin("date and time", *_MOMENT, "offset: days and time duration")
@builtin("date and time", *_MOMENT, "timezone: string")
def date_and_time_of_parts(
    year: Number,
    month: Number,
    day: Number,
    hour: Number,
    minute: Number,
    second: Number,
    offset: DaysTimeDuration | str | None = None,
    timezone: str | None = None,
) -> DateTime:
    return DateTime(date_of_parts(year, month, day), _clock(hour, minute, second), _zone(timezone or offset))


@builtin("time", "from: string")
def time_from_text(from_: str) -> Time:
    return parse_time(from_)


@builtin("time", "from: time")
def time_from_time(from_: Time) -> Time:
    return from_


@builtin("time", "from: date and time")
def time_from_moment(from_: DateTime) -> Time:
    """A date fits, too: it is its midnight in UTC."""
    return from_.time


@builtin("time", "hour: number", "minute: number", "second: number", "offset: days and time duration|null?")
def time_of_parts(
    hour: Number, minute: Number, second: Number, offset: DaysTimeDuration | None = None
) -> Time:
    return Time(_clock(hour, minute, second), _zone(offset))


def _zone(zone: DaysTimeDuration | str | None) -> Zone | None:
    if isinstance(zone, DaysTimeDuration):
        return zone_of_offset(zone.nanos // NANOS)
    return zone_named(zone) if zone else None


def _clock(hour: Number, minute: Number, second: Number) -> int:
    nanos = int(CONTEXT.multiply(second, NANOS))
    return checked_clock(to_int(hour, "An hour"), to_int(minute, "A minute"), nanos // NANOS, nanos % NANOS)


# ── durations ──


@builtin("duration", "from: string")
def duration(from_: str) -> YearsMonthsDuration | DaysTimeDuration:
    try:
        return parse_duration(from_)
    except ValueError as error:
        raise BecomesNull(str(error)) from error


@builtin("duration", "from: duration")
def duration_from_duration(
    from_: YearsMonthsDuration | DaysTimeDuration,
) -> YearsMonthsDuration | DaysTimeDuration:
    return from_


@builtin("years and months duration", "from: date|date and time", "to: date|date and time")
def years_and_months_between(from_: Date | DateTime, to: Date | DateTime) -> YearsMonthsDuration:
    """Whole months, towards zero."""
    start, end = _day(from_), _day(to)
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 and _rest(to) < _rest(from_):
        months -= 1
    elif months < 0 and _rest(to) > _rest(from_):
        months += 1
    return YearsMonthsDuration(months)


def _day(value: Date | DateTime) -> Date:
    return value if isinstance(value, Date) else value.date


def _rest(value: Date | DateTime) -> tuple[int, int]:
    """What months do not count."""
    return (value.day, 0) if isinstance(value, Date) else (value.date.day, value.nanos)


# ── numbers, strings, ranges ──


@builtin("number", "from: string", "grouping separator: string|null?", "decimal separator: string|null?")
def number(from_: str, grouping_separator: str | None = None, decimal_separator: str | None = None) -> Number:
    if grouping_separator not in (None, " ", ",", ".") or decimal_separator not in (None, ",", "."):
        raise BecomesNull('A grouping separator is " ", "," or ".", a decimal separator "," or "."')
    if grouping_separator is not None and grouping_separator == decimal_separator:
        raise BecomesNull("The grouping and the decimal separator must differ")
    text = from_.replace(grouping_separator, "") if grouping_separator else from_
    if decimal_separator == ",":
        text = text.replace(".", "x").replace(",", ".")  # a dot is no decimal separator any more
    result = number_from_literal(text.removeprefix("-")) if _NUMBER.fullmatch(text) else None
    if result is None:
        raise BecomesNull(f'"{from_}" is not a number')
    return negate(result) if text.startswith("-") else result


@builtin("number", "from: number")
def number_from_number(from_: Number) -> Number:
    return from_


@builtin("string", "from: any")
def string(from_: object) -> str | None:
    return None if from_ is None else to_feel_text(from_)


@builtin("range", "from: string", needs_run=True)
def range_from_text(run: Run, from_: str) -> Range:
    """A range written with literal endpoints (DMN 1.5, rule 66): ``[1..10)``, ``[2..)`` or ``(..2]``."""
    if open_start := _OPEN_START.fullmatch(from_):
        end = _endpoint(_parsed(open_start[1]), run)
        return Range(None, end, False, open_start[2] == "]", has_start=False)
    if open_end := _OPEN_END.fullmatch(from_):
        start = _endpoint(_parsed(open_end[2]), run)
        return Range(start, None, open_end[1] == "[", False, has_end=False)
    node = _parsed(from_)
    if not isinstance(node, ast.RangeLiteral):
        raise BecomesNull(f'Expected a range such as "[1..10)" but found "{from_}"')
    start, end = _endpoint(node.start, run), _endpoint(node.end, run)
    if not compare("<=", start, end):
        raise BecomesNull("Expected a range that starts before it ends")
    return Range(start, end, node.start_included, node.end_included)


def _parsed(text: str) -> ast.Node:
    try:
        return parse_expression(text)
    except FeelSyntaxError as error:
        raise BecomesNull(str(error)) from error


def _endpoint(node: ast.Node, run: Run) -> object:
    match node:
        case ast.Literal(value=int() | Decimal() | str() as value) if not isinstance(value, bool):
            return value
        case ast.Negation(operand=ast.Literal(value=value)) if isinstance(value, Number):
            return negate(value)
        case ast.AtLiteral(text=text):
            return temporal_literal(text)
        case ast.Invocation(function=ast.Name(name="date" | "time" | "date and time" | "duration" as name)):
            return BUILTINS[name].invoke([_endpoint(argument, run) for argument in node.arguments], run)
    raise BecomesNull("The endpoints of a range must be literals")
