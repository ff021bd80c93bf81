"""The capacity model: what so many instances a year need, computed from what was measured on one machine.

It multiplies; it does not know networks, neighbors or other hardware. `docs/scaling.md` says what it leaves
out.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.tables import Table

SECONDS_A_YEAR = 365 * 24 * 3600
#: instances a year
LOADS = (10**6, 10**7, 10**8, 10**9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Of one machine that runs workers and database."""

    #: of one worker process alone
    steps_per_second: float
    #: the most of all numbers of worker processes: what the database of this machine can take beside them
    most_steps_per_second: float
    bytes_per_instance: float
    log_bytes_per_step: float
    #: commands, that is journal entries, of one instance
    steps_per_instance: float

    @classmethod
    def of(cls, point: Mapping[str, Any]) -> "Measured":
        """`point` is the largest database of a scale curve."""
        work = point["work"]
        fewest = min(work, key=int)
        return cls(
            steps_per_second=work[fewest]["steps_per_second"] / int(fewest),
            most_steps_per_second=max(run["steps_per_second"] for run in work.values()),
            bytes_per_instance=point["database"] / point["size"],
            log_bytes_per_step=work[fewest]["log_bytes_per_step"],
            steps_per_instance=point["processes_journalentry rows"] / point["size"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    #: the busiest hour beside the mean of the year
    peak: float = 5.0
    #: how busy things may be in that hour
    use: float = 0.7
    #: connections of a worker process: its foreman, and one for handlers that use the database
    connections: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    instances: int
    mean_steps_per_second: float
    peak_steps_per_second: float
    worker_processes: int
    #: of the measured machine's size, workers included
    machines: int
    terabytes_a_year: float
    log_gigabytes_a_day: float
    connections: int


def need(instances: int, measured: Measured, assumed: Assumed = Assumed()) -> Need:
    """For so many instances a year."""
    mean = instances * measured.steps_per_instance / SECONDS_A_YEAR
    peak = mean * assumed.peak
    workers = math.ceil(peak / (measured.steps_per_second * assumed.use))
    return Need(
        instances=instances,
        mean_steps_per_second=mean,
        peak_steps_per_second=peak,
        worker_processes=workers,
        machines=math.ceil(peak / (measured.most_steps_per_second * assumed.use)),
        terabytes_a_year=instances * measured.bytes_per_instance / 1e12,
        log_gigabytes_a_day=mean * 86_400 * measured.log_bytes_per_step / 1e9,
        connections=workers * assumed.connections,
    )


def tables(point: Mapping[str, Any]) -> Iterator[Table]:
    measured, assumed = Measured.of(point), Assumed()
    yield Table(
        f"Measured, at {point['size']:,} instances: what the model multiplies",
        ["", ""],
        [
            ["steps/s of one worker process", f"{measured.steps_per_second:,.0f}"],
            ["steps/s of this machine, at most", f"{measured.most_steps_per_second:,.0f}"],
            ["steps of one instance", f"{measured.steps_per_instance:.1f}"],
            ["bytes of one instance, with indexes and journal", f"{measured.bytes_per_instance:,.0f}"],
            ["bytes of write-ahead log of one step", f"{measured.log_bytes_per_step:,.0f}"],
        ],
    )
    needs = [need(instances, measured, assumed) for instances in LOADS]
    yield Table(
        f"Computed, not measured: peak {assumed.peak:g} times the mean, {assumed.use:.0%} busy in it",
        ["instances a year", *(f"{each.instances:,}" for each in needs)],
        [
            ["steps/s, mean", *(f"{each.mean_steps_per_second:,.1f}" for each in needs)],
            ["steps/s, peak", *(f"{each.peak_steps_per_second:,.1f}" for each in needs)],
            ["worker processes", *(f"{each.worker_processes:,}" for each in needs)],
            ["machines like this one, database and workers", *(f"{each.machines:,}" for each in needs)],
            ["database, TB a year", *(f"{each.terabytes_a_year:,.3f}" for each in needs)],
            ["write-ahead log, GB a day", *(f"{each.log_gigabytes_a_day:,.2f}" for each in needs)],
            ["connections of workers", *(f"{each.connections:,}" for each in needs)],
        ],
    )
