"""The inbox over HTTP."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processes.roles import Role
from tasklist.models import UserTask
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.forms import field, form
from tests.support.people import browser_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return browser_of(person("ada", groups=("approvers",), full_name="Ada Example"))


@pytest.fixture
def ben():
    return browser_of(person("ben", groups=("approvers",), full_name="Ben Sample"))


@pytest.fixture
def key():
    deploy(
        process("review", name="Review")
        .start()
        .user_task("approve", candidate_groups="approvers", form_id="decision")
        .end(),
        forms=(form(field("textfield", "comment", required=True), id="decision"),),
    )
    instance = start("review", business_key="A-17", amount=100)
    return str(UserTask.objects.get(process_instance_key=instance.key).key)


def test_a_task_is_listed_with_what_its_reader_may_do(ada, key):
    page = ada.get("/api/user-tasks/?view=my-teams").json()
    (task,) = page["items"]
    assert page["next"] is None
    assert task["key"] == key
    assert (task["process_name"], task["version"], task["business_key"]) == ("Review", 1, "A-17")
    assert [name for name, may in task["can"].items() if may] == ["claim", "snooze", "attach"]
    assert ada.get(f"/api/user-tasks/{key}/").json() == task


def test_counters_follow(ada, key):
    counts = ada.get("/api/user-tasks/counts/").json()
    assert {name for name, count in counts.items() if count == 1} == {"my_teams", "unassigned", "all"}
    assert set(counts.values()) == {0, 1}


def test_who_was_quicker_is_told(ada, ben, key):
    claimed = ben.post(f"/api/user-tasks/{key}/claim/")
    assert claimed.status_code == 200
    assert claimed.json()["assignee"] == "ben"
    refused = ada.post(f"/api/user-tasks/{key}/claim/")
    assert refused.status_code == 409
    assert refused["Content-Type"] == "application/problem+json"
    told = refused.json()
    assert told["assignee"] == "ben"
    assert told["claimed_at"] == claimed.json()["claimed_at"]
    assert told["detail"].startswith("Ben Sample claimed this task")


def test_form_draft_and_completion(ada, key):
    assert ada.put(f"/api/user-tasks/{key}/draft/", {"data": {"comment": "hm"}}).status_code == 204
    shown = ada.get(f"/api/user-tasks/{key}/form/").json()
    assert shown["generated"] is False
    assert shown["data"] == {"amount": 100}
    assert shown["draft"] == {"comment": "hm"}
    complete = f"/api/user-tasks/{key}/completion/"
    assert ada.post(complete, {"variables": {"comment": "ok"}}).status_code == 403
    ada.post(f"/api/user-tasks/{key}/claim/")
    refused = ada.post(complete, {"variables": {}})
    assert refused.status_code == 422
    assert refused.json()["errors"] == [{"field": "comment", "message": "Field is required."}]
    assert ada.post(complete, {"variables": {"comment": "ok"}}).json() == {"next_task_key": None}
    assert ada.post(complete, {"variables": {"comment": "ok"}}).status_code == 409
    assert ada.get("/api/user-tasks/?view=completed").json()["items"][0]["completed_by"] == "ada"


def test_a_task_that_one_may_not_see_is_not_there(key):
    eve = browser_of(person("eve"))
    assert eve.get(f"/api/user-tasks/{key}/").status_code == 404
    assert eve.post(f"/api/user-tasks/{key}/claim/").status_code == 404
    assert eve.get("/api/user-tasks/").json()["items"] == []


def test_assigning_is_for_operators(ada, key):
    olga = browser_of(person("olga", Role.OPERATOR))
    assert ada.post(f"/api/user-tasks/{key}/assignment/", {"assignee": "ada"}).status_code == 403
    given = olga.post(f"/api/user-tasks/{key}/assignment/", {"assignee": "ada"})
    assert given.json()["assignee"] == "ada"
    unknown = olga.post(f"/api/user-tasks/{key}/assignment/", {"assignee": "nobody"})
    assert unknown.status_code == 422
    assert unknown.json()["errors"][0]["field"] == "assignee"


def test_the_inbox_is_for_those_who_log_in_and_have_a_role(client, key):
    assert client.get("/api/user-tasks/").status_code == 401
    assert browser_of(person("guest", role=None)).get("/api/user-tasks/").status_code == 403


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("view=secret", "view"),
        ("ordering=name", "ordering"),
        ("process_instance_key=x", "process_instance_key"),
    ],
)
def test_a_wrong_question_is_told_by_field(ada, query, field):
    answer = ada.get(f"/api/user-tasks/?{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == field


def test_a_cursor_of_another_ordering_is_refused(ada, key):
    from processes.api.paging import write_cursor

    answer = ada.get("/api/user-tasks/", {"cursor": write_cursor([50, 1]), "ordering": "-created_at"})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "draft", ["text", {"data": "text"}, {"data": {"a": "\x00"}}, {"data": {"a": "\ud800"}}]
)
def test_what_cannot_be_stored_is_refused(ada, key, draft):
    assert (
        ada.put(
            f"/api/user-tasks/{key}/draft/", json.dumps(draft), content_type="application/json"
        ).status_code
        == 400
    )


def test_a_page_costs_the_same_number_of_statements_however_long(ada, key):
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            ada.get("/api/user-tasks/")
        return len(asked)

    one = statements()
    for number in range(5):
        start("review", business_key=f"B-{number}")
    assert len(ada.get("/api/user-tasks/").json()["items"]) == 6
    assert statements() == one <= 14
