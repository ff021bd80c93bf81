"""The wall clock is set back and forward: jobs do not wait for a moment that has been already, and what is
due is done once.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from processes import services
from processes.models import InstanceState, Job, JournalEntry, ProcessInstance
from processes.runtime import due_timers, job_queue
from processes.runtime.clock_watch import ClockWatch
from processes.scenarios.clock import telling
from processes.workers import ActivatedJob, job_handler, work
from tests.support.deploying import deploy
from tests.support.diagrams import process

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STEPS = pytest.mark.parametrize("step", [HOUR, DAY], ids=["an hour", "a day"])


@dataclass
class TwoClocks:
    """One that somebody sets, and one that only runs."""

    now: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)
    running: float = 0.0

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)
        self.running += timedelta(**time).total_seconds()


@pytest.fixture
def clocks():
    clocks = TwoClocks()
    with telling(clocks):
        yield clocks


@pytest.fixture
def watch(clocks) -> ClockWatch:
    return seeing(ClockWatch(running=lambda: clocks.running))


def seeing(watch: ClockWatch) -> ClockWatch:
    watch.look(job_queue.follow_clock)
    return watch


@job_handler("clock.note")
def note(job: ActivatedJob) -> None:
    return None


@job_handler("clock.fails_once", backoff=timedelta(seconds=30))
def fails_once(job: ActivatedJob) -> None:
    if job.tries == 1:
        raise RuntimeError("not yet")


def begin(kind: str = "note", count: int = 1) -> None:
    deploy(process("p").start().service_task("step", f"clock.{kind}").end())
    services.start_instances(process_id="p", batch=[{}] * count)


def completed() -> int:
    return ProcessInstance.objects.filter(state=InstanceState.COMPLETED).count()


@STEPS
def test_a_job_made_by_a_clock_that_was_ahead_does_not_wait_for_that_moment(clocks, watch, step):
    clocks.now += step
    seeing(watch)
    begin()
    clocks.now -= step
    seeing(watch)
    assert (work.until_nothing_is_free(), completed()) == (1, 1)


def test_a_step_that_nobody_saw_is_made_good_for_at_the_next_start(clocks):
    clocks.now += DAY
    begin()
    clocks.now -= DAY
    assert work.until_nothing_is_free() == 0
    seeing(ClockWatch())
    assert (work.until_nothing_is_free(), completed()) == (1, 1)


@STEPS
def test_a_pause_lasts_as_long_as_it_should_however_the_clock_is_set_back(clocks, watch, step):
    begin("fails_once")
    assert work.until_nothing_is_free() == 1
    clocks.pass_by(seconds=10)
    clocks.now -= step
    seeing(watch)
    clocks.pass_by(seconds=19)
    assert work.until_nothing_is_free() == 0
    clocks.pass_by(seconds=1)
    assert (work.until_nothing_is_free(), completed()) == (1, 1)


@STEPS
def test_a_lease_ends_when_it_should_however_the_clock_is_set_back(clocks, watch, step):
    begin()
    job_queue.activate(
        {"clock.note": job_queue.Lease(timedelta(minutes=5))}, worker="app-9/elsewhere/1.1", limit=1
    )
    clocks.now -= step
    seeing(watch)
    clocks.pass_by(minutes=4)
    assert work.until_nothing_is_free() == 0
    clocks.pass_by(minutes=1)
    assert (work.until_nothing_is_free(), completed()) == (1, 1)


def test_a_second_process_that_sees_the_same_step_takes_no_job_from_its_worker(clocks, watch):
    other = seeing(ClockWatch(running=lambda: clocks.running))
    begin()
    job_queue.activate(
        {"clock.note": job_queue.Lease(timedelta(minutes=5))}, worker="app-9/elsewhere/1.1", limit=1
    )
    clocks.now -= HOUR
    seeing(watch)
    seeing(other)
    assert work.until_nothing_is_free() == 0


@STEPS
def test_what_is_done_while_the_clock_is_ahead_is_not_done_again_when_it_is_right(clocks, watch, step):
    deploy(process("p").start().catch_timer("wait", "PT10M").service_task("step", "clock.note").end())
    services.start_instances(process_id="p", batch=[{}] * 5)
    for moved in (step, -step, step, -step):
        clocks.now += moved
        seeing(watch)
        due_timers.trigger_due()
        work.until_nothing_is_free()
    assert completed() == 5
    assert JournalEntry.objects.filter(command="TriggerTimer").count() == 5
    assert JournalEntry.objects.filter(command="CompleteJob").count() == 5


@STEPS
def test_a_timer_waits_while_the_clock_is_behind_and_triggers_once_it_is_right(clocks, watch, step):
    deploy(process("p").start().catch_timer("wait", "PT10M").end())
    services.start_instance(process_id="p")
    clocks.now -= step
    seeing(watch)
    clocks.pass_by(minutes=11)
    assert due_timers.trigger_due() == 0
    clocks.now += step
    seeing(watch)
    assert (due_timers.trigger_due(), due_timers.trigger_due(), completed()) == (1, 0, 1)


def test_the_small_steps_that_keep_a_clock_right_are_of_no_account(clocks, watch, caplog):
    begin("fails_once")
    work.until_nothing_is_free()
    before = Job.objects.get().available_at
    clocks.now -= timedelta(milliseconds=300)
    seeing(watch)
    assert Job.objects.get().available_at == before
    assert "was set" not in caplog.text
