"""Timer texts: ISO 8601 as timers use it, read when they are constants so that a mistake is found at
deployment.

`PT1H` is a duration, `2026-12-24T18:00:00Z` a date and time, `R3/PT1H` a cycle. So is a cron expression,
which ISO 8601 does not know and both dialects do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from processes import feel
from processes.bpmn.cron import Cron, is_cron, parse_cron
from processes.bpmn.event_definitions import TimerKind

_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)
#: the slash in front of a duration or a moment, and not that in the name of a zone
_BETWEEN = re.compile(r"/(?=\s*(?:-?P[\dT]|\d))")
_REPEATING = re.compile(r"R(?P<times>-?\d*)/(?P<rest>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cycle:
    """An ISO 8601 repeating interval: `R3/PT10S`, `R/2026-01-01T09:00:00Z/P1D`, `R/P1D/2026-12-24T18:00:00Z`.
    `times` None repeats without end.
    """

    times: int | None
    start: datetime | None
    interval: feel.IsoDuration
    #: no moment after it counts
    end: datetime | None = None

    def first_due(self, now: datetime) -> datetime:
        return self._until_end(self.start or self.interval.add_to(now))

    def next_due(self, last: datetime) -> datetime:
        """One interval later, by the clock on the wall where the cycle started. Raises `ValueError` at its
        end, and at the end of the calendar.
        """
        # `last` may have come through a store that keeps the moment and forgets the zone.
        return self._until_end(
            self.interval.add_to(last.astimezone(self.start.tzinfo) if self.start else last)
        )

    def _until_end(self, moment: datetime) -> datetime:
        if self.end is not None and moment > self.end:
            raise ValueError(f"it ended at {self.end.isoformat()}")
        return moment


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


def parse_cycle(text: str) -> Cycle | Cron:
    """An ISO 8601 repeating interval, or a cron expression. Raises `ValueError`."""
    match = _REPEATING.fullmatch(text.strip())
    if match is None and is_cron(text):
        return parse_cron(text)
    if match is None:
        raise ValueError(f"{text!r} is not a repeating interval such as R3/PT1H")
    times = match["times"]
    if times.lstrip("-") == "0":
        raise ValueError(f"{text!r} repeats zero times")
    start, duration, end = _start_interval_and_end(match["rest"])
    if duration.add_to(_SOME_DAY) <= _SOME_DAY:
        raise ValueError(f"{text!r} does not move forward in time")
    return Cycle(
        times=None if times.startswith("-") or not times else int(times),
        start=start,
        interval=duration,
        end=end,
    )


def _start_interval_and_end(text: str) -> tuple[datetime | None, feel.IsoDuration, datetime | None]:
    """ISO 8601, 4.4.4: an interval is given by its length, with its start or its end, or by both of these."""
    first, *rest = _BETWEEN.split(text, maxsplit=1)
    if not rest:
        return None, _interval(first), None
    second = rest[0]
    if first.lstrip().startswith("P"):
        return None, _interval(first), parse_moment(second)
    start = parse_moment(first)
    if second.lstrip().startswith("P"):
        return start, _interval(second), None
    length = int((parse_moment(second) - start).total_seconds())
    return start, _interval(f"PT{length}S" if length >= 0 else f"-PT{-length}S"), None


def _interval(text: str) -> feel.IsoDuration:
    duration = feel.parse_iso_duration(text.strip())
    try:
        duration.add_to(_SOME_DAY)
    except (OverflowError, ValueError):
        raise ValueError(f"{text!r} leads beyond the calendar") from None
    return duration
