"""Functions beyond the specification, which diagrams made for Camunda 8 use.

Its random and machine-dependent ones (``uuid``, ``random number``) are left out: an expression must give
the same result whenever it is evaluated on the same variables.
"""

from __future__ import annotations

from processes.feel.calendar import days_in_month
from processes.feel.comparison import same
from processes.feel.errors import BecomesNull
from processes.feel.functions.registry import builtin
from processes.feel.functions.strings import string_join
from processes.feel.limits import check_string
from processes.feel.numbers import Number, to_int
from processes.feel.regex import compile_pattern
from processes.feel.scope import Run
from processes.feel.temporal import Date, DateTime, checked_date
from processes.feel.zones import zone_named

List = list[object]


@builtin("is defined", "value: any")
def is_defined(value: object) -> bool:
    return value is not None


@builtin("get or else", "value: any", "default: any")
def get_or_else(value: object, default: object) -> object:
    return default if value is None else value


@builtin("is blank", "string: string")
def is_blank(string: str) -> bool:
    return not string.strip()


@builtin("trim", "string: string")
def trim(string: str) -> str:
    return string.strip()


@builtin("extract", "string: string", "pattern: string")
def extract(string: str, pattern: str) -> list[object]:
    return [match.group(0) for match in compile_pattern(pattern).matches_in(string)]


@builtin("string join", "list: list", "delimiter: string|null", "prefix: string", "suffix: string")
def enclosed_string_join(list: list[object], delimiter: str | None, prefix: str, suffix: str) -> str:
    return check_string(prefix + string_join(list, delimiter) + suffix)


@builtin("is empty", "list: list")
def is_empty(list: list[object]) -> bool:
    return not list


@builtin("duplicate values", "list: list", needs_run=True)
def duplicate_values(run: Run, list: list[object]) -> list[object]:
    duplicates: List = []
    for index, item in enumerate(list):
        run.count_iterations(len(list))
        if any(same(item, other) for other in list[:index]) and not any(
            same(item, other) for other in duplicates
        ):
            duplicates.append(item)
    return duplicates


@builtin("partition", "list: list", "size: number")
def partition(list: list[object], size: Number) -> list[object]:
    step = to_int(size, "The size of a part")
    if step < 1:
        raise BecomesNull(f"The size of a part must be at least 1, not {step}")
    return [list[start : start + step] for start in range(0, len(list), step)]


@builtin("last day of month", "date: date|date and time")
def last_day_of_month(date: Date | DateTime) -> Date:
    day = date if isinstance(date, Date) else date.date
    return checked_date(day.year, day.month, days_in_month(day.year, day.month))


@builtin("date and time", "date: date and time", "timezone: string")
def in_time_zone(date: DateTime, timezone: str) -> DateTime:
    """The same moment, told in another zone."""
    if date.zone is None:
        raise BecomesNull("A local date and time has no zone to convert from")
    zone = zone_named(timezone)
    if zone is None:
        raise BecomesNull("Expected the name of a time zone")
    return date.zone_changed(zone)
