"""Who sees which user task."""

import pytest

from processes.roles import Role
from processes.services import NotFound
from tasklist import door, selectors
from tasklist.rights import Worker
from tests.support.people import person
from tests.tasklist.stage import assigned, completed, happen, task

pytestmark = pytest.mark.django_db


def seen_by(user):
    return set(selectors.visible_to(user).values_list("key", flat=True))


def test_a_task_is_seen_by_its_candidates_only():
    ada = person("ada", groups=("sales",))
    ben = person("ben", groups=("claims",))
    for_sales = task(candidate_groups=["sales"]).key
    for_ben = task(candidate_users=["ben"]).key
    assert seen_by(ada) == {for_sales}
    assert seen_by(ben) == {for_ben}


def test_a_task_for_nobody_in_particular_is_everyones_until_somebody_has_it():
    ada, ben = person("ada"), person("ben")
    key = task().key
    assert seen_by(ada) == seen_by(ben) == {key}
    happen(assigned(key, "ben"))
    assert seen_by(ada) == set()
    assert seen_by(ben) == {key}


def test_a_claimed_task_stays_in_sight_of_the_team():
    ada = person("ada", groups=("sales",))
    key = task(candidate_groups=["sales"], assignee="ben").key
    assert seen_by(ada) == {key}


def test_an_assignee_sees_the_task_without_being_a_candidate():
    ada = person("ada")
    key = task(candidate_groups=["sales"], assignee="ada").key
    assert seen_by(ada) == {key}


def test_who_could_see_a_task_can_see_what_became_of_it():
    ada, ben = person("ada", groups=("sales",)), person("ben")
    key = task(candidate_groups=["sales"], assignee="ben").key
    happen(completed(key), actor="ben")
    assert seen_by(ada) == seen_by(ben) == {key}


def test_operators_see_all_tasks():
    key = task(candidate_users=["ada"]).key
    assert seen_by(person("olga", Role.OPERATOR)) == {key}


def test_who_has_no_role_sees_no_task():
    task()
    task(candidate_users=["guest"])
    assert seen_by(person("guest", role=None)) == set()


def test_what_one_cannot_see_does_not_exist():
    hidden = task(candidate_users=["ada"])
    with pytest.raises(NotFound, match=str(hidden.key)):
        selectors.user_task(Worker.of(person("ben")), hidden.key)


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"assignee": "ben"},
        {"candidate_groups": ["sales"]},
        {"candidate_users": ["ada"]},
        {"candidate_groups": ["claims"], "assignee": "ada"},
    ],
)
def test_the_live_channel_tells_of_a_task_everyone_who_sees_it(settings):
    found = task(**settings)
    (audience,) = door.audiences([found.key]).values()
    for user in (person("ada", groups=("sales",)), person("ben"), person("olga", Role.OPERATOR)):
        if found.key in seen_by(user):
            assert audience.includes(door.reader(user))
