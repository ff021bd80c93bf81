"""By when a task is to be done, how much it matters, and what is put off."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from processes import services as engine
from processes.engine.errors import CommandRejected
from processes.forms import FormInvalid
from processes.roles import Role
from tasklist import selectors, services
from tasklist.models import Candidate, Snooze, UserTask
from tasklist.models.user_tasks import NEVER_DUE
from tasklist.rights import Worker
from tasklist.selectors import View
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.people import browser_of, person

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def ada():
    return person("ada", groups=("approvers",))


@pytest.fixture
def ben():
    return person("ben", groups=("approvers",))


def waiting(**settings) -> UserTask:
    deploy(process("review").start().user_task("approve", candidate_groups="approvers", **settings).end())
    return UserTask.objects.get(process_instance_key=start("review").key)


def listed(user, view=View.ALL):
    found = selectors.view(Worker.of(user), view, limit=100)
    count = getattr(selectors.counts(Worker.of(user)), view.replace("-", "_"))
    assert count == len(found)
    return [task.key for task in found]


# -- due date and priority -----------------------------------------------------------------------------------


def test_who_has_a_task_says_anew_by_when_it_is_done(ada):
    task = waiting()
    services.claim(user=ada, user_task_key=task.key)
    due_at = timezone.now() + HOUR
    planned = services.plan(user=ada, user_task_key=task.key, changes={"due_at": due_at})
    assert (planned.due_at, planned.due_order, planned.priority) == (due_at, due_at, 50)
    assert Candidate.objects.get(user_task_key=task.key).due_order == due_at
    cleared = services.plan(user=ada, user_task_key=task.key, changes={"due_at": None, "priority": 90})
    assert (cleared.due_at, cleared.due_order, cleared.priority) == (None, NEVER_DUE, 90)
    assert Candidate.objects.get(user_task_key=task.key).priority == 90
    assert cleared.assignee == "ada"


def test_what_is_said_again_does_not_fill_the_journal(ada):
    from processes.models import JournalEntry

    task = waiting()
    services.claim(user=ada, user_task_key=task.key)
    before = JournalEntry.objects.count()
    services.plan(user=ada, user_task_key=task.key, changes={"priority": 50, "due_at": None})
    assert JournalEntry.objects.count() == before


def test_a_due_date_is_not_for_everybody_to_change(ada, ben):
    task = waiting()
    services.claim(user=ada, user_task_key=task.key)
    with pytest.raises(PermissionDenied, match="Only the person who has a task"):
        services.plan(user=ben, user_task_key=task.key, changes={"priority": 1})
    services.plan(user=person("olga", Role.OPERATOR), user_task_key=task.key, changes={"priority": 1})


def test_the_date_of_a_closed_task_is_past_changing(ada):
    task = waiting()
    services.claim(user=ada, user_task_key=task.key)
    services.complete(user=ada, user_task_key=task.key, variables={})
    with pytest.raises(CommandRejected, match="completed this task"):
        services.plan(user=ada, user_task_key=task.key, changes={"priority": 1})
    with pytest.raises(CommandRejected, match="completed this task"):
        services.snooze(user=ada, user_task_key=task.key, until=timezone.now() + HOUR)


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"due_at": "tomorrow"}, 400, "due_at"),
        ({"priority": 101}, 400, "priority"),
        ({"due": "2026-12-01"}, 400, "due"),
        ({"due_at": "9999-06-01T00:00:00Z"}, 422, "due_at"),
    ],
)
def test_a_wrong_plan_is_told_by_field(ada, body, status, field):
    task = waiting()
    services.claim(user=ada, user_task_key=task.key)
    answer = browser_of(ada).patch(f"/api/user-tasks/{task.key}/", body)
    assert answer.status_code == status
    assert answer.json()["errors"][0]["field"] == field


# -- snoozes -------------------------------------------------------------------------------------------------


def test_a_snoozed_task_is_hidden_from_ones_own_lists_until_then(ada, ben):
    task = waiting()
    services.claim(user=ada, user_task_key=task.key)
    services.snooze(user=ada, user_task_key=task.key, until=timezone.now() + HOUR)
    for view in (View.MINE, View.MY_TEAMS, View.ALL):
        assert listed(ada, view) == []
    assert listed(ada, View.LATER) == [task.key]
    assert listed(ben) == [task.key]
    assert listed(ben, View.LATER) == []


def test_when_its_time_has_come_a_snoozed_task_is_back(ada):
    task = waiting()
    services.snooze(user=ada, user_task_key=task.key, until=timezone.now() + HOUR)
    Snooze.objects.update(until=timezone.now())
    assert listed(ada) == [task.key]
    assert listed(ada, View.LATER) == []


def test_a_task_is_woken_before_its_time(ada):
    task = waiting()
    services.snooze(user=ada, user_task_key=task.key, until=timezone.now() + HOUR)
    services.wake(user=ada, user_task_key=task.key)
    assert listed(ada) == [task.key]


def test_what_the_diagram_puts_off_is_hidden_from_everybody_and_woken_by_each(ada, ben):
    task = waiting(follow_up_date="P2D")
    olga = person("olga", Role.OPERATOR)
    for user in (ada, ben, olga):
        assert listed(user) == []
        assert listed(user, View.LATER) == [task.key]
    services.wake(user=ada, user_task_key=task.key)
    services.snooze(user=ben, user_task_key=task.key, until=timezone.now() + HOUR)
    assert (listed(ada), listed(ada, View.LATER)) == ([task.key], [])
    assert (listed(ben), listed(ben, View.LATER)) == ([], [task.key])
    assert listed(olga, View.LATER) == [task.key]


def test_operators_put_off_what_they_see(ada):
    task, olga = waiting(), person("olga", Role.OPERATOR)
    services.snooze(user=olga, user_task_key=task.key, until=timezone.now() + HOUR)
    assert (listed(olga), listed(olga, View.LATER)) == ([], [task.key])


def test_one_does_not_put_off_into_the_past(ada):
    with pytest.raises(FormInvalid, match="choose a later one"):
        services.snooze(user=ada, user_task_key=waiting().key, until=timezone.now())


def test_a_snoozed_task_that_closes_is_in_no_list_and_its_snooze_goes_with_the_next(ada, ben):
    task, other = waiting(), waiting()
    services.snooze(user=ada, user_task_key=task.key, until=timezone.now() + HOUR)
    engine.cancel_instance(process_instance_key=task.process_instance_key, canceled_by="olga")
    assert listed(ada, View.LATER) == []
    Snooze.objects.update(until=timezone.now())
    services.snooze(user=ada, user_task_key=other.key, until=timezone.now() + HOUR)
    assert [*Snooze.objects.values_list("user_task_key", flat=True)] == [other.key]


def test_a_reader_is_told_until_when_a_task_is_hidden_from_them(ada, ben):
    task = waiting()
    until = (timezone.now() + HOUR).isoformat().replace("+00:00", "Z")
    put = browser_of(ada).put(f"/api/user-tasks/{task.key}/snooze/", {"until": until})
    assert put.json()["snoozed_until"] == until
    assert browser_of(ben).get(f"/api/user-tasks/{task.key}/").json()["snoozed_until"] is None
    assert browser_of(ada).get("/api/user-tasks/?view=later").json()["items"][0]["key"] == str(task.key)
    woken = browser_of(ada).delete(f"/api/user-tasks/{task.key}/snooze/")
    assert woken.json()["snoozed_until"] is None


def test_who_cannot_see_a_task_cannot_put_it_off():
    eve = browser_of(person("eve"))
    path = f"/api/user-tasks/{waiting().key}/"
    until = {"until": (timezone.now() + HOUR).isoformat()}
    assert eve.put(f"{path}snooze/", until).status_code == 404
    assert eve.delete(f"{path}snooze/").status_code == 404
    assert eve.patch(path, {"priority": 1}).status_code == 404


def test_only_the_person_hears_of_their_snooze(ada, monkeypatch, django_capture_on_commit_callbacks):
    from monitoring.live import inbox_changes

    heard = []
    monkeypatch.setattr(inbox_changes, "announce_news", heard.append)
    with django_capture_on_commit_callbacks(execute=True):
        services.snooze(user=ada, user_task_key=waiting().key, until=timezone.now() + HOUR)
    ((change,),) = (news.tasks for news in heard)
    assert (change.by, change.to) == ("ada", "ada")
