"""Warm instances: what was read or written last need not be read again, and is never believed against the
row. That a state in memory is the one that would be read is held by the properties of the engine.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from processes import services
from processes.engine.commands import CompleteJob
from processes.models import ProcessInstance, Variable
from processes.runtime import warm
from processes.runtime.dispatch import Request, dispatch
from processes.runtime.warm import warm_instances
from processes.workers import ActivatedJob, job_handler, work
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.statements import counted

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

given: list[Any] = []


@job_handler("warm.spoils")
def spoils(job: ActivatedJob) -> dict[str, Any]:
    """Changes what it has been given, and later what it has returned."""
    job.variables["order"]["lines"].append("spoiled")
    given.append([1, 2])
    return {"result": given[0]}


@pytest.fixture(autouse=True)
def _cold() -> Iterator[None]:
    warm_instances.forget()
    given.clear()
    yield
    warm_instances.forget()


def variables_read(found: Any) -> int:
    return sum(text.startswith("SELECT") and Variable._meta.db_table in text for text in found.texts)


def take_one() -> ActivatedJob:
    (job,) = services.activate_jobs(type="work", worker="courier", max_jobs=1, timeout=timedelta(minutes=1))
    return job


def complete_next(**variables: Any) -> None:
    job = take_one()
    services.complete_job(job_key=job.key, variables=variables)


def test_what_was_read_with_a_job_is_not_read_again_to_complete_it():
    deploy(process("p").start().service_task("a", "work").service_task("b", "work").end())
    start("p", n=1)
    warm_instances.forget()
    with counted() as taking:
        job = take_one()
    with counted() as completing:
        services.complete_job(job_key=job.key, variables={"n": 2})
    with counted() as taking_the_next:
        job = take_one()
    assert [variables_read(each) for each in (taking, completing, taking_the_next)] == [1, 0, 0]
    assert job.variables == {"n": 2}


def test_what_others_have_done_meanwhile_is_read():
    deploy(process("p").start().service_task("a", "work").service_task("b", "work").end())
    instance = start("p", n=1)
    kept = warm_instances.take(
        instance.key, *ProcessInstance.objects.values_list("revision", "document").get(key=instance.key)
    )
    assert kept is not None
    complete_next(n=5)  # as another process does, whose memory is its own
    warm_instances.keep(kept)
    job = take_one()
    assert (job.element_id, job.variables) == ("b", {"n": 5})


def test_a_handler_changes_what_is_its_own():
    deploy(
        process("p")
        .start()
        .service_task("a", "warm.spoils")
        .script_task("look", "count(order.lines)", result="lines")
        .service_task("b", "work")
        .end()
    )
    instance = start("p", order={"lines": ["one"]})
    work.do_batch()
    given[0].append("later")
    complete_next()
    values = dict(Variable.objects.filter(scope_key=instance.key).values_list("name", "value"))
    assert (values["lines"], values["order"], values["result"]) == ("1", '{"lines":["one"]}', "[1,2]")


def test_what_a_caller_does_later_to_what_it_has_given_changes_nothing():
    deploy(
        process("p")
        .start()
        .service_task("a", "work")
        .script_task("look", "count(lines)", result="found")
        .service_task("b", "work")
        .end()
    )
    lines = ["one"]
    instance = start("p", lines=lines)
    lines.append("two")
    complete_next()
    assert Variable.objects.get(scope_key=instance.key, name="found").value == "1"


def test_a_command_that_is_refused_leaves_the_instance_warm():
    deploy(process("p").start().service_task("a", "work").end())
    instance = start("p", n=1)
    (outcome,) = dispatch(
        [Request(process_instance_key=instance.key, command=CompleteJob(job_key=1, variables={}))]
    )
    assert outcome.error is not None
    with counted() as found:
        complete_next()
    assert variables_read(found) == 0


def test_large_instances_are_not_kept_and_neither_are_too_many(monkeypatch):
    deploy(process("p").start().service_task("a", "work").end())
    start("p", text="x" * warm.LARGEST)
    assert not warm_instances._kept
    monkeypatch.setattr(warm, "MOST", 3)
    keys = services.start_instances(process_id="p", batch=[{}] * 5)
    assert list(warm_instances._kept) == keys[2:]
