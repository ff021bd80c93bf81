"""Dispatch: batches of commands, carried out and stored together."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processes import services
from processes.engine.commands import CompleteUserTask
from processes.models import ElementInstance, Incident, Job, JournalEntry, ProcessInstance, Timer
from processes.runtime.dispatch import Request, dispatch
from tasklist.models import UserTask
from tests.support.deploying import deploy
from tests.support.diagrams import process

pytestmark = pytest.mark.django_db


def test_what_waits_is_a_row_and_what_has_ended_is_history():
    deploy(
        process("p").start().user_task("approve").end().boundary_timer("late", "PT1H", on="approve").end("l")
    )
    instance = services.start_instance(process_id="p", variables={"amount": 5})
    assert Timer.objects.get().process_instance_key == instance.key
    services.complete_user_task(user_task_key=UserTask.objects.get().key, completed_by="ada")
    instance.refresh_from_db()
    assert (instance.state, instance.document) == ("COMPLETED", "")
    assert not Timer.objects.exists()
    visits = ElementInstance.objects.order_by("key").values_list("element_id", "state")
    assert list(visits) == [("start", "COMPLETED"), ("approve", "COMPLETED"), ("end", "COMPLETED")]
    journal = JournalEntry.objects.order_by("revision")
    assert [(entry.revision, entry.command) for entry in journal] == [
        (1, "StartInstance"),
        (2, "CompleteUserTask"),
    ]
    assert journal[1].actor == "ada"
    assert json.loads(journal[1].events)[0][0] == "UserTaskCompleted"


def test_a_refused_command_leaves_the_others_of_its_batch_alone():
    deploy(process("p").start().user_task("approve").end())
    first, second = services.start_instances(process_id="p", batch=[{}, {}])
    tasks = {task.process_instance_key: task.key for task in UserTask.objects.all()}
    requests = [
        Request(
            process_instance_key=key,
            command=CompleteUserTask(user_task_key=task_key, variables={}),
            actor="ada",
        )
        for key, task_key in ((first, tasks[first]), (second, 1), (second, tasks[second]))
    ]
    refused = [outcome.error is not None for outcome in dispatch(requests)]
    assert refused == [False, True, False]
    assert set(ProcessInstance.objects.values_list("state", flat=True)) == {"COMPLETED"}


@pytest.mark.parametrize("size", [1, 20])
def test_a_batch_costs_the_same_number_of_statements_whatever_its_size(size):
    deploy(process("p").start().service_task("a", "work").service_task("b", "work").end())
    services.start_instance(process_id="p")  # the model is read once
    with CaptureQueriesContext(
        connection,
    ) as captured:
        services.start_instances(process_id="p", batch=[{"n": 1}] * size)
    writes = [
        query for query in captured.captured_queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))
    ]
    assert len(writes) <= 15
    assert Job.objects.count() == size + 1


def test_a_gateway_without_a_way_on_is_an_incident_that_can_be_repaired():
    deploy(
        process("p")
        .start()
        .exclusive("big")
        .when("=amount > 10")
        .end("yes")
        .at("big")
        .when("=amount < 5")
        .end("no")
    )
    instance = services.start_instance(process_id="p", variables={"amount": 7})
    incident = Incident.objects.get()
    assert incident.error_type == "CONDITION_ERROR"
    services.set_variables(process_instance_key=instance.key, variables={"amount": 3})
    services.resolve_incident(incident_key=incident.key)
    instance.refresh_from_db()
    assert instance.state == "COMPLETED"
