"""Process instances over HTTP: start, wait, look inside, change, cancel."""

import pytest

from processes import services
from processes.roles import Role
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.people import browser_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def olga():
    return browser_of(person("olga", Role.OPERATOR))


@pytest.fixture(autouse=True)
def _deployed():
    deploy(
        process("review", name="Review").start().user_task("approve", candidate_groups="sales").end(),
        process("sum").start().script_task("add", "a + b", result="total").end(),
        process("charge").start().service_task("card", "charge-card").end(),
    )


# -- starting ------------------------------------------------------------------------------------------------


def test_a_started_instance_says_what_it_waits_for(olga):
    answer = olga.post(
        "/api/process-instances/",
        {"process_id": "review", "business_key": "A-17", "variables": {"amount": 100}},
    )
    assert answer.status_code == 201
    instance = answer.json()
    assert instance["state"] == "ACTIVE"
    assert (instance["business_key"], instance["started_by"]) == ("A-17", "olga")
    (waiting,) = instance["waiting_for"]
    assert (waiting["element_id"], waiting["kind"]) == ("approve", "user_task")
    assert olga.get(answer["Location"]).json() == {**instance, "variables": {"amount": 100}}


def test_an_instance_that_ends_in_time_answers_with_its_result(olga):
    answer = olga.post(
        "/api/process-instances/?wait=PT5S", {"process_id": "sum", "variables": {"a": 1, "b": 2}}
    )
    assert answer.status_code == 200
    assert answer.json()["state"] == "COMPLETED"
    assert answer.json()["variables"] == {"a": 1, "b": 2, "total": 3}


def test_an_instance_that_goes_on_answers_with_where_it_stands(olga):
    answer = olga.post("/api/process-instances/?wait=PT0S", {"process_id": "review"})
    assert answer.status_code == 202
    assert answer.json()["links"]["self"] == answer["Location"]
    assert olga.get(answer["Location"]).json()["state"] == "ACTIVE"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"process_id": "nothing"}, 404),
        ({"process_id": "review", "version": 7}, 404),
        ({"process_definition_key": "1"}, 404),
        ({}, 400),
        ({"process_id": "review", "process_definition_key": "1"}, 400),
        ({"process_id": "review", "variables": [1]}, 400),
        ({"process_id": "review", "variables": {"x": "\x00"}}, 400),
        ({"process_id": "review", "business_key": "x" * 256}, 400),
        ("review", 400),
    ],
)
def test_what_cannot_be_started_is_refused(olga, body, status):
    answer = olga.post("/api/process-instances/", body)
    assert answer.status_code == status
    assert answer.json()["detail"]
    assert olga.get("/api/process-instances/").json()["items"] == []


def test_values_may_be_deep_but_not_bottomless(olga):
    value = deep = []
    for _ in range(50):
        deep.append([])
        deep = deep[0]
    assert (
        olga.post("/api/process-instances/", {"process_id": "sum", "variables": {"x": value}}).status_code
        == 201
    )
    bottomless = '{"process_id": "sum", "variables": {"x": ' + "[" * 100_000 + "]" * 100_000 + "}}"
    answer = olga.generic("POST", "/api/process-instances/", bottomless, content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize("wait", ["5", "PT2H", "-PT5S", "soon"])
def test_waiting_has_a_limit(olga, wait):
    answer = olga.post(f"/api/process-instances/?wait={wait}", {"process_id": "sum"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "wait"


# -- finding -------------------------------------------------------------------------------------------------


def found(browser, **query):
    return [each["key"] for each in browser.get("/api/process-instances/", query).json()["items"]]


def test_instances_are_found_by_what_is_known_of_them(olga):
    review = str(start("review", business_key="ORDER-5").key)
    done = str(start("sum", a=1, b=2).key)
    stuck = start("charge")
    (job,) = services.activate_jobs(type="charge-card", worker="w", max_jobs=1, timeout=services_timeout())
    services.fail_job(job_key=job.key, error_message="declined", retries=0)
    stuck = str(stuck.key)
    assert found(olga) == [stuck, done, review]
    assert found(olga, process_id="review") == [review]
    assert found(olga, state="COMPLETED") == [done]
    assert found(olga, has_incidents="true") == [stuck]
    assert found(olga, has_incidents="false") == [done, review]
    assert found(olga, element_id="approve") == [review]
    assert found(olga, business_key="ORDER-5") == found(olga, search="order") == [review]
    assert found(olga, search=done) == [done]


def services_timeout():
    from datetime import timedelta

    return timedelta(minutes=1)


def test_business_users_see_what_they_started_and_where_they_have_work():
    ada = browser_of(person("ada", groups=("sales",)))
    eve = browser_of(person("eve"))
    theirs = eve.post("/api/process-instances/", {"process_id": "review"}).json()["key"]
    other = str(start("charge").key)
    assert found(eve) == [theirs]
    assert found(ada) == [theirs]  # a task of it is offered to sales
    assert eve.get(f"/api/process-instances/{other}/").status_code == 404
    assert eve.get(f"/api/process-instances/{other}/variables/").status_code == 404


# -- looking inside ------------------------------------------------------------------------------------------


def part(browser, instance, name):
    return browser.get(f"/api/process-instances/{instance.key}/{name}/").json()["items"]


def test_every_visit_of_an_element_is_told(olga):
    instance = start("review")
    start_event, approve = part(olga, instance, "element-instances")
    assert (start_event["element_id"], start_event["state"]) == ("start", "COMPLETED")
    assert (approve["element_id"], approve["state"]) == ("approve", "ACTIVE")
    assert approve["waiting"]["kind"] == "user_task"
    assert approve["waiting"]["candidate_groups"] == ["sales"]


def test_flows_taken_are_counted(olga):
    assert part(olga, start("review"), "sequence-flows") == [{"flow_id": "start_to_approve", "taken": 1}]


def test_variables_are_told_with_their_scope_and_can_be_set(olga):
    instance = start("review", amount=100)
    address = f"/api/process-instances/{instance.key}/variables/"
    approve = part(olga, instance, "element-instances")[-1]["key"]
    assert olga.put(address, {"variables": {"amount": 5}}).status_code == 204
    assert olga.put(address, {"variables": {"note": {"a": [1]}}, "scope_key": approve}).status_code == 204
    amount, note = part(olga, instance, "variables")
    assert (amount["name"], amount["value"], amount["scope_element_id"]) == ("amount", 5, None)
    assert (note["value"], note["scope_element_id"]) == ({"a": [1]}, "approve")
    assert olga.put(address, {"variables": {"x": 1}, "scope_key": "1"}).status_code in (404, 409)


def test_the_journal_tells_the_story_newest_first(olga):
    instance = start("review", amount=100)
    olga.put(f"/api/process-instances/{instance.key}/variables/", {"variables": {"amount": 5}})
    changed, started = part(olga, instance, "journal")
    assert (changed["revision"], changed["command"], changed["actor"]) == (2, "SetVariables", "olga")
    assert started["summary"] == "Started at start → approve"
    activated = [event for event in started["events"] if event["type"] == "ElementActivated"]
    assert [event["element_id"] for event in activated][-1] == "approve"
    assert all(isinstance(event["key"], str) for event in activated)


def test_what_an_instance_waits_with_is_told(olga):
    deploy(
        process("waits")
        .start()
        .parallel("split")
        .catch_timer("pause", "PT1H")
        .end()
        .at("split")
        .catch_message("paid", "PaymentReceived", key="order")
        .to("end")
        .at("split")
        .service_task("card", "charge-card")
        .to("end")
    )
    instance = start("waits", order="A-17")
    (timer,) = part(olga, instance, "timers")
    (subscription,) = part(olga, instance, "message-subscriptions")
    (job,) = part(olga, instance, "jobs")
    assert timer["element_id"] == "pause"
    assert (subscription["message_name"], subscription["correlation_key"]) == ("PaymentReceived", "A-17")
    assert (job["type"], job["state"], job["worker"]) == ("charge-card", "CREATED", None)
    kinds = {each["element_id"]: each["waiting"] for each in part(olga, instance, "element-instances")}
    assert {kinds[name]["kind"] for name in ("pause", "paid", "card")} == {"timer", "message", "job"}


# -- ending --------------------------------------------------------------------------------------------------


def test_a_canceled_instance_ends_with_everything_in_it(olga):
    instance = start("review")
    address = f"/api/process-instances/{instance.key}/cancellation/"
    assert olga.post(address).status_code == 204
    assert olga.get(f"/api/process-instances/{instance.key}/").json()["state"] == "TERMINATED"
    assert part(olga, instance, "element-instances")[-1]["state"] == "TERMINATED"
    assert olga.post(address).status_code == 409
    assert olga.post("/api/process-instances/1/cancellation/").status_code == 404


def test_repairing_is_for_operators():
    ada = browser_of(person("ada", groups=("sales",)))
    instance = start("review")
    here = f"/api/process-instances/{instance.key}"
    assert ada.get(f"{here}/").status_code == 200
    assert ada.post(f"{here}/cancellation/").status_code == 403
    assert ada.put(f"{here}/variables/", {"variables": {"amount": 0}}).status_code == 403
