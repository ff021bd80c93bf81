"""Stopping: whatever ends a benchmark, nothing of it stays behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.broke import BenchmarkBroke
from benchmarks.stores import data_folder, file_system, require_durable

PROJECT = Path(__file__).resolve().parents[2]


def processes_that_know(text: str) -> list[int]:
    """Those whose environment or arguments contain it."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            try:
                known = (folder / "environ").read_bytes() + (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if text.encode() in known:
                found.append(int(folder.name))
    return found


def await_at_least(count: int, text: str, *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while len(processes_that_know(text)) < count:
        assert time.monotonic() < deadline, f"fewer than {count} processes were started"
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_stops_all_processes_and_leaves_nothing_behind(number):
    with data_folder() as folder:
        environment = {**os.environ, "TMPDIR": str(folder)}
        environment.pop("DATABASE_URL", None)
        benchmark = subprocess.Popen(
            [sys.executable, "-m", "benchmarks", "--quick"],
            cwd=PROJECT,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            assert benchmark.stderr is not None
            for line in benchmark.stderr:
                if "Starting the contestants" in line:
                    break
            await_at_least(8, str(folder))  # servers, and some of the contestants
            benchmark.send_signal(number)
            assert benchmark.wait(60) == 130
        finally:
            benchmark.kill()
            benchmark.wait()
        deadline = time.monotonic() + 10
        while processes_that_know(str(folder)) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert processes_that_know(str(folder)) == []
        assert list(folder.iterdir()) == []


def test_the_data_folder_is_on_a_disk_and_gone_afterwards():
    with data_folder() as folder:
        assert file_system(folder) not in ("tmpfs", "unknown")
        (folder / "something").write_text("stored")
    assert not folder.exists()


@pytest.mark.services
def test_a_server_that_may_forget_is_not_measured():
    with pytest.raises(BenchmarkBroke, match="fsync = off"):
        require_durable(os.environ["DATABASE_URL"])  # the one of the tests is fast and forgetful
