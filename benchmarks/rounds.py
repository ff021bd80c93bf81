"""Rounds: in each of them every lane runs every process once, for about the same time.

How many instances that takes is found out before the first round, by runs that are not counted. After each
run the contestant checks that all its instances are completed and stored; that is not timed.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from benchmarks.crew import Crew
from benchmarks.lanes import POSTGRESQL, STEP, Lane
from benchmarks.six_processes import COMMANDS

#: how often the number of instances is adjusted before it is believed
ADJUSTMENTS = 2
FEWEST_ROUNDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One measurement."""

    instances: int
    seconds: float
    #: bytes that PostgreSQL added to its write-ahead log
    log_bytes: int | None = None

    @property
    def per_second(self) -> float:
        return self.instances / self.seconds


@dataclass(slots=True)
class Rounds:
    """All measurements: lane → process → one run for each round."""

    runs: dict[str, dict[str, list[Run]]] = field(default_factory=dict)

    def add(self, lane: Lane, process_id: str, run: Run) -> None:
        self.runs.setdefault(lane.name, {}).setdefault(process_id, []).append(run)

    def per_second(self, lane: Lane, process_id: str) -> float:
        return median(run.per_second for run in self.runs[lane.name][process_id])

    def ratio(self, lane: Lane, other: Lane, process_id: str) -> float:
        """How many times as fast as the other, in the same round; the median of the rounds."""
        pairs = zip(self.runs[lane.name][process_id], self.runs[other.name][process_id], strict=True)
        return median(mine.per_second / theirs.per_second for mine, theirs in pairs)

    def part_of_floor(self, lane: Lane, floor: Lane, process_id: str) -> float:
        """Commands of ours for each durable step that the bare database takes."""
        pairs = zip(self.runs[lane.name][process_id], self.runs[floor.name][STEP], strict=True)
        return COMMANDS[process_id] * median(mine.per_second / bare.per_second for mine, bare in pairs)

    def log_bytes_per_command(self, lane: Lane, process_id: str) -> float:
        return median(
            (run.log_bytes or 0) / (run.instances * COMMANDS.get(process_id, 1))
            for run in self.runs[lane.name][process_id]
        )


class Track:
    """Lets crews run."""

    def __init__(self, crews: Mapping[Lane, Crew], log_position: Callable[[], int]) -> None:
        self._crews = crews
        self._log_position = log_position
        self._next = 0

    def measure(self, *, rounds: int, seconds: float, budget: float, tell: Callable[[str], None]) -> Rounds:
        """So many rounds; on a machine so busy that they would take longer than `budget` seconds, fewer, but
        two at least.
        """
        deadline = time.monotonic() + budget
        tell("Finding out how many instances to run")
        counts = {
            (lane, process_id): self._count_for(lane, process_id, seconds)
            for process_id in (*COMMANDS, STEP)
            for lane in self._lanes(process_id)
        }
        measured = Rounds()
        took = 0.0
        for number in range(rounds):
            began = time.monotonic()
            if number >= FEWEST_ROUNDS and began + took > deadline:
                tell(f"Leaving it at {number} rounds: this machine is busy")
                break
            tell(f"Round {number + 1} of {rounds}")
            for process_id in (*COMMANDS, STEP):
                lanes = self._lanes(process_id)
                # Whoever comes second finds caches of the machine warm, or its clock slowed down: take turns.
                for lane in lanes if number % 2 == 0 else reversed(lanes):
                    measured.add(lane, process_id, self.run(lane, process_id, counts[lane, process_id]))
            took = time.monotonic() - began
        return measured

    def run(self, lane: Lane, process_id: str, instances: int) -> Run:
        """Run so many instances, divided among the processes of the lane."""
        crew = self._crews[lane]
        shares = self._shares(process_id, instances, lane.processes)
        before = self._log_position() if lane.store == POSTGRESQL else None
        _, seconds = crew.call_all("run", shares)
        log_bytes = None if before is None else self._log_position() - before
        crew.call_all("check", [{}] * lane.processes)
        return Run(instances=instances, seconds=seconds, log_bytes=log_bytes)

    def _lanes(self, process_id: str) -> Sequence[Lane]:
        return [lane for lane in self._crews if lane.is_floor == (process_id == STEP)]

    def _count_for(self, lane: Lane, process_id: str, seconds: float) -> int:
        """So many instances that they take about this long."""
        instances = lane.fewest * lane.processes
        for _ in range(ADJUSTMENTS):
            took = self.run(lane, process_id, instances).seconds
            # At most fourfold at once: the first instances are slow, and tell little of the others.
            adjusted = round(instances * min(seconds / took, 4))
            instances = max(adjusted, lane.fewest * lane.processes)
            if took > seconds / 2:
                break
        return instances

    def _shares(self, process_id: str, instances: int, processes: int) -> list[dict[str, Any]]:
        """No number is given out twice: orders are named by it."""
        shares = []
        for place in range(processes):
            size = instances // processes + (place < instances % processes)
            shares.append({"process_id": process_id, "numbers": [self._next, self._next + size]})
            self._next += size
        return shares
