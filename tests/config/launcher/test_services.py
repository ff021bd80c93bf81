"""`make run-services`: PostgreSQL, Redis, and web, worker and timers in processes of their own."""

import os
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.support.data_folders import temporary_data_folder
from tests.support.diagrams import process
from tests.support.live import LiveProduct, LiveServices, health, logged_in
from tests.support.waiting import wait_until

pytestmark = pytest.mark.services


PASSWORD = "a word nobody guesses"


@pytest.fixture(scope="module")
def services() -> Iterator[LiveServices]:
    given = {"MEANWHILE_JOB_HANDLERS": "tests.support.live_handlers", "MEANWHILE_PASSWORD": PASSWORD}
    with temporary_data_folder() as data, LiveServices(data, environment=given) as running:
        running.manage("create_user", "olga", "--role", "admin")
        parcel = (
            process("parcel").start().catch_timer("cooling", "PT0.2S").service_task("note", "test.note").end()
        )
        letter = process("letter").start().service_task("note", "test.note").end()
        for name, diagram in {"parcel": parcel, "letter": letter}.items():
            (data / f"{name}.bpmn").write_bytes(diagram.xml())
        running.manage("deploy", str(data / "parcel.bpmn"), str(data / "letter.bpmn"))
        yield running


@pytest.fixture
def olga(services) -> Iterator[httpx.Client]:
    with logged_in(services.address, "olga", PASSWORD) as client:
        yield client


@pytest.fixture
def folder(data_folder) -> Path:
    """Where the handler of the test's instance leaves its notes."""
    return data_folder


def start(olga: httpx.Client, process_id: str, **variables: object) -> str:
    answer = olga.post("/process-instances/", json={"process_id": process_id, "variables": variables})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["key"])


def state_of(olga: httpx.Client, key: str) -> str:
    return str(olga.get(f"/process-instances/{key}/").json()["state"])


def notes(folder: Path) -> list[str]:
    path = folder / "notes"
    return path.read_text().splitlines() if path.exists() else []


def test_an_instance_runs_through_web_timers_and_worker(services, olga, folder):
    key = start(olga, "parcel", folder=str(folder))
    wait_until(lambda: state_of(olga, key) == "COMPLETED")
    assert len(notes(folder)) == 1


def test_a_worker_killed_in_mid_step_costs_a_second_try_and_nothing_else(services, olga, folder):
    key = start(olga, "parcel", folder=str(folder), held=True)
    wait_until(lambda: notes(folder), message="the worker has begun")
    services.kill("worker")
    (folder / "go").touch()
    services.start("worker")
    let_time_pass(services, timedelta(hours=1))
    wait_until(lambda: state_of(olga, key) == "COMPLETED", timeout=40)
    first, second = notes(folder)
    assert first == second, "both tries bear the same idempotency key"
    visits = olga.get(f"/process-instances/{key}/element-instances/").json()["items"]
    assert [visit["element_id"] for visit in visits] == ["start", "cooling", "note", "end"]
    assert {visit["state"] for visit in visits} == {"COMPLETED"}


def test_while_redis_hangs_people_are_answered_and_once_it_is_back_the_work_is_done(services, olga, folder):
    [redis] = [process for program, process in services.stores.running if program.name == "redis"]
    redis.send_signal(signal.SIGSTOP)
    try:
        began = time.monotonic()
        key = start(olga, "letter", folder=str(folder))
        assert time.monotonic() - began < 20
        assert state_of(olga, key) == "ACTIVE"
    finally:
        redis.send_signal(signal.SIGCONT)
    wait_until(lambda: state_of(olga, key) == "COMPLETED", timeout=40)
    assert len(notes(folder)) == 1


def let_time_pass(services: LiveServices, duration: timedelta) -> None:
    """The clock of a live product cannot be moved; what a worker holds can be moved back."""
    with psycopg.connect(services.environment["DATABASE_URL"]) as connection:
        moved = connection.execute("UPDATE processes_job SET locked_until = locked_until - %s", [duration])
        assert moved.rowcount == 1


def test_one_command_starts_all_looks_after_them_and_stops_all(data_folder):
    with LiveProduct(data_folder, way="services") as product:
        wait_until(lambda: f"Meanwhile is running at {product.address}" in product.output)
        before = children(product.process.pid)
        assert len(before) == 5, before
        [worker] = [pid for pid, command in before.items() if "celery" in command]
        os.kill(worker, signal.SIGKILL)
        wait_until(lambda: "worker ended (killed by signal 9)" in product.output)
        wait_until(
            lambda: len(children(product.process.pid)) == 5 and worker not in children(product.process.pid)
        )
        assert product.interrupt() == 0
        assert "Traceback" not in product.output
        assert [pid for pid in before if Path(f"/proc/{pid}").exists()] == []


def test_a_killed_launcher_takes_all_with_it_and_the_next_one_has_the_data(data_folder):
    with LiveProduct(data_folder, way="services") as product:
        before = children(product.process.pid)
        product.kill()
        wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in before))
        assert health(product.address) is None
        product.start()
        assert health(product.address) == "ok"


def children(pid: int) -> dict[int, str]:
    """Process id → command of each child."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {int(child): Path(f"/proc/{child}/cmdline").read_text().replace("\0", " ") for child in found}
