"""What the scale curve says: tables for a terminal, the same as Markdown, and a plot."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks import capacity
from benchmarks.plot import Axis, Line, Plot, svg
from benchmarks.tables import Table, in_markdown, in_text

#: in milliseconds in the database, p95
LIMITS = {"G8": 20.0, "G9": 50.0}
#: what is in the plot; the table has everything
PLOTTED = (
    "overlay: snapshot of the live channel",
    "heatmap: statistics of all versions",
    "counters: summary of every page",
    "incidents",
    "instances: page half a year ago",
    "inbox: next page",
    "inbox: counter",
)
_ELEMENTS = "processes_elementinstance rows"


def text(measured: Mapping[str, Any]) -> str:
    return in_text(_everything(measured))


def markdown(measured: Mapping[str, Any]) -> str:
    how = measured["how"]
    said = (
        f"Written by `make scale` on {how['date']}: work is the median of {how['rounds']} "
        f"round{'s' if how['rounds'] != 1 else ''} of about {how['seconds']:g} s each."
    )
    return f"# Scale curve\n\n{said}\n\n{in_markdown(_everything(measured))}"


def _everything(measured: Mapping[str, Any]) -> Iterable[Table]:
    yield _machine(measured["machine"])
    yield from tables(measured["points"])
    yield from capacity.tables(measured["points"][-1])


def tables(points: Sequence[Mapping[str, Any]]) -> Iterable[Table]:
    sizes = [f"{point['size']:,}" for point in points]
    yield Table(
        "Database",
        ["instances", *sizes],
        [
            ["element instances", *(f"{point[_ELEMENTS]:,}" for point in points)],
            ["journal entries", *(f"{point['processes_journalentry rows']:,}" for point in points)],
            ["size, MB", *(f"{point['database'] / 1e6:,.0f}" for point in points)],
            ["bytes per instance", *(f"{point['database'] / point['size']:,.0f}" for point in points)],
            ["instances verified", *(f"{point['verified']:,}" for point in points)],
        ],
    )
    yield Table("Work: P2, P3 and P6 in turn", ["instances", *sizes], list(_work(points)))
    yield Table(
        "What pages ask: p50 / p95 of the database, ms",
        ["instances", *sizes],
        [
            [_named(name, points), *(_pair(point["questions"].get(name), "database") for point in points)]
            for name in points[-1]["questions"]
        ],
    )
    yield Table(
        "The same with everything around it, as a request waits for it: p50 / p95, ms",
        ["instances", *sizes],
        [
            [name, *(_pair(point["questions"].get(name), "whole") for point in points)]
            for name in points[-1]["questions"]
        ],
    )


def slow(points: Sequence[Mapping[str, Any]]) -> list[str]:
    """The goals that are missed, in words."""
    return [
        f"{goal}: {name} takes {found['database']['p95']:.1f} ms at {point['size']:,} instances, "
        f"{LIMITS[goal]:.0f} are allowed"
        for point in points
        for name, found in point["questions"].items()
        if (goal := found["goal"]) and found["database"]["p95"] > LIMITS[goal]
    ]


def picture(points: Sequence[Mapping[str, Any]]) -> str:
    x = Axis("process instances in the database", is_logarithmic=True)
    return svg(
        [
            Plot(
                "Work: steps per second",
                x,
                Axis("steps/s"),
                [
                    Line(
                        f"{workers} worker process{'es' if workers != '1' else ''}",
                        [(point["size"], point["work"][workers]["steps_per_second"]) for point in points],
                    )
                    for workers in points[-1]["work"]
                ],
            ),
            Plot(
                "What pages ask: p95 in the database",
                x,
                Axis("ms", is_logarithmic=True),
                [
                    Line(
                        name,
                        [(point["size"], _p95(point["questions"].get(name))) for point in points],
                    )
                    for name in PLOTTED
                ],
                goal=("20 ms", LIMITS["G8"]),
            ),
        ]
    )


def _work(points: Sequence[Mapping[str, Any]]) -> Iterable[list[str]]:
    for workers in points[-1]["work"]:
        runs = [point["work"][workers] for point in points]
        told = f"{workers} process{'es' if workers != '1' else ''}"
        yield [f"instances/s, {told}", *(f"{run['instances_per_second']:,.0f}" for run in runs)]
        yield [f"steps/s, {told}", *(f"{run['steps_per_second']:,.0f}" for run in runs)]
        yield [f"log bytes per step, {told}", *(f"{run['log_bytes_per_step']:,.0f}" for run in runs)]
    alone = [point["latency_ms"] for point in points]
    yield ["one command alone, ms, p50 / p95", *(_pair(found, "command") for found in alone)]
    yield ["one bare COMMIT of its rows, ms", *(_pair(found, "bare") for found in alone)]


def _named(name: str, points: Sequence[Mapping[str, Any]]) -> str:
    goal = points[-1]["questions"][name]["goal"]
    return f"{name} ({goal}: ≤ {LIMITS[goal]:.0f})" if goal else name


def _pair(found: Mapping[str, Any] | None, part: str) -> str:
    if found is None:
        return "–"
    return f"{found[part]['p50']:.1f} / {found[part]['p95']:.1f}"


def _p95(found: Mapping[str, Any] | None) -> float | None:
    return None if found is None else max(found["database"]["p95"], 0.01)


def _machine(facts: Mapping[str, str]) -> Table:
    wanted = ("processor", "memory", "system", "python", "postgresql", "disk", "busy before")
    return Table("Machine", ["", ""], [[name, facts[name]] for name in wanted if name in facts])
