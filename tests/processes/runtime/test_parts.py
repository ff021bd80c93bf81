"""Very wide loops: what a command costs does not grow with them, and nothing in them is forgotten."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from processes import services
from processes.engine.state import InstanceState
from processes.models import (
    Job,
    ProcessInstance,
    StatePart,
    Timer,
    Variable,
)
from processes.runtime import due_timers, instances, state_document
from processes.runtime.history import History
from processes.runtime.parts import of_instance
from processes.workers import ActivatedJob, job_handler, work
from tasklist.models import UserTask, UserTaskState
from tests.support.deploying import deploy, start
from tests.support.diagrams import DiagramBuilder, process
from tests.support.statements import counted

WIDE = state_document.WIDE + 10

pytestmark = pytest.mark.django_db


def survey() -> DiagramBuilder:
    return process("survey").user_task("ask").multi_instance("people", item="person").end()


def ask(people: int) -> ProcessInstance:
    deploy(survey())
    return start("survey", people=list(range(people)))


def complete(task: UserTask, **variables: object) -> None:
    services.complete_user_task(user_task_key=task.key, variables=variables, completed_by="ada")


def open_tasks() -> list[UserTask]:
    return list(UserTask.objects.filter(state=UserTaskState.CREATED).order_by("key"))


def read_from_the_database(key: int) -> str:
    found, _ = instances.look_at({key: None})
    return plain(found[key].state)


def replayed(key: int) -> str:
    return plain(History(ProcessInstance.objects.get(key=key)).state)


def plain(state: InstanceState) -> str:
    """All that is alive, in one order."""
    elements = state.element_instances.values()
    rows = sorted(
        [each.key, each.element_id, each.scope_key, each.active_children, sorted(each.waits or {})]
        for each in elements
    )
    return json.dumps([rows, sorted(state.variables.items())], sort_keys=True)


def test_inner_instances_of_a_wide_loop_are_stored_beside_the_document():
    instance = ask(WIDE)
    assert len(of_instance(instance.key)) == WIDE
    assert len(json.loads(instance.document)["elements"]) == 2, "the process and the body of the loop"


def test_a_loop_that_is_not_wide_is_stored_in_the_document():
    instance = ask(state_document.WIDE)
    assert not StatePart.objects.exists()
    assert len(json.loads(instance.document)["elements"]) == 2 + state_document.WIDE


def test_what_is_stored_in_parts_is_what_happened():
    instance = ask(WIDE)
    for task in open_tasks()[:3]:
        complete(task, said="yes")
    assert read_from_the_database(instance.key) == replayed(instance.key)
    assert len(of_instance(instance.key)) == WIDE - 3


def test_the_instance_completes_when_the_last_of_them_has():
    instance = ask(WIDE)
    for task in open_tasks():
        complete(task)
    instance.refresh_from_db()
    assert (instance.state, instance.document) == ("COMPLETED", "")
    assert not StatePart.objects.exists()


def test_a_completion_reads_and_writes_as_much_in_a_wide_loop_as_in_a_wider_one():
    def work_for(people: int) -> tuple[int, int]:
        ask(people)
        complete(open_tasks()[0])  # whatever is remembered from now on
        with counted() as found:
            complete(open_tasks()[1])
        return len(found.texts), found.executions

    assert work_for(WIDE) == work_for(WIDE * 3)


def test_a_boundary_event_ends_all_of_them():
    deploy(
        process("survey")
        .user_task("ask")
        .multi_instance("people", item="person")
        .end()
        .at("ask")
        .boundary_message("stopped", "stop")
        .end("enough")
    )
    instance = start("survey", people=list(range(WIDE)))
    complete(open_tasks()[0])
    services.publish_message(name="stop")
    instance.refresh_from_db()
    assert instance.state == "COMPLETED"
    assert open_tasks() == []
    assert not StatePart.objects.exists()


def test_the_completion_condition_ends_the_others():
    deploy(process("vote").user_task("ask").multi_instance("people", until='said = "yes"').end())
    instance = start("vote", people=list(range(WIDE)), said="")
    complete(open_tasks()[5], said="yes")
    instance.refresh_from_db()
    assert instance.state == "COMPLETED"
    assert not StatePart.objects.exists()


def test_canceling_ends_all_of_them():
    instance = ask(WIDE)
    services.cancel_instance(process_instance_key=instance.key)
    assert open_tasks() == []
    assert not StatePart.objects.exists()


def test_a_condition_is_looked_at_in_all_of_them():
    deploy(
        process("watch")
        .subprocess("one")
        .user_task("work")
        .catch_conditional("free", "go = true")
        .end("freed")
        .done()
        .multi_instance("people")
        .end()
    )
    instance = start("watch", people=list(range(WIDE)), go=False)
    assert len(of_instance(instance.key)) == WIDE
    first, *others = open_tasks()
    complete(first)
    assert not StatePart.objects.exists(), "with a condition among them all are kept together"
    for task in others:
        complete(task)
    services.set_variables(process_instance_key=instance.key, variables={"go": True})
    instance.refresh_from_db()
    assert instance.state == "COMPLETED"


@job_handler("parts.remember")
def remember(job: ActivatedJob) -> dict[str, object]:
    return {"heard": [job.variables["person"], job.variables["greeting"]]}


def test_jobs_deep_inside_see_all_variables_around_them():
    deploy(
        process("survey")
        .subprocess("visit")
        .subprocess("talk")
        .service_task("hear", "parts.remember")
        .output("=heard", "heard")
        .end("heard_it")
        .done()
        .end("visited")
        .done()
        .multi_instance("people", item="person", output="all", output_element="heard")
        .end()
    )
    instance = start("survey", people=list(range(WIDE)), greeting="hello")
    assert Job.objects.count() == WIDE
    work.load_handlers()
    while work.do_batch(20):
        pass
    instance.refresh_from_db()
    assert instance.state == "COMPLETED"
    stored = Variable.objects.get(scope_key=instance.key, name="all").value
    assert json.loads(stored) == [[number, "hello"] for number in range(WIDE)]


def test_a_timer_of_one_of_them_is_triggered():
    deploy(
        process("survey")
        .subprocess("visit")
        .catch_timer("wait", "PT1H")
        .user_task("ask")
        .end("asked")
        .done()
        .multi_instance("people", item="person")
        .end()
    )
    instance = start("survey", people=list(range(WIDE)))
    while due_timers.trigger_due(timezone.now() + timedelta(hours=2)):
        pass
    assert not Timer.objects.exists()
    assert len(open_tasks()) == WIDE
    assert read_from_the_database(instance.key) == replayed(instance.key)
