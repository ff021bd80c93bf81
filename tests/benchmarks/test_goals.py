"""Goals: arithmetic on figures, and what is written of them."""

import json

import pytest

from benchmarks import goals, table
from benchmarks.lanes import (
    ENGINE_ALONE,
    FLOOR_POSTGRESQL_2,
    LANES,
    OURS_POSTGRESQL_2,
    POSTGRESQL,
    SPIFF_MEMORY,
    STEP,
)
from benchmarks.measuring import Result, figures_of
from benchmarks.rounds import Rounds, Run
from benchmarks.six_processes import COMMANDS


def rounds(**rates: float) -> Rounds:
    """Three rounds in which every lane does 100 instances of everything in a second."""
    measured = Rounds()
    for lane in LANES:
        for process_id in [STEP] if lane.is_floor else COMMANDS:
            for _ in range(3):
                log_bytes = 50_000 if lane.store == POSTGRESQL else None
                measured.add(lane, process_id, Run(instances=100, seconds=1, log_bytes=log_bytes))
    return measured


def replace(measured: Rounds, lane, process_id: str, *per_second: float) -> None:
    measured.runs[lane.name][process_id] = [
        Run(instances=100, seconds=100 / rate, log_bytes=50_000) for rate in per_second
    ]


def named(found) -> dict[str, goals.Goal]:
    return {goal.name: goal for goal in found}


def test_a_ratio_goal_has_the_value_of_the_process_that_comes_off_worst():
    measured = rounds()
    for process_id in COMMANDS:
        replace(measured, ENGINE_ALONE, process_id, 2_000, 2_000, 2_000)
    replace(measured, ENGINE_ALONE, "P4", 1_400, 1_400, 1_400)
    g1 = named(goals.of_rounds(measured))["G1"]
    assert (g1.value, g1.process_id) == (pytest.approx(14), "P4")
    assert not g1.met


def test_lanes_are_compared_within_a_round_so_that_a_noisy_one_hits_both():
    measured = rounds()
    replace(measured, ENGINE_ALONE, "P1", 3_000, 300, 1_500)
    replace(measured, SPIFF_MEMORY, "P1", 100, 10, 50)
    assert measured.ratio(ENGINE_ALONE, SPIFF_MEMORY, "P1") == pytest.approx(30)
    assert measured.per_second(ENGINE_ALONE, "P1") == pytest.approx(1_500)


def test_the_part_of_the_floor_counts_commands_not_instances():
    measured = rounds()
    replace(measured, FLOOR_POSTGRESQL_2, STEP, 2_200, 2_200, 2_200)
    assert measured.part_of_floor(OURS_POSTGRESQL_2, FLOOR_POSTGRESQL_2, "P3") == pytest.approx(0.5)
    assert named(goals.of_rounds(measured))["G2 floor"].value == pytest.approx(100 * 100 / 2_200)


def test_log_bytes_are_told_for_each_command():
    assert rounds().log_bytes_per_command(OURS_POSTGRESQL_2, "P2") == pytest.approx(250)


def test_latency_goals_are_ratios_of_the_same_percentile():
    measured = {"command": {"p50": 3.0, "p95": 9, "p99": 24}, "bare": {"p50": 2.0, "p95": 3, "p99": 4}}
    found = named(goals.of_latency(measured))
    assert (found["G5 p50"].value, found["G5 p50"].met) == (1.5, True)
    assert (found["G5 p99"].value, found["G5 p99"].met) == (6, False)


def test_statements_must_be_few_and_as_many_for_every_size():
    def sizes(*counts: int) -> dict[str, dict[str, int]]:
        return {str(size): {"statements": counted} for size, counted in enumerate(counts)}

    found = named(
        goals.of_statements(
            {
                "SQLite": {"start": sizes(7, 7), "claim": sizes(90, 1), "complete": sizes(9, 9)},
                "PostgreSQL": {"start": sizes(7, 8), "claim": sizes(4, 4), "complete": sizes(15, 15)},
            }
        )
    )
    assert (found["G6"].value, found["G6"].met) == (15, True)
    assert (found["G6 constant"].value, found["G6 constant"].met) == (1, False)


def test_the_worst_store_decides_on_a_long_instance():
    measured = {"ratio": 1.1, "elements": 300}, {"ratio": 1.3, "elements": 300}
    (goal,) = goals.of_long_instances({"SQLite": measured[0], "PostgreSQL": measured[1]})
    assert (goal.value, goal.met) == (1.3, False)


def test_the_worst_store_decides_on_a_wide_instance():
    measured = {"ratio": 1.5, "width": 2_000}, {"ratio": 3.1, "width": 2_000}
    (goal,) = goals.of_wide_instances({"SQLite": measured[0], "PostgreSQL": measured[1]})
    assert (goal.value, goal.met) == (3.1, False)


def test_the_slower_store_decides_on_many_timers():
    measured = {"timers": 4_000, "per_second": 4_000}, {"timers": 4_000, "per_second": 1_000}
    (goal,) = goals.of_many_timers({"SQLite": measured[0], "PostgreSQL": measured[1]})
    assert (goal.value, goal.met) == (100, False)
    assert goal.what.endswith("at the rate of 4,000")


def test_json_names_machine_figures_and_goals_and_the_table_shows_them_all():
    measured = rounds()
    latency = {"command": {"p50": 3.0, "p95": 9.0, "p99": 24.0}, "bare": {"p50": 2.0, "p95": 3.0, "p99": 4.0}}
    sizes = {
        "1": {"statements": 7, "executions": 8},
        "10": {"statements": 7, "executions": 70},
        "50": {"statements": 7, "executions": 7},
    }
    statements = {"SQLite": {"start": sizes, "claim": sizes, "complete": sizes}}
    long = {"SQLite": {"elements": 300, "first": 1.0, "last": 1.1, "ratio": 1.1}}
    wide = {"SQLite": {"width": 2_000, "narrow": 2.0, "wide": 3.0, "ratio": 1.5}}
    timers = {"SQLite": {"timers": 4_000, "seconds": 2.0, "per_second": 2_000}}
    figures = figures_of(measured) | {
        "resident_megabytes": {"engine alone, in memory": 24.0},
        "latency_ms": {"PostgreSQL": latency},
        "statements": statements,
        "long_instance": long,
        "wide_instance": wide,
        "many_timers": timers,
        "parsing_ms": {"cold": 120.0, "from the cache": 0.001},
    }
    found = [
        *goals.of_rounds(measured),
        *goals.of_latency(latency),
        *goals.of_statements(statements),
        *goals.of_wide_instances(wide),
        *goals.of_many_timers(timers),
        *goals.of_long_instances(long),
        *goals.of_parsing(cold=120, cached=0.001),
    ]
    result = Result(machine={"processor": "one"}, figures=figures, goals=found)
    written = json.loads(json.dumps(result.as_json()))
    assert set(written) == {"machine", "figures", "goals"}
    assert written["figures"]["instances_per_second"]["Meanwhile, SQLite"]["P3"] == 100
    assert written["goals"]["G3"]["process"] in COMMANDS
    assert written["figures"]["times_spiffworkflow"]["Meanwhile, SQLite"]["P6"] == 1
    assert written["goals"]["G12 cold"] == {
        "what": "reading and checking a diagram of 1,000 elements",
        "value": 120,
        "goal": 150,
        "bound": "at most",
        "met": True,
        "unit": "ms",
    }
    shown = table.told(result.machine, figures, found)
    for told in (*(lane.name for lane in LANES), *written["goals"], "NOT MET", "7 (70)", "P6"):
        assert told in shown
