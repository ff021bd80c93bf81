"""`make run-services`: PostgreSQL, Redis, and web, worker and timers in processes of their own."""

import os
import signal
from pathlib import Path

import pytest

from tests.support.live import LiveProduct, health
from tests.support.waiting import wait_until

pytestmark = pytest.mark.services


def test_one_command_starts_all_looks_after_all_survives_its_own_death_and_stops_all(data_folder):
    with LiveProduct(data_folder, way="services") as product:
        wait_until(lambda: f"Meanwhile is running at {product.address}" in product.output)
        all_of_them = children(product.process.pid)
        assert len(all_of_them) == 5, all_of_them

        [worker] = [pid for pid, command in all_of_them.items() if "celery" in command]
        os.kill(worker, signal.SIGKILL)
        wait_until(lambda: "worker ended (killed by signal 9)" in product.output)
        wait_until(
            lambda: len(children(product.process.pid)) == 5 and worker not in children(product.process.pid)
        )

        all_of_them = children(product.process.pid)
        product.kill()
        wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in all_of_them))
        assert health(product.address) is None

        product.start()  # on the data of the one before
        all_of_them = children(product.process.pid)
        assert product.interrupt() == 0
        assert "Traceback" not in product.output
        assert [pid for pid in all_of_them if Path(f"/proc/{pid}").exists()] == []


def children(pid: int) -> dict[int, str]:
    """Process id → command of each child."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {int(child): Path(f"/proc/{child}/cmdline").read_text().replace("\0", " ") for child in found}
