"""One product in separate processes for all tests here, and a person who works with it."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.faults.witness import Witness
from tests.support.data_folders import temporary_data_folder
from tests.support.diagrams import process
from tests.support.live import LiveProduct, LiveServices, logged_in
from tests.support.small_disks import NoSmallDisk, small_disk

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
        "MEANWHILE_WORKER_MEGABYTES": "1000",
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


@dataclass(frozen=True)
class Embedded:
    """The product in one process, on a small disk if there can be one."""

    product: LiveProduct
    #: why its disk cannot be filled
    no_small_disk: str | None


@pytest.fixture(scope="package")
def _embedded() -> Iterator[Embedded]:
    given = {"MEANWHILE_JOB_HANDLERS": "tests.support.live_handlers", "MEANWHILE_PASSWORD": PASSWORD}
    with ExitStack() as stack:
        data, why_not = stack.enter_context(temporary_data_folder()), None
        try:
            stack.enter_context(small_disk(data, megabytes=64))
        except NoSmallDisk as reason:
            why_not = str(reason)
        product = stack.enter_context(LiveProduct(data, environment=given))
        product.manage("create_user", "olga", "--role", "admin")
        with logged_in(product.address, "olga", PASSWORD) as client:
            deploy(client)
        yield Embedded(product, why_not)
        product.manage("verify")


@pytest.fixture
def embedded(_embedded: Embedded) -> LiveProduct:
    return _embedded.product


@pytest.fixture
def embedded_on_small_disk(_embedded: Embedded) -> LiveProduct:
    if _embedded.no_small_disk:
        pytest.skip(_embedded.no_small_disk)
    return _embedded.product


@pytest.fixture
def embedded_witness(embedded: LiveProduct, data_folder: Path) -> Iterator[Witness]:
    with logged_in(embedded.address, "olga", PASSWORD) as client:
        yield Witness(client, data_folder)
