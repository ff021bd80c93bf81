"""The crew: many jobs at once, and none that waits for a slow one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from processes import services
from processes.models import InstanceState, Job, JournalEntry, ProcessInstance
from processes.workers import ActivatedJob, job_handler
from processes.workers.crew import Crew
from tests.support.deploying import deploy
from tests.support.diagrams import process
from tests.support.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

may_go_on = threading.Event()
begun = threading.Semaphore(0)


@job_handler("crew.quick")
def quick(job: ActivatedJob) -> dict[str, int]:
    return {"n": job.variables["n"] + 1}


@job_handler("crew.slow")
def slow(job: ActivatedJob) -> None:
    begun.release()
    assert may_go_on.wait(60)


@job_handler("crew.narrow", at_once=1)
def narrow(job: ActivatedJob) -> None:
    begun.release()
    assert may_go_on.wait(60)


@job_handler("crew.leaves")
def leaves(job: ActivatedJob) -> None:
    raise SystemExit("no handler should")


@pytest.fixture(autouse=True)
def _nobody_goes_on_yet() -> Iterator[None]:
    may_go_on.clear()
    while begun.acquire(blocking=False):
        pass
    for kind in ("quick", "slow", "narrow", "leaves"):
        deploy(process(kind).start().service_task("step", f"crew.{kind}").end())
    yield
    may_go_on.set()


@contextmanager
def at_work(**sizes: int) -> Iterator[Crew]:
    crew = Crew(**{"hands": 8, **sizes})
    crew.start()
    try:
        yield crew
    finally:
        may_go_on.set()
        assert crew.stop(30)


def begin(process_id: str, count: int = 1) -> None:
    services.start_instances(process_id=process_id, batch=[{"n": n} for n in range(count)])


def completed(process_id: str) -> int:
    return ProcessInstance.objects.filter(process_id=process_id, state=InstanceState.COMPLETED).count()


def test_a_slow_handler_holds_up_nobody_else():
    begin("slow")
    with at_work(hands=2, batch=5) as crew:
        assert begun.acquire(timeout=20)
        begin("quick", 30)
        crew.ring()
        wait_until(lambda: completed("quick") == 30)
        assert completed("slow") == 0
        may_go_on.set()
        wait_until(lambda: completed("slow") == 1)


def test_many_slow_jobs_of_one_type_leave_a_hand_for_the_others():
    begin("slow", 20)
    with at_work(hands=3, batch=5) as crew:
        assert begun.acquire(timeout=20)
        assert begun.acquire(timeout=20)
        begin("quick", 10)
        crew.ring()
        wait_until(lambda: completed("quick") == 10)
        assert not begun.acquire(blocking=False), "two hands of three are at work on what is slow"
        may_go_on.set()
        wait_until(lambda: completed("slow") == 20)


def test_a_handler_says_how_many_of_its_jobs_are_done_at_once():
    begin("narrow", 3)
    with at_work(hands=4):
        assert begun.acquire(timeout=20)
        assert not begun.acquire(timeout=1.5), "it is looked for others in the meantime"
        assert Job.objects.exclude(locked_until=None).count() == 1, "they are left for other processes"
        may_go_on.set()
        wait_until(lambda: completed("narrow") == 3, timeout=10)


def test_what_is_done_together_is_told_together():
    begin("quick", 40)
    with at_work(batch=40):
        wait_until(lambda: completed("quick") == 40)
    moments = JournalEntry.objects.filter(command="CompleteJob").values_list("at", flat=True)
    assert len(set(moments)) < 10, "forty jobs take a few transactions, not forty"


def test_jobs_that_no_hand_is_free_for_are_given_back_untouched():
    begin("slow", 3)
    with at_work(hands=1, batch=3):
        assert begun.acquire(timeout=20)
        wait_until(lambda: Job.objects.filter(locked_until=None).count() == 2)
        assert sorted(Job.objects.values_list("tries", flat=True)) == [0, 0, 1]


def test_a_crew_that_is_stopped_finishes_what_it_has_begun_and_gives_back_the_rest():
    begin("slow", 4)
    crew = Crew(hands=1, batch=4)
    crew.start()
    assert begun.acquire(timeout=20)
    assert not crew.stop(0.01)
    wait_until(lambda: Job.objects.filter(locked_until=None).count() == 3)
    may_go_on.set()
    assert crew.stop(20)
    assert (completed("slow"), Job.objects.count()) == (1, 3)


def test_jobs_are_found_without_a_bell():
    with at_work():
        begin("quick", 1)
        wait_until(lambda: completed("quick") == 1)


def test_a_handler_that_wants_to_end_the_process_ends_a_try_of_its_job_at_most():
    begin("leaves")
    with at_work(hands=1):
        wait_until(lambda: Job.objects.filter(tries=1).exists())
        begin("quick", 3)
        wait_until(lambda: completed("quick") == 3)
