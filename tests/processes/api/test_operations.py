"""Operations over HTTP: suspension, modification, migration and restart, each of which can be rehearsed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from processes import services
from processes.engine import CommandRejected
from processes.models import (
    ElementInstance,
    Incident,
    Job,
    JournalEntry,
    Message,
    MessageSubscription,
    ProcessDefinition,
    ProcessInstance,
    StartTimer,
    Timer,
)
from processes.roles import Role
from processes.runtime import correlation, due_timers
from tasklist.models import UserTask
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.people import browser_of, person

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def olga():
    return browser_of(person("olga", Role.OPERATOR))


def claim(first="assess", last="file"):
    return (
        process("claim").parallel("split").user_task(first).boundary_timer("late", "PT0S", interrupting=False)
        .end("reminded").at(first).end("e1").at("split").service_task("pay").end("e2")
        .at("split").catch_message("news", "news").end("e3")
        .at("split").service_task("broken", "=unknown").end("e4")
        .at("split").subprocess("sub").user_task(last).end("e5").done().end("e6")
    )  # fmt: skip


@pytest.fixture
def instance():
    deploy(claim())
    return start("claim", business_key="A-17", amount=7)


def ask(browser, instance, operation, status=200, **body):
    answer = browser.post(f"/api/process-instances/{instance.key}/{operation}/", body, format="json")
    assert answer.status_code == status, answer.json()
    return answer.json()


def tables():
    """All that an operation could change."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (
            ProcessInstance, ElementInstance, Job, Timer, MessageSubscription, Incident, UserTask,
            JournalEntry, Message,
        )
    ]  # fmt: skip


# -- suspension ------------------------------------------------------------------------------------


def test_a_suspended_instance_stands_still(olga, instance):
    told = ask(olga, instance, "suspension")
    assert told["happened"][0]["words"] == "The instance is suspended."
    shown = olga.get(f"/api/process-instances/{instance.key}/").json()
    assert (shown["state"], shown["is_suspended"]) == ("ACTIVE", True)
    assert services.activate_jobs(type="pay", worker="w", max_jobs=5, timeout=MINUTE) == []
    assert due_timers.trigger_due() == 0
    task = UserTask.objects.get(element_id="assess")
    assert olga.get(f"/api/user-tasks/{task.key}/").json()["is_suspended"]
    answer = olga.post(f"/api/user-tasks/{task.key}/claim/")
    assert (answer.status_code, "suspended" in answer.json()["detail"]) == (409, True)
    listed = olga.get("/api/process-instances/", {"is_suspended": "true"}).json()
    assert [each["key"] for each in listed["items"]] == [str(instance.key)]


def test_a_message_is_kept_for_it_and_a_correlation_refused(olga, instance):
    ask(olga, instance, "suspension")
    with pytest.raises(CommandRejected, match="is suspended"):
        services.correlate_message(name="news")
    services.publish_message(name="news")
    assert correlation.correlate_kept() == 0
    ask(olga, instance, "resumption")
    assert correlation.correlate_kept() == 1
    assert not Message.objects.exists()


def test_what_was_due_meanwhile_happens_after_the_resumption(olga, instance):
    ask(olga, instance, "suspension")
    told = ask(olga, instance, "resumption")
    assert [each["type"] for each in told["happened"]] == ["InstanceResumed"]
    assert due_timers.trigger_due() == 1
    (job,) = services.activate_jobs(type="pay", worker="w", max_jobs=5, timeout=MINUTE)
    assert job.process_instance_key == instance.key
    assert not UserTask.objects.get(element_id="assess").is_suspended
    assert not ProcessInstance.objects.get(key=instance.key).is_suspended


def test_the_result_of_a_job_under_way_is_kept(olga, instance):
    (job,) = services.activate_jobs(type="pay", worker="w", max_jobs=5, timeout=MINUTE)
    ask(olga, instance, "suspension")
    services.complete_job(job_key=job.key, variables={"receipt": 1})
    summaries = [each["summary"] for each in journal_of(olga, instance)]
    assert summaries[0].endswith("kept until the instance is resumed")
    ask(olga, instance, "resumption")
    assert not Job.objects.filter(key=job.key).exists()
    assert olga.get(f"/api/process-instances/{instance.key}/").json()["variables"]["receipt"] == 1


def journal_of(browser, instance):
    return browser.get(f"/api/process-instances/{instance.key}/journal/").json()["items"]


# -- modification ----------------------------------------------------------------------------------


PLAN = {"move_instructions": [{"source_element_id": "assess", "target_element_id": "file"}]}


def test_tokens_are_moved_with_all_their_rows(olga, instance):
    told = ask(olga, instance, "modification", **PLAN)
    words = [each["words"] for each in told["happened"]]
    assert "A token enters file." in words
    assert "The task assess is taken from the inbox." in words
    assert "A timer at assess is not waited for any more." in words
    assert not Timer.objects.exists()
    assert UserTask.objects.get(element_id="assess").state == "CANCELED"
    assert UserTask.objects.filter(element_id="file", state="CREATED").count() == 2
    assert journal_of(olga, instance)[0]["summary"] == "Modified the instance → file"


def test_all_problems_of_a_plan_are_told(olga, instance):
    before = tables()
    told = ask(
        olga,
        instance,
        "modification",
        status=409,
        activate_instructions=[{"element_id": "nowhere"}, {"element_id": "late"}],
        terminate_instructions=[{"element_instance_key": "4711"}],
    )
    assert [each["element_id"] for each in told["problems"]] == [None, "nowhere", "late"]
    assert told["problems"][0]["element_instance_key"] == "4711"
    assert tables() == before


def test_a_plan_that_cannot_be_read_is_refused_by_field(olga, instance):
    told = ask(
        olga, instance, "modification", status=400, terminate_instructions=[{}], activate_instruction=[]
    )
    assert "activate_instruction" in told["detail"]


@pytest.mark.parametrize(
    ("operation", "plan"), [("suspension", {}), ("modification", PLAN), ("migration", None)]
)
def test_a_rehearsal_tells_what_would_happen_and_changes_nothing(olga, instance, operation, plan):
    if plan is None:
        deploy(claim(first="judge"))
        plan = migration(first="judge")
    before = tables()
    rehearsed = ask(olga, instance, operation, rehearse=True, **plan)
    assert tables() == before
    assert rehearsed["rehearsed"]
    done = ask(olga, instance, operation, **plan)
    assert [each["words"] for each in rehearsed["happened"]] == [each["words"] for each in done["happened"]]


# -- migration -------------------------------------------------------------------------------------


def migration(**mapping):
    target = ProcessDefinition.objects.get(process_id="claim", is_latest=True)
    old = {"first": "assess", "last": "file"}
    return {
        "target_process_definition_key": str(target.key),
        "mapping_instructions": [
            {"source_element_id": old[name], "target_element_id": to} for name, to in mapping.items()
        ],
    }


def test_a_migration_takes_all_rows_along(olga, instance):
    task = UserTask.objects.get(element_id="assess")
    services.assign_user_task(user_task_key=task.key, assignee="ada", assigned_by="olga")
    old = ProcessDefinition.objects.get(process_id="claim")
    deploy(claim(first="judge"))
    told = ask(olga, instance, "migration", **migration(first="judge"))
    assert told["happened"][0]["words"] == "The instance follows version 2 of claim."
    new = ProcessDefinition.objects.get(process_id="claim", is_latest=True)
    row = ProcessInstance.objects.get(key=instance.key)
    assert (row.process_definition_key, row.version) == (new.key, 2)
    moved = UserTask.objects.get(key=task.key)
    assert (moved.element_id, moved.assignee, moved.process_definition_key) == ("judge", "ada", new.key)
    for model in (Job, Timer, MessageSubscription, Incident):
        assert {each.process_definition_key for each in model.objects.all()} == {new.key}
    active = ElementInstance.objects.filter(state="ACTIVE")
    assert set(active.values_list("process_definition_key", flat=True)) == {new.key}
    assert "judge" in active.values_list("element_id", flat=True)
    ended = ElementInstance.objects.exclude(state="ACTIVE")
    assert set(ended.values_list("process_definition_key", flat=True)) == {old.key}
    assert journal_of(olga, instance)[0]["summary"] == "Migrated the instance"
    services.complete_user_task(user_task_key=task.key, completed_by="ada")


def test_a_migration_that_leaves_something_out_is_refused(olga, instance):
    deploy(claim(first="judge", last="archive"))
    told = ask(olga, instance, "migration", status=409, **migration())
    assert [each["element_id"] for each in told["problems"]] == ["assess", "file"]
    assert ask(olga, instance, "migration", status=404, target_process_definition_key="1")


# -- restart ---------------------------------------------------------------------------------------


def test_an_ended_instance_is_restarted_with_its_variables(olga, instance):
    start_at = {"start_instructions": [{"element_id": "file"}], "variables": {"again": True}}
    ask(olga, instance, "restart", status=409, **start_at)
    services.cancel_instance(process_instance_key=instance.key)
    rehearsed = ask(olga, instance, "restart", rehearse=True, **start_at)
    assert rehearsed["process_instance_key"] is None
    assert ProcessInstance.objects.count() == 1
    told = ask(olga, instance, "restart", status=201, **start_at)
    shown = olga.get(f"/api/process-instances/{told['process_instance_key']}/").json()
    assert (shown["business_key"], shown["variables"]) == ("A-17", {"amount": 7, "again": True})
    assert [each["element_id"] for each in shown["waiting_for"]] == ["file"]


# -- definitions -----------------------------------------------------------------------------------


def test_no_instance_of_a_suspended_definition_starts(olga):
    deploy(
        process("starts").start_message("asked", "asked").end("e1").start_timer("daily", "R/PT1H").end("e2")
        .start_signal("rung", "bell").end("e3").start().end("e4"),
        process("caller").call("it", "starts").end(),
    )  # fmt: skip
    definition = ProcessDefinition.objects.get(process_id="starts")
    shown = olga.post(f"/api/process-definitions/{definition.key}/suspension/").json()
    assert shown["is_suspended"]
    answer = olga.post("/api/process-instances/", {"process_id": "starts"}, format="json")
    assert (answer.status_code, "suspended" in answer.json()["detail"]) == (409, True)
    services.publish_message(name="asked")
    StartTimer.objects.update(due_at=timezone.now() - 10 * MINUTE)
    assert due_timers.trigger_due() == 0
    assert correlation.correlate_kept() == 0
    assert services.broadcast_signal(name="bell") == 0
    caller = start("caller")
    assert "suspended" in Incident.objects.get(process_instance_key=caller.key).message
    assert not ProcessInstance.objects.filter(process_id="starts").exists()
    assert olga.post(f"/api/process-definitions/{definition.key}/suspension/").status_code == 409

    assert not olga.post(f"/api/process-definitions/{definition.key}/resumption/").json()["is_suspended"]
    assert due_timers.trigger_due() == 0, "what a cycle has missed is not made up for"
    assert timezone.now() < StartTimer.objects.get().due_at
    assert correlation.correlate_kept() == 1
    assert olga.post(f"/api/process-definitions/{definition.key}/resumption/").status_code == 409


# -- rights ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("operation", ["suspension", "resumption", "modification", "migration", "restart"])
def test_only_operators_operate(instance, operation):
    ada = browser_of(person("ada"))
    ask(ada, instance, operation, status=403)


def test_what_is_not_there_is_not_operated_on(olga, instance):
    instance.key = 4711
    ask(olga, instance, "suspension", status=404)
    ask(olga, instance, "modification", status=404, rehearse=True, **PLAN)
