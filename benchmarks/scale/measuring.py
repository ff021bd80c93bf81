"""Measuring: at each size of the database the pages' questions, one command alone, and crews at work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from benchmarks import lanes, machine
from benchmarks.crew import Crew
from benchmarks.measuring import environments
from benchmarks.running import today
from benchmarks.scale.mix import PROCESSES, STEPS
from benchmarks.stores import WriteAheadLog, data_folder, servers

SIZES = (1_000, 10_000, 100_000, 1_000_000)
WORKERS = (1, 2, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    most: int = SIZES[-1]
    workers: Sequence[int] = WORKERS
    #: how often each crew works at each size, and for about how long
    rounds: int = 3
    seconds: float = 5
    #: measured alone
    commands: int = 200
    #: instances that are verified after each filling
    sample: int = 300

    @property
    def sizes(self) -> list[int]:
        return [size for size in SIZES if size <= self.most]


def measure(plan: Plan, *, tell: Callable[[str], None]) -> dict[str, Any]:
    """`{"machine", "how", "points": [{"size", "database", "questions", "latency_ms", "work", …}, …]}`"""
    with ExitStack() as stack:
        folder = stack.enter_context(data_folder())
        tell("Starting PostgreSQL and Redis")
        services = stack.enter_context(servers(folder))
        environment = environments(folder, services)[lanes.POSTGRESQL]
        facts = machine.facts(folder, services["DATABASE_URL"])
        log = stack.enter_context(closing(WriteAheadLog(services["DATABASE_URL"])))
        filling = stack.enter_context(Crew("benchmarks.scale.filling:Filling", environment=environment))
        filling.call("prepare")
        crews = {
            size: stack.enter_context(
                Crew("benchmarks.scale.mixed:Mixed", size=size, environment=environment)
            )
            for size in plan.workers
        }
        asking = stack.enter_context(Crew("benchmarks.scale.questions:Questions", environment=environment))
        asking.call("prepare")
        for crew in crews.values():
            crew.call_all("prepare", [{"deploys": False}] * len(crew.members))
        track = Track(crews, log.position)
        points: list[dict[str, Any]] = []
        for size in plan.sizes:
            tell(f"Filling up to {size:,} instances")
            filling.call("fill", number=size - (filling.call("instances") if points else 0))
            filling.call("tidy")
            verified = filling.call("check", sample=plan.sample)
            point = {"size": size, "verified": verified, **filling.call("sizes")}
            tell(f"Asking what pages ask, at {size:,} instances")
            point["questions"] = asking.call("measure")
            tell(f"Working, at {size:,} instances")
            point["latency_ms"] = crews[plan.workers[0]].call("latency", commands=plan.commands)
            point["work"] = track.work(plan)
            points.append(point)
        tell("Verifying once more")
        filling.call("fold")
        filling.call("check", sample=plan.sample)
    how = {"date": today(), "rounds": plan.rounds, "seconds": plan.seconds}
    return {"machine": facts, "how": how, "points": points}


class Track:
    """Lets crews of several sizes work on the mix in turns."""

    def __init__(self, crews: Mapping[int, Crew], log_position: Callable[[], int]) -> None:
        self._crews = crews
        self._log_position = log_position
        self._next = 0
        #: instances of each process that a crew does in the time it should take
        self._counts = dict.fromkeys(crews, 20)

    def work(self, plan: Plan) -> dict[str, dict[str, float]]:
        """By the number of worker processes."""
        sizes = list(self._crews)
        for size in sizes:
            self._adjust(size, plan.seconds)
        runs: dict[int, list[tuple[float, int]]] = {size: [] for size in sizes}
        for number in range(plan.rounds):
            for size in sizes if number % 2 == 0 else reversed(sizes):
                runs[size].append(self._run(size))
        return {str(size): self._told(size, found) for size, found in runs.items()}

    def _told(self, size: int, found: Sequence[tuple[float, int]]) -> dict[str, float]:
        triples = self._counts[size]
        return {
            "instances_per_second": len(PROCESSES) * triples / median(seconds for seconds, _ in found),
            "steps_per_second": STEPS * triples / median(seconds for seconds, _ in found),
            "log_bytes_per_step": median(written for _, written in found) / (STEPS * triples),
            "instances": len(PROCESSES) * triples,
            "rounds": len(found),
        }

    def _adjust(self, size: int, seconds: float) -> None:
        """So many that they take about this long. The first are slow and tell little of the others."""
        for _ in range(3):
            took, _ = self._run(size)
            if took > seconds / 2:
                break
            self._counts[size] = round(self._counts[size] * min(seconds / took, 4))

    def _run(self, size: int) -> tuple[float, int]:
        crew = self._crews[size]
        before = self._log_position()
        _, seconds = crew.call_all("run_mix", [{"numbers": part} for part in self._parts(size)])
        written = self._log_position() - before
        crew.call_all("check", [{}] * size)
        return seconds, written

    def _parts(self, size: int) -> list[list[int]]:
        """For each process of a crew the numbers of its instances. None is given out twice: orders are named
        by them.
        """
        ends = [self._next + self._counts[size] * place // size for place in range(size + 1)]
        self._next = ends[-1]
        return [list(pair) for pair in pairwise(ends)]
