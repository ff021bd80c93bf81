"""Handlers that raise, hang, eat memory, end their process or return nonsense, among good ones."""

import time

import pytest

from tests.faults.faults import WRONGS, begin, deploy_bad_handlers, end, incidents_of
from tests.support.waiting import wait_until

pytestmark = pytest.mark.services


@pytest.fixture(autouse=True)
def _deployed(olga):
    deploy_bad_handlers(olga)


def test_each_ends_in_an_incident_that_says_what_is_wrong_and_the_good_ones_go_on(services, witness):
    bad = {begin(witness, wrong): wrong for wrong in WRONGS}
    until = time.monotonic() + 90
    incidents: dict[str, str] = {}
    while len(incidents) < len(bad) and time.monotonic() < until:
        witness.start("letter")
        time.sleep(0.3)
        incidents = incidents_of(witness, list(bad))
    for key, wrong in bad.items():
        assert WRONGS[wrong] in incidents.get(key, "no incident"), wrong
    witness.await_all()
    witness.assert_all_ran_as_they_should()
    end(witness, list(bad))
    wait_until(lambda: all(witness.state(key) == "TERMINATED" for key in bad))
