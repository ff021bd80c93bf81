"""The demo: what it installs, and that the world it plays lives without anybody's help."""

from datetime import timedelta
from random import Random

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from pytest_django import Settings

from examples.catalog import EXAMPLES
from examples.demo import ACCOUNTS, colleagues, install, outside, simulation
from examples.travel_booking import handlers as travel
from processes import selectors
from processes.models import InstanceState
from processes.roles import Role
from processes.workers import work
from tasklist.models import UserTask, UserTaskState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_world(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.JOB_HANDLERS = ["examples.handlers"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(travel, "AIRLINE_ANSWERS_AFTER", timedelta(0))


def test_installing_twice_changes_nothing_the_second_time() -> None:
    install()
    before = set(selectors.process_definitions().values_list("key", flat=True)), User.objects.count()
    install()
    after = set(selectors.process_definitions().values_list("key", flat=True)), User.objects.count()
    assert before == after
    assert len(before[0]) == len(EXAMPLES)


def test_everybody_can_log_in_and_has_their_role() -> None:
    install()
    for account in ACCOUNTS:
        user = authenticate(username=account.username, password=account.password)
        assert user is not None, account.username
        assert Role(account.role).group_name in set(user.groups.values_list("name", flat=True))


def test_a_changed_password_is_kept() -> None:
    install()
    ada = User.objects.get(username="ada")
    ada.set_password("something of her own")
    ada.save()
    install()
    assert authenticate(username="ada", password="something of her own") is not None


def test_the_world_moves_and_leaves_work_for_people() -> None:
    install()
    dice = Random(7)
    for _ in range(100):
        simulation.something_arrives(dice)
        work.until_nothing_is_free()
        for _ in range(3):
            colleagues.work_a_little(dice, takes_at_least=timedelta(0))
            outside.send_something(dice)
            work.until_nothing_is_free()
        if selectors.instances(state=InstanceState.COMPLETED).count() >= 8:
            break
    else:
        pytest.fail("after 100 beats, not even 8 instances are completed")
    unclaimed = UserTask.objects.filter(state=UserTaskState.CREATED, assignee=None)
    assert unclaimed.count() >= colleagues.LEFT_FOR_PEOPLE


def test_nothing_arrives_while_much_is_running(monkeypatch: pytest.MonkeyPatch) -> None:
    install()
    monkeypatch.setattr(simulation, "MOST_RUNNING", 2)
    for seed in range(6):
        simulation.something_arrives(Random(seed))
    assert selectors.instances(state=InstanceState.ACTIVE).count() == 2
