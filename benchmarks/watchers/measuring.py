"""Measuring: the worker has more to do than it can, once with nobody looking and once with all browsers, in
turn, so that what the machine does otherwise is the same for both.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import httpx

from benchmarks import machine
from benchmarks.broke import BenchmarkBroke
from benchmarks.crew import Crew
from benchmarks.six_processes import diagram
from benchmarks.soak.product import Product, product
from benchmarks.stores import data_folder
from benchmarks.tables import Table

PROCESS = "soak-work"
OPERATOR = "olga"
PASSWORD = "a word nobody guesses"
DRAIN_SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    watchers: int
    rounds: int
    seconds: float


def measure(plan: Plan, *, tell: Callable[[str], None]) -> dict[str, Any]:
    with ExitStack() as stack:
        folder = stack.enter_context(data_folder())
        tell("Starting PostgreSQL, Redis, web, worker and timers")
        running = stack.enter_context(product(folder))
        running.new_errors()  # PostgreSQL says that it is starting
        cookie, subject = _log_in_and_deploy(running)
        backlog = stack.enter_context(
            Crew("benchmarks.watchers.backlog:Backlog", environment=running.environment)
        )
        sockets = stack.enter_context(Crew("benchmarks.watchers.sockets:Sockets"))
        tell("Warming up")
        backlog.call("keep_up", process_id=PROCESS, seconds=plan.seconds)
        rounds = []
        for number in range(plan.rounds):
            tell(f"Round {number + 1}: nobody looks")
            alone = _measured(running, backlog, plan)
            tell(f"Round {number + 1}: {plan.watchers} browsers look")
            opened = sockets.call(
                "open", address=running.address, cookie=cookie, subject=subject, number=plan.watchers
            )
            if opened != plan.watchers:
                raise BenchmarkBroke(f"{opened} of {plan.watchers} browsers got their line")
            watched = _measured(running, backlog, plan)
            watched |= sockets.call("take")
            sockets.call("close")
            rounds.append({"alone": alone, "watched": watched})
        left = backlog.call("await_end", process_id=PROCESS, seconds=DRAIN_SECONDS)
        return {
            "machine": machine.facts(folder, running.environment["DATABASE_URL"]),
            "watchers": plan.watchers,
            "rounds": rounds,
            "left": left,
            "errors": running.new_errors(),
        }


def _measured(running: Product, backlog: Crew, plan: Plan) -> dict[str, Any]:
    before = running.processor_seconds()
    found = backlog.call("keep_up", process_id=PROCESS, seconds=plan.seconds)
    used = running.processor_seconds()
    return {
        "per_second": found["completed"] / found["seconds"],
        "worker_ms": 1000 * (used["worker"] - before["worker"]) / max(found["completed"], 1),
        "web_share": (used["web"] - before["web"]) / found["seconds"],
    }


def _log_in_and_deploy(running: Product) -> tuple[str, str]:
    """The cookies of an operator's browser, and the subject that it watches."""
    running.manage("create_user", OPERATOR, "--role", "admin")
    with httpx.Client(base_url=f"{running.address}/api", timeout=60) as client:
        client.get("/session/").raise_for_status()
        client.headers["X-CSRFToken"] = client.cookies["csrftoken"]
        client.post("/session/", json={"username": OPERATOR, "password": PASSWORD}).raise_for_status()
        client.headers["X-CSRFToken"] = client.cookies["csrftoken"]
        files = [("resources", ("SOAK.bpmn", diagram("SOAK")))]
        client.post("/deployments/", files=files).raise_for_status()
        found = client.get(f"/process-definitions/?process_id={PROCESS}").raise_for_status().json()
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        return cookie, f"definition:{found['items'][0]['key']}"


def cost(measured: dict[str, Any]) -> float:
    """By how much fewer instances are completed when everybody looks: the median of the rounds."""
    rounds = measured["rounds"]
    return 1 - statistics.median(
        each["watched"]["per_second"] / each["alone"]["per_second"] for each in rounds
    )


def tables(measured: dict[str, Any]) -> list[Table]:
    def middle(way: str, what: str) -> float:
        return statistics.median(each[way][what] for each in measured["rounds"])

    late = [each["watched"]["late"] for each in measured["rounds"] if each["watched"]["late"]]
    heard = sum(each["watched"]["deltas"] for each in measured["rounds"])
    rows = [
        ("instances completed in a second", "per_second", "{:.0f}"),
        ("processor time of the worker for an instance, ms", "worker_ms", "{:.2f}"),
        ("processors that the web process keeps busy", "web_share", "{:.2f}"),
    ]
    told = [
        [name, form.format(middle("alone", what)), form.format(middle("watched", what))]
        for name, what, form in rows
    ]
    if late:
        p50, p95 = (statistics.median(each[what] for each in late) for what in ("p50", "p95"))
        told.append(["from telling to hearing, p50 and p95, ms", "", f"{p50:.0f}, {p95:.0f}"])
    told.append(["deltas that were heard", "", f"{heard:,}"])
    title = f"{measured['watchers']:,} browsers on one process cost {cost(measured):.0%} of the throughput"
    return [Table(title, ["", "nobody looks", "all look"], told)]


def wrong(measured: dict[str, Any]) -> list[str]:
    problems = [f"logged: {error}" for error in measured["errors"][:10]]
    if measured["left"]:
        problems.append(f"{measured['left']} instances did not complete")
    if lost := sum(each["watched"]["lost"] for each in measured["rounds"]):
        problems.append(f"{lost} browsers lost their line")
    if not all(each["watched"]["deltas"] for each in measured["rounds"]):
        problems.append("nothing was told to those who looked")
    return problems
