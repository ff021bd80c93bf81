"""The product as a company runs it, for a while: PostgreSQL and Redis, and a process each for web, worker and
timers, each with a log of its own.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx

from benchmarks.broke import BenchmarkBroke
from benchmarks.lanes import POSTGRESQL
from benchmarks.measuring import environments
from benchmarks.soak import processes
from benchmarks.stores import started
from config.launcher.ports import free_port
from config.launcher.program import Program, last_lines, start, stop
from config.launcher.services import PROJECT, programs
from config.launcher.stores import Stores

START_SECONDS = 120
#: lines that nobody wants to see in a log, of ours or of PostgreSQL
BAD = re.compile(r"\b(ERROR|CRITICAL|FATAL|PANIC)\b|^Traceback ")


class Product:
    def __init__(self, folder: Path, environment: Mapping[str, str], stores: Stores) -> None:
        self.environment = {
            **environment,
            "MEANWHILE_JOB_HANDLERS": "benchmarks.soak.handlers",
            "MEANWHILE_PASSWORD": "a word nobody guesses",
        }
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self._stores = stores
        self._ours: list[tuple[Program, subprocess.Popen[bytes]]] = []
        #: log → how much of it has been looked at
        self._read: dict[Path, int] = {}

    def start(self) -> None:
        self.manage("migrate", "--noinput")
        for program in programs(host="127.0.0.1", port=self.port, environment=self.environment, demo=False):
            logged = replace(program, log=self._folder / f"{program.name}.log")
            self._ours.append((logged, start(logged)))
        deadline = time.monotonic() + START_SECONDS
        while not self._is_well():
            self.require_all_running()
            if time.monotonic() > deadline:
                raise BenchmarkBroke(f"{self.address} is not well {START_SECONDS} s after its start")
            time.sleep(0.2)
        self.new_errors()  # who knocks while PostgreSQL is starting up is refused, and told so in its log

    def stop(self) -> None:
        """Web, worker and timers; the stores stay."""
        for program, process in self._ours:
            stop(process, program)
        self._ours.clear()

    def require_all_running(self) -> None:
        for program, process in [*self._ours, *self._stores.running]:
            if process.poll() is not None:
                log = last_lines(program.log, 20) if program.log else ""
                raise BenchmarkBroke(f"{program.name} ended by itself (status {process.poll()}):\n{log}")

    def memory(self) -> dict[str, float]:
        """Program → megabytes that it and its children hold, each page that several share counted once."""
        found = [*self._ours, *self._stores.running]
        return {program.name: processes.megabytes(process.pid) for program, process in found}

    def processor_seconds(self) -> dict[str, float]:
        """Program → what it and its children have used of processors."""
        found = [*self._ours, *self._stores.running]
        return {program.name: processes.processor_seconds(process.pid) for program, process in found}

    def new_errors(self) -> list[str]:
        """What is bad in the logs since the last look."""
        return [
            f"{program.name}: {line}"
            for program, _ in [*self._ours, *self._stores.running]
            if program.log is not None
            for line in self._new_lines(program.log)
            if BAD.search(line)
        ]

    def manage(self, *arguments: str) -> str:
        """What `manage.py` prints. Raises if it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT,
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            said = "\n".join((done.stdout + done.stderr).splitlines()[-20:])
            raise BenchmarkBroke(f"manage.py {' '.join(arguments)} failed:\n{said}")
        return done.stdout

    def token_of(self, username: str, *options: str) -> str:
        """A new person, and what their programs show instead of a password."""
        self.manage("create_user", username, *options)
        return self.manage("drf_create_token", username).split()[2]

    def _new_lines(self, log: Path) -> list[str]:
        try:
            with log.open("rb") as file:
                file.seek(self._read.get(log, 0))
                content = file.read()
        except FileNotFoundError:
            return []
        whole, end, _ = content.rpartition(b"\n")  # the last line may still be being written
        self._read[log] = self._read.get(log, 0) + len(whole) + len(end)
        return whole.decode(errors="replace").splitlines()

    def _is_well(self) -> bool:
        try:
            answer = httpx.get(f"{self.address}/api/health/", timeout=5)
        except httpx.TransportError:
            return False
        return answer.status_code == 200 and answer.json()["status"] == "ok"


@contextmanager
def product(folder: Path) -> Iterator[Product]:
    """It runs, on a database of its own."""
    with started(folder) as (stores, servers):
        running = Product(folder, environments(folder, servers)[POSTGRESQL] | LOGGING, stores)
        try:
            running.start()
            yield running
        finally:
            running.stop()


LOGGING = {"MEANWHILE_LOG_LEVEL": "INFO"}
