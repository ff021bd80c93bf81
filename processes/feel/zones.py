"""A zone says how far a local time is from UTC: by an offset (``+02:00``, ``Z``) or a name
(``@Europe/Paris``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC as UTC_INFO
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from processes.feel.calendar import date_of_day, day_number
from processes.feel.errors import BecomesNull

#: Offsets go up to 18 hours, as in the ISO 8601 implementations that FEEL's peers share.
_MAX_OFFSET = 18 * 3600
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)(?::(\d\d))?")


@dataclass(frozen=True, slots=True)
class Zone:
    offset: int | None  #: seconds east of UTC, when the zone is an offset
    name: str | None = None  #: of the IANA time zone database, when it is a name

    def offset_at(self, day: int, second: int) -> int:
        """Seconds east of UTC on a local day and second of that day. When the clock is put back, an hour
        comes twice; the first one counts.
        """
        if self.offset is not None:
            return self.offset
        return _seconds(_datetime(day, second, self.tzinfo()))

    def offset_at_utc(self, day: int, second: int) -> int:
        """Seconds east of UTC on a day and second of that day in UTC."""
        if self.offset is not None:
            return self.offset
        return _seconds(_datetime(day, second, UTC_INFO).astimezone(self.tzinfo()))

    def tzinfo(self) -> tzinfo:
        if self.offset is not None:
            return timezone(timedelta(seconds=self.offset))
        return _zone_info(self.name or "UTC")

    def __str__(self) -> str:
        if self.offset is None:
            return f"@{self.name}"
        if self.offset == 0:
            return "Z"
        sign, seconds = ("-", -self.offset) if self.offset < 0 else ("+", self.offset)
        text = f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}"
        return f"{text}:{seconds % 60:02d}" if seconds % 60 else text


def _datetime(day: int, second: int, info: tzinfo) -> datetime:
    """The zone database speaks about the years 1 to 9999. Before and after, the calendar's 400-year cycle
    leads to a year with the same weekdays.
    """
    year, month, day_of_month = date_of_day(day)
    if not 2 <= year <= 9998:
        year = (400 if year < 2 else 9200) + year % 400
    return datetime(year, month, day_of_month, tzinfo=info) + timedelta(seconds=second)


def _seconds(moment: datetime) -> int:
    offset = moment.utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0


UTC = Zone(0)
#: A time of day has no date: its named zone counts with the offset of this day (a northern winter).
REFERENCE_DAY = day_number(2000, 1, 1)


def parse_zone(text: str) -> Zone | None:
    """``Z``, ``+02:00`` or ``@Europe/Paris``; no text is no zone."""
    if not text:
        return None
    if text in ("Z", "z"):
        return UTC
    if text.startswith("@"):
        _zone_info(text[1:])
        return Zone(None, text[1:])
    match = _OFFSET.fullmatch(text)
    if match is None:
        raise BecomesNull(f'"{text}" is not a time zone or offset')
    hours, minutes, seconds = int(match[2]), int(match[3]), int(match[4] or 0)
    return zone_of_offset(
        (hours * 3600 + minutes * 60 + seconds) * (-1 if match[1] == "-" else 1), minutes, seconds
    )


def zone_named(text: str) -> Zone | None:
    """A zone as an argument gives it: ``Europe/Paris``, without the ``@`` that literals need."""
    return parse_zone(text if text in ("Z", "z") or text[:1] in ("+", "-", "@") else f"@{text}")


def zone_of_offset(offset: int, minutes: int = 0, seconds: int = 0) -> Zone:
    if abs(offset) > _MAX_OFFSET or minutes > 59 or seconds > 59:
        raise BecomesNull("An offset from UTC is at most 18:00")
    return Zone(offset)


def zone_of(info: tzinfo | None, moment: datetime) -> Zone | None:
    """FEEL's zone of a Python datetime."""
    if info is None:
        return None
    if isinstance(info, ZoneInfo) and info.key:
        return Zone(None, info.key)
    offset = moment.utcoffset()
    return None if offset is None else Zone(int(offset.total_seconds()))


@lru_cache(maxsize=256)
def _zone_info(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BecomesNull(f'"{name}" is not a known time zone') from error
