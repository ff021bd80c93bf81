"""What becomes of a job: its handler's result, its failures with growing pauses, its incident."""

from datetime import timedelta

import pytest
from django.utils import timezone

from processes import services
from processes.models import Incident, InstanceState, Job, ProcessInstance, Variable
from processes.runtime.variables import LARGEST
from processes.workers import ActivatedJob, BpmnError, JobFailed, job_handler, work
from processes.workers.handlers import LONGEST_PAUSE, JobHandler, handler_for
from tests.support.deploying import deploy, start
from tests.support.diagrams import process

pytestmark = pytest.mark.django_db


@job_handler("work.fails", backoff=timedelta(seconds=4))
def fails(job: ActivatedJob) -> None:
    raise RuntimeError("the peer is away")


@job_handler("work.fails_twice_at_most", retries=2)
def fails_twice_at_most(job: ActivatedJob) -> None:
    raise RuntimeError("no")


@job_handler("work.knows_better")
def knows_better(job: ActivatedJob) -> None:
    seconds = job.variables["pause"]
    pause = None if seconds is None else timedelta(seconds=seconds)
    raise JobFailed("the peer said no", retry=job.variables["retry"], retry_in=pause)


@job_handler("work.returns")
def returns(job: ActivatedJob) -> object:
    return job.variables["result"]


@job_handler("work.returns_too_much")
def returns_too_much(job: ActivatedJob) -> dict[str, str]:
    return {"scan": "x" * LARGEST}


@job_handler("work.brings_nonsense")
def brings_nonsense(job: ActivatedJob) -> dict[str, object]:
    return {"a name": {"a\x00b": 1}, "long": {"x" * 300: 1}, "moment": {"at": timezone.now()}}[
        job.variables["kind"]
    ]


@job_handler("work.throws")
def throws(job: ActivatedJob) -> None:
    raise BpmnError("NOT_ENOUGH", "there is not enough", {"left": 3})


def test_a_failure_says_what_kind_it_is_where_its_words_do_not():
    assert work.told(RuntimeError("the peer is away")) == "the peer is away"
    assert work.told(KeyError("amount")) == "KeyError: 'amount'"
    assert work.told(ValueError()) == "ValueError"


def one_step(kind: str, *, retries: str | None = None) -> None:
    deploy(process(kind).start().service_task("step", f"work.{kind}", retries=retries).end())


def let_pauses_pass() -> None:
    Job.objects.update(available_at=timezone.now())


def pause() -> timedelta:
    return Job.objects.get().available_at - timezone.now()


def test_the_pause_doubles_with_each_failed_try_however_many_the_diagram_allows():
    one_step("fails", retries="10")
    start("fails")
    pauses = []
    for _ in range(4):
        work.until_nothing_is_free()
        pauses.append(round(pause().total_seconds()))
        let_pauses_pass()
    assert pauses == [4, 8, 16, 32]
    assert Job.objects.get().retries == 6


def test_no_pause_is_longer_than_the_longest():
    handler = JobHandler(
        type="x",
        function=fails,
        timeout=timedelta(1),
        backoff=timedelta(seconds=10),
        retries=None,
    )
    assert handler.pause_after(8) == LONGEST_PAUSE
    assert handler.pause_after(10_000) == LONGEST_PAUSE


def test_without_retries_left_the_failure_is_an_incident():
    one_step("fails", retries="2")
    start("fails")
    for _ in range(2):
        work.until_nothing_is_free()
        let_pauses_pass()
    incident = Incident.objects.get()
    assert (incident.error_type, incident.message) == ("JOB_NO_RETRIES", "the peer is away")
    assert work.until_nothing_is_free() == 0


def test_a_handler_may_say_how_many_tries_there_are_and_a_repaired_job_gets_one_more():
    one_step("fails_twice_at_most", retries="5")
    start("fails_twice_at_most")
    for _ in range(2):
        work.until_nothing_is_free()
        let_pauses_pass()
    incident = Incident.objects.get()
    services.resolve_incident(incident_key=incident.key)
    assert work.until_nothing_is_free() == 1
    assert Incident.objects.filter(state="OPEN").count() == 1


def test_a_handler_that_knows_that_another_try_is_of_no_use_makes_an_incident_at_once():
    one_step("knows_better")
    start("knows_better", retry=False, pause=None)
    work.until_nothing_is_free()
    assert Incident.objects.get().message == "the peer said no"


def test_a_handler_that_knows_when_to_try_again_is_obeyed():
    one_step("knows_better")
    start("knows_better", retry=True, pause=120)
    work.until_nothing_is_free()
    assert timedelta(seconds=110) < pause() <= timedelta(seconds=120)
    assert not Incident.objects.exists()


def test_what_a_handler_returns_become_variables():
    one_step("returns")
    instance = start("returns", result={"receipt": "4711", "paid": True})
    work.until_nothing_is_free()
    assert ProcessInstance.objects.get(key=instance.key).state == InstanceState.COMPLETED
    found = variables_of(instance.key)
    assert (found["receipt"], found["paid"]) == ('"4711"', "true")


def variables_of(key: int) -> dict[str, str]:
    return dict(Variable.objects.filter(scope_key=key).values_list("name", "value"))


@pytest.mark.parametrize("result", [5, "text", [1, 2], True])
def test_a_result_that_is_no_context_is_a_failed_try(result):
    one_step("returns")
    start("returns", result=result)
    work.until_nothing_is_free()
    job = Job.objects.get()
    assert job.retries == 2
    assert job.error_message == (
        "Expected the handler to return variables by name, or nothing, "
        f"but it returned a value of type {type(result).__name__}."
    )


def test_a_result_that_is_larger_than_anything_sent_may_be_is_a_failed_try():
    one_step("returns_too_much")
    start("returns_too_much")
    work.until_nothing_is_free()
    assert "may have 32 MB in all" in str(Job.objects.get().error_message)


@pytest.mark.parametrize("kind", ["a name", "long", "moment"])
def test_what_cannot_be_stored_is_a_failed_try_and_in_the_end_an_incident(kind):
    one_step("brings_nonsense")
    start("brings_nonsense", kind=kind)
    for _ in range(3):
        work.until_nothing_is_free()
        let_pauses_pass()
    assert Incident.objects.get().error_type == "JOB_NO_RETRIES"


def test_a_modelled_error_goes_on_at_the_event_that_catches_it():
    deploy(
        process("throws")
        .start()
        .service_task("step", "work.throws")
        .end()
        .boundary_error("short", "NOT_ENOUGH", on="step")
        .user_task("order_more")
    )
    instance = start("throws")
    work.until_nothing_is_free()
    assert variables_of(instance.key)["left"] == "3"
    assert not Job.objects.exists()
    assert not Incident.objects.exists()


def test_each_handler_holds_a_job_for_its_own_time():
    @job_handler("work.patient", timeout=timedelta(hours=2))
    def patient(job: ActivatedJob) -> None: ...

    deploy(process("patient").start().service_task("step", "work.patient").end())
    one_step("fails")
    start("patient")
    start("fails")
    now = timezone.now()
    held = {job.type: job.deadline - now for job in work.take(10)}
    assert held["work.patient"] > timedelta(minutes=119)
    assert held["work.fails"] <= handler_for("work.fails").timeout + work.GRACE + timedelta(seconds=5)


def test_two_handlers_for_one_type_are_an_error_that_names_both():
    with pytest.raises(ValueError, match=r"work\.fails.*both claim it"):

        @job_handler("work.fails")
        def another(job: ActivatedJob) -> None: ...


def test_a_failed_try_pauses_as_long_as_the_diagram_says():
    headers = {"retryPause": "PT10M,PT1H"}
    deploy(process("p").service_task("step", "work.fails", retries="4", headers=headers).end())
    start("p")
    for minutes in (10, 60, 60):
        Job.objects.update(available_at=timezone.now())
        before = timezone.now()
        work.do_batch()
        pause = Job.objects.get().available_at - before
        assert timedelta(minutes=minutes) <= pause < timedelta(minutes=minutes + 1)


def test_a_worker_elsewhere_that_says_no_pause_is_given_that_of_the_diagram():
    deploy(process("p").service_task("step", "elsewhere", headers={"retryPause": "PT10M"}).end())
    start("p")
    before = timezone.now()
    services.fail_job(job_key=Job.objects.get().key, error_message="no")
    assert Job.objects.get().available_at - before >= timedelta(minutes=10)
    services.fail_job(job_key=Job.objects.get().key, error_message="no", retry_in=timedelta())
    assert Job.objects.get().available_at - before < timedelta(minutes=1)
