"""The goals, and whether they are met. Most are ratios of two lanes in the same round, and the value of such
a goal is that of the process which comes off worst.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks import lanes
from benchmarks.lanes import Lane
from benchmarks.rounds import Rounds
from benchmarks.six_processes import COMMANDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    name: str
    what: str
    value: float
    goal: float
    #: whether more is better
    at_least: bool = False
    unit: str = "×"
    #: the process that came off worst, where each has a value of its own
    process_id: str | None = None

    @property
    def met(self) -> bool:
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    def as_json(self) -> dict[str, Any]:
        return {
            "what": self.what,
            "value": round(self.value, 4),
            "goal": self.goal,
            "bound": "at least" if self.at_least else "at most",
            "met": self.met,
            "unit": self.unit,
            **({"process": self.process_id} if self.process_id else {}),
        }


def of_rounds(rounds: Rounds) -> Iterator[Goal]:
    ours = lanes.OURS_POSTGRESQL_2
    yield _beside(
        rounds,
        name="G1",
        what="engine alone, beside SpiffWorkflow in memory",
        lane=lanes.ENGINE_ALONE,
        other=lanes.SPIFF_MEMORY,
        goal=15,
    )
    yield _beside(
        rounds,
        name="G2",
        what="stored in PostgreSQL, 2 processes, beside SpiffWorkflow stored there too",
        lane=ours,
        other=lanes.SPIFF_POSTGRESQL_2,
        goal=10,
    )
    part, process_id = min(
        (rounds.part_of_floor(ours, lanes.FLOOR_POSTGRESQL_2, process_id), process_id)
        for process_id in COMMANDS
    )
    yield Goal(
        name="G2 floor",
        what="the same, as a part of what the bare database does",
        value=100 * part,
        goal=30,
        at_least=True,
        unit="%",
        process_id=process_id,
    )
    yield _beside(
        rounds,
        name="G2 memory",
        what="the same, beside SpiffWorkflow in memory",
        lane=ours,
        other=lanes.SPIFF_MEMORY,
        goal=1,
    )
    yield _beside(
        rounds,
        name="G3",
        what="stored in SQLite, beside SpiffWorkflow stored there too",
        lane=lanes.OURS_SQLITE,
        other=lanes.SPIFF_SQLITE,
        goal=15,
    )


def _beside(rounds: Rounds, *, name: str, what: str, lane: Lane, other: Lane, goal: float) -> Goal:
    value, process_id = min((rounds.ratio(lane, other, process_id), process_id) for process_id in COMMANDS)
    return Goal(name=name, what=what, value=value, goal=goal, at_least=True, process_id=process_id)


def of_latency(measured: Mapping[str, Mapping[str, float]]) -> Iterator[Goal]:
    command, bare = measured["command"], measured["bare"]
    for part, goal in (("p50", 2), ("p99", 5)):
        yield Goal(
            name=f"G5 {part}",
            what=f"{part} of one command alone on PostgreSQL, beside one bare COMMIT of its rows",
            value=command[part] / bare[part],
            goal=goal,
        )


def of_statements(stores: Mapping[str, Mapping[str, Mapping[str, Mapping[str, int]]]]) -> Iterator[Goal]:
    """Of dispatch: starting and completing. Claiming is a transaction of its own."""
    counts = [
        [size["statements"] for size in measured[phase].values()]
        for measured in stores.values()
        for phase in ("start", "complete")
    ]
    yield Goal(
        name="G6", what="statements per batch", value=max(map(max, counts)), goal=15, unit="statements"
    )
    yield Goal(
        name="G6 constant",
        what="how many more for a large batch than for a small one",
        value=max(max(sizes) - min(sizes) for sizes in counts),
        goal=0,
        unit="statements",
    )


def of_wide_instances(stores: Mapping[str, Mapping[str, float]]) -> Iterator[Goal]:
    width = max(measured["width"] for measured in stores.values())
    yield Goal(
        name="G7",
        what=f"completing one of {width:,.0f} open user tasks, beside one of ten",
        value=max(measured["ratio"] for measured in stores.values()),
        goal=3,
    )


def of_long_instances(stores: Mapping[str, Mapping[str, float]]) -> Iterator[Goal]:
    elements = max(measured["elements"] for measured in stores.values())
    yield Goal(
        name="G7b",
        what=f"a step after {elements:,.0f} elements, beside the first",
        value=max(measured["ratio"] for measured in stores.values()),
        goal=1.2,
    )


#: of the goal; fewer are measured in a quick run
TIMERS = 100_000


def of_many_timers(stores: Mapping[str, Mapping[str, float]]) -> Iterator[Goal]:
    slowest = min(measured["per_second"] for measured in stores.values())
    timers = max(measured["timers"] for measured in stores.values())
    told = "" if timers == TIMERS else f", at the rate of {timers:,.0f}"
    yield Goal(
        name="G11",
        what=f"triggering {TIMERS:,} timers that are due at once{told}",
        value=TIMERS / slowest,
        goal=60,
        unit="s",
    )


def of_parsing(*, cold: float, cached: float) -> Iterator[Goal]:
    what = "a diagram of 1,000 elements"
    yield Goal(name="G12 cold", what=f"reading and checking {what}", value=cold, goal=150, unit="ms")
    yield Goal(name="G12 cached", what=f"finding the model of {what}", value=cached, goal=1, unit="ms")
