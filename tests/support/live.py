"""The product started for real, as people start it, in processes of its own and on data of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import httpx

from config.launcher.ports import free_port
from config.launcher.program import Program, last_lines, start, stop
from config.launcher.services import PROJECT, programs
from config.launcher.stores import Stores
from tests.support.waiting import wait_until

START_SECONDS = 180

#: The tests' own database, broker and key are not the product's; an empty variable counts as none.
APART = {"DATABASE_URL": "", "REDIS_URL": "", "CELERY_BROKER_URL": "", "MEANWHILE_SECRET_KEY": ""}


class LiveProduct:
    """`make run` (embedded) or `make run-services` (services) on a free port; the demo only if asked for."""

    def __init__(
        self,
        data: Path,
        *,
        way: str = "embedded",
        demo: bool = False,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.data = data
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = data / f"product-{self.port}.log"
        self.environment = {**APART, "MEANWHILE_DATA": str(data), **(environment or {})}
        self._program = Program(
            name=way,
            command=launcher(way, port=self.port, data=data, demo=demo),
            environment=self.environment,
            folder=PROJECT,
            log=self.log,
            stop_seconds=20,
        )
        self.process: subprocess.Popen[bytes]

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        stop(self.process, self._program)

    def start(self) -> None:
        self.process = start(self._program)
        try:
            await_health(self.address, self.process, self.log)
        except BaseException:
            stop(self.process, self._program)
            raise

    def interrupt(self) -> int:
        """Ctrl-C; returns the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)

    def kill(self) -> None:
        """As a power cut would: no process of it gets to say anything."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def manage(self, *arguments: str) -> str:
        """What `manage.py` prints, beside an embedded product that runs."""
        return manage(self.environment, *arguments)

    @property
    def output(self) -> str:
        return self.log.read_text(errors="replace")


class LiveServices:
    """PostgreSQL, Redis, and web, worker and timers one by one: a test can kill and restart each, or add a
    second one.
    """

    def __init__(self, data: Path, *, environment: Mapping[str, str] | None = None) -> None:
        self.data = data
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **APART,
            "MEANWHILE_DATA": str(data),
            "MEANWHILE_DEMO": "0",
            **(environment or {}),
        }
        self.stores = Stores(data, fast=True, environment={})
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._programs: dict[str, Program] = {}

    def __enter__(self) -> Self:
        self.environment |= self.stores.start()
        for program in programs(host="127.0.0.1", port=self.port, environment=self.environment, demo=False):
            self._programs[program.name] = Program(
                name=program.name,
                command=program.command,
                environment=program.environment,
                folder=program.folder,
                log=self.log(program.name),
            )
        try:
            self.manage("migrate", "--noinput")
            for name in self._programs:
                self.start(name)
            await_health(self.address, self._running["web"], self.log("web"))
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for name in list(self._running):
            self.stop(name)
        self.stores.stop()

    def start(self, name: str, *, again: str | None = None) -> None:
        """`again` is the name of a second one of its kind."""
        self._programs.setdefault(again or name, self._programs[name])
        self._running[again or name] = start(self._programs[name])

    def stop(self, name: str) -> None:
        stop(self._running.pop(name), self._programs[name])

    def kill(self, name: str) -> None:
        """Kill -9 of this process and of all that it has forked."""
        process = self._running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def running(self, name: str) -> subprocess.Popen[bytes]:
        return self._running[name]

    def store(self, name: str) -> subprocess.Popen[bytes]:
        """The process of `postgres` or `redis`."""
        [process] = [process for program, process in self.stores.running if program.name == name]
        return process

    @contextmanager
    def without_store(self, name: str) -> Iterator[None]:
        """While `postgres` or `redis` is away: killed, and then started again at the same address."""
        place = next(n for n, (program, _) in enumerate(self.stores.running) if program.name == name)
        program, process = self.stores.running[place]
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        try:
            yield
        finally:
            self.stores.running[place] = (program, start(program))

    @contextmanager
    def with_hanging_store(self, name: str) -> Iterator[None]:
        """While it neither answers nor refuses."""
        process = self.store(name)
        process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            process.send_signal(signal.SIGCONT)

    def manage(self, *arguments: str) -> str:
        """What `manage.py` prints."""
        return manage(self.environment, *arguments)

    def log(self, name: str) -> Path:
        return self.data / f"{name}.log"


def launcher(way: str, *, port: int, data: Path, demo: bool = False) -> tuple[str, ...]:
    """The command of `make run` or `make run-services`."""
    place = ("--port", str(port), "--data", str(data))
    return (sys.executable, "-m", "config.launcher", way, *place, "--demo" if demo else "--no-demo")


def manage(environment: Mapping[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"manage.py {' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@contextmanager
def logged_in(address: str, username: str, password: str) -> Iterator[httpx.Client]:
    """A browser's session, without the browser: its cookies, and the CSRF token in each request."""
    with httpx.Client(base_url=f"{address}/api", timeout=30) as client:
        client.get("/session/").raise_for_status()
        client.headers["X-CSRFToken"] = client.cookies["csrftoken"]
        client.post("/session/", json={"username": username, "password": password}).raise_for_status()
        client.headers["X-CSRFToken"] = client.cookies["csrftoken"]  # logging in makes a new one
        yield client


def await_health(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    def well() -> bool:
        if process.poll() is not None:
            raise AssertionError(f"It ended with status {process.returncode}:\n{last_lines(log, 30)}")
        return health(address) == "ok"

    wait_until(well, timeout=START_SECONDS, message=lambda: f"{address} is well\n{last_lines(log, 30)}")


def health(address: str) -> str | None:
    """What /api/health/ says; None while nobody answers."""
    try:
        return str(httpx.get(f"{address}/api/health/", timeout=5).json()["status"])
    except httpx.TransportError:
        return None
