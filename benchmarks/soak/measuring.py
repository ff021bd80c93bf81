"""Measuring: as much as can be done for half a minute, then a part of that for a long time; in the end
nothing may be left, lost or wrong.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Any

import httpx

from benchmarks import machine
from benchmarks.broke import BenchmarkBroke
from benchmarks.running import today
from benchmarks.six_processes import diagram
from benchmarks.soak.load import Load
from benchmarks.soak.product import Product, product
from benchmarks.soak.watching import Watch
from benchmarks.stores import data_folder

#: until caches are filled and pools are warm
WARM_UP_SECONDS = 15
MAXIMUM_SECONDS = 30
#: how long what was started may take to its end, once nothing is started any more
DRAIN_SECONDS = 180
OPERATOR, WORKER, TEAM = "olga", "ada", "soakers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    minutes: float
    #: a part of the maximum
    load: float


def measure(plan: Plan, *, tell: Callable[[str], None]) -> dict[str, Any]:
    with ExitStack() as stack:
        folder = stack.enter_context(data_folder())
        tell("Starting PostgreSQL, Redis, web, worker and timers")
        running = stack.enter_context(product(folder))
        facts = machine.facts(folder, running.environment["DATABASE_URL"])
        load = _load(running)
        watch = stack.enter_context(closing(Watch(running, load)))
        load.begin()
        stack.callback(load.end)
        tell("As much as can be done, for half a minute")
        watch.for_seconds(WARM_UP_SECONDS)
        before, began = watch.number_of("COMPLETED"), time.monotonic()
        watch.for_seconds(MAXIMUM_SECONDS)
        maximum = (watch.number_of("COMPLETED") - before) / (time.monotonic() - began)
        if maximum == 0:
            raise BenchmarkBroke(f"Nothing was completed in {MAXIMUM_SECONDS} s: {load.failures[:5]}")
        first = len(watch.samples)
        rate = plan.load * maximum
        load.set_rate(rate)
        tell(f"{rate:.1f} instances a second, {plan.load:.0%} of the maximum, for {plan.minutes:g} minutes")
        watch.for_seconds(plan.minutes * 60)
        tell("Waiting for what was started to end")
        load.stop_starting()
        left = watch.await_the_end(DRAIN_SECONDS)
        load.end()
        completed = watch.number_of("COMPLETED")
        errors = [*watch.last_errors(), *load.failures]
        running.stop()
        tell(f"Verifying {completed:,} instances")
        verified = _verified(running)
    samples = watch.samples
    return {
        "machine": facts,
        "date": today(),
        "minutes": plan.minutes,
        "load": plan.load,
        "maximum_per_second": maximum,
        "rate_per_second": rate,
        "started": load.number_started,
        "completed": completed,
        "left": left,
        "lost": load.number_started - completed,
        "errors": [error for sample in samples for error in sample.errors] + errors,
        "verify": verified,
        "warm_up": [sample.as_json() for sample in samples[:first]],
        "samples": [sample.as_json() for sample in samples[first:]],
    }


def _load(running: Product) -> Load:
    operator = running.token_of(OPERATOR, "--role", "admin")
    worker = running.token_of(WORKER, "--role", "business_user", "--group", TEAM)
    answer = httpx.post(
        f"{running.address}/api/deployments/",
        files=[("resources", ("SOAK.bpmn", diagram("SOAK")))],
        headers={"Authorization": f"Token {operator}"},
        timeout=60,
    )
    if not answer.is_success:
        raise BenchmarkBroke(f"The processes were not deployed: {answer.status_code} {answer.text[:500]}")
    return Load(running.address, operator_token=operator, worker_token=worker)


def _verified(running: Product) -> str:
    """What `manage.py verify` says."""
    try:
        return running.manage("verify").strip()
    except BenchmarkBroke as broke:
        return str(broke)
