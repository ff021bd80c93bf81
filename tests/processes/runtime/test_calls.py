"""Calls on the database: caller and called instance are rows of their own, and go on together."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processes import services
from processes.engine import CommandRejected
from processes.models import Incident, Job, JournalEntry, ProcessInstance
from processes.runtime import calls
from tasklist.models import UserTask
from tests.support.at_once import at_once
from tests.support.deploying import deploy, start
from tests.support.diagrams import process

pytestmark = pytest.mark.django_db


def instance_of(process_id: str) -> ProcessInstance:
    return ProcessInstance.objects.get(process_id=process_id)


def caller(process_id: str = "outer", called: str = "inner"):
    return process(process_id).call("ask", called).user_task("after").end()


def test_a_called_instance_knows_its_family_and_has_the_business_key_and_requester_of_its_caller():
    deploy(
        process("grandmother").call("ask", "mother").end(),
        process("mother").call("ask", "child").end(),
        process("child").user_task("work").end(),
    )
    first = services.start_instance(process_id="grandmother", business_key="W-1", started_by="ada")
    mother, child = instance_of("mother"), instance_of("child")
    assert (first.parent_process_instance_key, first.root_process_instance_key) == (None, None)
    assert (mother.parent_process_instance_key, mother.root_process_instance_key) == (first.key, first.key)
    assert (child.parent_process_instance_key, child.root_process_instance_key) == (mother.key, first.key)
    assert {(each.business_key, each.started_by) for each in (mother, child)} == {("W-1", "ada")}


def test_a_call_that_is_made_later_has_the_same_root():
    deploy(
        process("first").call("ask", "second").end(),
        process("second").user_task("work").call("ask", "third").end(),
        process("third").user_task("work").end(),
    )
    first = start("first", business_key="W-1")
    services.complete_user_task(user_task_key=UserTask.objects.get().key, completed_by="ben")
    third = instance_of("third")
    assert (third.root_process_instance_key, third.business_key) == (first.key, "W-1")


def test_the_caller_goes_on_in_the_transaction_in_which_the_called_instance_completes():
    deploy(caller(), process("inner").service_task("work").end())
    outer = start("outer")
    services.complete_job(job_key=Job.objects.get().key, variables={"result": 6})
    done, returned = JournalEntry.objects.exclude(command="StartInstance").order_by("process_instance_key")[
        ::-1
    ]
    assert (done.command, returned.command, done.at == returned.at) == ("CompleteJob", "CompleteCall", True)
    assert instance_of("inner").state == "COMPLETED"
    assert UserTask.objects.get().element_id == "after"
    commands = JournalEntry.objects.filter(process_instance_key=outer.key).order_by("revision")
    assert [entry.command for entry in commands] == ["StartInstance", "CompleteCall"]


def test_canceling_the_caller_cancels_what_it_has_called_and_what_that_has_called():
    deploy(
        process("first").call("ask", "second").end(),
        process("second").call("ask", "third").end(),
        process("third").service_task("work").end(),
    )
    first = start("first")
    services.cancel_instance(process_instance_key=first.key, canceled_by="ada")
    assert set(ProcessInstance.objects.values_list("state", flat=True)) == {"TERMINATED"}
    assert not Job.objects.exists()
    assert JournalEntry.objects.filter(command="CancelInstance", actor="ada").count() == 3


def test_a_called_instance_is_not_canceled_behind_the_back_of_its_caller():
    deploy(caller(), process("inner").service_task("work").end())
    outer = start("outer")
    with pytest.raises(CommandRejected, match=f"Cancel process instance {outer.key}, with which it began"):
        services.cancel_instance(process_instance_key=instance_of("inner").key, canceled_by="ada")
    assert instance_of("inner").state == "ACTIVE"


def test_a_process_that_is_not_deployed_is_an_incident_until_it_is():
    deploy(caller())
    start("outer")
    incident = Incident.objects.get()
    assert (incident.element_id, incident.error_type) == ("ask", "CALLED_PROCESS_ERROR")
    assert "'inner', but it is not deployed" in incident.message
    deploy(process("inner").task("work").end())
    services.resolve_incident(incident_key=incident.key, resolved_by="ada")
    assert UserTask.objects.get().element_id == "after"
    assert not Incident.objects.filter(state="OPEN").exists()


def test_a_process_that_cannot_be_called_is_an_incident_of_its_caller():
    deploy(caller(), process("inner").start_message("told", "news").task("work").end())
    start("outer")
    incident = Incident.objects.get()
    assert (incident.process_instance_key, incident.element_id) == (instance_of("outer").key, "ask")
    assert not ProcessInstance.objects.filter(process_id="inner").exists()


def test_a_process_that_calls_itself_forever_is_an_incident_and_no_hung_worker():
    deploy(process("mirror").call("look", "mirror").end())
    start("mirror")
    assert ProcessInstance.objects.count() == calls.DEEPEST + 1
    incident = Incident.objects.get()
    assert f"{calls.DEEPEST} calls deep: does it call itself?" in incident.message
    assert incident.process_instance_key == ProcessInstance.objects.order_by("key").last().key


def test_a_process_that_calls_itself_twice_over_is_stopped_before_it_fills_the_world(monkeypatch):
    monkeypatch.setattr(calls, "MOST", 50)
    deploy(
        process("rabbit").parallel("split").call("one", "rabbit").end("e").at("split").call("two", "rabbit")
    )
    start("rabbit")
    assert ProcessInstance.objects.count() == 51
    assert {each.error_type for each in Incident.objects.all()} == {"CALLED_PROCESS_ERROR"}
    assert "after 50 other calls without a wait" in Incident.objects.first().message


def test_a_loop_that_calls_without_ever_waiting_is_an_incident(monkeypatch):
    monkeypatch.setattr(calls, "MOST", 50)
    deploy(
        process("asker").exclusive("again").call("ask", "answerer").to("again"),
        process("answerer").task("answer").end(),
    )
    start("asker")
    assert "after 50 other calls" in Incident.objects.get().message


def test_many_calls_one_after_another_are_not_taken_for_deep_ones():
    deploy(
        process("outer").call("ask", "inner").multi_instance(cardinality="150", sequential=True).end(),
        process("inner").task("work").end(),
    )
    assert start("outer").state == "COMPLETED"
    assert ProcessInstance.objects.filter(process_id="inner", state="COMPLETED").count() == 150


def test_the_version_that_a_call_means_is_found_when_it_is_made():
    def inner(tag: str):
        return process("inner", version_tag=tag).user_task(tag).end()

    deploy(inner("one"), process("bound").call("ask", "inner", binding="deployment").end())
    deploy(inner("two"), process("latest").call("ask", "inner").end())
    deploy(process("tagged").call("ask", "inner", version_tag="one").end())
    deploy(inner("three"))
    for process_id, version in (("bound", "one"), ("latest", "three"), ("tagged", "one")):
        instance = start(process_id)
        called = ProcessInstance.objects.get(parent_process_instance_key=instance.key)
        assert UserTask.objects.get(process_instance_key=called.key).element_id == version


@pytest.mark.parametrize("size", [1, 20])
def test_calling_costs_the_same_number_of_statements_however_many_call(size):
    deploy(process("outer").call("ask", "inner").end(), process("inner").service_task("work").end())
    services.start_instance(process_id="outer")
    with CaptureQueriesContext(connection) as captured:
        services.start_instances(process_id="outer", batch=[{}] * size)
    sql = [q["sql"] for q in captured.captured_queries]
    assert len([each for each in sql if not each.startswith(("SAVEPOINT", "RELEASE"))]) <= 16
    assert Job.objects.count() == size + 1


@pytest.mark.services
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_caller_and_called_that_act_at_the_same_moment_never_wait_for_each_other_in_a_circle():
    deploy(caller(), process("inner").service_task("work").end())
    for _ in range(15):
        outer = start("outer")
        job = Job.objects.get()
        at_once(
            lambda key=outer.key: services.cancel_instance(process_instance_key=key),
            lambda key=job.key: unless_refused(lambda: services.complete_job(job_key=key)),
        )
        called = ProcessInstance.objects.get(parent_process_instance_key=outer.key)
        assert "ACTIVE" not in {ProcessInstance.objects.get(key=outer.key).state, called.state}
        assert not Job.objects.exists()


def unless_refused(act: Callable[[], None]) -> None:
    with suppress(CommandRejected, services.NotFound):
        act()
