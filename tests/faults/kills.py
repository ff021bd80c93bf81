"""`make kills`: kill -9 of a random process at random moments, again and again, under load. In the end each
instance must have run exactly as it should and once, and journals, documents, rows and counters must agree.

A campaign, not a test: it takes minutes. `python -m tests.faults.kills --kills 100 --seed 7`
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from pathlib import Path

from tests.faults.conftest import PASSWORD, deploy
from tests.faults.load import Load
from tests.faults.witness import Witness
from tests.support.data_folders import temporary_data_folder
from tests.support.live import LiveServices, logged_in

#: whom it hits how often
VICTIMS = {"worker": 7, "timers": 2, "web": 1}
#: seconds between two kills
PAUSES = (0.3, 4.0)


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
            witness.do_user_tasks(timeout=600)
            witness.await_all(timeout=600)
            witness.assert_all_ran_as_they_should()
            tries = Counter(witness.notes())
            print(f"{kills} kills in {took:.0f} s (seed {seed}): {dict(killed)}")
            print(
                f"{len(witness.started)} instances, all completed as they should; {len(tries)} jobs, "
                f"{sum(count > 1 for count in tries.values())} of them tried more than once"
            )
            print(f"manage.py verify: {services.manage('verify').strip()}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    arguments = parser.parse_args()
    campaign(arguments.kills, arguments.seed)
