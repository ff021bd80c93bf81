"""Requests that wait: for an outcome, for a job, and never so many that nobody else is answered."""

import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings

from processes.api.waiting import place_to_wait
from processes.roles import Role
from processes.workers import ActivatedJob, job_handler, work
from tests.support.at_once import at_once
from tests.support.deploying import deploy
from tests.support.diagrams import process
from tests.support.people import browser_of, person

MINUTE = timedelta(minutes=1)


@job_handler("waiting.slow")
def slow(job: ActivatedJob) -> dict[str, bool]:
    time.sleep(0.3)
    return {"done": True}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_answer_comes_as_soon_as_the_instance_has_ended():
    deploy(process("p").start().service_task("step", "waiting.slow").end())
    olga = browser_of(person("olga", Role.OPERATOR))
    stopping = threading.Event()

    def ask() -> tuple[int, dict, float]:
        began = time.monotonic()
        try:
            answer = olga.post("/api/process-instances/?wait=PT30S", {"process_id": "p"})
        finally:
            stopping.set()
        return answer.status_code, answer.json(), time.monotonic() - began

    def do_jobs() -> None:
        while not stopping.is_set():
            work.do_batch()
            time.sleep(0.02)

    (status, body, seconds), _ = at_once(ask, do_jobs)
    assert (status, body["state"], body["variables"]) == (200, "COMPLETED", {"done": True})
    assert 0.3 < seconds < 25


@pytest.mark.django_db
def test_when_all_places_are_taken_the_answer_comes_at_once():
    deploy(process("p").start().user_task("approve").end())
    olga = browser_of(person("olga", Role.OPERATOR))
    taken = [place_to_wait(MINUTE) for _ in range(settings.WAITING_REQUESTS)]
    assert [place.__enter__() for place in taken] == [MINUTE] * len(taken)
    try:
        began = time.monotonic()
        answer = olga.post("/api/process-instances/?wait=PT30S", {"process_id": "p"})
        assert (answer.status_code, answer.json()["state"]) == (202, "ACTIVE")
        wanted = {"type": "t", "worker": "w", "max_jobs": 1, "timeout": "PT1M", "request_timeout": "PT30S"}
        assert olga.post("/api/jobs/activation/", wanted).json() == {"jobs": []}
        assert time.monotonic() - began < 5
    finally:
        for place in taken:
            place.__exit__(None, None, None)
    with place_to_wait(MINUTE) as patience:
        assert patience == MINUTE


def fail_while_waiting() -> None:
    with place_to_wait(MINUTE) as patience:
        assert patience == MINUTE
        raise ZeroDivisionError


def test_a_place_is_free_again_when_the_request_that_had_it_fails():
    for _ in range(settings.WAITING_REQUESTS + 1):
        with pytest.raises(ZeroDivisionError):
            fail_while_waiting()
