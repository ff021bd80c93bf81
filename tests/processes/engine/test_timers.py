"""Timers: dates, durations and cycles (BPMN 10.5.5, timer event definition)."""

from datetime import UTC, datetime, timedelta

import pytest

from processes.engine import commands as c
from processes.engine.state import Timer
from processes.scenarios.engine import BEGINNING
from processes.scenarios.memory_engine import MemoryEngine
from tests.support.diagrams import process


def waits_for(timer, *, kind=None):
    return process("p").catch_timer("wait", timer, kind=kind).end()


@pytest.mark.parametrize(
    ("timer", "kind", "due_at"),
    [
        ("PT90M", None, datetime(2026, 1, 5, 13, 30, tzinfo=UTC)),
        ("P1M", None, datetime(2026, 2, 5, 12, tzinfo=UTC)),
        ("=duration(days)", None, datetime(2026, 1, 8, 12, tzinfo=UTC)),
        ('=@"P1D"', None, datetime(2026, 1, 6, 12, tzinfo=UTC)),
        ("2026-12-24T18:00:00Z", None, datetime(2026, 12, 24, 18, tzinfo=UTC)),
        ("2026-12-24T18:00:00+02:00", None, datetime(2026, 12, 24, 16, tzinfo=UTC)),
        ("2026-07-01T09:00:00@Europe/Berlin", None, datetime(2026, 7, 1, 7, tzinfo=UTC)),
        ("2026-12-24", None, datetime(2026, 12, 24, tzinfo=UTC)),
        ('=date and time("2026-12-24T18:00:00Z")', "date", datetime(2026, 12, 24, 18, tzinfo=UTC)),
        ('=date("2026-12-24")', "date", datetime(2026, 12, 24, tzinfo=UTC)),
        ("=day", "date", datetime(2026, 2, 1, tzinfo=UTC)),
        ("=now() + duration(days)", "date", datetime(2026, 1, 8, 12, tzinfo=UTC)),
        ("R3/PT10M", None, datetime(2026, 1, 5, 12, 10, tzinfo=UTC)),
        ("R3/2026-02-01T00:00:00Z/P1D", None, datetime(2026, 2, 1, tzinfo=UTC)),
    ],
)
def test_when_a_timer_is_due(engine, timer, kind, due_at):
    engine.deploy(waits_for(timer, kind=kind))
    engine.start(variables={"days": "P3D", "day": "2026-02-01"})
    assert engine.timers == {"wait": due_at}


def test_a_timer_goes_on_when_it_is_due_and_not_before(engine):
    engine.deploy(waits_for("PT1H"))
    engine.start()
    engine.advance_clock(minutes=59, seconds=59)
    assert engine.active == ["wait"]
    engine.advance_clock(seconds=1)
    assert engine.path == ["start", "wait", "end"]


def test_a_date_that_has_passed_is_due_at_once(engine):
    engine.deploy(waits_for("2020-01-01T00:00:00Z"))
    engine.start()
    engine.advance_clock(seconds=0)
    assert engine.state == "COMPLETED"
    assert engine.now == BEGINNING


def nags(cycle):
    return process("p").user_task("approve").boundary_timer("nag", cycle, interrupting=False).task("remind")


def due_dates(engine, *, late_by=timedelta()):
    """Due dates of all timers while each is triggered as late as this."""
    dates = []
    while timers := engine.waits(Timer):
        ((key, _, timer),) = timers
        dates.append(timer.due_at)
        engine.now = timer.due_at + late_by
        engine.do(c.TriggerTimer(timer_key=key))
    return dates


def test_a_cycle_triggers_as_often_as_it_says(engine):
    engine.deploy(nags("R3/PT1H"))
    engine.start()
    assert due_dates(engine) == [BEGINNING + timedelta(hours=hours) for hours in (1, 2, 3)]
    assert engine.path.count("remind") == 3


def test_a_cycle_does_not_drift_when_it_is_triggered_late(engine):
    engine.deploy(nags("R3/PT1H"))
    engine.start()
    late = timedelta(minutes=50)
    assert due_dates(engine, late_by=late) == [BEGINNING + timedelta(hours=hours) for hours in (1, 2, 3)]


def test_what_a_cycle_missed_is_made_up_for(engine):
    engine.deploy(nags("R/PT1H"))
    engine.start()
    engine.advance_clock(hours=6)
    assert engine.path.count("remind") == 6


def test_a_cycle_with_a_start_begins_there(engine):
    engine.deploy(nags("R2/2026-01-10T09:00:00Z/P1W"))
    engine.start()
    assert due_dates(engine) == [datetime(2026, 1, day, 9, tzinfo=UTC) for day in (10, 17)]


def test_a_cycle_of_days_keeps_the_hour_on_the_wall_when_the_clocks_change(engine):
    """The clocks of Berlin go forward on 29 March 2026, also when only the moment was stored."""
    engine.deploy(nags("R3/2026-03-27T09:00:00@Europe/Berlin/P1D"))
    engine.start()
    dates = []
    while timers := engine.waits(Timer):
        ((key, _, timer),) = timers
        timer.due_at = datetime.fromisoformat(timer.due_at.isoformat())
        dates.append(timer.due_at.astimezone(UTC).hour)
        engine.do(c.TriggerTimer(timer_key=key))
    assert dates == [8, 8, 7]


def test_a_cycle_ends_with_the_calendar(engine):
    engine.deploy(nags("R/9999-12-01T00:00:00Z/P1M"))
    engine.start()
    engine.do(c.TriggerTimer(timer_key=engine.key_of(Timer)))
    assert engine.timers == {}
    assert engine.tasks == ["approve"]


@pytest.mark.parametrize(
    ("timer", "kind", "told"),
    [
        ("=missing", None, "is null"),
        ("=5", None, "5 is not a duration such as PT1H"),
        ('="soon"', None, "soon"),
        ('="P9999Y"', None, "the years 1 to 9999"),
        ('="tomorrow"', "date", "'tomorrow' is not a date and time"),
        ('="2026-12-24T18:00:00@Mars/Olympus"', "date", "'Mars/Olympus'"),
        ("=true", "date", "true is not a date and time"),
        ('="PT1H"', "cycle", "'PT1H' is not a repeating interval"),
        ('="R0/PT1H"', "cycle", "repeats zero times"),
        ('="R3/PT0S"', "cycle", "does not move forward"),
        ("=[1]", "cycle", "[1] is not a repeating interval"),
    ],
)
def test_a_timer_that_does_not_say_when_is_an_incident(engine, timer, kind, told):
    engine.deploy(waits_for(timer, kind=kind))
    engine.start()
    (incident,) = engine.open_incidents()
    assert (incident.element_id, incident.error_type) == ("wait", "TIMER_ERROR")
    assert told in incident.message


def test_a_timer_start_event_starts_instances_as_often_as_it_says():
    engine = MemoryEngine()
    engine.deploy(process("p").start_timer("hourly", "R2/PT1H").user_task("check"))
    engine.advance_clock(hours=5)
    assert list(engine.instances().values()) == ["p", "p"]
    assert engine.path == ["hourly"]
    assert engine.tasks == ["check"]


def test_a_new_version_takes_over_the_start_timer():
    engine = MemoryEngine()
    engine.deploy(process("p").start_timer("hourly", "R/PT1H").end())
    engine.deploy(process("p").start_timer("daily", "R/P1D").end())
    engine.advance_clock(days=2)
    assert engine.path == ["daily", "end"]
    assert len(engine.instances()) == 2


def test_cron_reminds_until_the_work_is_done(engine):
    engine.deploy(nags("0 0 9 * * MON-FRI"))
    engine.start()
    engine.advance_clock(days=7)
    assert engine.path.count("remind") == 5


def test_a_cycle_with_an_end_ends(engine):
    engine.deploy(nags("R/PT1H/2026-01-05T14:30:00Z"))
    engine.start()
    engine.advance_clock(days=7)
    assert engine.path.count("remind") == 2


def test_cron_starts_instances(engine):
    engine.deploy(process("p").start_timer("s", "0 0 9 * * MON-FRI").task("t"))
    engine.advance_clock(days=7)
    assert len(engine.instances()) == 5
