"""Operations on the database: rows, documents, parts of documents and the journal stay one story."""

import pytest

from processes import services
from processes.engine.commands import ActivateInstruction, MoveInstruction, TerminateInstruction
from processes.models import ProcessDefinition, ProcessInstance, StatePart
from processes.runtime import state_document
from processes.runtime.verification import verify
from tasklist.models import UserTask, UserTaskState
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.statements import counted

pytestmark = pytest.mark.django_db

WIDE = state_document.WIDE + 10


def survey(ask="ask"):
    return process("survey").user_task(ask).multi_instance("people", item="person").user_task("sum_up").end()


@pytest.fixture
def wide():
    """An instance whose document is stored in parts."""
    deploy(survey())
    instance = start("survey", people=list(range(WIDE)))
    assert StatePart.objects.exists()
    return instance


def open_tasks(element_id):
    return UserTask.objects.filter(element_id=element_id, state=UserTaskState.CREATED)


def test_a_wide_loop_is_suspended_and_resumed_as_a_whole(wide):
    services.suspend_instance(process_instance_key=wide.key)
    assert not open_tasks("ask").filter(is_suspended=False).exists()
    services.resume_instance(process_instance_key=wide.key)
    assert not open_tasks("ask").filter(is_suspended=True).exists()
    assert list(verify()) == []


def test_a_wide_loop_migrates_with_all_its_parts(wide):
    services.complete_user_task(user_task_key=open_tasks("ask").first().key, completed_by="ada")
    deploy(survey("question"))
    target = ProcessDefinition.objects.get(process_id="survey", is_latest=True)
    services.migrate_instance(
        process_instance_key=wide.key, process_definition_key=target.key, mapping={"ask": "question"}
    )
    assert open_tasks("question").count() == WIDE - 1
    assert list(verify()) == []
    for task in open_tasks("question"):
        services.complete_user_task(user_task_key=task.key, completed_by="ada")
    assert open_tasks("sum_up").count() == 1
    assert list(verify()) == []


def test_inner_instances_of_a_wide_loop_end_and_move(wide):
    first, second, *_ = open_tasks("ask").order_by("key")
    services.modify_instance(
        process_instance_key=wide.key,
        terminate=[TerminateInstruction(element_instance_key=first.element_instance_key)],
        move=[
            MoveInstruction(
                source_element_instance_key=second.element_instance_key, target_element_id="sum_up"
            )
        ],
    )
    assert (open_tasks("ask").count(), open_tasks("sum_up").count()) == (WIDE - 2, 1)
    assert list(verify()) == []


def test_a_restarted_instance_is_one_story_too(wide):
    services.cancel_instance(process_instance_key=wide.key)
    done = services.restart_instance(
        process_instance_key=wide.key, start=[ActivateInstruction(element_id="ask")]
    )
    assert ProcessInstance.objects.get(key=done.process_instance_key).state == "ACTIVE"
    assert open_tasks("ask").count() == WIDE
    assert list(verify()) == []


def test_what_a_suspension_costs_does_not_depend_on_how_much_waits():
    deploy(survey(), process("small").user_task("ask").end())
    small, large = start("small"), start("survey", people=list(range(5)))
    with counted() as few:
        services.suspend_instance(process_instance_key=small.key)
    with counted() as many:
        services.suspend_instance(process_instance_key=large.key)
    assert len(few.texts) == len(many.texts)


def test_called_instances_of_callers_are_suspended_with_them_in_one_transaction():
    deploy(
        process("outer").call("middle_call", "middle").end(),
        process("middle").call("inner_call", "inner").end(),
        process("inner").user_task("work").end(),
    )
    outer = start("outer")
    services.suspend_instance(process_instance_key=outer.key)
    assert ProcessInstance.objects.filter(is_suspended=True).count() == 3
    assert open_tasks("work").get().is_suspended
    services.resume_instance(process_instance_key=outer.key)
    assert not ProcessInstance.objects.filter(is_suspended=True).exists()
    services.complete_user_task(user_task_key=open_tasks("work").get().key, completed_by="ada")
    assert set(ProcessInstance.objects.values_list("state", flat=True)) == {"COMPLETED"}
    assert list(verify()) == []
