"""Measuring: all lanes in rounds, then what is measured once on each store."""

import secrets
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import goals, lanes, machine
from benchmarks.crew import Crew
from benchmarks.goals import Goal
from benchmarks.rounds import Rounds, Track
from benchmarks.six_processes import COMMANDS
from benchmarks.stores import WriteAheadLog, data_folder, servers

LARGE_DIAGRAM = "S1000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How thoroughly."""

    rounds: int
    #: about how long one lane runs one process
    seconds: float
    #: how long the rounds may take in all, in seconds, on a machine that is too busy for them
    budget: float
    #: commands measured alone
    commands: int
    #: elements of a long instance
    elements: int
    #: open tasks of a wide instance
    width: int
    #: that are due at once
    timers: int
    #: processes that read a large diagram
    readers: int


QUICK = Plan(
    rounds=3, seconds=0.25, budget=150, commands=80, elements=300, width=2_000, timers=4_000, readers=3
)
FULL = Plan(
    rounds=7, seconds=1.0, budget=900, commands=1_000, elements=3_000, width=10_000, timers=100_000, readers=9
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    machine: dict[str, str]
    figures: dict[str, Any]
    goals: list[Goal]

    def as_json(self) -> dict[str, Any]:
        return {
            "machine": self.machine,
            "figures": self.figures,
            "goals": {goal.name: goal.as_json() for goal in self.goals},
        }


def measure(plan: Plan, *, tell: Callable[[str], None]) -> Result:
    with ExitStack() as stack:
        folder = stack.enter_context(data_folder())
        tell("Starting PostgreSQL and Redis")
        services = stack.enter_context(servers(folder))
        stores = environments(folder, services)
        facts = machine.facts(folder, services["DATABASE_URL"])
        log = stack.enter_context(closing(WriteAheadLog(services["DATABASE_URL"])))
        tell("Starting the contestants")
        crews = {lane: stack.enter_context(crew_of(lane, stores)) for lane in lanes.LANES}
        prepare(crews)
        rounds = Track(crews, log.position).measure(
            rounds=plan.rounds, seconds=plan.seconds, budget=plan.budget, tell=tell
        )
        figures = figures_of(rounds)
        figures["resident_megabytes"] = {
            lane.name: max(crew.call_all("resident_megabytes", [{}] * lane.processes)[0])
            for lane, crew in crews.items()
            if not lane.is_floor
        }
        for crew in crews.values():
            crew.stop()
        found = list(goals.of_rounds(rounds))
        found += probe(plan, stores, figures, tell)
    return Result(machine=facts, figures=figures, goals=found)


def environments(folder: Path, services: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Store → the environment of the processes that use it. Nothing of the user's own settings passes."""
    common = {
        "MEANWHILE_DATA": str(folder),
        "MEANWHILE_SECRET_KEY": secrets.token_hex(32),
        "MEANWHILE_LOG_LEVEL": "WARNING",
        "MEANWHILE_DEMO": "0",
        "MEANWHILE_JOB_HANDLERS": "",
        "CELERY_BROKER_URL": "",
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "BENCHMARK_SQLITE": str(folder / "others.sqlite3"),
    }
    return {lanes.MEMORY: common, lanes.SQLITE: common, lanes.POSTGRESQL: {**common, **services}}


def crew_of(lane: lanes.Lane, stores: Mapping[str, Mapping[str, str]]) -> Crew:
    return Crew(lane.target, size=lane.processes, environment=stores[lane.store])


def prepare(crews: Mapping[lanes.Lane, Crew]) -> None:
    """The first of ours on a store makes its tables and deploys; the others find it done."""
    made: set[str] = set()
    for lane, crew in crews.items():
        if lane.is_ours_stored:
            deploys = lane.store not in made
            made.add(lane.store)
            crew.call("prepare", deploys=deploys)
            for share in range(1, lane.processes):
                crew.call_member(share, "prepare", deploys=False)
        else:
            crew.call_all("prepare", [{}] * lane.processes)


def figures_of(rounds: Rounds) -> dict[str, Any]:
    measured = [lane for lane in lanes.LANES if lane.name in rounds.runs]
    racing = [lane for lane in measured if not lane.is_floor]
    others = {(lane.store, lane.processes): lane for lane in racing if lane.is_spiffworkflow}
    floors = {(lane.store, lane.processes): lane for lane in measured if lane.is_floor}
    return {
        "instances_per_second": {
            lane.name: {process_id: rounds.per_second(lane, process_id) for process_id in COMMANDS}
            for lane in racing
        },
        "floor_steps_per_second": {
            lane.name: rounds.per_second(lane, lanes.STEP) for lane in floors.values()
        },
        "times_spiffworkflow": {
            lane.name: {
                process_id: rounds.ratio(lane, others[lane.store, lane.processes], process_id)
                for process_id in COMMANDS
            }
            for lane in racing
            if lane not in others.values()
        },
        "percent_of_floor": {
            lane.name: {
                process_id: 100 * rounds.part_of_floor(lane, floors[lane.store, lane.processes], process_id)
                for process_id in COMMANDS
            }
            for lane in racing
            if lane.is_ours_stored
        },
        "log_bytes_per_command": {
            lane.name: {
                process_id: rounds.log_bytes_per_command(lane, process_id)
                for process_id in rounds.runs[lane.name]
            }
            for lane in measured
            if lane.store == lanes.POSTGRESQL
        },
        "rounds": {
            name: {
                process_id: [round(run.per_second, 2) for run in runs]
                for process_id, runs in processes.items()
            }
            for name, processes in rounds.runs.items()
        },
    }


def probe(
    plan: Plan,
    stores: Mapping[str, Mapping[str, str]],
    figures: dict[str, Any],
    tell: Callable[[str], None],
) -> list[Goal]:
    """What is measured once on each store. Adds to the figures."""
    figures |= {
        "latency_ms": {},
        "statements": {},
        "long_instance": {},
        "wide_instance": {},
        "many_timers": {},
        "parsing_ms": {},
    }
    cached = 0.0
    for store in (lanes.SQLITE, lanes.POSTGRESQL):
        tell(f"One command alone, statements, a long and a wide instance on {store}")
        with Crew("benchmarks.probes:Probes", environment=stores[store]) as crew:
            crew.call("prepare", deploys=True)
            figures["latency_ms"][store] = crew.call("latency", commands=plan.commands)
            figures["statements"][store] = crew.call("statements")
            figures["long_instance"][store] = crew.call("long_instance", elements=plan.elements)
            figures["wide_instance"][store] = crew.call("wide_instance", width=plan.width)
            figures["many_timers"][store] = crew.call("many_timers", timers=plan.timers)
            cached = crew.call("cached_model", name=LARGE_DIAGRAM)
    tell("Reading a large diagram")
    cold = median(_cold() for _ in range(plan.readers))
    figures["parsing_ms"] = {"cold": cold, "from the cache": cached}
    return [
        *goals.of_latency(figures["latency_ms"][lanes.POSTGRESQL]),
        *goals.of_statements(figures["statements"]),
        *goals.of_wide_instances(figures["wide_instance"]),
        *goals.of_long_instances(figures["long_instance"]),
        *goals.of_many_timers(figures["many_timers"]),
        *goals.of_parsing(cold=cold, cached=cached),
    ]


def _cold() -> float:
    with Crew("benchmarks.parsing:Parsing") as reader:
        took: float = reader.call("cold", name=LARGE_DIAGRAM)
    return took
