"""Dates, times, moments and durations."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from datetime import timezone as offset
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.feel import DateTime
from tests.processes.feel.asking import answer, reasons, text_of


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ('date("2024-02-29") + duration("P1Y")', "2025-02-28"),
        ('@"2024-01-31" + @"P1M"', "2024-02-29"),
        ('@"2024-03-01" - @"P1D"', "2024-02-29"),
        ('@"2024-03-01" - @"2024-02-01"', "P29D"),
        ('date("2024-03-01") - date and time("2024-02-29T12:00:00Z")', "PT12H"),
        ('@"2024-12-31T23:59:59Z" + @"PT1S"', "2025-01-01T00:00:00Z"),
        ('@"2024-12-31T24:00:00"', "2025-01-01T00:00:00"),
        ('@"23:30:00" + @"PT1H"', "00:30:00"),
        ('@"10:00:00+02:00" - @"09:00:00Z"', "-PT1H"),
        ('@"P1DT12H" * 2', "P3D"),
        ('@"P1Y" / 5', "P2M"),
        ('@"PT1H" / @"PT20M"', "3"),
        ('-@"P1D"', "-P1D"),
        ("date(2024, 5, 31)", "2024-05-31"),
        ('date and time(@"2024-05-31", @"10:00:00@Europe/Paris")', "2024-05-31T10:00:00@Europe/Paris"),
        ('time(10, 30, 15.5, @"PT2H")', "10:30:15.5+02:00"),
        ('time(@"2024-05-31")', "00:00:00Z"),
        ('years and months duration(@"2011-12-22", @"2013-08-24")', "P1Y8M"),
        ('years and months duration(@"2013-08-24", @"2011-12-25")', "-P1Y7M"),
        ('date and time(@"2024-07-01T12:00:00Z", "Europe/Paris")', "2024-07-01T14:00:00@Europe/Paris"),
        ('last day of month(@"2024-02-10")', "2024-02-29"),
        ('day of week(@"2024-05-31")', "Friday"),
        ('week of year(@"2005-01-01")', "53"),
        ('day of year(@"2024-12-31")', "366"),
        ('duration("PT0S")', "PT0S"),
        ('duration("P0M")', "P0M"),
        ('duration("P1DT26H61M0.50S")', "P2DT3H1M0.5S"),
        ('@"999999999-12-31" + @"-P1D"', "999999999-12-30"),
    ],
)
def test_calculations(expression, text):
    assert text_of(expression) == text


@pytest.mark.parametrize(
    "text",
    [
        'date("2023-02-29")',
        'date("2023-2-9")',
        'date and time("2023-01-01T25:00:00")',
        'date and time("2023-01-01T10:00:00@Mars/Olympus")',
        'time("10:00:00+19:00")',
        'duration("P1Y1D")',
        'duration("P")',
        'duration("P1DT")',
        '@"P1D" + @"P1Y"',
        '@"10:00:00" + @"P1Y"',
        '@"999999999-12-31" + @"P1D"',
        '@"2024-01-01" = @"2024-01-01T00:00:00"',
        '@"P1Y" = @"P365D"',
    ],
)
def test_what_is_no_date_or_cannot_be_combined_is_null_with_a_reason(text):
    assert answer(text) is None
    assert reasons(text)


def test_moments_are_compared_where_they_are_on_the_time_line():
    assert answer('@"2018-10-08T00:00:00+02:00" = @"2018-10-08T00:00:00@Europe/Paris"') is True
    assert answer('@"2018-12-08T00:00:00@Europe/Paris" < @"2018-12-08T00:00:00Z"') is True
    assert answer('@"2018-12-08T00:00:00" = @"2018-12-08T00:00:00Z"') is False


def test_a_local_moment_is_ordered_by_its_clock_in_the_zone_of_the_other():
    assert answer('@"2024-01-01T10:00:00" < @"2024-01-01T11:00:00+05:00"') is True
    assert answer('@"10:00:00" > @"09:00:00-05:00"') is True


def test_summer_time_begins_between():
    before = '@"2024-03-30T18:00:00@Europe/Paris"'
    assert text_of(f'{before} + @"P1D"') == "2024-03-31T19:00:00@Europe/Paris"
    assert text_of(f'{before} + @"P1M"') == "2024-04-30T18:00:00@Europe/Paris"
    assert text_of(f'@"2024-03-31T18:00:00@Europe/Paris" - {before}') == "PT23H"


def test_is_tells_apart_what_equals():
    assert answer('@"10:00:00Z" = @"12:00:00+02:00"') is True
    assert answer('is(@"10:00:00Z", @"12:00:00+02:00")') is False
    assert answer("is(1, 1.0)") is True


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('@"2024-05-31T10:20:30+02:00".hour', 10),
        ('@"2024-05-31".weekday', 5),
        ('@"P1Y14M".months', 2),
        ('@"-P1DT2H".hours', -2),
        ('@"10:20:30@Europe/Paris".timezone', "Europe/Paris"),
        ('@"2024-07-01T00:00:00@Europe/Paris".time offset = @"PT2H"', True),
        ('@"2024-05-31".hour', None),
    ],
)
def test_parts(text, value):
    assert answer(text) == value


def test_python_dates_are_feel_dates():
    assert text_of("d", d=date(2024, 5, 31)) == "2024-05-31"
    assert text_of("t", t=time(10, 30)) == "10:30:00"
    assert text_of("m", m=datetime(2024, 5, 31, 10, tzinfo=ZoneInfo("Europe/Paris"))) == (
        "2024-05-31T10:00:00@Europe/Paris"
    )
    assert text_of("d", d=timedelta(days=1, hours=2)) == "P1DT2H"


def test_a_moment_becomes_pythons():
    moment = answer('@"2024-05-31T10:00:00.5@Europe/Paris"')
    assert isinstance(moment, DateTime)
    assert moment.to_datetime() == datetime(2024, 5, 31, 10, 0, 0, 500_000, tzinfo=ZoneInfo("Europe/Paris"))


@given(st.dates(), st.integers(-10_000, 10_000))
def test_days_are_counted_as_python_counts_them(day, days):
    try:
        expected = str(day + timedelta(days=days))
    except OverflowError:
        return
    assert text_of("day + days * step", day=day, days=days, step=timedelta(days=1)) == expected


@given(
    st.datetimes(
        min_value=datetime(1950, 1, 1),  # noqa: DTZ001 - the zone follows; India's clocks never changed since
        max_value=datetime(9990, 1, 1),  # noqa: DTZ001
        timezones=st.sampled_from([UTC, offset(timedelta(hours=-5)), ZoneInfo("Asia/Kolkata")]),
    ),
    st.timedeltas(min_value=timedelta(days=-999), max_value=timedelta(days=999)),
)
def test_moving_a_moment_and_back_leads_to_the_same_moment(moment, step):
    assert answer("(moment + step) - step = moment", moment=moment, step=step) is True
    assert answer("(moment + step) - moment = step", moment=moment, step=step) is True


@given(st.datetimes(timezones=st.just(ZoneInfo("Europe/Paris"))))
def test_the_text_of_a_moment_reads_as_the_same_moment(moment):
    assert answer("date and time(string(m)) = m", m=moment) is True
