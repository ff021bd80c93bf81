"""What an instance is, is written down several times; `manage.py verify` finds where that disagrees, and
mends it.
"""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from monitoring.models import ElementDelta
from processes import services
from processes.models import (
    ElementInstance,
    Incident,
    Job,
    MessageSubscription,
    ProcessInstance,
    StatePart,
    Timer,
    Variable,
)
from processes.runtime import due_timers, state_document
from processes.runtime.verification import verify_instances
from processes.workers import job_handler, work
from tasklist.models import HistoryEntry, UserTask, UserTaskState
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.people import person
from tests.support.statements import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def instance() -> ProcessInstance:
    """One that waits with everything."""
    deploy(
        process("story")
        .parallel("split")
        .user_task("approve")
        .end("approved")
        .at("approve")
        .boundary_timer("late", "PT1H")
        .end("ended_late")
        .at("split")
        .service_task("work", "verified.nobody")
        .end("worked")
        .at("split")
        .catch_message("paid", "paid", key="order")
        .end("done")
        .at("split")
        .script_task("stuck", "order", result="copied")
        .service_task("fail", "verified.fails", retries="1")
        .end("failed")
    )
    started = start("story", order="A1")
    work.load_handlers()
    work.do_batch(10)
    assert Incident.objects.count() == 1
    return started


@job_handler("verified.fails")
def fails(job: object) -> None:
    raise RuntimeError("no")


def told(*, repair: bool = False) -> str:
    out = StringIO()
    try:
        call_command("verify", repair=repair, stdout=out)
    except CommandError as error:
        out.write(str(error))
    return out.getvalue()


def assert_mended(*wrong: str) -> None:
    before = told()
    for each in wrong:
        assert each in before
    assert "all mended" in told(repair=True)
    assert told() == "everything agrees\n"


def test_what_has_just_happened_agrees(instance):
    assert told() == "everything agrees\n"
    services.cancel_instance(process_instance_key=instance.key)
    assert told() == "everything agrees\n"


def test_a_lost_row_of_each_kind_is_found_and_made_anew(instance):
    rows = [Job.objects.get(element_id="work"), Timer.objects.get(), MessageSubscription.objects.get()]
    rows += [Incident.objects.get(), UserTask.objects.get()]
    keys = [row.pk for row in rows]
    for row in rows:
        row.delete()
    names = ("job", "timer", "message subscription", "incident", "user task")
    assert_mended(*(f"{name} {key} is missing" for name, key in zip(names, keys, strict=True)))
    services.publish_message(name="paid", correlation_key="A1")
    services.complete_user_task(user_task_key=UserTask.objects.get().key, completed_by="ada")
    assert told() == "everything agrees\n"


def test_a_row_of_something_that_is_over_is_found_and_removed(instance):
    timer = Timer.objects.get()
    task = UserTask.objects.get()
    services.complete_user_task(user_task_key=task.key, completed_by="ada")
    timer.save(force_insert=True)
    UserTask.objects.filter(key=task.key).update(state=UserTaskState.CREATED)
    ElementInstance.objects.filter(element_id="approve").update(state="ACTIVE", ended_at=None)
    assert_mended(f"timer {timer.key} should not be there", f"user task {task.key} should not be there")
    assert ElementInstance.objects.get(element_id="approve").state == "COMPLETED"
    assert not Timer.objects.exists()


def test_a_document_that_is_not_what_happened_is_written_anew(instance):
    right = instance.document
    ProcessInstance.objects.filter(key=instance.key).update(document=right.replace("approve", "another"))
    assert_mended("its state document is not what its journal makes of it")


def test_a_variable_that_was_changed_by_no_command_is_set_again(instance):
    Variable.objects.filter(scope_key=instance.key, name="order").update(value='"B2"')
    assert_mended("variable 'order' in scope")
    assert Variable.objects.get(scope_key=instance.key, name="order").value == '"A1"'


def test_a_wait_of_an_instance_that_never_was_is_removed(instance):
    Timer.objects.create(
        key=7,
        process_instance_key=8,
        process_definition_key=9,
        element_instance_key=10,
        element_id="t",
        due_at=timezone.now() + timedelta(days=1),
    )
    assert_mended("timer 7 should not be there: there is no such instance")


def test_a_lost_part_of_a_wide_loop_is_made_anew():
    deploy(process("wide").user_task("ask").multi_instance("people").end())
    wide = start("wide", people=list(range(state_document.WIDE + 5)))
    StatePart.objects.filter(process_instance_key=wide.key).first().delete()
    assert_mended("its state document is not what its journal makes of it")
    for task in UserTask.objects.all():
        services.complete_user_task(user_task_key=task.key, completed_by="ada")
    wide.refresh_from_db()
    assert wide.state == "COMPLETED"


def test_counters_that_are_wrong_are_put_right(instance):
    ElementDelta.objects.filter(element_id="approve").update(activated=5)
    assert_mended("'approve' has 5 activated instead of 1")


def test_a_task_that_tells_otherwise_who_has_it_or_when_it_is_due_is_made_anew(instance):
    person("ada"), person("ben")
    key = UserTask.objects.get(process_instance_key=instance.key).key
    services.claim_user_task(user_task_key=key, user="ada")
    due_at = timezone.now() + timedelta(days=1)
    services.update_user_task(user_task_key=key, changed=["due_at"], due_at=due_at, updated_by="ada")
    services.delegate_user_task(user_task_key=key, assignee="ben", delegated_by="ada")
    assert "agree" in told()
    before = list(HistoryEntry.objects.values_list("happening", "actor", "at"))
    for wrong in (
        {"assignee": "eve"},
        {"owner": None},
        {"delegation": "RESOLVED"},
        {"due_at": None},
        {"priority": 1},
    ):
        UserTask.objects.filter(key=key).update(**wrong)
        (name,) = wrong
        assert_mended(f"user task {key} has another {name.removesuffix('_at')}")
        task = UserTask.objects.get(key=key)
        assert (task.assignee, task.owner, task.delegation) == ("ben", "ada", "PENDING")
        assert (task.due_at, task.due_order, task.priority) == (due_at, due_at, 50)
    assert list(HistoryEntry.objects.values_list("happening", "actor", "at")) == before


def test_many_instances_are_read_with_as_many_statements_as_one(instance):
    keys = [instance.key, *(start("story", order=f"B{number}").key for number in range(20))]
    with counted() as one:
        assert verify_instances(keys[:1]) == []
    with counted() as many:
        assert verify_instances(keys) == []
    assert len(many.texts) == len(one.texts)


def broken_incident(instance, **changes) -> Incident:
    """Of its timer, which could not be triggered; with these columns changed."""
    document = ProcessInstance.objects.get(key=instance.key).document
    ProcessInstance.objects.filter(key=instance.key).update(document="{")
    due_timers.trigger_due(timezone.now() + timedelta(hours=2))
    ProcessInstance.objects.filter(key=instance.key).update(document=document)
    incident = Incident.objects.get(error_type="ENGINE_ERROR")
    Incident.objects.filter(key=incident.key).update(**changes)
    return incident


def test_the_incident_of_an_instance_that_was_broken_agrees_with_it_while_and_after_it_waits(instance):
    broken_incident(instance)
    assert told() == "everything agrees\n"
    services.cancel_instance(process_instance_key=instance.key)
    assert told() == "everything agrees\n"


def test_the_incident_of_an_instance_that_was_broken_is_about_something_that_it_has(instance):
    incident = broken_incident(instance, element_id="nowhere")
    assert_mended(f"incident {incident.key} is about 'nowhere', which its process does not have")
    assert Incident.objects.get(key=incident.key).state == "RESOLVED"


def test_the_incident_of_an_instance_that_was_broken_is_about_what_was_entered(instance):
    incident = broken_incident(instance, element_instance_key=77)
    assert_mended(f"incident {incident.key} is about 'late', which was never entered there")


def test_the_incident_of_an_instance_that_was_broken_is_told_once(instance):
    incident = broken_incident(instance)
    first = incident.key
    incident.key += 1_000_000
    incident.save(force_insert=True)
    assert_mended(f"incident {first + 1_000_000} repeats what another says of 'late'")
    assert Incident.objects.get(key=first).state == "OPEN"


def test_an_open_incident_of_an_instance_that_never_was_is_resolved(instance):
    incident = broken_incident(instance, process_instance_key=77)
    assert f"incident {incident.key} should not be open: there is no such instance" in told(repair=True)
    assert told() == "everything agrees\n"
