"""`make faults`: one fault after the other, each under load. After each, all that was started must have
run exactly as it should and once, and journals, documents, rows and counters must agree. Prints a table.

A campaign, not a test: minutes. `python -m tests.faults.campaign --seconds 12 --only clock --json file`
"""

from __future__ import annotations

import argparse
import json
import signal
import statistics
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.faults import faults
from tests.faults.conftest import PASSWORD, deploy
from tests.faults.load import Load
from tests.faults.witness import Witness
from tests.support.data_folders import temporary_data_folder
from tests.support.live import LiveProduct, LiveServices, logged_in
from tests.support.moved_clock import MovedClock, NoCompiler
from tests.support.small_disks import NoSmallDisk, small_disk

#: how many instances say how long one takes after the fault
PROBES = 5
GIVEN = {
    "MEANWHILE_JOB_HANDLERS": "tests.support.live_handlers",
    "MEANWHILE_PASSWORD": PASSWORD,
    "MEANWHILE_WORKER_MEGABYTES": "1000",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    fault: str
    store: str
    #: how often it was done
    times: int
    started: int
    completed: int
    jobs: int
    #: jobs whose handler was called more than once
    tried_again: int
    #: from the end of the fault until what is started then has completed, in seconds
    recovered_after: float
    #: from start to end of an instance with one job, afterwards: median, in seconds
    then_takes: float
    #: of `manage.py verify`
    disagreements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    fault: str
    store: str
    reason: str


def main(seconds: float, only: str, file: str | None) -> int:
    done: list[Figures | Skipped] = []
    failed: list[str] = []
    for store, stage, acts in (
        ("PostgreSQL", on_services, faults.ON_SERVICES),
        ("SQLite", on_embedded, faults.ON_EMBEDDED),
    ):
        wanted = {name: act for name, act in acts.items() if only in name}
        if not wanted:
            continue
        with stage() as (product, without):
            for name, act in wanted.items():
                print(f"{store}: {name} …", flush=True)
                if reason := without.get(name):
                    done.append(Skipped(fault=name, store=store, reason=reason))
                    continue
                try:
                    done.append(under_load(product, store, name, act, seconds))
                except Exception:
                    failed.append(f"{store}: {name}")
                    traceback.print_exc()
    print(table(done))
    if file:
        Path(file).write_text(json.dumps({"seconds": seconds, "faults": [asdict(each) for each in done]}))
    for name in failed:
        print(f"FAILED {name}")
    return 1 if failed or any(isinstance(each, Figures) and each.disagreements for each in done) else 0


@contextmanager
def on_services() -> Iterator[tuple[LiveServices, Mapping[str, str]]]:
    """The product in processes of its own, and which faults cannot be had here, and why."""
    without: dict[str, str] = {}
    with ExitStack() as stack:
        data, tools = (stack.enter_context(temporary_data_folder()) for _ in range(2))
        environment = dict(GIVEN)
        try:
            stack.enter_context(small_disk(data, megabytes=800))
        except NoSmallDisk as reason:
            without[faults.DISK_FULL] = str(reason)
        clock = None
        try:
            clock = MovedClock(tools)
            environment |= clock.environment
        except NoCompiler as reason:
            without[faults.CLOCK] = str(reason)
        services = stack.enter_context(LiveServices(data, environment=environment))
        services.clock = clock  # type: ignore[attr-defined]
        set_up(services)
        yield services, without


@contextmanager
def on_embedded() -> Iterator[tuple[LiveProduct, Mapping[str, str]]]:
    without: dict[str, str] = {}
    with ExitStack() as stack:
        data = stack.enter_context(temporary_data_folder())
        try:
            stack.enter_context(small_disk(data, megabytes=100))
        except NoSmallDisk as reason:
            without[faults.DISK_FULL] = str(reason)
        product = stack.enter_context(LiveProduct(data, environment=GIVEN))
        set_up(product)
        yield product, without


def set_up(product: LiveProduct | LiveServices) -> None:
    product.manage("create_user", "olga", "--role", "admin")
    with logged_in(product.address, "olga", PASSWORD) as client:
        deploy(client)
        faults.deploy_bad_handlers(client)


def under_load(
    product: Any, store: str, name: str, act: Callable[[faults.Stage], int], seconds: float
) -> Figures:
    with temporary_data_folder() as folder, logged_in(product.address, "olga", PASSWORD) as client:
        witness = Witness(client, folder)
        load = Load(witness, each_message_twice=name == faults.TWICE)
        with load:
            time.sleep(min(seconds / 4, 3))
            times = act(faults.Stage(product=product, witness=witness, seconds=seconds))
            began = time.monotonic()
        probes = []
        for _ in range(PROBES):
            probe = load.start("letter")
            wait_for(witness, probe)
            probes.append(time.monotonic() - began - sum(probes))
        witness.do_user_tasks(timeout=300)
        witness.await_all(timeout=300)
        witness.assert_all_ran_as_they_should()
        tries = Counter(witness.notes())
        verified = product.manage("verify").strip().splitlines()
        return Figures(
            fault=name,
            store=store,
            times=times,
            started=len(witness.started),
            completed=sum(witness.state(key) == "COMPLETED" for key in witness.started),
            jobs=len(tries),
            tried_again=sum(count > 1 for count in tries.values()),
            recovered_after=round(probes[0], 2),
            then_takes=round(statistics.median(probes[1:]), 2),
            disagreements=0 if verified[-1] == "everything agrees" else len(verified),
        )


def wait_for(witness: Witness, key: str) -> None:
    while witness.state(key) == "ACTIVE":
        time.sleep(0.02)


def table(done: list[Figures | Skipped]) -> str:
    lines = [
        "| fault, under load | store | times | started | completed | jobs | tried again | recovered after | "
        "then takes | disagreements |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for each in done:
        cells: tuple[object, ...] = (
            (f"skipped: {each.reason}", *[""] * 7)
            if isinstance(each, Skipped)
            else (
                each.times,
                each.started,
                each.completed,
                each.jobs,
                each.tried_again,
                f"{each.recovered_after} s",
                f"{each.then_takes} s",
                each.disagreements,
            )
        )
        lines.append(f"| {' | '.join(str(cell) for cell in (each.fault, each.store, *cells))} |")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=12, help="how long each fault lasts, about")
    parser.add_argument("--only", default="", help="faults whose names contain this")
    parser.add_argument("--json")
    arguments = parser.parse_args()
    # Asked to stop, it leaves neither products nor disks behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    raise SystemExit(main(arguments.seconds, arguments.only, arguments.json))
