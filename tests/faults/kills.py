"""`make kills`: kill -9 of a random process at random moments, again and again, under load. In the end each
instance must have run exactly as it should and once, and journals, documents, rows and counters must agree.

A campaign, not a test: it takes minutes. `python -m tests.faults.kills --kills 100 --seed 7`
"""

from __future__ import annotations

import argparse
import random
import threading
import time
from collections import Counter
from pathlib import Path

import httpx

from tests.faults.conftest import PASSWORD, deploy
from tests.faults.witness import Witness
from tests.support.data_folders import temporary_data_folder
from tests.support.live import LiveServices, logged_in

#: whom it hits how often
VICTIMS = {"worker": 7, "timers": 2, "web": 1}
#: seconds between two kills
PAUSES = (0.3, 4.0)
#: instances that are started in a second
LOAD = 8.0


class Load:
    """Starts instances of every kind until told to stop, in a thread of its own."""

    def __init__(self, witness: Witness) -> None:
        self._witness = witness
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._failure: BaseException | None = None

    def __enter__(self) -> Load:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        number = 0
        try:
            while not self._stopping.wait(1 / LOAD):
                number += 1
                match number % 4:
                    case 0:
                        self._start("order", order=f"order-{number}")
                        message = {"name": "paid", "correlation_key": f"order-{number}"}
                        self._witness.ask("POST", "/messages/publication/", json=message).raise_for_status()
                    case 1:
                        self._start("parcel")
                    case _:
                        self._start("letter")
        except BaseException as failure:
            self._failure = failure

    def _start(self, process_id: str, **variables: object) -> None:
        """An answer may get lost with the process that gives it; whether it was started, the key tells."""
        variables |= {"folder": str(self._witness.folder)}
        key = f"load-{len(self._witness.started)}-{process_id}"
        body = {"process_id": process_id, "business_key": key, "variables": variables}
        while True:
            try:
                answer = self._witness.client.post("/process-instances/", json=body)
            except httpx.TransportError:
                time.sleep(0.2)
                found = self._witness.items(f"/process-instances/?search={key}")
                if found:
                    self._witness.started[str(found[0]["key"])] = process_id
                    return
                continue
            if answer.status_code == 201:
                self._witness.started[str(answer.json()["key"])] = process_id
                return
            time.sleep(0.2)


def campaign(kills: int, seed: int) -> None:
    chance = random.Random(seed)
    given = {"MEANWHILE_JOB_HANDLERS": "tests.support.live_handlers", "MEANWHILE_PASSWORD": PASSWORD}
    with (
        temporary_data_folder() as data,
        temporary_data_folder() as notes,
        LiveServices(data, environment=given) as services,
    ):
        services.manage("create_user", "olga", "--role", "admin")
        with logged_in(services.address, "olga", PASSWORD) as client:
            deploy(client)
            witness = Witness(client, Path(notes))
            began = time.monotonic()
            killed: Counter[str] = Counter()
            with Load(witness):
                for _ in range(kills):
                    time.sleep(chance.uniform(*PAUSES))
                    (victim,) = chance.choices(list(VICTIMS), weights=list(VICTIMS.values()))
                    services.kill(victim)
                    killed[victim] += 1
                    services.start(victim)
            took = time.monotonic() - began
            _do_user_tasks(witness)
            witness.await_all(timeout=600)
            witness.assert_all_ran_as_they_should()
            tries = Counter(witness.notes())
            print(f"{kills} kills in {took:.0f} s (seed {seed}): {dict(killed)}")
            print(
                f"{len(witness.started)} instances, all completed as they should; {len(tries)} jobs, "
                f"{sum(count > 1 for count in tries.values())} of them tried more than once"
            )
            print(f"manage.py verify: {services.manage('verify').strip()}")


def _do_user_tasks(witness: Witness) -> None:
    waiting = set(witness.keys("order"))
    until = time.monotonic() + 600
    while waiting and time.monotonic() < until:
        for task in witness.items("/user-tasks/?view=all"):
            for act in ("claim", "completion"):
                witness.ask("POST", f"/user-tasks/{task['key']}/{act}/", json={})
            waiting.discard(str(task["process_instance_key"]))
        time.sleep(0.2)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    arguments = parser.parse_args()
    campaign(arguments.kills, arguments.seed)
