"""Durations outside of expressions: timers parse them and add them to a moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.feel import (
    DaysTimeDuration,
    IsoDuration,
    YearsMonthsDuration,
    parse_duration,
    parse_iso_duration,
)

JANUARY_31 = datetime(2024, 1, 31, 12, tzinfo=UTC)


def test_there_are_two_kinds():
    assert parse_duration("P1Y2M") == YearsMonthsDuration(14)
    assert parse_duration("-P1DT1H") == DaysTimeDuration(-25 * 3600 * 10**9)


def test_months_end_with_the_month():
    assert YearsMonthsDuration(1).add_to(JANUARY_31) == datetime(2024, 2, 29, 12, tzinfo=UTC)


def test_days_and_time_are_exact():
    assert parse_duration("PT36H").add_to(JANUARY_31) == JANUARY_31 + timedelta(hours=36)


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("P1Y2DT3H", datetime(2025, 2, 2, 15, tzinfo=UTC)),
        ("P1M1D", datetime(2024, 3, 1, 12, tzinfo=UTC)),
        ("P2W", datetime(2024, 2, 14, 12, tzinfo=UTC)),
        ("PT0.5S", datetime(2024, 1, 31, 12, 0, 0, 500_000, tzinfo=UTC)),
        ("PT1,5H", datetime(2024, 1, 31, 13, 30, tzinfo=UTC)),
        ("P0.5D", datetime(2024, 2, 1, tzinfo=UTC)),
        ("-P1D", datetime(2024, 1, 30, 12, tzinfo=UTC)),
        (" PT15M ", datetime(2024, 1, 31, 12, 15, tzinfo=UTC)),
    ],
)
def test_an_iso_duration_may_mix_both(text, moved):
    assert parse_iso_duration(text).add_to(JANUARY_31) == moved


def test_a_day_moves_the_date_and_24_hours_pass_exactly():
    """In Paris the last Sunday of March has 23 hours."""
    evening = datetime(2024, 3, 30, 18, tzinfo=ZoneInfo("Europe/Paris"))
    assert parse_iso_duration("P1D").add_to(evening).hour == 18
    assert parse_iso_duration("PT24H").add_to(evening).hour == 19


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P1DT", "1D", "P1H", "PT1D", "P-1D", "P1.5M", "PT1H ago", "P" + "9" * 99]
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match=r"Expected (an ISO 8601 duration|at most)"):
        parse_iso_duration(text)


def test_a_moment_beyond_the_calendar_is_refused():
    for text in ("P9999Y", "P9999999D", "PT999999999999H"):
        with pytest.raises(ValueError, match="years 1 to 9999"):
            parse_iso_duration(text).add_to(JANUARY_31)


def test_mixed_durations_are_no_feel_durations():
    with pytest.raises(ValueError, match="do not mix"):
        parse_duration("P1Y1D")


@given(st.integers(-(10**6), 10**6))
def test_years_and_months_read_as_written(months):
    assert parse_duration(str(YearsMonthsDuration(months))) == YearsMonthsDuration(months)


@given(st.integers(-(10**18), 10**18))
def test_days_and_time_read_as_written(nanos):
    assert parse_duration(str(DaysTimeDuration(nanos))) == DaysTimeDuration(nanos)


@given(st.integers(0, 999), st.integers(0, 999), st.integers(0, 10**15), st.booleans())
def test_iso_durations_read_as_written(months, days, nanos, negative):
    sign = -1 if negative else 1
    duration = IsoDuration(sign * months, sign * days, sign * nanos)
    assert parse_iso_duration(str(duration)) == duration
