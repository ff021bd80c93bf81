"""`make run`: everything in one process, as a person starts, stops, kills and restarts it."""

import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.launcher.services import PROJECT
from tests.support.data_folders import temporary_data_folder
from tests.support.live import LiveProduct, launcher
from tests.support.waiting import wait_until


def refused(data: Path, *, port: int) -> str:
    """What a start says that is refused: a message for people, never a traceback."""
    done = subprocess.run(
        launcher("embedded", port=port, data=data), cwd=PROJECT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def product() -> Iterator[LiveProduct]:
    elsewhere = {"DATABASE_URL": "postgres://nowhere/db"}
    with temporary_data_folder() as data, LiveProduct(data, environment=elsewhere) as running:
        wait_until(lambda: "Meanwhile is running" in running.output)
        yield running


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_stop_it_soon(data_folder, asked):
    with LiveProduct(data_folder) as product:
        wait_until(lambda: "Ctrl-C stops it" in product.output)
        began = time.monotonic()
        product.process.send_signal(asked)
        assert product.process.wait(20) == 0
        assert time.monotonic() - began < 8
        assert "Meanwhile has stopped" in product.output
        assert "Traceback" not in product.output


def test_it_says_where_it_is(product):
    assert f"Meanwhile is running at {product.address}" in product.output


def test_servers_named_in_the_environment_are_not_used_and_that_is_said(product):
    assert "DATABASE_URL is set, but one process needs no server: not used" in product.output
    assert (product.data / "meanwhile.sqlite3").exists()


def test_a_second_one_on_the_same_data_is_refused_and_told_why(product):
    assert f"in use by Meanwhile at {product.address}" in refused(product.data, port=0)


def test_a_port_in_use_is_told_with_the_next_one_to_try(product, data_folder):
    said = refused(data_folder, port=product.port)
    assert f"Port {product.port} is in use by another program" in said
    assert f"make run PORT={product.port + 1}" in said


def test_a_data_folder_that_cannot_be_written_is_told(data_folder):
    (data_folder / "file").write_text("in the way")
    assert "cannot be written" in refused(data_folder / "file", port=0)
