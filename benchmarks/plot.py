"""Plots: lines over points, as SVG that is readable on light and on dark pages.

Colors follow the reader's scheme by a media query in the picture itself. Lines differ in color and in the
shape of their points, so that no one needs the colors. Nothing in a plot depends on when it was drawn: the
same figures make the same file.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

#: of a whole picture; lines are drawn between the margins, names stand in the right one
WIDTH, LEFT, RIGHT, TOP, BOTTOM = 920, 70, 290, 44, 50
HEIGHT = 340

#: (light, dark) of each line in turn
_COLORS = (
    ("#0b5cad", "#6cb4ff"),
    ("#b8460e", "#ff9b5e"),
    ("#1a7f4b", "#5fd39a"),
    ("#8b2fa0", "#d99bf0"),
    ("#8a6d00", "#e8c547"),
    ("#c2185b", "#ff8ab5"),
    ("#00708a", "#5ad1ea"),
    ("#555555", "#b9b9b9"),
)
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#24292f}.title{font-size:15px;font-weight:600}"
    ".grid{stroke:#d0d7de;stroke-width:1}.goal{stroke:#24292f;stroke-dasharray:5 4}"
    ".line{fill:none;stroke-width:2}"
    + "".join(f".c{place}{{stroke:{light};fill:{light}}}" for place, (light, _) in enumerate(_COLORS))
    + "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.grid{stroke:#3d444d}.goal{stroke:#e6edf3}"
    + "".join(f".c{place}{{stroke:{dark};fill:{dark}}}" for place, (_, dark) in enumerate(_COLORS))
    + "}.line{fill:none!important}"
)


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    #: (x, y); a y of None is a gap
    points: Sequence[tuple[float, float | None]]


@dataclass(frozen=True, slots=True)
class Axis:
    name: str
    #: decades instead of steps; values must be above zero
    is_logarithmic: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    title: str
    x: Axis
    y: Axis
    lines: Sequence[Line]
    #: (name, value): a line across, which others should stay below
    goal: tuple[str, float] | None = None


def svg(plots: Sequence[Plot]) -> str:
    """All of them in one picture, one below the other."""
    height = HEIGHT * len(plots)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{_attribute("; ".join(plot.title for plot in plots))}">',
        f"<style>{_STYLE}</style>",
    ]
    for place, plot in enumerate(plots):
        parts += [f'<g transform="translate(0 {place * HEIGHT})">', *_drawn(plot), "</g>"]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _drawn(plot: Plot) -> Iterator[str]:
    points = [point for line in plot.lines for point in line.points]
    xs = Scale.of((x for x, _ in points), plot.x, (LEFT, WIDTH - RIGHT))
    goal = [plot.goal[1]] if plot.goal else []
    ys = Scale.of([*(y for _, y in points if y is not None), *goal], plot.y, (HEIGHT - BOTTOM, TOP))
    yield f'<text class="title" x="{LEFT}" y="20">{escape(plot.title)}</text>'
    for value in ys.ticks:
        y = _at(ys(value))
        yield f'<path class="grid" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>'
        yield f'<text x="{LEFT - 8}" y="{_at(ys(value) + 4)}" text-anchor="end">{told(value)}</text>'
    for value in xs.ticks:
        x = _at(xs(value))
        yield f'<path class="grid" d="M{x} {TOP}V{HEIGHT - BOTTOM}"/>'
        yield f'<text x="{x}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{told(value)}</text>'
    middle = (LEFT + WIDTH - RIGHT) // 2
    yield f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle">{escape(plot.x.name)}</text>'
    yield f'<text x="{LEFT}" y="{TOP - 8}" text-anchor="start">{escape(plot.y.name)}</text>'
    if plot.goal:
        name, value = plot.goal
        yield f'<path class="goal" d="M{LEFT} {_at(ys(value))}H{WIDTH - RIGHT}"/>'
        yield f'<text x="{LEFT + 6}" y="{_at(ys(value) - 5)}">{escape(name)}</text>'
    for place, line in enumerate(plot.lines):
        yield from _line(line, place, xs, ys)


def _line(line: Line, place: int, xs: Scale, ys: Scale) -> Iterator[str]:
    color = f"c{place % len(_COLORS)}"
    path, pen = "", "M"
    for x, y in line.points:
        if y is None:
            pen = "M"
            continue
        path += f"{pen}{_at(xs(x))} {_at(ys(y))}"
        pen = "L"
    if path:
        yield f'<path class="line {color}" d="{path}"/>'
    if len(line.points) <= MOST_MARKED:
        for x, y in line.points:
            if y is not None:
                yield _mark(place, color, xs(x), ys(y))
    key = TOP + 8 + place * 22
    yield f'<path class="line {color}" d="M{WIDTH - RIGHT + 18} {key}h24"/>'
    yield _mark(place, color, WIDTH - RIGHT + 30, key)
    yield f'<text x="{WIDTH - RIGHT + 50}" y="{key + 4}">{escape(line.name)}</text>'


#: a line of more points is drawn without marks
MOST_MARKED = 40
_SHAPES = ("M-4 -4h8v8h-8z", "M0 -5L5 4H-5z", "M0 -5L5 0L0 5L-5 0z", "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0")


def _mark(place: int, color: str, x: float, y: float) -> str:
    shape = _SHAPES[place % len(_SHAPES)]
    return f'<path class="{color}" transform="translate({_at(x)} {_at(y)})" d="{shape}"/>'


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to places in the picture."""

    ticks: Sequence[float]
    is_logarithmic: bool
    between: tuple[float, float]

    @classmethod
    def of(cls, values: Iterable[float], axis: Axis, between: tuple[float, float]) -> Scale:
        found = list(values) or [1.0]
        ticks = _decades(found) if axis.is_logarithmic else _steps(found)
        return cls(ticks, axis.is_logarithmic, between)

    def __call__(self, value: float) -> float:
        low, high = self._on_paper(self.ticks[0]), self._on_paper(self.ticks[-1])
        part = (self._on_paper(value) - low) / (high - low)
        return self.between[0] + part * (self.between[1] - self.between[0])

    def _on_paper(self, value: float) -> float:
        return math.log10(value) if self.is_logarithmic else value


def _decades(values: Sequence[float]) -> list[float]:
    if min(values) <= 0:
        raise ValueError(f"{min(values)} has no place on a logarithmic axis")
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return [10.0**power for power in range(low, max(high, low + 1) + 1)]


def _steps(values: Sequence[float]) -> list[float]:
    """From zero, or from below it, in five or so round steps."""
    low, high = min(0.0, *values), max(0.0, *values)
    rough = (high - low or 1) / 5
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * magnitude for factor in (1, 2, 2.5, 5, 10) if factor * magnitude >= rough * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [place * step for place in range(first, max(last, first + 1) + 1)]


def told(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 10 or value == int(value) else f"{value:g}"


def _at(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})
