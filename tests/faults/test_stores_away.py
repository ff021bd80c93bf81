"""PostgreSQL and Redis killed, restarted, and hung, under work."""

import time

import pytest

from tests.support.bells import empty_redis
from tests.support.waiting import wait_until

pytestmark = pytest.mark.services


def test_while_redis_is_away_work_goes_on_and_so_it_does_when_it_is_back(services, witness):
    witness.start("parcel")
    with services.without_store("redis"):
        for _ in range(3):
            witness.start("parcel")
        witness.await_all()  # found by polling
    for _ in range(3):
        witness.start("parcel")
    witness.await_all()
    witness.assert_all_ran_as_they_should()
    witness.assert_each_job_was_tried_once()


def test_redis_emptied_under_work_loses_no_work_and_bells_ring_again(services, witness):
    for number in range(3):
        witness.start("order", order=f"emptied-{number}")
        witness.start("parcel")
        empty_redis(services)
    before = services.log("web").read_text().count("did not ring")
    for number in range(3):
        message = {"name": "paid", "correlation_key": f"emptied-{number}"}
        witness.ask("POST", "/messages/publication/", json=message).raise_for_status()
    for _ in range(3):
        witness.start("letter")
    witness.do_user_tasks()
    witness.await_all()
    witness.assert_all_ran_as_they_should()
    witness.assert_each_job_was_tried_once()
    assert services.log("web").read_text().count("did not ring") == before


def test_while_redis_hangs_nobody_waits_for_it(services, witness):
    with services.with_hanging_store("redis"):
        for _ in range(3):
            began = time.monotonic()
            witness.start("letter")
            assert time.monotonic() - began < 4
        witness.await_all()
    witness.assert_all_ran_as_they_should()
    witness.assert_each_job_was_tried_once()


def test_postgresql_restarted_under_work_loses_nothing_that_was_acknowledged(services, witness):
    witness.start("letter", held=True)
    wait_until(lambda: witness.notes())
    for _ in range(5):
        witness.start("parcel")
    with services.without_store("postgres"):
        (witness.folder / "go").touch()  # a step that ends while nobody can be told
        answer = witness.client.get("/process-instances/")
        assert answer.status_code == 503
        problem = answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        assert "try again" in problem["detail"]
        assert int(answer.headers["Retry-After"]) > 0
    witness.ask("GET", "/process-instances/").raise_for_status()
    for _ in range(2):
        witness.start("parcel")
    witness.await_all()
    witness.assert_all_ran_as_they_should()
    assert witness.notes().count(witness.notes()[0]) == 1, "what was done is told later, not done again"
