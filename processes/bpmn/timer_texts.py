"""Timer texts: ISO 8601 as timers use it, read when they are constants so that a mistake is found at
deployment.

`PT1H` is a duration, `2026-12-24T18:00:00Z` a date and time, `R3/PT1H` a cycle.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from processes import feel
from processes.bpmn.event_definitions import TimerKind

_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_REPEATING = re.compile(r"R(?P<times>-?\d*)/(?P<rest>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cycle:
    """An ISO 8601 repeating interval: `R3/PT10S`, `R/2026-01-01T09:00:00Z/P1D`. `times` None repeats without
    end.
    """

    times: int | None
    start: datetime | None
    interval: feel.IsoDuration

    def first_due(self, now: datetime) -> datetime:
        return self.start or self.interval.add_to(now)

    def next_due(self, last: datetime) -> datetime:
        """One interval later, by the clock on the wall where the cycle started. Raises `ValueError` at the
        end of the calendar.
        """
        # `last` may have come through a store that keeps the moment and forgets the zone.
        return self.interval.add_to(last.astimezone(self.start.tzinfo) if self.start else last)


def check_timer(kind: TimerKind, text: str) -> None:
    """Raises `ValueError` with what is wrong."""
    match kind:
        case TimerKind.DURATION:
            _interval(text)
        case TimerKind.DATE:
            parse_moment(text)
        case TimerKind.CYCLE:
            parse_cycle(text)


def check_moment_or_duration(text: str) -> None:
    """Due and follow-up dates of user tasks. Raises `ValueError` with what is wrong."""
    if text.lstrip(" -").startswith("P"):
        _interval(text)
    else:
        parse_moment(text)


def parse_moment(text: str) -> datetime:
    """A date and time, with the zone that it names; without one UTC is meant. Raises `ValueError`."""
    # FEEL writes a zone by name behind the offset: 2026-12-24T18:00:00@Europe/Berlin, ISO users add
    # [Europe/Berlin]
    bare, _, zone = text.strip().replace("[", "@").rstrip("]").partition("@")
    try:
        moment = datetime.fromisoformat(bare)
    except ValueError:
        raise ValueError(f"{text!r} is not a date and time such as 2026-12-24T18:00:00Z") from None
    if zone:
        try:
            return moment.replace(tzinfo=ZoneInfo(zone))
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"{zone!r} in {text!r} is not a time zone") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def parse_cycle(text: str) -> Cycle:
    """An ISO 8601 repeating interval. Raises `ValueError`."""
    match = _REPEATING.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a repeating interval such as R3/PT1H")
    times = match["times"]
    start, _, interval = match["rest"].rpartition("/")
    if times.lstrip("-") == "0":
        raise ValueError(f"{text!r} repeats zero times")
    duration = _interval(interval)
    if duration.add_to(_SOME_DAY) <= _SOME_DAY:
        raise ValueError(f"{text!r} does not move forward in time")
    return Cycle(
        times=None if times.startswith("-") or not times else int(times),
        start=parse_moment(start) if start else None,
        interval=duration,
    )


def _interval(text: str) -> feel.IsoDuration:
    duration = feel.parse_iso_duration(text.strip())
    try:
        duration.add_to(_SOME_DAY)
    except (OverflowError, ValueError):
        raise ValueError(f"{text!r} leads beyond the calendar") from None
    return duration
