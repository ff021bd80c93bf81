"""Cron expressions, and ISO 8601 intervals of every form, in timer cycles."""

from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest

from processes.bpmn.cron import Cron
from processes.bpmn.timer_texts import parse_cycle

#: a Monday
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def moments(text, *, after=NOON):
    cycle = parse_cycle(text)
    moment = cycle.first_due(after)
    while True:
        yield moment
        moment = cycle.next_due(moment)


def first(count, text, *, after=NOON):
    return [f"{moment:%m-%d %H:%M:%S}" for moment in islice(moments(text, after=after), count)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0 0 9 * * MON-FRI", ["01-06 09:00:00", "01-07 09:00:00"]),
        ("0 0 9 ? * SAT,SUN", ["01-10 09:00:00", "01-11 09:00:00"]),
        ("0 0 9 * * SAT-MON", ["01-10 09:00:00", "01-11 09:00:00"]),
        ("0 0 9 * * 7", ["01-11 09:00:00", "01-18 09:00:00"]),
        ("0 0/15 * * * *", ["01-05 12:15:00", "01-05 12:30:00"]),
        ("*/20 * * * * *", ["01-05 12:00:20", "01-05 12:00:40"]),
        ("0 30 8,20 1 * *", ["02-01 08:30:00", "02-01 20:30:00"]),
        ("0 0 0 L * *", ["01-31 00:00:00", "02-28 00:00:00"]),
        ("0 0 0 15,L * *", ["01-15 00:00:00", "01-31 00:00:00"]),
        ("0 0 0 1 JAN-MAR/2 *", ["03-01 00:00:00", "01-01 00:00:00"]),
        ("0 0 12 29 2 *", ["02-29 12:00:00", "02-29 12:00:00"]),
        ("0 0 9 * * MON-FRI *", ["01-06 09:00:00", "01-07 09:00:00"]),
        ("30 9 * * *", ["01-06 09:30:00", "01-07 09:30:00"]),
        ("0 0 22-4/3 * * *", ["01-05 22:00:00", "01-06 00:00:00"]),
        ("@daily", ["01-06 00:00:00", "01-07 00:00:00"]),
        ("@hourly", ["01-05 13:00:00", "01-05 14:00:00"]),
        ("@monthly", ["02-01 00:00:00", "03-01 00:00:00"]),
    ],
)
def test_cron_says_when(text, expected):
    assert first(2, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "0 0 25 * * *",
        "0 0 9 * * FUN",
        "0 0 9 * *  *  2027",
        "0 0 0 31 2 *",
        "*/0 * * * * *",
        "@never",
        "a b c d e f",
    ],
)
def test_what_is_no_cron_expression_is_told(text):
    with pytest.raises(ValueError, match=r"is no cron expression such as 0 0 9 \* \* MON-FRI"):
        parse_cycle(text)


def test_cron_is_meant_in_utc_wherever_the_clock_stands():
    summer = datetime.fromisoformat("2026-07-01T01:30:00+02:00")
    assert parse_cycle("0 0 0 * * *").next_due(summer) == datetime(2026, 7, 1, tzinfo=UTC)


def test_each_moment_of_cron_comes_after_the_last_and_none_is_left_out():
    """Compared with looking at every second of an hour."""
    cron = parse_cycle("5-50/7 3,59 * * * *")
    assert isinstance(cron, Cron)
    seconds = [NOON + timedelta(seconds=second) for second in range(1, 3600)]
    looked_at = [each for each in seconds if each.minute in cron.minutes and each.second in cron.seconds]
    assert [*islice(moments("5-50/7 3,59 * * * *"), len(looked_at))] == looked_at


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R3/PT1H", ["01-05 13:00:00", "01-05 14:00:00"]),
        ("R/2026-02-01T08:00:00Z/P1D", ["02-01 08:00:00", "02-02 08:00:00"]),
        ("R/2026-02-01T08:00:00Z/2026-02-01T10:30:00Z", ["02-01 08:00:00", "02-01 10:30:00"]),
        ("R/PT1H/2026-01-05T14:30:00Z", ["01-05 13:00:00", "01-05 14:00:00"]),
    ],
)
def test_an_interval_has_a_start_or_an_end_or_both(text, expected):
    assert first(2, text) == expected


def test_an_interval_is_over_at_its_end():
    with pytest.raises(ValueError, match="it ended at"):
        first(3, "R/PT1H/2026-01-05T14:30:00Z")


def test_an_interval_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="does not move forward"):
        parse_cycle("R/2026-02-01T08:00:00Z/2026-01-01T08:00:00Z")
