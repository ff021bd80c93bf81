"""Meanwhile as a company runs it: PostgreSQL, Redis, and a process each for web, worker and timers."""

import http.client
import signal
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from config.launcher import commands, ports, welcome
from config.launcher.data_folder import DataFolder
from config.launcher.problems import CannotStart
from config.launcher.program import Program, start, stop
from config.launcher.stores import Stores
from config.launcher.supervisor import Supervisor

PROJECT = Path(__file__).resolve().parents[2]


def run(*, host: str, port: int, data: Path, demo: bool) -> None:
    """Returns when asked to stop (Ctrl-C, SIGTERM), and all is stopped."""
    stopping = _event_of_the_stop_signals()
    folder = DataFolder(data)
    folder.acquire(owner=f"Meanwhile at {welcome.address(host, port)}")
    ports.reserve(host, port).close()
    stores = Stores(folder.path)
    try:
        print("Starting PostgreSQL, Redis, web, worker and timers …", flush=True)
        environment = {
            **stores.start(),
            "MEANWHILE_DATA": str(folder.path),
            "MEANWHILE_DEMO": "1" if demo else "0",
            "PYTHONUNBUFFERED": "1",
        }
        _run_to_its_end(_program("migrate", commands.MIGRATE, environment), stopping)
        _supervise(
            programs(host=host, port=port, environment=environment, demo=demo), stores, stopping, host, port
        )
    finally:
        stores.stop()
        folder.release()
    welcome.print_farewell()


def programs(*, host: str, port: int, environment: Mapping[str, str], demo: bool) -> list[Program]:
    """What runs beside PostgreSQL and Redis."""
    found = [
        _program("web", commands.web(host=host, port=port), {**environment, **commands.WEB_ENVIRONMENT}),
        _program("worker", commands.WORKER, environment),
        _program("timers", commands.TIMERS, environment),
    ]
    return [*found, _program("demo", commands.DEMO, environment)] if demo else found


def _supervise(found: list[Program], stores: Stores, stopping: threading.Event, host: str, port: int) -> None:
    supervisor = Supervisor(found)
    welcomed = False
    try:
        supervisor.start()
        while not stopping.wait(0.2):
            supervisor.look_after()
            if (lost := stores.ended()) is not None:
                raise CannotStart(f"{lost.name} ended by itself; the last lines of {lost.log} say why.")
            if not welcomed and _answers(host, port):
                welcome.print_welcome(host=host, port=port, demo=any(each.name == "demo" for each in found))
                welcomed = True
    finally:
        supervisor.stop()


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1" if host in {"0.0.0.0", ""} else host, port, timeout=2)
    try:
        connection.request("HEAD", "/login")
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def _program(name: str, command: tuple[str, ...], environment: Mapping[str, str]) -> Program:
    return Program(name=name, command=(sys.executable, *command), environment=environment, folder=PROJECT)


def _run_to_its_end(program: Program, stopping: threading.Event) -> None:
    process = start(program)
    while (status := process.poll()) is None:
        if stopping.is_set():
            stop(process, program)
            return
        time.sleep(0.05)
    if status != 0:
        raise CannotStart(
            f"`{' '.join(program.command[1:])}` failed (status {status}); its output above says why."
        )


def _event_of_the_stop_signals() -> threading.Event:
    stopping = threading.Event()

    def stop_all(number: int, frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop_all)
    return stopping
