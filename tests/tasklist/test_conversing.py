"""What people say about a task, and who is mentioned in it."""

import pytest

from processes.forms import FormInvalid
from processes.roles import Role
from processes.services import NotFound
from tasklist import selectors, services
from tasklist.mentions import mentioned_names
from tasklist.models import Comment, UserTask
from tasklist.rights import Worker
from tasklist.selectors import View
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.people import browser_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return person("ada", groups=("approvers",))


@pytest.fixture
def ben():
    return person("ben", groups=("approvers",), full_name="Ben Sample")


@pytest.fixture
def task(ada):
    return waiting(candidate_groups="approvers")


def waiting(**settings) -> UserTask:
    deploy(process("review").start().user_task("approve", **settings).end())
    return UserTask.objects.get(process_instance_key=start("review").key)


def unseen(user):
    return selectors.counts(Worker.of(user)).mentioned


def listed(user):
    return [task.key for task in selectors.view(Worker.of(user), View.MENTIONED, limit=10)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@ben, look", ["ben"]),
        ("ask @ben.", ["ben"]),
        ("(@ben) and @ann.bee.", ["ben", "ann.bee"]),
        ("@ben @ben", ["ben"]),
        ("@ann.b.", ["ann.b."]),
        ("write to ben@example.org", []),
        ("@nobody", []),
        ("@", []),
        ("@ben-", ["ben"]),
        ("@benedict", []),
    ],
)
def test_a_mention_is_the_longest_name_that_somebody_bears(text, names):
    assert mentioned_names(text, {"ben", "ann.bee", "ann.b.", "example.org"}) == names


def test_the_mentioned_are_told_until_they_have_seen_it(ada, ben, task):
    services.comment(user=ada, user_task_key=task.key, text="@ben, is this right?")
    assert (unseen(ben), listed(ben)) == (1, [task.key])
    assert (unseen(ada), listed(ada)) == (0, [])
    services.see_mentions(user=ben, user_task_key=task.key)
    assert (unseen(ben), listed(ben)) == (0, [task.key])


def test_a_mention_outlives_the_task(ada, ben, task):
    services.claim(user=ada, user_task_key=task.key)
    services.complete(user=ada, user_task_key=task.key, variables={})
    services.comment(user=ada, user_task_key=task.key, text="@ben, it is done")
    assert (unseen(ben), listed(ben)) == (1, [task.key])


def test_one_does_not_mention_oneself(ada, task):
    services.comment(user=ada, user_task_key=task.key, text="@ada remembers")
    assert unseen(ada) == 0


def test_who_cannot_see_the_task_cannot_be_mentioned(ada, task):
    person("eve")
    person("guest", role=None, groups=("approvers",))
    gone = person("gone", groups=("approvers",))
    gone.is_active = False
    gone.save()
    for name in ("eve", "guest", "gone"):
        with pytest.raises(FormInvalid, match=f"{name} cannot see this task"):
            services.comment(user=ada, user_task_key=task.key, text=f"@{name}, look")
    assert not Comment.objects.exists()


def test_who_loses_sight_of_a_task_loses_its_mention(ada):
    task, ben = waiting(), person("ben")
    services.comment(user=ada, user_task_key=task.key, text="@ben, look")
    assert unseen(ben) == 1
    services.claim(user=ada, user_task_key=task.key)
    assert (unseen(ben), listed(ben)) == (0, [])


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"assignee": "ben"},
        {"candidate_groups": "approvers"},
        {"candidate_users": "ben,eve"},
        {"candidate_groups": "others", "assignee": "ada"},
        {"candidate_groups": "none"},
    ],
)
def test_who_may_be_mentioned_are_those_who_see_the_task(settings, ada, ben):
    people = [ada, ben, person("eve"), person("dan", groups=("others",)), person("guest", role=None)]
    people.append(person("olga", Role.OPERATOR))
    task = waiting(**settings)
    see = {user.username for user in people if task in selectors.visible_to(user)}
    assert set(selectors.who_may_see(task).values_list("username", flat=True)) == see


def test_the_conversation_over_http(ada, ben, task):
    path = f"/api/user-tasks/{task.key}"
    said = browser_of(ada).post(f"{path}/comments/", {"text": "  @ben, is this right?  "})
    assert said.status_code == 201
    assert (said.json()["text"], said.json()["mentions"]) == ("@ben, is this right?", ["ben"])
    browser_of(ben).post(f"{path}/comments/", {"text": "Yes."})
    items = browser_of(ben).get(f"{path}/comments/").json()["items"]
    assert [(each["author"], each["text"]) for each in items] == [
        ("ben", "Yes."),
        ("ada", "@ben, is this right?"),
    ]
    shown = browser_of(ben).get(f"{path}/").json()
    assert (shown["comments"], shown["mentioned"]) == (2, True)
    assert browser_of(ben).get("/api/summary/").json()["mentions"] == 1
    assert browser_of(ben).get("/api/user-tasks/?view=mentioned").json()["items"][0]["key"] == shown["key"]
    assert browser_of(ben).put(f"{path}/comments/seen/").status_code == 204
    assert browser_of(ben).get(f"{path}/").json()["mentioned"] is False
    told = browser_of(ada).get(f"{path}/history/").json()["items"]
    assert [entry["happening"] for entry in told] == ["commented", "commented", "created"]


def test_people_to_mention_are_found_by_name(ada, ben, task):
    person("benno")
    found = browser_of(ada).get(f"/api/user-tasks/{task.key}/mentionable/?search=ben").json()
    assert found["items"] == [{"username": "ben", "full_name": "Ben Sample"}]


def test_a_conversation_is_among_those_who_see_the_task(task):
    eve = person("eve")
    with pytest.raises(NotFound):
        services.comment(user=eve, user_task_key=task.key, text="hello")
    path = f"/api/user-tasks/{task.key}"
    for answer in (
        browser_of(eve).get(f"{path}/comments/"),
        browser_of(eve).post(f"{path}/comments/", {"text": "hello"}),
        browser_of(eve).put(f"{path}/comments/seen/"),
        browser_of(eve).get(f"{path}/mentionable/"),
    ):
        assert answer.status_code == 404


@pytest.mark.parametrize("text", ["", "   ", "x" * 5_001, "a\x00b", None])
def test_what_is_no_comment_is_refused(ada, task, text):
    answer = browser_of(ada).post(f"/api/user-tasks/{task.key}/comments/", {"text": text})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "text"


def test_everybody_who_sees_the_task_hears_of_a_comment(
    ada, task, monkeypatch, django_capture_on_commit_callbacks
):
    from monitoring.live import inbox_changes

    heard = []
    monkeypatch.setattr(inbox_changes, "announce_news", heard.append)
    with django_capture_on_commit_callbacks(execute=True):
        services.comment(user=ada, user_task_key=task.key, text="hello")
    ((change,),) = (news.tasks for news in heard)
    assert (change.user_task_key, change.by, change.to) == (task.key, "ada", None)
