"""Kill -9 of each process in turn, in the middle of its work."""

import pytest

from tests.support.live import await_health
from tests.support.waiting import wait_until

pytestmark = pytest.mark.services


def test_with_nothing_killed_each_job_is_tried_once(services, witness):
    for _ in range(5):
        witness.start("parcel")
    witness.await_all()
    witness.assert_all_ran_as_they_should()
    witness.assert_each_job_was_tried_once()


def test_a_worker_killed_in_mid_step_costs_a_second_try_at_once_and_nothing_else(services, witness):
    witness.start("letter", held=True)
    for _ in range(5):
        witness.start("letter")
    wait_until(lambda: len(witness.notes()) == 6, message="the worker has begun all, and done five")
    wait_until(lambda: sum(witness.state(key) == "COMPLETED" for key in witness.started) == 5)
    services.kill("worker")
    (witness.folder / "go").touch()
    services.start("worker")
    # Its job is held for five minutes; that its holder has died is noticed.
    witness.await_all(timeout=60)
    witness.assert_all_ran_as_they_should()
    assert len(witness.notes()) == 7


def test_a_worker_that_is_asked_to_stop_finishes_what_it_has_begun(services, witness):
    witness.start("letter", held=True)
    wait_until(lambda: witness.notes())
    (witness.folder / "go").touch()
    services.stop("worker")
    assert [witness.state(key) for key in witness.started] == ["COMPLETED"]
    services.start("worker")
    witness.assert_each_job_was_tried_once()


def test_timers_that_were_due_while_nobody_looked_trigger_once(services, witness):
    services.kill("timers")
    for _ in range(5):
        witness.start("parcel")
    assert {witness.state(key) for key in witness.started} == {"ACTIVE"}
    services.start("timers")
    services.start("timers", again="more timers")
    witness.await_all()
    services.stop("more timers")
    witness.assert_all_ran_as_they_should()
    witness.assert_each_job_was_tried_once()


def test_what_was_answered_is_there_after_the_web_process_is_killed(services, witness):
    for _ in range(5):
        witness.start("letter")
    services.kill("web")
    services.start("web")
    await_health(services.address, services.running("web"), services.log("web"))
    witness.await_all()
    witness.assert_all_ran_as_they_should()
    witness.assert_each_job_was_tried_once()
