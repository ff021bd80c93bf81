"""Jobs, incidents and messages over HTTP."""

import time

import pytest

from processes.roles import Role
from processes.tasks import correlate_messages
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.people import browser_of, person

pytestmark = pytest.mark.django_db

ASK = {"type": "charge-card", "worker": "w1", "max_jobs": 10, "timeout": "PT1M"}


@pytest.fixture
def olga():
    return browser_of(person("olga", Role.OPERATOR))


@pytest.fixture
def charge():
    deploy(
        process("charge")
        .start()
        .service_task("card", "charge-card", retries="2", headers={"bank": "X"})
        .boundary_error("declined", "DECLINED")
        .end("refused")
        .at("card")
        .end("charged")
    )
    return start("charge", business_key="A-17", amount=100, secret="no")


def taken(browser, **settings):
    return browser.post("/api/jobs/activation/", {**ASK, **settings}).json()["jobs"]


def state(browser, instance):
    return browser.get(f"/api/process-instances/{instance.key}/").json()["state"]


# -- jobs ----------------------------------------------------------------------------------------------------


def test_a_worker_takes_a_job_and_completes_it(olga, charge):
    (job,) = taken(olga, fetch_variables=["amount"])
    assert job["variables"] == {"amount": 100}
    assert (job["headers"], job["business_key"], job["retries"]) == ({"bank": "X"}, "A-17", 2)
    assert taken(olga) == []
    (listed,) = olga.get("/api/jobs/?type=charge-card").json()["items"]
    assert (listed["state"], listed["worker"]) == ("ACTIVATED", "w1")
    done = f"/api/jobs/{job['key']}/completion/"
    assert olga.post(done, {"variables": {"receipt": 1}}).status_code == 204
    assert state(olga, charge) == "COMPLETED"
    assert olga.post(done, {"variables": {}}).status_code in (404, 409)


def test_a_poll_waits_for_a_job_no_longer_than_asked(olga):
    began = time.monotonic()
    assert taken(olga, request_timeout="PT0.4S") == []
    assert 0.4 <= time.monotonic() - began < 5


def test_a_modelled_error_takes_its_boundary_event(olga, charge):
    (job,) = taken(olga)
    answer = olga.post(f"/api/jobs/{job['key']}/error/", {"error_code": "DECLINED", "error_message": "no"})
    assert answer.status_code == 204
    visits = olga.get(f"/api/process-instances/{charge.key}/element-instances/").json()["items"]
    assert visits[-1]["element_id"] == "refused"


def test_a_failed_try_leaves_one_less(olga, charge):
    (job,) = taken(olga)
    failure = {"error_message": "bank is down", "retry_back_off": "PT10M"}
    assert olga.post(f"/api/jobs/{job['key']}/failure/", failure).status_code == 204
    (listed,) = olga.get("/api/jobs/").json()["items"]
    assert (listed["state"], listed["retries"], listed["error_message"]) == ("BACKING_OFF", 1, "bank is down")


@pytest.mark.parametrize(
    "wrong", [{"max_jobs": 0}, {"timeout": "1 minute"}, {"type": ""}, {"request_timeout": "PT2M"}]
)
def test_a_worker_that_asks_wrongly_is_told(olga, wrong):
    answer = olga.post("/api/jobs/activation/", {**ASK, **wrong})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == next(iter(wrong))


def test_jobs_are_not_for_business_users(charge):
    assert browser_of(person("ada")).post("/api/jobs/activation/", ASK).status_code == 403


# -- incidents -----------------------------------------------------------------------------------------------


def test_a_job_out_of_retries_is_an_incident_until_it_is_resolved(olga, charge):
    (job,) = taken(olga)
    olga.post(f"/api/jobs/{job['key']}/failure/", {"error_message": "declined", "retries": 0})
    (incident,) = olga.get("/api/incidents/?state=OPEN").json()["items"]
    assert (incident["element_id"], incident["message"]) == ("card", "declined")
    assert incident["job_key"] == job["key"]
    assert (incident["process_id"], incident["business_key"]) == ("charge", "A-17")
    visits = olga.get(f"/api/process-instances/{charge.key}/element-instances/").json()["items"]
    assert visits[-1]["incident_key"] == incident["key"]
    assert visits[-1]["waiting"]["kind"] == "incident"
    resolution = f"/api/incidents/{incident['key']}/resolution/"
    assert olga.post(resolution).json()["state"] == "RESOLVED"
    assert olga.post(resolution).status_code == 409
    assert olga.get("/api/incidents/?state=OPEN").json()["items"] == []
    assert len(taken(olga)) == 1
    assert olga.post("/api/incidents/1/resolution/").status_code == 404


# -- messages ------------------------------------------------------------------------------------------------


@pytest.fixture
def order():
    deploy(process("order").start().catch_message("paid", "PaymentReceived", key="order").end())


def test_a_published_message_reaches_who_waits_for_it(olga, order):
    instance = start("order", order="A-17")
    message = {"name": "PaymentReceived", "correlation_key": "A-17", "variables": {"sum": 5}}
    published = olga.post("/api/messages/publication/", message).json()
    assert published["correlated"] == [str(instance.key)]
    assert state(olga, instance) == "COMPLETED"


def test_a_message_is_kept_for_who_will_wait_for_it_soon(olga, order):
    message = {"name": "PaymentReceived", "correlation_key": "A-17"}
    assert olga.post("/api/messages/publication/", message).json()["correlated"] == []
    instance = start("order", order="A-17")
    correlate_messages()  # what the bell makes a worker do
    assert state(olga, instance) == "COMPLETED"


def test_a_message_for_now_only_is_not_kept(olga, order):
    message = {"name": "PaymentReceived", "correlation_key": "A-17", "time_to_live": "PT0S"}
    olga.post("/api/messages/publication/", message)
    assert state(olga, start("order", order="A-17")) == "ACTIVE"


def test_a_message_nobody_waits_for_is_not_found_and_not_kept(olga, order):
    message = {"name": "PaymentReceived", "correlation_key": "A-17"}
    answer = olga.post("/api/messages/correlation/", message)
    assert answer.status_code == 404
    assert "PaymentReceived" in answer.json()["detail"]
    instance = start("order", order="A-17")
    assert state(olga, instance) == "ACTIVE"
    correlated = olga.post("/api/messages/correlation/", message).json()
    assert correlated["process_instance_key"] == str(instance.key)
