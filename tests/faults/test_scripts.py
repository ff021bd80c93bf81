"""Python scripts in workers as Celery forks them, and workers that are killed in the middle of one."""

import pytest

from tests.faults.witness import Witness
from tests.support.diagrams import process
from tests.support.waiting import wait_until

pytestmark = pytest.mark.services

SUM = process("sum").start().foreign_script_task("add", "python", "total = sum(numbers)").end()
#: seconds of work even on a quick machine; the services of these tests allow a script a minute
ROUNDS = 15_000_000
LONG = (
    process("long")
    .start()
    .foreign_script_task("count", "python", "n = 0\nwhile n < rounds:\n    n = n + 1", result="n")
    .end()
)


@pytest.fixture(autouse=True)
def _deployed(olga):
    for diagram in (SUM, LONG):
        name = f"{diagram.process.get('id')}.bpmn"
        olga.post("/deployments/", files=[("resources", (name, diagram.xml()))]).raise_for_status()


def variable(witness: Witness, key: str, name: str) -> object:
    items = witness.ask("GET", f"/process-instances/{key}/variables/").json()["items"]
    return next((each["value"] for each in items if each["name"] == name), None)


def test_each_worker_process_runs_scripts_in_sandboxes_of_its_own(witness):
    keys = [witness.start("sum", numbers=[n, 1]) for n in range(30)]
    witness.await_all()
    assert [variable(witness, key, "total") for key in keys] == [n + 1 for n in range(30)]


def test_a_script_whose_worker_is_killed_runs_again(services, witness):
    key = witness.start("long", rounds=ROUNDS)
    jobs = f"/process-instances/{key}/jobs/"
    wait_until(lambda: any(job["worker"] for job in witness.items(jobs)), message="a worker has its job")
    services.kill("worker")
    assert witness.state(key) == "ACTIVE", "it was killed in the middle"
    services.start("worker")
    witness.await_all(timeout=90)
    assert variable(witness, key, "n") == ROUNDS
