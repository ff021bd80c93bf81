"""The history of a task: who did what with it, and when."""

import pytest
from django.utils import timezone

from processes import services as engine
from processes.roles import Role
from tasklist import services
from tasklist.models import UserTask
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.people import browser_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return person("ada", groups=("approvers",))


@pytest.fixture
def ben():
    return person("ben", groups=("approvers",))


@pytest.fixture
def olga():
    return person("olga", Role.OPERATOR)


@pytest.fixture
def key(ada):
    deploy(process("review").start().user_task("approve", candidate_groups="approvers").end())
    return UserTask.objects.get(process_instance_key=start("review").key).key


def told(user, key, **query):
    return browser_of(user).get(f"/api/user-tasks/{key}/history/", query).json()


def happenings(user, key):
    return [(entry["happening"], entry["actor"]) for entry in told(user, key)["items"]]


def test_everything_is_told_the_latest_first(ada, ben, key):
    services.claim(user=ada, user_task_key=key)
    services.plan(user=ada, user_task_key=key, changes={"due_at": timezone.now(), "priority": 80})
    services.delegate(user=ada, user_task_key=key, assignee="ben")
    services.resolve(user=ben, user_task_key=key)
    services.unclaim(user=ada, user_task_key=key)
    services.claim(user=ben, user_task_key=key)
    services.complete(user=ben, user_task_key=key, variables={})
    assert happenings(ada, key) == [
        ("completed", "ben"),
        ("claimed", "ben"),
        ("released", "ada"),
        ("resolved", "ben"),
        ("delegated", "ada"),
        ("planned", "ada"),
        ("claimed", "ada"),
        ("created", None),
    ]


def test_it_says_on_whose_behalf_somebody_has_acted(ada, ben, olga, key):
    services.claim(user=ada, user_task_key=key)
    services.delegate(user=ada, user_task_key=key, assignee="ben")
    services.resolve(user=ben, user_task_key=key)
    services.assign(user=olga, user_task_key=key, assignee="ben")
    services.unclaim(user=olga, user_task_key=key)
    released, assigned, resolved, delegated, *_ = told(ada, key)["items"]
    assert (released["on_behalf_of"], released["actor"]) == ("ben", "olga")
    assert (assigned["assignee"], assigned["taken_from"]) == ("ben", "ada")
    assert (resolved["assignee"], resolved["on_behalf_of"]) == ("ada", "ada")
    assert (delegated["assignee"], delegated["on_behalf_of"]) == ("ben", None)


def test_it_says_what_became_of_due_date_and_priority(ada, key):
    services.claim(user=ada, user_task_key=key)
    services.plan(user=ada, user_task_key=key, changes={"due_at": timezone.now()})
    services.plan(user=ada, user_task_key=key, changes={"due_at": None})
    cleared, set_, *_ = told(ada, key)["items"]
    assert (cleared["changed"], cleared["due_at"]) == (["due_at"], None)
    assert set_["due_at"] is not None


def test_a_task_that_the_process_took_back_says_so(ada, key):
    task = UserTask.objects.get(key=key)
    engine.cancel_instance(process_instance_key=task.process_instance_key, canceled_by="olga")
    assert happenings(ada, key) == [("canceled", None), ("created", None)]


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_page_by_page_nothing_is_left_out_or_told_twice(ada, key, limit):
    for _ in range(2):
        services.claim(user=ada, user_task_key=key)
        services.unclaim(user=ada, user_task_key=key)
    services.claim(user=ada, user_task_key=key)
    services.complete(user=ada, user_task_key=key, variables={})
    found, cursor = [], None
    while True:
        page = told(ada, key, limit=limit, **({"cursor": cursor} if cursor else {}))
        found += [entry["happening"] for entry in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert found == ["completed", *["claimed", "released"] * 2, "claimed", "created"]


def test_the_history_is_for_those_who_may_see_the_task(key):
    assert browser_of(person("eve")).get(f"/api/user-tasks/{key}/history/").status_code == 404


def test_a_cursor_of_another_list_is_refused(ada, key):
    from processes.api.paging import write_cursor

    cursor = write_cursor(["soon", 1])
    answer = browser_of(ada).get(f"/api/user-tasks/{key}/history/", {"cursor": cursor})
    assert answer.status_code == 400
