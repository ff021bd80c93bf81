"""The table that people read."""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.goals import Goal
from benchmarks.lanes import LANES, STEP
from benchmarks.six_processes import COMMANDS


def told(machine: Mapping[str, str], figures: Mapping[str, Any], goals: Sequence[Goal]) -> str:
    parts = [
        _table("Machine", [], [[name, value] for name, value in machine.items()]),
        _table("Instances per second (median of the rounds)", list(COMMANDS), _rates(figures)),
        _table(
            "Times as fast as SpiffWorkflow on the same store (median of the rounds)",
            list(COMMANDS),
            [
                [name, *(f"{ratio:.2f}" if ratio < 10 else f"{ratio:.1f}" for ratio in ratios.values())]
                for name, ratios in figures["times_spiffworkflow"].items()
            ],
        ),
        _table(
            "Durable steps per second (the floor: 1 row updated and 3 inserted, 50 steps per COMMIT)",
            ["steps/s"],
            [[name, _number(rate)] for name, rate in figures["floor_steps_per_second"].items()],
        ),
        _table(
            "Commands per second, in % of the floor of the same store",
            list(COMMANDS),
            [
                [name, *(f"{part:.1f} %" for part in parts.values())]
                for name, parts in figures["percent_of_floor"].items()
            ],
        ),
        _table(
            "Write-ahead log of PostgreSQL: bytes per command (floor: per step)",
            list(COMMANDS),
            [
                [name, *(_number(parts.get(process_id, parts.get(STEP))) for process_id in COMMANDS)]
                for name, parts in figures["log_bytes_per_command"].items()
            ],
        ),
        _table("One command alone, ms", ["p50", "p95", "p99"], _latencies(figures)),
        _table(
            "Statements per batch (executions, where they are more)", ["1", "10", "50"], _statements(figures)
        ),
        _table(
            "A long instance, ms per step",
            ["first", "last", "ratio"],
            [
                [
                    f"{store}, {measured['elements']:,.0f} elements",
                    f"{measured['first']:.2f}",
                    f"{measured['last']:.2f}",
                    f"{measured['ratio']:.2f}",
                ]
                for store, measured in figures["long_instance"].items()
            ],
        ),
        _table(
            "A wide instance, ms per completion",
            ["ten wide", "so wide", "ratio"],
            [
                [
                    f"{store}, {measured['width']:,.0f} user tasks",
                    f"{measured['narrow']:.2f}",
                    f"{measured['wide']:.2f}",
                    f"{measured['ratio']:.2f}",
                ]
                for store, measured in figures["wide_instance"].items()
            ],
        ),
        _table(
            "Timers due at once",
            ["seconds", "per second"],
            [
                [
                    f"{store}, {measured['timers']:,.0f}",
                    f"{measured['seconds']:.1f}",
                    _number(measured["per_second"]),
                ]
                for store, measured in figures["many_timers"].items()
            ],
        ),
        _table(
            "Reading a diagram of 1,000 elements, ms",
            ["median"],
            [[name, f"{value:.4g}"] for name, value in figures["parsing_ms"].items()],
        ),
        _table(
            "Memory of a process at the end, MB",
            ["resident"],
            [[name, f"{value:.0f}"] for name, value in figures["resident_megabytes"].items()],
        ),
        _table(
            "Goals",
            ["value", "goal", ""],
            [
                [
                    f"{goal.name}: {goal.what}",
                    f"{goal.value:.3g} {goal.unit}" + (f" ({goal.process_id})" if goal.process_id else ""),
                    f"{'≥' if goal.at_least else '≤'} {goal.goal:g} {goal.unit}",
                    "met" if goal.met else "NOT MET",
                ]
                for goal in goals
            ],
        ),
    ]
    return "\n\n".join(parts)


def _rates(figures: Mapping[str, Any]) -> list[list[str]]:
    rates = figures["instances_per_second"]
    return [
        [lane.name, *(_number(rates[lane.name][process_id]) for process_id in COMMANDS)]
        for lane in sorted(LANES, key=lambda lane: (lane.is_spiffworkflow, LANES.index(lane)))
        if lane.name in rates
    ]


def _latencies(figures: Mapping[str, Any]) -> list[list[str]]:
    names = {"command": "one command", "bare": "one bare COMMIT of its rows"}
    return [
        [f"{store}: {names[what]}", *(f"{value:.2f}" for value in parts.values())]
        for store, measured in figures["latency_ms"].items()
        for what, parts in measured.items()
    ]


def _statements(figures: Mapping[str, Any]) -> list[list[str]]:
    return [
        [
            f"{store}: {phase}",
            *(
                f"{counted['statements']}"
                + (f" ({counted['executions']})" if counted["executions"] > counted["statements"] else "")
                for counted in sizes.values()
            ),
        ]
        for store, phases in figures["statements"].items()
        for phase, sizes in phases.items()
    ]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not columns:  # a list of facts
        width = max((len(row[0]) for row in rows), default=0)
        return "\n".join([title, *(f"  {name:<{width}}  {value}" for name, value in rows)])
    lines = [["", *columns], *rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(columns) + 1)]
    head = f"{title}\n{'─' * (sum(widths) + 2 * len(columns) + 2)}"
    body = [
        f"  {line[0]:<{widths[0]}}"
        + "".join(f"  {cell:>{width}}" for cell, width in zip(line[1:], widths[1:], strict=True))
        for line in lines
    ]
    return "\n".join([head, *body])
