"""Handlers that do not come to their end: each try has a limit, and no other job waits for them."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from processes import services
from processes.models import Incident, InstanceState, Job, JournalEntry, ProcessInstance
from processes.workers import ActivatedJob, job_handler
from processes.workers.crew import Crew
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

may_go_on = threading.Event()


@job_handler("hung.hangs", timeout=timedelta(seconds=0.3), backoff=timedelta(0))
def hangs(job: ActivatedJob) -> None:
    assert may_go_on.wait(60)


@job_handler("hung.slow_once", timeout=timedelta(seconds=0.3), backoff=timedelta(minutes=5))
def slow_once(job: ActivatedJob) -> dict[str, int]:
    assert may_go_on.wait(60)
    return {"try": job.tries}


@job_handler("hung.quick")
def quick(job: ActivatedJob) -> None:
    return None


@pytest.fixture
def crew() -> Iterator[Crew]:
    may_go_on.clear()
    for kind in ("hangs", "slow_once", "quick"):
        deploy(process(kind).start().service_task("step", f"hung.{kind}").end())
    crew = Crew(hands=2)
    crew.start()
    yield crew
    may_go_on.set()
    assert crew.stop(30)


def test_a_handler_that_hangs_fails_each_try_and_is_an_incident_in_the_end(crew):
    start("hangs")
    incident = wait_until(lambda: Incident.objects.first())
    assert incident.message == "Its handler was still busy after its time limit of 0.3 s."
    failures = JournalEntry.objects.filter(command="FailJob").count()
    assert (failures, Job.objects.get().retries) == (3, 0)


def test_handlers_that_hang_starve_no_other_however_many_hands_they_take(crew):
    services.start_instances(process_id="hangs", batch=[{}] * 4)
    wait_until(lambda: Incident.objects.count() == 4)
    services.start_instances(process_id="quick", batch=[{}] * 10)
    wait_until(lambda: ProcessInstance.objects.filter(state=InstanceState.COMPLETED).count() == 10)


def test_what_is_done_after_the_limit_counts_and_is_not_done_again(crew):
    instance = start("slow_once")
    wait_until(lambda: Job.objects.filter(retries=2).exists(), message="the try has failed")
    may_go_on.set()
    wait_until(lambda: ProcessInstance.objects.get(key=instance.key).state == InstanceState.COMPLETED)
    commands = JournalEntry.objects.filter(process_instance_key=instance.key).order_by("revision")
    assert list(commands.values_list("command", flat=True)) == ["StartInstance", "FailJob", "CompleteJob"]
