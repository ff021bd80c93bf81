"""Delegation: somebody else does the task, and then it is back with its owner."""

import pytest
from django.core.exceptions import PermissionDenied

from processes.engine.errors import CommandRejected
from processes.forms import FormInvalid
from processes.roles import Role
from processes.services import NotFound
from tasklist import door, selectors, services
from tasklist.models import UserTask
from tasklist.refusals import AlreadyAssigned
from tasklist.rights import Abilities, Worker
from tasklist.selectors import View
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.people import browser_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return person("ada", groups=("approvers",), full_name="Ada Example")


@pytest.fixture
def ben():
    """Not one of the approvers: he sees only what he gets."""
    return person("ben", full_name="Ben Sample")


@pytest.fixture
def task(ada):
    deploy(process("review").start().user_task("approve", candidate_groups="approvers").end())
    key = UserTask.objects.get(process_instance_key=start("review").key).key
    return services.claim(user=ada, user_task_key=key)


def may(user, task):
    abilities = Abilities.of(Worker.of(user), UserTask.objects.get(key=task.key))
    return {name for name in Abilities.__slots__ if getattr(abilities, name)}


def listed(user, view=View.ALL):
    return [task.key for task in selectors.view(Worker.of(user), view, limit=10)]


def test_a_delegated_task_is_done_by_the_other_and_completed_by_its_owner(ada, ben, task):
    delegated = services.delegate(user=ada, user_task_key=task.key, assignee="ben")
    assert (delegated.owner, delegated.assignee, delegated.delegation) == ("ada", "ben", "PENDING")
    assert listed(ben, View.MINE) == [task.key]
    resolved = services.resolve(user=ben, user_task_key=task.key)
    assert (resolved.owner, resolved.assignee, resolved.delegation) == ("ada", "ada", "RESOLVED")
    assert listed(ada, View.MINE) == [task.key]
    services.complete(user=ada, user_task_key=task.key, variables={})
    assert UserTask.objects.get(key=task.key).completed_by == "ada"


def test_each_may_do_what_is_theirs_to_do(ada, ben, task):
    services.delegate(user=ada, user_task_key=task.key, assignee="ben")
    assert may(ben, task) == {"delegate", "resolve", "plan", "snooze", "attach"}
    assert may(ada, task) == {"take_back", "snooze", "attach"}
    services.resolve(user=ben, user_task_key=task.key)
    assert may(ada, task) == {"unclaim", "delegate", "plan", "snooze", "attach", "complete"}


def test_who_does_it_for_another_cannot_complete_it_nor_give_it_to_everybody(ada, ben, task):
    services.delegate(user=ada, user_task_key=task.key, assignee="ben")
    with pytest.raises(PermissionDenied, match="Ben Sample does this task for Ada Example"):
        services.complete(user=ben, user_task_key=task.key, variables={})
    with pytest.raises(PermissionDenied, match="Ada Example's: resolve it"):
        services.unclaim(user=ben, user_task_key=task.key)


def test_what_the_other_has_filled_in_comes_back_with_the_task(ada, ben, task):
    services.save_draft(user=ada, user_task_key=task.key, data={"note": "mine"})
    services.delegate(user=ada, user_task_key=task.key, assignee="ben")
    services.save_draft(user=ben, user_task_key=task.key, data={"note": "checked"})
    services.resolve(user=ben, user_task_key=task.key)
    assert selectors.draft_of(task, "ada") == {"note": "checked"}
    assert selectors.draft_of(task, "ben") is None


def test_the_owner_sees_what_others_do_for_them_though_it_was_never_offered_to_them(ben, task):
    olga = person("olga", Role.OPERATOR)
    services.assign(user=olga, user_task_key=task.key, assignee="ben")
    carl = person("carl")
    services.delegate(user=ben, user_task_key=task.key, assignee="carl")
    assert listed(ben) == [task.key]
    (audience,) = door.audiences([task.key]).values()
    assert audience.includes(door.reader(ben))
    services.resolve(user=carl, user_task_key=task.key)
    assert listed(carl) == []


def test_the_owner_may_take_it_back(ada, ben, task):
    services.delegate(user=ada, user_task_key=task.key, assignee="ben")
    with pytest.raises(PermissionDenied, match="Only the owner"):
        services.take_back(user=ben, user_task_key=task.key)
    back = services.take_back(user=ada, user_task_key=task.key)
    assert (back.owner, back.assignee, back.delegation) == (None, "ada", None)
    with pytest.raises(NotFound):
        services.resolve(user=ben, user_task_key=task.key)


def test_who_delegates_further_does_not_become_the_owner(ada, ben, task):
    person("carl")
    services.delegate(user=ada, user_task_key=task.key, assignee="ben")
    further = services.delegate(user=ben, user_task_key=task.key, assignee="carl")
    assert (further.owner, further.assignee) == ("ada", "carl")


def test_claiming_what_one_does_for_another_changes_nothing(ada, ben, task):
    services.delegate(user=ada, user_task_key=task.key, assignee="ben")
    assert services.claim(user=ben, user_task_key=task.key).delegation == "PENDING"
    with pytest.raises(AlreadyAssigned, match="Ben Sample"):
        services.claim(user=ada, user_task_key=task.key)


def test_an_operator_who_assigns_a_delegated_task_ends_the_delegation(ada, ben, task):
    services.delegate(user=ada, user_task_key=task.key, assignee="ben")
    olga = person("olga", Role.OPERATOR)
    assigned = services.assign(user=olga, user_task_key=task.key, assignee="ben")
    assert (assigned.owner, assigned.delegation) == (None, None)
    services.complete(user=ben, user_task_key=task.key, variables={})


@pytest.mark.parametrize(
    ("assignee", "why"),
    [
        ("nobody", "There is no user 'nobody'"),
        ("gone", "There is no user 'gone'"),
        ("guest", "lacks the right to work on tasks"),
        ("ada", "has this task already"),
    ],
)
def test_a_task_goes_only_to_somebody_who_can_do_something_with_it(ada, task, assignee, why):
    person("guest", role=None)
    gone = person("gone")
    gone.is_active = False
    gone.save()
    with pytest.raises(FormInvalid, match=why):
        services.delegate(user=ada, user_task_key=task.key, assignee=assignee)
    if assignee != "ada":
        with pytest.raises(FormInvalid, match=why):
            services.assign(user=person("olga", Role.OPERATOR), user_task_key=task.key, assignee=assignee)


def test_it_is_not_delegated_back_to_its_owner(ada, ben, task):
    services.delegate(user=ada, user_task_key=task.key, assignee="ben")
    with pytest.raises(FormInvalid, match="resolve it"):
        services.delegate(user=ben, user_task_key=task.key, assignee="ada")


def test_what_is_not_delegated_is_not_resolved(ada, task):
    with pytest.raises(CommandRejected, match="not delegated"):
        services.resolve(user=ada, user_task_key=task.key)
    with pytest.raises(CommandRejected, match="not delegated"):
        services.take_back(user=ada, user_task_key=task.key)


def test_what_nobody_has_is_claimed_or_assigned_and_not_delegated(ada, ben, task):
    services.unclaim(user=ada, user_task_key=task.key)
    with pytest.raises(CommandRejected, match="claim it first"):
        services.delegate(user=ada, user_task_key=task.key, assignee="ben")


def test_a_colleague_does_not_delegate_what_another_has(ada, ben, task):
    cora = person("cora", groups=("approvers",))
    with pytest.raises(PermissionDenied, match="Only the person who has a task"):
        services.delegate(user=cora, user_task_key=task.key, assignee="ben")
    with pytest.raises(NotFound):
        services.delegate(user=ben, user_task_key=task.key, assignee="ben")


def test_delegation_over_http(ada, ben, task):
    path = f"/api/user-tasks/{task.key}"
    given = browser_of(ada).post(f"{path}/delegation/", {"assignee": "ben"})
    assert (given.status_code, given.json()["delegation"]) == (200, "PENDING")
    refused = browser_of(ben).post(f"{path}/completion/", {"variables": {}})
    assert refused.status_code == 403
    assert browser_of(ben).post(f"{path}/resolution/").json()["assignee"] == "ada"
    assert browser_of(ben).post(f"{path}/resolution/").status_code == 404
    assert browser_of(ada).post(f"{path}/resolution/").status_code == 409
    browser_of(ada).post(f"{path}/delegation/", {"assignee": "ben"})
    assert browser_of(ada).delete(f"{path}/delegation/").json()["owner"] is None
