"""Everything delivered twice: bells, messages, completions, and two of each process."""

import pytest

from processes.runtime import wake
from tests.support.bells import ring
from tests.support.waiting import wait_until

pytestmark = pytest.mark.services


def test_whatever_comes_twice_happens_once(services, witness):
    services.start("worker", again="second worker")
    services.start("timers", again="second timers")
    try:
        for number in range(6):
            witness.start("order", order=f"A{number}")
            witness.start("parcel")
            for bell in (wake.WORK_JOBS, wake.CORRELATE_MESSAGES, wake.BROADCAST_SIGNALS):
                ring(services, bell, times=2)
        for number in range(6):
            message = {
                "name": "paid",
                "correlation_key": f"A{number}",
                "message_id": f"m{number}",
                "time_to_live": "PT1H",
            }
            answers = [witness.client.post("/messages/publication/", json=message) for _ in range(2)]
            assert [answer.status_code for answer in answers] == [200, 409]
        for key in witness.keys("order"):
            task = wait_until(
                lambda key=key: witness.items(f"/user-tasks/?view=all&process_instance_key={key}"), timeout=60
            )[0]
            completion = f"/user-tasks/{task['key']}/completion/"
            witness.client.post(f"/user-tasks/{task['key']}/claim/").raise_for_status()
            answers = [witness.client.post(completion, json={"variables": {}}) for _ in range(2)]
            assert answers[0].is_success
            assert answers[1].status_code == 409
        witness.await_all()
    finally:
        services.stop("second worker")
        services.stop("second timers")
    witness.assert_all_ran_as_they_should()
    witness.assert_each_job_was_tried_once()
