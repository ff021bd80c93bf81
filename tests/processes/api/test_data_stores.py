"""Data stores over HTTP: what instances leave there for others."""

from datetime import timedelta

import pytest

from processes import services
from processes.roles import Role
from processes.services import activate_jobs, complete_job
from tests.processes.engine.data_diagrams import in_order, into, out, service, specified, store
from tests.support.people import browser_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def olga():
    return browser_of(person("olga", Role.OPERATOR))


@pytest.fixture
def counting():
    """A process that reads a data store and then writes it."""
    reads = service("read", specified(inputs=("before",)) + into("our stock_ref", to="in_before"))
    writes = service("write", specified(outputs=("x",)) + out("out_x", to="our stock_ref"))
    content = in_order(reads, writes, beside=store("our stock")).replace(b"our stock_ref", b"stock_ref")
    services.deploy(resources={"p.bpmn": content})


def do(type, variables):
    (job,) = activate_jobs(type=type, worker="w", max_jobs=1, timeout=timedelta(minutes=1))
    complete_job(job_key=job.key, variables=variables)
    return job


def test_what_an_instance_writes_can_be_read(olga, counting):
    instance = services.start_instance(process_id="p")
    do("read", {})
    do("write", {"x": {"apples": 5}})
    (shown,) = olga.get("/api/data-stores/").json()["items"]
    assert (shown["name"], shown["value"]) == ("our stock", {"apples": 5})
    assert shown["process_instance_key"] == str(instance.key)
    assert olga.get("/api/data-stores/our stock/").json() == shown


def test_what_an_operator_puts_there_instances_read(olga, counting):
    assert olga.put("/api/data-stores/our stock/", {"value": 7}).status_code == 200
    services.start_instance(process_id="p")
    assert do("read", {}).variables["before"] == 7


def test_a_store_without_anything_in_it_is_not_there(olga):
    answer = olga.get("/api/data-stores/nothing/")
    assert answer.status_code == 404
    assert "nothing" in answer.json()["detail"]


def test_business_users_neither_read_nor_write_data_stores():
    ben = browser_of(person("ben", Role.BUSINESS_USER))
    assert ben.get("/api/data-stores/").status_code == 403
    assert ben.put("/api/data-stores/x/", {"value": 1}).status_code == 403


def test_a_name_that_cannot_be_stored_is_refused(olga):
    answer = olga.put(f"/api/data-stores/{'x' * 300}/", {"value": 1})
    assert answer.status_code in (400, 409, 422)
