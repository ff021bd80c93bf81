"""A duration is a length of time, in one of FEEL's two kinds that never mix: *years and months*, whose length
in days depends on the calendar, and *days and time*, which is exact.

BPMN's timers allow any ISO 8601 duration, also mixed ones such as ``P1Y2DT3H``: ``IsoDuration``. All know
how to add themselves to a moment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from processes.feel.calendar import add_months
from processes.feel.errors import BecomesNull

NANOS = 1_000_000_000
NANOS_PER_DAY = 86_400 * NANOS
_MAX_DIGITS = 18

_YEARS_MONTHS = re.compile(r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?", re.ASCII)
_DAYS_TIME = re.compile(r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?", re.ASCII)
_QUANTITY = r"(\d+(?:[.,]\d+)?)"
_ISO = re.compile(
    rf"([+-]?)P(?:(\d+)Y)?(?:(\d+)M)?(?:{_QUANTITY}W)?(?:{_QUANTITY}D)?"
    rf"(?:T(?:{_QUANTITY}H)?(?:{_QUANTITY}M)?(?:{_QUANTITY}S)?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class YearsMonthsDuration:
    months: int

    def add_to(self, moment: datetime) -> datetime:
        return _months_after(moment, self.months)

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        text = (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
        return ("-" if self.months < 0 else "") + "P" + text


@dataclass(frozen=True, slots=True)
class DaysTimeDuration:
    nanos: int

    def add_to(self, moment: datetime) -> datetime:
        """Exactly so much later; on the clock on the wall it may differ when summer time begins or ends."""
        return _elapsed_after(moment, self.nanos)

    def __str__(self) -> str:
        days, rest = divmod(abs(self.nanos), NANOS_PER_DAY)
        text = ("-" if self.nanos < 0 else "") + "P" + (f"{days}D" if days else "")
        return text + _time_text(rest) if rest or not days else text


@dataclass(frozen=True, slots=True)
class IsoDuration:
    """Years and months, days, and time together: added in this order, each in its own way."""

    months: int
    days: int
    nanos: int

    def add_to(self, moment: datetime) -> datetime:
        """Years, months and days move the date on the wall calendar, time is exact."""
        moved = _months_after(moment, self.months) if self.months else moment
        if self.days:
            try:
                moved += timedelta(days=self.days)
            except OverflowError:
                raise _beyond_calendar(moment) from None
        return _elapsed_after(moved, self.nanos)

    def __bool__(self) -> bool:
        return bool(self.months or self.days or self.nanos)

    def __str__(self) -> str:
        negative = self.months < 0 or self.days < 0 or self.nanos < 0
        years, months = divmod(abs(self.months), 12)
        parts = [(years, "Y"), (months, "M"), (abs(self.days), "D")]
        text = ("-" if negative else "") + "P" + "".join(f"{count}{unit}" for count, unit in parts if count)
        return text + _time_text(abs(self.nanos)) if self.nanos or not self else text


def parse_duration(text: str) -> YearsMonthsDuration | DaysTimeDuration:
    """FEEL's ``duration(text)``. Raises ``ValueError`` for what is not a duration of one of the two kinds."""
    text = text.strip()
    if _is_complete(text) and len(text) < 100:
        if match := _YEARS_MONTHS.fullmatch(text):
            sign = -1 if match[1] else 1
            return YearsMonthsDuration(sign * (_whole(match[2]) * 12 + _whole(match[3])))
        if match := _DAYS_TIME.fullmatch(text):
            sign = -1 if match[1] else 1
            seconds = ((_whole(match[2]) * 24 + _whole(match[3])) * 60 + _whole(match[4])) * 60 + _whole(
                match[5]
            )
            return DaysTimeDuration(sign * (seconds * NANOS + int((match[6] or "")[:9].ljust(9, "0"))))
    raise ValueError(
        f'Expected a duration such as "P1Y6M" or "P2DT12H" but found "{text}"; years and months on the one '
        "side, days and time on the other do not mix"
    )


@lru_cache(maxsize=1024)
def parse_iso_duration(text: str) -> IsoDuration:
    """Any ISO 8601 duration, weeks included. Raises ``ValueError`` for anything else."""
    text = text.strip()
    match = _ISO.fullmatch(text) if len(text) < 100 and _is_complete(text) else None
    if match is None:
        raise ValueError(f'Expected an ISO 8601 duration such as "PT15M" or "P1DT12H" but found "{text}"')
    sign = -1 if match[1] == "-" else 1
    years, months, weeks, days, hours, minutes, seconds = match.groups()[1:]
    exact_days = _quantity(weeks) * 7 + _quantity(days)
    whole_days = int(exact_days)
    exact_seconds = (
        (exact_days - whole_days) * 86_400
        + _quantity(hours) * 3600
        + _quantity(minutes) * 60
        + _quantity(seconds)
    )
    return IsoDuration(
        months=sign * (_whole(years) * 12 + _whole(months)),
        days=sign * whole_days,
        nanos=sign * int(exact_seconds * NANOS),
    )


def _is_complete(text: str) -> bool:
    """``P``, ``-P`` and ``P1DT`` fit the patterns but say nothing."""
    return bool(text) and text[-1] not in "PT"


def _whole(digits: str | None) -> int:
    if digits and len(digits) > _MAX_DIGITS:
        raise ValueError(
            f"Expected at most {_MAX_DIGITS} digits in a part of a duration but found {len(digits)}"
        )
    return int(digits or 0)


def _quantity(text: str | None) -> Decimal:
    if text and len(text) > _MAX_DIGITS:
        raise ValueError(
            f"Expected at most {_MAX_DIGITS} digits in a part of a duration but found {len(text)}"
        )
    return Decimal((text or "0").replace(",", "."))


def _time_text(nanos: int) -> str:
    seconds, fraction = divmod(nanos, NANOS)
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    text = "T" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if seconds or fraction or not (hours or minutes):
        text += f"{seconds}{fraction_text(fraction)}S"
    return text


def fraction_text(nanos: int) -> str:
    return f".{nanos:09d}".rstrip("0") if nanos else ""


def _months_after(moment: datetime, months: int) -> datetime:
    try:
        year, month, day = add_months(moment.year, moment.month, moment.day, months)
        return moment.replace(year=year, month=month, day=day)
    except (ValueError, OverflowError, BecomesNull):
        raise _beyond_calendar(moment) from None


def _elapsed_after(moment: datetime, nanos: int) -> datetime:
    try:
        elapsed = timedelta(microseconds=nanos // 1000)
        if moment.tzinfo is None or moment.tzinfo is UTC:
            return moment + elapsed
        return (moment.astimezone(UTC) + elapsed).astimezone(moment.tzinfo)
    except OverflowError:
        raise _beyond_calendar(moment) from None


def _beyond_calendar(moment: datetime) -> ValueError:
    return ValueError(
        f"Expected a moment in the years 1 to 9999 after adding the duration to {moment.isoformat()}"
    )
