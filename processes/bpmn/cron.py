"""Cron: moments by the fields of a calendar. `0 0 9 * * MON-FRI` is nine o'clock on working days, in UTC.

The fields are second, minute, hour, day of the month, month and day of the week, as both dialects have them;
with five of them the second is left out. Each is `*` or `?`, or a list of numbers, names, ranges and steps
(`1-5`, `*/15`, `MON,FRI`); `L` is the last day of a month. If both kinds of day are given, both must be true.
`@daily` and the like stand for what they say.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_MACROS = {
    "@yearly": "0 0 0 1 1 *", "@annually": "0 0 0 1 1 *", "@monthly": "0 0 0 1 * *",
    "@weekly": "0 0 0 * * SUN", "@daily": "0 0 0 * * *", "@midnight": "0 0 0 * * *", "@hourly": "0 0 * * * *",
}  # fmt: skip
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
#: counted from Sunday, as cron does; 7 is Sunday again
_DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
#: in years: what does not come by then, never comes (29 February falls on a given weekday within 40)
_HORIZON = 50


@dataclass(frozen=True, slots=True)
class Cron:
    seconds: frozenset[int]
    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    #: `L`
    on_last_day: bool
    months: frozenset[int]
    weekdays: frozenset[int]

    #: cron has no end
    times: None = None

    def first_due(self, now: datetime) -> datetime:
        return self.next_due(now)

    def next_due(self, last: datetime) -> datetime:
        """The first of its moments after this one. Raises `ValueError` if none comes any more."""
        moment = last.astimezone(UTC).replace(microsecond=0) + timedelta(seconds=1)
        day = moment.replace(hour=0, minute=0, second=0)
        try:
            last_year = day.year + _HORIZON
            while day.year <= last_year:
                if day.month not in self.months:
                    day = _next_month(day)
                elif self._is_on(day) and (found := self._on(day, moment)) is not None:
                    return found
                else:
                    day += timedelta(days=1)
        except OverflowError:
            pass
        raise ValueError("it never comes (again)")

    def _is_on(self, day: datetime) -> bool:
        is_last = day.day == monthrange(day.year, day.month)[1]
        in_month = day.day in self.days or (self.on_last_day and is_last)
        return in_month and day.isoweekday() % 7 in self.weekdays

    def _on(self, day: datetime, earliest: datetime) -> datetime | None:
        """The first of its moments on this day that is not before `earliest`."""
        for hour in sorted(self.hours):
            if day.replace(hour=hour, minute=59, second=59) < earliest:
                continue
            for minute in sorted(self.minutes):
                if day.replace(hour=hour, minute=minute, second=59) < earliest:
                    continue
                for second in sorted(self.seconds):
                    moment = day.replace(hour=hour, minute=minute, second=second)
                    if moment >= earliest:
                        return moment
        return None


def is_cron(text: str) -> bool:
    return text.strip().startswith("@") or len(text.split()) in (5, 6, 7)


def parse_cron(text: str) -> Cron:
    """Raises `ValueError`."""
    fields = _MACROS.get(text.strip().lower(), text).split()
    if len(fields) == 5:
        fields = ["0", *fields]
    if len(fields) == 7 and fields[6] in ("*", "?"):  # Camunda 7 has years, too
        fields = fields[:6]
    if len(fields) != 6:
        raise ValueError(f"{text!r} is no cron expression such as 0 0 9 * * MON-FRI")
    try:
        days = [part for part in fields[3].split(",") if part.upper() != "L"]
        on_last_day = len(days) < len(fields[3].split(","))
        cron = Cron(
            seconds=_numbers(fields[0], 0, 59),
            minutes=_numbers(fields[1], 0, 59),
            hours=_numbers(fields[2], 0, 23),
            days=_numbers(",".join(days), 1, 31) if days else frozenset(),
            on_last_day=on_last_day,
            months=_numbers(fields[4], 1, 12, _MONTHS),
            weekdays=frozenset(day % 7 for day in _numbers(fields[5], 0, 7, _DAYS)),
        )
        cron.next_due(datetime(2000, 1, 1, tzinfo=UTC))
    except ValueError as wrong:
        raise ValueError(f"{text!r} is no cron expression such as 0 0 9 * * MON-FRI: {wrong}") from None
    return cron


def _numbers(field: str, low: int, high: int, names: list[str] | None = None) -> frozenset[int]:
    found: set[int] = set()
    for part in field.split(","):
        span, slash, step = part.partition("/")
        if slash and not (step.isdecimal() and int(step) > 0):
            raise ValueError(f"{part!r} has no step from 1")
        if span in ("*", "?"):
            first, last = low, high
        else:
            begin, dash, end = span.partition("-")
            first = _number(begin, low, high, names)
            last = _number(end, low, high, names) if dash else high if slash else first
        if last < first:  # SAT-MON, 22-4
            found.update(range(first, high + 1, int(step or 1)))
            found.update(range(low, last + 1, int(step or 1)))
        found.update(range(first, last + 1, int(step or 1)))
    return frozenset(found)


def _number(text: str, low: int, high: int, names: list[str] | None) -> int:
    if names is not None and text.upper() in names:
        return names.index(text.upper()) + low
    if text.isdecimal() and low <= int(text) <= high:
        return int(text)
    raise ValueError(f"{text!r} is not from {low} to {high}")


def _next_month(day: datetime) -> datetime:
    return day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1, day=1)
