"""One product in separate processes for all tests here, and a person who works with it."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.faults.witness import Witness
from tests.support.data_folders import temporary_data_folder
from tests.support.diagrams import process
from tests.support.live import LiveServices, logged_in

PASSWORD = "a word nobody guesses"

DIAGRAMS = (
    process("letter").start().service_task("note", "test.note").end(),
    process("parcel").start().catch_timer("cooling", "PT0.2S").service_task("note", "test.note").end(),
    process("order")
    .start()
    .catch_message("paid", "paid", key="order")
    .service_task("note", "test.note")
    .user_task("check")
    .end(),
)


@pytest.fixture(scope="package")
def services() -> Iterator[LiveServices]:
    given = {
        "MEANWHILE_JOB_HANDLERS": "tests.support.live_handlers",
        "MEANWHILE_PASSWORD": PASSWORD,
        "MEANWHILE_SCRIPT_SECONDS": "60",
    }
    with temporary_data_folder() as data, LiveServices(data, environment=given) as running:
        running.manage("create_user", "olga", "--role", "admin")
        with logged_in(running.address, "olga", PASSWORD) as client:
            deploy(client)
        yield running
        running.manage("verify")  # fails if anything disagrees after all that has been killed


def deploy(client: httpx.Client) -> None:
    resources = [("resources", (f"{diagram.process.get('id')}.bpmn", diagram.xml())) for diagram in DIAGRAMS]
    client.post("/deployments/", files=resources).raise_for_status()


@pytest.fixture
def olga(services) -> Iterator[httpx.Client]:
    with logged_in(services.address, "olga", PASSWORD) as client:
        yield client


@pytest.fixture
def witness(olga, data_folder: Path) -> Witness:
    return Witness(olga, data_folder)
