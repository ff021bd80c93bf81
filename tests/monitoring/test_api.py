"""Numbers, summary and search over HTTP."""

import pytest
from django.test import Client

from processes.roles import Role
from tests.monitoring.records import DEFINITION, activated, started, taken, task_created
from tests.monitoring.stage import deployed, happen, instance, person, visit

pytestmark = pytest.mark.django_db


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def olga() -> Client:
    return client_of(person("olga", Role.OPERATOR))


@pytest.fixture
def ben() -> Client:
    return client_of(person("ben", Role.BUSINESS_USER, groups=("sales",)))


def test_statistics_of_a_definition(olga):
    deployed()
    happen(started(), activated("approve"), taken("to_approve"))
    active = visit("approve")
    answer = olga.get(f"/api/process-definitions/{DEFINITION}/statistics/")
    assert answer.status_code == 200
    statistics = answer.json()
    assert statistics["elements"]["approve"] == {
        "active": 1,
        "incidents": 0,
        "completed": 0,
        "terminated": 0,
        "oldest_since": active.started_at.isoformat().replace("+00:00", "Z"),
    }
    assert statistics["flows"] == {"to_approve": 1}
    assert statistics["instances"] == {"active": 1, "incidents": 0, "completed": 0, "terminated": 0}
    assert statistics["user_tasks"] == 1
    assert statistics["as_of"].endswith("Z")


def test_statistics_of_all_versions_add_up(olga):
    deployed()
    newer = deployed(DEFINITION + 1, version=2)
    happen(activated("approve"))
    address = f"/api/process-definitions/{newer.key}/statistics/"
    assert olga.get(address).json()["elements"] == {}
    assert olga.get(address, {"all_versions": "true"}).json()["elements"]["approve"]["active"] == 1


def test_statistics_of_an_instance(olga):
    instance(100)
    visit("approve")
    statistics = olga.get("/api/process-instances/100/statistics/").json()
    assert statistics["elements"]["approve"]["active"] == 1
    assert statistics["flows"] == {}


@pytest.mark.parametrize(
    "address",
    [
        "/api/process-definitions/404/statistics/",
        "/api/process-instances/404/statistics/",
    ],
)
def test_what_does_not_exist_is_not_found(olga, address):
    answer = olga.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert "404" in answer.json()["detail"]


def test_a_business_user_sees_numbers_of_their_own_instances_only(ben):
    deployed()
    instance(100, started_by="ben")
    instance(101)
    assert ben.get(f"/api/process-definitions/{DEFINITION}/statistics/").status_code == 403
    assert ben.get("/api/process-instances/100/statistics/").status_code == 200
    assert ben.get("/api/process-instances/101/statistics/").status_code == 404


def test_the_summary(olga, ben):
    happen(started(), task_created(50, assignee="ben"))
    assert olga.get("/api/summary/").json() == {
        "running": 1,
        "incidents": 0,
        "user_tasks_mine": 0,
        "user_tasks_all": 1,
        "mentions": 0,
        "done_today": 0,
    }
    assert ben.get("/api/summary/").json() == {
        "running": 0,
        "incidents": 0,
        "user_tasks_mine": 1,
        "user_tasks_all": 1,
        "mentions": 0,
        "done_today": 0,
    }


@pytest.mark.parametrize(
    "address", ["/api/summary/", "/api/search/?q=a", "/api/process-instances/1/statistics/"]
)
def test_nobody_is_answered_without_a_login(address):
    assert Client().get(address).status_code in (401, 403)


def hits(client: Client, text: str) -> list[tuple[str, str, str]]:
    items = client.get("/api/search/", {"q": text}).json()["items"]
    return [(item["kind"], item["title"], item["url"]) for item in items]


def test_search_finds_an_instance_by_key_and_by_the_beginning_of_its_business_key(olga):
    deployed()
    instance(100, business_key="A-17")
    instance(101, business_key="B-17")
    assert hits(olga, "A-1") == [("process_instance", "A-17", "/instances/100")]
    assert hits(olga, " 101 ") == [("process_instance", "B-17", "/instances/101")]


def test_search_finds_processes_and_tasks_by_part_of_their_name(olga):
    deployed()
    happen(task_created(50))
    assert hits(olga, "evie") == [("process_definition", "Review", "/processes/review")]
    assert hits(olga, "pprov") == [("user_task", "Approve", "/tasks/50")]


def test_search_shows_a_business_user_only_what_is_theirs(ben):
    deployed()
    instance(100, business_key="A-1")
    instance(101, business_key="A-2", started_by="ben")
    happen(task_created(50, groups=["legal"]), instance=102)
    assert hits(ben, "A-") == [("process_instance", "A-2", "/instances/101")]
    assert hits(ben, "Review") == []
    assert hits(ben, "Approve") == []


@pytest.mark.parametrize("text", ["", "   "])
def test_search_for_nothing_is_a_mistake(olga, text):
    answer = olga.get("/api/search/", {"q": text})
    assert answer.status_code == 400


@pytest.mark.parametrize("text", ["9" * 40, "%", "_", "'; --", "²"])
def test_search_takes_any_text_literally(olga, text):
    instance(100, business_key="A-17")
    assert hits(olga, text) == []
