"""Plots and tables: what is drawn is where it belongs, and can be read."""

import math
from xml.etree import ElementTree

import pytest

from benchmarks.figures import percentiles, slope
from benchmarks.plot import HEIGHT, LEFT, RIGHT, TOP, WIDTH, Axis, Line, Plot, Scale, svg, told
from benchmarks.tables import Table, in_markdown, in_text

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*plots: Plot) -> ElementTree.Element:
    return ElementTree.fromstring(svg(plots))


def a_plot(**changes) -> Plot:
    settings = {
        "title": "Steps",
        "x": Axis("instances", is_logarithmic=True),
        "y": Axis("steps/s"),
        "lines": [Line("1 process", [(1_000, 300.0), (10_000, 280.0)])],
    }
    return Plot(**{**settings, **changes})


def texts(root: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SVG}text")]


def test_a_decade_takes_as_much_room_as_the_next():
    scale = Scale.of([1_000, 1_000_000], Axis("", is_logarithmic=True), (0, 300))
    assert [scale(value) for value in (1_000, 10_000, 100_000, 1_000_000)] == pytest.approx(
        [0, 100, 200, 300]
    )


def test_steps_begin_at_zero_and_are_round():
    scale = Scale.of([3, 47], Axis(""), (0, 100))
    assert scale.ticks == [0, 10, 20, 30, 40, 50]
    assert scale(25) == pytest.approx(50)


def test_what_falls_below_zero_has_its_place():
    assert min(Scale.of([-3, 5], Axis(""), (0, 1)).ticks) <= -3


def test_nothing_but_zeros_can_be_drawn():
    assert Scale.of([0, 0], Axis(""), (0, 100))(0) == 0


def test_zero_has_no_place_on_a_logarithmic_axis():
    with pytest.raises(ValueError, match="no place on a logarithmic axis"):
        Scale.of([0, 10], Axis("", is_logarithmic=True), (0, 1))


def test_a_plot_is_well_formed_whatever_its_names():
    root = drawn(a_plot(title='"a" < b & c', lines=[Line("<&>", [(1, 1.0)])]))
    assert '"a" < b & c' in texts(root)
    assert "<&>" in texts(root)


def test_a_plot_is_readable_on_light_and_on_dark_pages():
    style = next(drawn(a_plot()).iter(f"{SVG}style")).text or ""
    assert "prefers-color-scheme:dark" in style


def test_the_same_figures_make_the_same_picture():
    assert svg([a_plot()]) == svg([a_plot()])


def test_every_line_ends_inside_the_frame():
    root = drawn(a_plot(), a_plot(goal=("most", 900.0)))
    assert root.get("viewBox") == f"0 0 {WIDTH} {2 * HEIGHT}"
    lines = [each for each in root.iter(f"{SVG}path") if each.get("class", "").startswith("line c")]
    curves = [each.get("d", "") for each in lines if "L" in each.get("d", "")]
    assert len(curves) == 2
    for curve in curves:
        for point in curve[1:].split("L"):
            x, y = map(float, point.split())
            assert LEFT <= x <= WIDTH - RIGHT
            assert TOP <= y <= HEIGHT


def test_a_gap_breaks_the_line():
    root = drawn(a_plot(lines=[Line("gap", [(1, 1.0), (10, None), (100, 2.0), (1_000, 3.0)])]))
    (curve,) = [each.get("d", "") for each in root.iter(f"{SVG}path") if "L" in each.get("d", "")]
    assert curve.count("M") == 2
    assert curve.count("L") == 1


def test_numbers_are_told_as_people_write_them():
    assert [told(value) for value in (1_000_000, 20, 2.5, 0.1, 0)] == ["1,000,000", "20", "2.5", "0.1", "0"]


def test_the_slope_of_a_line_is_found_through_noise():
    points = [(hour, 100 + 3 * hour + (-1) ** hour) for hour in range(100)]
    assert slope(points) == pytest.approx(3, abs=0.01)


@pytest.mark.parametrize("points", [[], [(1, 1)], [(1, 1), (1, 5)]])
def test_what_is_no_line_does_not_rise(points):
    assert slope(points) == 0


def test_percentiles_are_values_that_were_measured():
    found = percentiles([second / 1000 for second in range(1, 101)])
    assert found == {"p50": 50, "p95": 95, "p99": 99}
    assert not math.isnan(percentiles([0.5])["p99"])


def test_a_table_is_aligned_in_a_terminal_and_a_table_in_markdown():
    table = Table("Work", ["", "steps/s"], [["1 | one", "9"], ["2", "1,000"]])
    assert in_text([table]).splitlines()[2:] == ["         steps/s", "1 | one        9", "2          1,000"]
    assert in_markdown([table]).splitlines()[2:] == [
        "|  | steps/s |",
        "| --- | --- |",
        "| 1 \\| one | 9 |",
        "| 2 | 1,000 |",
    ]
