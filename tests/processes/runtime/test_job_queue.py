"""The job queue: who takes a job, for how long, and what becomes of one that is told about twice."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from processes import services
from processes.engine import CommandRejected
from processes.models import InstanceState, Job, ProcessInstance
from processes.runtime import job_queue
from processes.runtime.not_found import NotFound
from tests.support.at_once import at_once
from tests.support.deploying import deploy, start
from tests.support.diagrams import process

MINUTE = timedelta(minutes=1)


def one_step(job_type: str = "queue.step") -> None:
    deploy(process("p").start().service_task("step", job_type).end())


def take(limit: int = 10, *, worker: str = "ada") -> list[job_queue.ActivatedJob]:
    return job_queue.activate({"queue.step": job_queue.Lease(MINUTE)}, worker=worker, limit=limit)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_workers_who_come_at_once_never_take_the_same_job():
    one_step()
    services.start_instances(process_id="p", batch=[{}] * 60)

    def worker(name: str) -> list[int]:
        taken: list[int] = []
        while jobs := take(7, worker=name):
            taken += [job.key for job in jobs]
        return taken

    found = at_once(*(lambda name=name: worker(name) for name in ("ada", "bob", "cid", "dee")))  # type: ignore
    assert Counter(key for taken in found for key in taken) == Counter(
        Job.objects.values_list("key", flat=True)
    )


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_complete_a_job_at_once_one_is_told_that_it_is_too_late():
    one_step()
    instance = start("p")
    (job,) = take()

    def complete() -> str:
        try:
            services.complete_job(job_key=job.key, variables={"done": True})
        except (CommandRejected, NotFound) as refused:
            return type(refused).__name__
        return "done"

    answers = at_once(*[complete] * 4)
    assert answers.count("done") == 1
    found = ProcessInstance.objects.get(key=instance.key)
    assert (found.state, found.revision) == (InstanceState.COMPLETED, 2)


@pytest.mark.django_db
def test_a_job_that_somebody_holds_is_not_free_until_its_time_is_up():
    one_step()
    start("p")
    (job,) = take()
    assert (job.tries, job.retries, job.idempotency_key) == (1, 3, f"job-{job.key}")
    assert take() == []
    Job.objects.update(locked_until=timezone.now() - timedelta(seconds=1))
    (again,) = take(worker="bob")
    assert (again.tries, again.idempotency_key) == (2, job.idempotency_key)
    assert Job.objects.get().locked_by == "bob"


@pytest.mark.django_db
def test_the_longest_waiting_come_first_and_none_before_its_time():
    one_step()
    for _ in range(4):
        start("p")
    now = timezone.now()
    order = list(Job.objects.order_by("-key").values_list("key", flat=True))
    for place, key in enumerate(order):
        Job.objects.filter(key=key).update(available_at=now - timedelta(hours=4 - 2 * place))
    # the last two are available in the future, or just now
    assert {job.key for job in take(2)} == set(order[:2])
    assert {job.key for job in take()} == {order[2]}


@pytest.mark.django_db
def test_a_backlog_of_one_type_does_not_hide_the_jobs_of_another():
    one_step("queue.other")
    services.start_instances(process_id="p", batch=[{}] * 20)
    deploy(process("q").start().service_task("step", "queue.step").end())
    start("q")
    leases = {"queue.other": job_queue.Lease(MINUTE), "queue.step": job_queue.Lease(MINUTE)}
    taken = job_queue.activate(leases, worker="ada", limit=30)
    assert Counter(job.type for job in taken) == {"queue.other": 20, "queue.step": 1}


@pytest.mark.django_db
def test_jobs_of_a_higher_priority_are_taken_first_whenever_they_came():
    deploy(
        process("p")
        .start()
        .service_task("step", "queue.step")
        .extension("jobPriorityDefinition", priority="=urgency")
        .end()
    )
    urgency = [0, 7, -3, 7, 50]
    keys = services.start_instances(process_id="p", batch=[{"urgency": each} for each in urgency])
    taken = [take(1)[0] for _ in keys]
    assert [job.process_instance_key for job in taken] == [keys[place] for place in (4, 1, 3, 0, 2)]
    assert [job.priority for job in taken] == [50, 7, 7, 0, -3]


@pytest.mark.django_db
def test_of_a_type_no_more_are_taken_than_there_is_room_for():
    one_step("queue.other")
    services.start_instances(process_id="p", batch=[{}] * 5)
    leases = {"queue.other": job_queue.Lease(MINUTE, most=2), "queue.step": job_queue.Lease(MINUTE)}
    assert [len(job_queue.activate(leases, worker="ada", limit=30)) for _ in range(3)] == [2, 2, 1]


@pytest.mark.django_db
def test_a_worker_sees_the_variables_of_the_scopes_around_its_element_the_inner_ones_first():
    deploy(
        process("p")
        .start()
        .subprocess("sub")
        .service_task("step", "queue.step")
        .input("=amount + 1", "amount")
        .end("inner")
        .done()
        .input('="inside"', "place")
        .end()
    )
    start("p", amount=1, place="outside", untouched=None)
    (job,) = take()
    assert job.variables == {"amount": 2, "place": "inside", "untouched": None}


@pytest.mark.django_db
def test_a_job_whose_instance_cannot_be_read_keeps_no_other_from_being_taken():
    one_step()
    broken, good = start("p"), start("p")
    ProcessInstance.objects.filter(key=broken.key).update(document="{")
    assert [job.process_instance_key for job in take()] == [good.key]
    assert take() == [], "it is put aside until its time is up, not found again and again"


@pytest.mark.django_db
def test_a_job_that_is_given_back_has_not_been_tried():
    one_step()
    start("p")
    (job,) = take()
    job_queue.release([job.key], worker="bob")
    assert Job.objects.get().locked_by == "ada", "only who holds it gives it back"
    job_queue.release([job.key], worker="ada")
    (again,) = take()
    assert again.tries == 1
