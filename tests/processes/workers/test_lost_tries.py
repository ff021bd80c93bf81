"""Lost tries: a job whose workers die, one after the other, does not kill workers for ever."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.utils import timezone

from processes import services
from processes.engine.commands import FailJob
from processes.models import Incident, InstanceState, Job, ProcessInstance
from processes.runtime import job_queue
from processes.workers import ActivatedJob, apart, job_handler, work
from tests.processes.workers.job import job_of
from tests.support.deploying import deploy, start
from tests.support.diagrams import process

pytestmark = pytest.mark.django_db


@job_handler("lost.deadly")
def deadly(job: ActivatedJob) -> None:
    return None


@job_handler("lost.eats_memory", backoff=timedelta(0))
def eats_memory(job: ActivatedJob) -> None:
    raise MemoryError


def die_with_all_jobs() -> None:
    """A worker takes what there is, and is gone: of another machine, so that nobody sees it."""
    job_queue.activate(
        {"lost.deadly": job_queue.Lease(timedelta(minutes=5))}, worker="app-9/elsewhere/1.1", limit=50
    )
    Job.objects.update(locked_until=timezone.now() - timedelta(seconds=1))


@pytest.fixture
def instance():
    deploy(process("p").start().service_task("step", "lost.deadly").end())
    return start("p")


def state(instance) -> str:
    return ProcessInstance.objects.get(key=instance.key).state


def test_a_job_that_was_lost_a_few_times_is_tried_again(instance):
    for _ in range(work.LOST_TRIES - 1):
        die_with_all_jobs()
    work.until_nothing_is_free()
    assert state(instance) == InstanceState.COMPLETED


def test_a_job_that_is_lost_again_and_again_is_an_incident_that_says_so(instance):
    for _ in range(work.LOST_TRIES):
        die_with_all_jobs()
    work.until_nothing_is_free()
    assert state(instance) == InstanceState.ACTIVE
    assert "5 workers in a row took this job" in Incident.objects.get().message
    assert work.until_nothing_is_free() == 0


def test_once_its_incident_is_resolved_it_has_all_its_tries_again(instance):
    for _ in range(work.LOST_TRIES):
        die_with_all_jobs()
    work.until_nothing_is_free()
    services.resolve_incident(incident_key=Incident.objects.get().key)
    assert Job.objects.get().lost == 0
    work.until_nothing_is_free()
    assert state(instance) == InstanceState.COMPLETED


def test_the_others_that_were_taken_with_it_are_done(instance):
    for _ in range(work.LOST_TRIES):
        die_with_all_jobs()
    others = [start("p") for _ in range(3)]
    work.until_nothing_is_free()
    assert [state(other) for other in others] == [InstanceState.COMPLETED] * 3


def test_a_worker_that_died_on_this_machine_has_lost_its_jobs_too(instance):
    job_queue.activate({"lost.deadly": job_queue.Lease(timedelta(minutes=5))}, worker="dead", limit=1)
    job_queue.free_those_of("dead")
    assert Job.objects.get().lost == 1


def test_a_job_that_is_given_back_was_not_lost(instance):
    [job] = job_queue.activate({"lost.deadly": job_queue.Lease(timedelta(minutes=5))}, worker="ada", limit=1)
    job_queue.release([job.key], worker="ada")
    assert Job.objects.get().lost == 0


def test_a_handler_without_enough_memory_fails_and_the_incident_says_what_there_was(settings):
    settings.WORKER_MEGABYTES = 512
    deploy(process("q").start().service_task("step", "lost.eats_memory").end())
    start("q")
    work.until_nothing_is_free()
    assert "may have 512 MB" in Incident.objects.get().message


@pytest.fixture
def live_handlers(monkeypatch):
    """Handlers that another process finds, too."""
    monkeypatch.setenv("MEANWHILE_JOB_HANDLERS", "tests.support.live_handlers")
    import_module("tests.support.live_handlers")


def test_a_job_that_is_done_apart_comes_to_its_outcome_there(live_handlers):
    outcome = apart.do(job_of("test.returns"))
    assert isinstance(outcome, FailJob)
    assert outcome.error_message == work.do(job_of("test.returns")).error_message  # type: ignore[union-attr]


def test_a_job_that_ends_the_process_apart_is_not_tried_again_by_itself(live_handlers):
    outcome = apart.do(job_of("test.dies"))
    assert isinstance(outcome, FailJob)
    assert outcome.retries == 0
    assert "by SIGKILL" in outcome.error_message
