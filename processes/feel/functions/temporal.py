"""Functions of dates and times, and of the clock (DMN 1.3, tables 79 and 80; now and today: 1.4)."""

from __future__ import annotations

from datetime import datetime

from processes.feel.calendar import day_number
from processes.feel.errors import BecomesNull
from processes.feel.functions.registry import builtin
from processes.feel.scope import Run
from processes.feel.temporal import Date, DateTime, from_python
from processes.feel.values import is_number

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@builtin("now", needs_clock=True)
def now(run: Run) -> object:
    return from_python(_clock(run))


@builtin("today", needs_clock=True)
def today(run: Run) -> object:
    return from_python(_clock(run).date())


def _clock(run: Run) -> datetime:
    if run.now is None:
        raise BecomesNull("This evaluation was given no clock")
    return run.now


@builtin("day of year", "date: date|date and time")
def day_of_year(date: Date | DateTime) -> int:
    day = _day(date)
    return day.number - day_number(day.year, 1, 1) + 1


@builtin("day of week", "date: date|date and time")
def day_of_week(date: Date | DateTime) -> str:
    return _WEEKDAYS[_day(date).weekday - 1]


@builtin("month of year", "date: date|date and time")
def month_of_year(date: Date | DateTime) -> str:
    return _MONTHS[_day(date).month - 1]


@builtin("week of year", "date: date|date and time")
def week_of_year(date: Date | DateTime) -> int:
    """ISO 8601: weeks begin on Monday, and the first one holds the year's first Thursday."""
    day = _day(date)
    thursday = day.add_days(4 - day.weekday)
    return (thursday.number - day_number(thursday.year, 1, 1)) // 7 + 1


@builtin("is", "value1: any", "value2: any")
def is_identical(value1: object, value2: object) -> bool:
    """The same in every part: also of the same type, and with the same zone."""
    same_type = value1.__class__ is value2.__class__ or (is_number(value1) and is_number(value2))
    return same_type and value1 == value2


def _day(value: Date | DateTime) -> Date:
    return value if isinstance(value, Date) else value.date
