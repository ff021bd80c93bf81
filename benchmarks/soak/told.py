"""What a soak says: a table by minute, trends, what is wrong, and a plot."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import Any

from benchmarks.figures import slope
from benchmarks.plot import Axis, Line, Plot, svg
from benchmarks.tables import Table, in_markdown, in_text

HOUR = 3600.0
#: lines of the table by minute; of a longer soak every second, third … minute is told
MOST_ROWS = 30
#: programs whose memory is ours to keep
OURS = ("web", "worker", "timers")
Samples = Sequence[Mapping[str, Any]]


def text(measured: Mapping[str, Any]) -> str:
    return in_text(tables(measured))


def markdown(measured: Mapping[str, Any]) -> str:
    return f"# Soak\n\nWritten by `make soak` on {measured['date']}.\n\n{in_markdown(tables(measured))}"


def wrong(measured: Mapping[str, Any]) -> list[str]:
    """Why the soak has failed; empty if it has not."""
    found = []
    if measured["lost"]:
        found.append(
            f"{measured['started']:,} instances were started and {measured['completed']:,} completed; "
            f"{measured['left']:,} are still active"
        )
    if errors := measured["errors"]:
        found.append(f"{len(errors)} errors: " + "\n  ".join(["", *errors[:10]]))
    if measured["verify"] != "everything agrees":
        found.append(f"verify: {measured['verify']}")
    return found


def tables(measured: Mapping[str, Any]) -> list[Table]:
    return [_summary(measured), _trends(measured["samples"]), _minutes(measured["samples"])]


def _summary(measured: Mapping[str, Any]) -> Table:
    machine = measured["machine"]
    return Table(
        "Soak",
        ["", ""],
        [
            ["machine", f"{machine['processor']}, {machine['memory']}, {machine['system']}"],
            ["most that could be done", f"{measured['maximum_per_second']:.1f} instances/s"],
            [
                "load",
                f"{measured['rate_per_second']:.1f} instances/s, {measured['load']:.0%}, "
                f"for {measured['minutes']:g} minutes",
            ],
            ["started", f"{measured['started']:,}"],
            ["completed", f"{measured['completed']:,}"],
            ["lost", f"{measured['lost']:,}"],
            ["errors", f"{len(measured['errors']):,}"],
            ["manage.py verify", measured["verify"].splitlines()[-1]],
        ],
    )


def trends(samples: Samples) -> dict[str, dict[str, float]]:
    """By an hour: megabytes of each program, milliseconds of a step and of a request. `at_first` is the
    median of the first minute, `at_last` of the last; `second_half` is the slope by least squares.
    """
    half = samples[len(samples) // 2 :]
    series = {
        f"{name}, MB": [(each["at"], each["memory"][name]) for each in samples]
        for name in samples[0]["memory"]
    }
    for what in ("step", "rest"):
        for percentile in ("p50", "p95"):
            series[f"{what} {percentile}, ms"] = [
                (each["at"], each[what][percentile]) for each in samples if each[what]
            ]
    begin = half[0]["at"] if half else 0
    return {
        name: {
            "at_first": median(value for _, value in points[:6]),
            "at_last": median(value for _, value in points[-6:]),
            "second_half": slope([(at / HOUR, value) for at, value in points if at >= begin]),
        }
        for name, points in series.items()
        if points
    }


def _trends(samples: Samples) -> Table:
    return Table(
        "Trend",
        ["", "first minute", "last minute", "second half, by an hour"],
        [
            [name, f"{found['at_first']:.1f}", f"{found['at_last']:.1f}", f"{found['second_half']:+.1f}"]
            for name, found in trends(samples).items()
        ],
    )


def _minutes(samples: Samples) -> Table:
    minutes = list(by_minute(samples))
    every = -(-len(minutes) // MOST_ROWS)
    programs = list(samples[0]["memory"])
    return Table(
        "By minute: milliseconds are p50 / p95, memory is in MB",
        ["minute", "instances/s", "active", "jobs", "step", "REST", *programs, "database", "errors"],
        [
            [
                str(number + 1),
                f"{sum(each['completed'] for each in minute) / _seconds(minute, samples):.1f}",
                f"{max(each['active'] for each in minute)}",
                f"{max(each['jobs'] for each in minute)}",
                _pair(minute, "step"),
                _pair(minute, "rest"),
                *(f"{median(each['memory'][name] for each in minute):.0f}" for name in programs),
                f"{minute[-1]['database']:,.0f}",
                str(sum(len(each["errors"]) for each in minute)),
            ]
            for number, minute in enumerate(minutes)
            if number % every == 0 or number == len(minutes) - 1
        ],
    )


def by_minute(samples: Samples) -> Iterator[Samples]:
    begin = samples[0]["at"]
    minutes: dict[int, list[Mapping[str, Any]]] = {}
    for sample in samples:
        minutes.setdefault(int((sample["at"] - begin) // 60), []).append(sample)
    yield from minutes.values()


def _seconds(minute: Samples, samples: Samples) -> float:
    """That its samples tell of: each of the time since the one before."""
    place = samples.index(minute[0])
    every = samples[1]["at"] - samples[0]["at"] if len(samples) > 1 else 10.0
    before = samples[place - 1]["at"] if place else minute[0]["at"] - every
    return max(minute[-1]["at"] - before, 0.001)


def _pair(minute: Samples, what: str) -> str:
    found = [each[what] for each in minute if each[what]]
    if not found:
        return "–"
    return " / ".join(f"{median(each[name] for each in found):.0f}" for name in ("p50", "p95"))


def picture(measured: Mapping[str, Any]) -> str:
    samples = measured["samples"]
    time = Axis("minutes")

    def line(name: str, values: Iterable[float | None]) -> Line:
        begin = samples[0]["at"]
        return Line(
            name, [((each["at"] - begin) / 60, value) for each, value in zip(samples, values, strict=True)]
        )

    return svg(
        [
            Plot(
                f"Memory under {measured['load']:.0%} of the most that can be done",
                time,
                Axis("MB"),
                [line(name, [each["memory"][name] for each in samples]) for name in samples[0]["memory"]],
            ),
            Plot(
                "Latency: a step from creation to completion, and an answer of the API",
                time,
                Axis("ms", is_logarithmic=True),
                [
                    line(
                        f"{told} {percentile}",
                        [max(each[what][percentile], 0.1) if each[what] else None for each in samples],
                    )
                    for what, told in (("step", "step"), ("rest", "API"))
                    for percentile in ("p50", "p95")
                ],
            ),
        ]
    )
