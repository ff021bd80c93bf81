"""Doing the work that waits: claim, fill the form, complete, and what comes next."""

import pytest
from django.core.exceptions import PermissionDenied

from processes import selectors as engine
from processes.engine.errors import CommandRejected
from processes.forms import FormInvalid
from processes.models import InstanceState, ProcessInstance
from processes.roles import Role
from processes.services import NotFound
from tasklist import selectors, services
from tasklist.models import Draft, UserTask
from tasklist.refusals import AlreadyAssigned
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.forms import field, form, options
from tests.support.people import person

pytestmark = pytest.mark.django_db

DECISION = form(
    field("radio", "decision", values=options("approve", "refuse"), required=True),
    field("textarea", "reason", required=True, hide='=decision != "refuse"'),
    id="decision",
)


@pytest.fixture
def ada():
    return person("ada", groups=("approvers",), full_name="Ada Example")


@pytest.fixture
def ben():
    return person("ben", groups=("approvers",), full_name="Ben Sample")


def review(**settings):
    """Deploys a process with one user task for approvers, starts it, and answers its task."""
    deploy(
        process("review").start().user_task("approve", candidate_groups="approvers", **settings).end(),
        forms=(DECISION,),
    )
    return task_of(start("review", amount=100))


def task_of(instance, element_id="approve"):
    return UserTask.objects.get(process_instance_key=instance.key, element_id=element_id, state="CREATED")


def variables_of(task):
    return engine.visible_variables(task.process_instance_key, task.process_instance_key)


# -- claiming ------------------------------------------------------------------------------------------------


def test_a_claimed_task_is_mine(ada):
    task = services.claim(user=ada, user_task_key=review().key)
    assert task.assignee == "ada"
    assert task.claimed_at is not None


def test_claiming_twice_changes_nothing(ada):
    key = review().key
    services.claim(user=ada, user_task_key=key)
    assert services.claim(user=ada, user_task_key=key).assignee == "ada"


def test_the_slower_one_is_told_who_was_quicker_and_when(ada, ben):
    key = review().key
    services.claim(user=ben, user_task_key=key)
    with pytest.raises(AlreadyAssigned, match=r"Ben Sample claimed this task \d+ s ago\.") as refusal:
        services.claim(user=ada, user_task_key=key)
    assert refusal.value.members["assignee"] == "ben"


def test_who_is_no_candidate_cannot_claim():
    with pytest.raises(NotFound):
        services.claim(user=person("eve"), user_task_key=review().key)


def test_a_task_given_back_can_be_claimed_by_the_next(ada, ben):
    key = review().key
    services.claim(user=ada, user_task_key=key)
    assert services.unclaim(user=ada, user_task_key=key).assignee is None
    assert services.claim(user=ben, user_task_key=key).assignee == "ben"


def test_only_its_owner_or_an_operator_gives_a_task_back(ada, ben):
    key = review().key
    services.claim(user=ada, user_task_key=key)
    with pytest.raises(PermissionDenied):
        services.unclaim(user=ben, user_task_key=key)
    services.unclaim(user=person("olga", Role.OPERATOR), user_task_key=key)


def test_what_nobody_has_cannot_be_given_back(ada):
    with pytest.raises(CommandRejected, match="nobody has it"):
        services.unclaim(user=ada, user_task_key=review().key)


def test_an_operator_gives_a_task_to_someone(ada, ben):
    olga = person("olga", Role.OPERATOR)
    key = review().key
    assert services.assign(user=olga, user_task_key=key, assignee="ben").assignee == "ben"
    assert services.assign(user=olga, user_task_key=key, assignee=None).assignee is None
    with pytest.raises(PermissionDenied):
        services.assign(user=ada, user_task_key=key, assignee="ada")
    with pytest.raises(FormInvalid, match="There is no user 'nobody'"):
        services.assign(user=olga, user_task_key=key, assignee="nobody")


# -- completing ----------------------------------------------------------------------------------------------


def test_a_completed_task_lets_the_instance_go_on(ada):
    task = review(form_id="decision")
    services.claim(user=ada, user_task_key=task.key)
    services.complete(user=ada, user_task_key=task.key, variables={"decision": "approve"})
    instance = ProcessInstance.objects.get(key=task.process_instance_key)
    assert instance.state == InstanceState.COMPLETED
    assert variables_of(task) == {"amount": 100, "decision": "approve"}
    task.refresh_from_db()
    assert (task.state, task.completed_by) == ("COMPLETED", "ada")


def test_answers_that_break_the_form_change_nothing(ada):
    task = review(form_id="decision")
    services.claim(user=ada, user_task_key=task.key)
    with pytest.raises(FormInvalid) as refusal:
        services.complete(user=ada, user_task_key=task.key, variables={"decision": "refuse", "paid": True})
    assert {error.field for error in refusal.value.errors} == {"reason", "paid"}
    assert variables_of(task) == {"amount": 100}
    assert task_of(ProcessInstance.objects.get(key=task.process_instance_key)).key == task.key


def test_a_task_is_completed_only_by_who_has_it(ada, ben):
    key = review().key
    with pytest.raises(PermissionDenied, match="Claim this task first"):
        services.complete(user=ada, user_task_key=key, variables={})
    services.claim(user=ben, user_task_key=key)
    with pytest.raises(PermissionDenied, match="Ben Sample has this task"):
        services.complete(user=ada, user_task_key=key, variables={})


def test_a_task_is_completed_only_once(ada):
    key = review().key
    services.claim(user=ada, user_task_key=key)
    services.complete(user=ada, user_task_key=key, variables={})
    for again in (services.claim, services.unclaim):
        with pytest.raises(CommandRejected, match="Ada Example completed this task"):
            again(user=ada, user_task_key=key)
    with pytest.raises(CommandRejected, match="Ada Example completed this task"):
        services.complete(user=ada, user_task_key=key, variables={})


def test_what_a_generated_form_shows_is_not_written_again_unless_changed(ada):
    task = review()
    services.claim(user=ada, user_task_key=task.key)
    form_shown = selectors.form_for(task)
    assert form_shown.generated
    assert form_shown.variables == {"amount": 100}
    services.complete(user=ada, user_task_key=task.key, variables={"amount": 100, "comment": "fine"})
    events = "".join(entry.events for entry in engine.journal(task.process_instance_key))
    assert events.count('"amount"') == 1  # when it was started
    assert variables_of(task) == {"amount": 100, "comment": "fine"}


def test_the_next_task_is_that_of_the_same_instance_if_it_is_mine(ada):
    deploy(
        process("two_steps")
        .start()
        .user_task("first", assignee="ada")
        .user_task("second", assignee="=next")
        .end()
    )
    mine_elsewhere = task_of(start("two_steps", next="ben"), "first").key
    instance = start("two_steps", next="ada")
    following = services.complete(user=ada, user_task_key=task_of(instance, "first").key, variables={})
    second = task_of(instance, "second").key
    assert following == second
    assert services.complete(user=ada, user_task_key=second, variables={}) == mine_elsewhere
    assert services.complete(user=ada, user_task_key=mine_elsewhere, variables={}) is None


def test_a_task_that_the_process_takes_back_is_told_as_canceled(ada):
    from processes import services as engine_services

    task = review()
    engine_services.cancel_instance(process_instance_key=task.process_instance_key, canceled_by="olga")
    with pytest.raises(CommandRejected, match="canceled"):
        services.claim(user=ada, user_task_key=task.key)


# -- forms and drafts ----------------------------------------------------------------------------------------


def test_the_latest_version_of_a_form_is_shown():
    task = review(form_id="decision")
    assert selectors.form_for(task).schema["components"][0]["key"] == "decision"
    deploy(forms=(form(field("textfield", "verdict"), id="decision"),))
    assert selectors.form_for(task).schema["components"][0]["key"] == "verdict"


def test_a_generated_form_asks_for_what_the_output_mappings_read():
    deploy(
        process("check")
        .start()
        .user_task("approve", candidate_groups="approvers")
        .output("=verdict", "approved")
        .end()
    )
    shown = selectors.form_for(task_of(start("check", amount=1)))
    assert [each["key"] for each in shown.schema["components"] if "key" in each] == ["verdict"]


def test_a_draft_is_kept_for_its_writer_until_the_task_is_done(ada, ben):
    task = review()
    for note in ("first", "second"):
        services.save_draft(user=ada, user_task_key=task.key, data={"note": note})
    assert selectors.draft_of(task, "ada") == {"note": "second"}
    assert selectors.draft_of(task, "ben") is None
    services.claim(user=ada, user_task_key=task.key)
    services.complete(user=ada, user_task_key=task.key, variables={})
    assert not Draft.objects.exists()
    with pytest.raises(CommandRejected):
        services.save_draft(user=ada, user_task_key=task.key, data={"note": "late"})
