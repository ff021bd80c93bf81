"""A *date* is a day, a *time* a time of day, a *date and time* a moment on a calendar (DMN 1.3,
10.3.2.3.4–10.3.2.3.6).

Times and moments may have a zone; without one they are local. A local and a zoned one are ordered by their
clocks, but never equal.
Values keep nanoseconds, but compare by the second, which is the resolution of FEEL's value space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as python_date
from datetime import datetime
from datetime import time as python_time

from processes.feel.calendar import (
    add_months,
    date_of_day,
    day_number,
    is_date,
    year_text,
)
from processes.feel.durations import NANOS, NANOS_PER_DAY, fraction_text
from processes.feel.errors import BecomesNull
from processes.feel.zones import REFERENCE_DAY, UTC, Zone, parse_zone, zone_of

_DATE = r"(-?(?:[1-9]\d{4,8}|\d{4}))-(\d\d)-(\d\d)"
_TIME = r"(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|z|[+-]\d\d:\d\d(?::\d\d)?|@[A-Za-z_][A-Za-z0-9_+\-/]*)?"
_DATE_TEXT = re.compile(_DATE, re.ASCII)
_TIME_TEXT = re.compile(_TIME, re.ASCII)
_DATE_TIME_TEXT = re.compile(f"{_DATE}T{_TIME}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Date:
    year: int
    month: int
    day: int

    @property
    def number(self) -> int:
        """Days since 1970-01-01."""
        return day_number(self.year, self.month, self.day)

    @property
    def weekday(self) -> int:
        """1 is Monday, 7 is Sunday."""
        return (self.number + 3) % 7 + 1

    def add_days(self, days: int) -> Date:
        return Date(*date_of_day(self.number + days))

    def add_months(self, months: int) -> Date:
        return Date(*add_months(self.year, self.month, self.day, months))

    def at_midnight_utc(self) -> DateTime:
        """What a date is where a date and time is expected (10.3.2.9.4)."""
        return DateTime(self, 0, UTC)

    def __str__(self) -> str:
        return f"{year_text(self.year)}-{self.month:02d}-{self.day:02d}"


@dataclass(frozen=True, slots=True)
class Time:
    nanos: int  #: since midnight
    zone: Zone | None = None

    @property
    def second_of_day(self) -> int:
        """In UTC when the time has a zone, and the same day round."""
        return (self.nanos // NANOS - self.offset) % 86_400 if self.zone else self.nanos // NANOS

    @property
    def offset(self) -> int:
        return self.zone.offset_at(REFERENCE_DAY, self.nanos // NANOS) if self.zone else 0

    def without_zone(self) -> Time:
        return Time(self.nanos)

    def add_nanos(self, nanos: int) -> Time:
        return Time((self.nanos + nanos) % NANOS_PER_DAY, self.zone)

    def __str__(self) -> str:
        seconds, fraction = divmod(self.nanos, NANOS)
        clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        return clock + fraction_text(fraction) + (str(self.zone) if self.zone else "")


@dataclass(frozen=True, slots=True)
class DateTime:
    date: Date
    nanos: int  #: since midnight
    zone: Zone | None = None

    @property
    def time(self) -> Time:
        return Time(self.nanos, self.zone)

    @property
    def offset(self) -> int:
        return self.zone.offset_at(self.date.number, self.nanos // NANOS) if self.zone else 0

    @property
    def instant(self) -> int:
        """Nanoseconds since 1970: UTC when the moment has a zone, else local."""
        return self.date.number * NANOS_PER_DAY + self.nanos - self.offset * NANOS

    def without_zone(self) -> DateTime:
        return DateTime(self.date, self.nanos)

    def add_nanos(self, nanos: int) -> DateTime:
        """Exactly so much later: across the begin of summer time the clock moves an hour more."""
        if self.zone is None:
            return _at(self.instant + nanos, None)
        return self.zone_changed(self.zone, nanos)

    def zone_changed(self, zone: Zone, nanos: int = 0) -> DateTime:
        """The same moment, or one some time later, as it is told in ``zone``."""
        instant = self.instant + nanos
        day, rest = divmod(instant, NANOS_PER_DAY)
        return _at(instant + zone.offset_at_utc(day, rest // NANOS) * NANOS, zone)

    def add_months(self, months: int) -> DateTime:
        return DateTime(self.date.add_months(months), self.nanos, self.zone)

    def to_datetime(self) -> datetime:
        """As Python's datetime, to the microsecond. Raises ``ValueError`` outside of the years 1 to 9999."""
        seconds, fraction = divmod(self.nanos, NANOS)
        return datetime(
            self.date.year,
            self.date.month,
            self.date.day,
            seconds // 3600,
            seconds // 60 % 60,
            seconds % 60,
            fraction // 1000,
            tzinfo=self.zone.tzinfo() if self.zone else None,
        )

    def to_iso_text(self) -> str:
        """As ISO 8601 knows it: an offset in place of a named zone."""
        named = self.zone is not None and self.zone.offset is None
        return str(DateTime(self.date, self.nanos, Zone(self.offset)) if named else self)

    def __str__(self) -> str:
        return f"{self.date}T{self.time}"


def _at(local: int, zone: Zone | None) -> DateTime:
    day, nanos = divmod(local, NANOS_PER_DAY)
    return DateTime(Date(*date_of_day(day)), nanos, zone)


def parse_date(text: str) -> Date:
    match = _DATE_TEXT.fullmatch(text)
    if match is None:
        raise BecomesNull(f'Expected a date such as "2024-05-31" but found "{text}"')
    return checked_date(int(match[1]), int(match[2]), int(match[3]))


def parse_time(text: str) -> Time:
    match = _TIME_TEXT.fullmatch(text.removeprefix("T"))
    if match is None:
        raise BecomesNull(f'Expected a time such as "14:30:00" or "14:30:00+02:00" but found "{text}"')
    nanos, zone = _clock(match, 1)
    return Time(nanos % NANOS_PER_DAY, zone)


def parse_date_and_time(text: str) -> DateTime:
    """A date alone means its midnight."""
    if _DATE_TEXT.fullmatch(text):
        return DateTime(parse_date(text), 0)
    match = _DATE_TIME_TEXT.fullmatch(text)
    if match is None:
        raise BecomesNull(f'Expected a date and time such as "2024-05-31T14:30:00Z" but found "{text}"')
    date = checked_date(int(match[1]), int(match[2]), int(match[3]))
    nanos, zone = _clock(match, 4)
    # ISO 8601: 24:00:00 is the midnight that ends the day.
    return DateTime(date.add_days(1), 0, zone) if nanos == NANOS_PER_DAY else DateTime(date, nanos, zone)


def checked_date(year: int, month: int, day: int) -> Date:
    if not is_date(year, month, day):
        raise BecomesNull(f"There is no day {year}-{month}-{day}")
    return Date(year, month, day)


def checked_clock(hour: int, minute: int, second: int, fraction: int = 0) -> int:
    """Nanoseconds since midnight."""
    if not 0 <= hour <= 23 or not 0 <= minute <= 59 or not 0 <= second <= 59:
        raise BecomesNull(f"There is no time {hour:02d}:{minute:02d}:{second:02d}")
    return ((hour * 60 + minute) * 60 + second) * NANOS + fraction


def from_python(value: python_date | python_time) -> Date | Time | DateTime:
    if isinstance(value, python_time):
        nanos = ((value.hour * 60 + value.minute) * 60 + value.second) * NANOS + value.microsecond * 1000
        today = datetime(2000, 1, 1, tzinfo=value.tzinfo)
        return Time(nanos, zone_of(value.tzinfo, today))
    date = Date(value.year, value.month, value.day)
    if not isinstance(value, datetime):
        return date
    nanos = ((value.hour * 60 + value.minute) * 60 + value.second) * NANOS + value.microsecond * 1000
    return DateTime(date, nanos, zone_of(value.tzinfo, value))


def _clock(match: re.Match[str], group: int) -> tuple[int, Zone | None]:
    hour, minute, second = int(match[group]), int(match[group + 1]), int(match[group + 2])
    fraction = int((match[group + 3] or "")[:9].ljust(9, "0"))
    zone = parse_zone(match[group + 4] or "")
    if hour == 24 and minute == second == fraction == 0:
        return NANOS_PER_DAY, zone
    return checked_clock(hour, minute, second, fraction), zone
