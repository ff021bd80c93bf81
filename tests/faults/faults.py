"""The faults of the campaign. Each is a function that does it, again and again for some seconds, while
instances are started; how often it was done, it returns.
"""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import psycopg

from processes.runtime import wake
from tests.faults.locks import locked
from tests.faults.witness import Witness
from tests.support.bells import empty_redis, ring
from tests.support.diagrams import process
from tests.support.live import await_health
from tests.support.small_disks import filled

#: what a bad handler does → what its incident says
WRONGS = {
    "raises": "the peer is away",
    "hangs": "still busy after its time limit of 1 s",
    "eats": "a worker process may have 1000 MB",
    "dies": "ended the process that ran it, by SIGKILL",
    "returns": "Expected the handler to return variables by name",
}


FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    #: `LiveServices` or `LiveProduct`
    product: Any
    witness: Witness
    seconds: float
    #: keys of instances that only take space
    large: list[str] = field(default_factory=list)

    def again_and_again(self, do: Callable[[], object], *, pause: float) -> int:
        """As many times as there is time for, and not less than a few. How many."""
        until, times = time.monotonic() + self.seconds, 0
        while times < FEW or time.monotonic() < until:
            do()
            times += 1
            time.sleep(pause)
        return times


def deploy_bad_handlers(client: httpx.Client) -> None:
    for wrong in WRONGS:
        diagram = process(wrong).start().service_task("step", f"test.{wrong}").end()
        files = [("resources", (f"{wrong}.bpmn", diagram.xml()))]
        client.post("/deployments/", files=files).raise_for_status()


def begin(witness: Witness, wrong: str) -> str:
    body = {"process_id": wrong, "variables": {"folder": str(witness.folder)}}
    return str(witness.ask("POST", "/process-instances/", json=body).raise_for_status().json()["key"])


def end(witness: Witness, keys: list[str]) -> None:
    for key in keys:
        witness.ask("POST", f"/process-instances/{key}/cancellation/", json={}).raise_for_status()
    (witness.folder / "go").touch()


def incidents_of(witness: Witness, keys: list[str]) -> dict[str, str]:
    """Key of an instance → what its incident says."""
    found: dict[str, str] = {}
    for key in keys:
        for each in witness.items(f"/incidents/?process_instance_key={key}"):
            found[key] = each["message"]
    return found


# --- PostgreSQL and Redis, and processes of its own ------------------------------------------------


def worker_killed(stage: Stage) -> int:
    def do() -> None:
        stage.product.kill("worker")
        stage.product.start("worker")

    return stage.again_and_again(do, pause=random.uniform(0.5, 2))


def postgresql_killed(stage: Stage) -> int:
    def do() -> None:
        with stage.product.without_store("postgres"):
            time.sleep(1)

    return stage.again_and_again(do, pause=2)


def redis_killed(stage: Stage) -> int:
    def do() -> None:
        with stage.product.without_store("redis"):
            time.sleep(1)

    return stage.again_and_again(do, pause=2)


def redis_emptied(stage: Stage) -> int:
    def do() -> None:
        empty_redis(stage.product)

    return stage.again_and_again(do, pause=0.5)


def everything_twice(stage: Stage) -> int:
    def do() -> None:
        for bell in (wake.WORK_JOBS, wake.CORRELATE_MESSAGES, wake.BROADCAST_SIGNALS):
            ring(stage.product, bell, times=2)

    stage.product.start("worker", again="second worker")
    stage.product.start("timers", again="second timers")
    try:
        return stage.again_and_again(do, pause=0.1)
    finally:
        stage.product.stop("second worker")
        stage.product.stop("second timers")


def bad_handlers(stage: Stage) -> int:
    bad = {begin(stage.witness, wrong): wrong for wrong in WRONGS for _ in range(2)}
    until = time.monotonic() + 120
    while len(told := incidents_of(stage.witness, list(bad))) < len(bad) and time.monotonic() < until:
        time.sleep(0.5)
    for key, wrong in bad.items():
        assert WRONGS[wrong] in told.get(key, "no incident"), wrong
    end(stage.witness, list(bad))
    return len(bad)


def documents_broken(stage: Stage) -> int:
    """While instances wait for messages that come, their state documents are no more than a brace."""
    name = stage.witness.folder.name
    orders = [stage.witness.start("order", order=f"{name}-broken-{number}") for number in range(5)]
    table = "processes_processinstance"
    with psycopg.connect(stage.product.environment["DATABASE_URL"], autocommit=True) as connection:
        documents = connection.execute(
            f"SELECT key, document FROM {table} WHERE key = ANY(%s)", [[int(key) for key in orders]]
        ).fetchall()
        for key, _ in documents:
            connection.execute(f"UPDATE {table} SET document = '{{' WHERE key = %s", [key])
        publish(stage.witness, name)
        time.sleep(stage.seconds)
        for key, document in documents:
            connection.execute(f"UPDATE {table} SET document = %s WHERE key = %s", [document, key])
    publish(stage.witness, name)
    return len(orders)


def publish(witness: Witness, name: str) -> None:
    for number in range(5):
        message = {"name": "paid", "correlation_key": f"{name}-broken-{number}", "time_to_live": "P3D"}
        message["message_id"] = message["correlation_key"]
        witness.ask("POST", "/messages/publication/", json=message)


def start_until_refused(stage: Stage) -> None:
    """Large instances, until one finds no space; they are not among those that are counted."""
    started, refused = [], None
    until = time.monotonic() + 30
    while refused is None and time.monotonic() < until:
        large = secrets.token_hex(100_000)
        body = {"process_id": "order", "variables": {"order": large[:20], "large": large}}
        try:
            answer = stage.witness.client.post("/process-instances/", json=body)
        except httpx.TransportError:
            continue
        if answer.is_success:
            started.append(str(answer.json()["key"]))
        else:
            refused = answer.status_code
    stage.large.extend(started)
    assert refused in (503, 507), f"the disk was never full: {refused}"
    print(f"  refused with {refused} after {len(started)} large instances", flush=True)


def disk_of_postgresql_full(stage: Stage) -> int:
    def do() -> None:
        with filled(stage.product.data):
            start_until_refused(stage)
        if stage.product.store("postgres").poll() is not None:
            # It ends when it cannot write its log: whoever has made space starts it.
            print("  PostgreSQL has ended, and is started", flush=True)
            with stage.product.without_store("postgres"):
                pass
        end(stage.witness, stage.large)
        stage.large.clear()

    return stage.again_and_again(do, pause=3)


def clock_set(stage: Stage) -> int:
    """An hour and a day, back and forward. In the end it is right, as seen from when it was behind."""
    hour, day, right = timedelta(hours=1), timedelta(days=1), timedelta(0)
    moves = (-hour, right, hour, right, -day, right, day)
    for offset in moves:
        stage.product.clock.move_to(offset)
        time.sleep(stage.seconds / len(moves))
    return len(moves)


# --- SQLite, and one process -------------------------------------------------------------------------


def product_killed(stage: Stage) -> int:
    def do() -> None:
        stage.product.kill()
        stage.product.start()
        await_health(stage.product.address, stage.product.process, stage.product.log)

    return stage.again_and_again(do, pause=2)


def sqlite_busy(stage: Stage) -> int:
    """For longer than anybody waits for it (20 s), and for less."""
    for seconds in (10, 25):
        with locked(stage.product.data):
            time.sleep(seconds)
        time.sleep(1)
    return 2


def disk_of_sqlite_full(stage: Stage) -> int:
    def do() -> None:
        with filled(stage.product.data):
            start_until_refused(stage)
        end(stage.witness, stage.large)
        stage.large.clear()

    return stage.again_and_again(do, pause=2)


TWICE = "every message, bell and process twice"
DISK_FULL = "disk full"
CLOCK = "clock set an hour and a day, back and forward"
NONE = "none"

Act = Callable[[Stage], int]


def nothing(stage: Stage) -> int:
    time.sleep(stage.seconds)
    return 0


ON_SERVICES: dict[str, Act] = {
    NONE: nothing,
    "worker killed": worker_killed,
    "PostgreSQL killed and restarted": postgresql_killed,
    "Redis killed and restarted, empty": redis_killed,
    "Redis emptied": redis_emptied,
    TWICE: everything_twice,
    "handlers that raise, hang, eat memory, die, return nonsense": bad_handlers,
    "broken state documents": documents_broken,
    DISK_FULL: disk_of_postgresql_full,
    CLOCK: clock_set,
}
ON_EMBEDDED: dict[str, Act] = {
    NONE: nothing,
    "whole product killed": product_killed,
    "database locked by someone else, 10 s and 25 s": sqlite_busy,
    DISK_FULL: disk_of_sqlite_full,
}
