"""Probes: what is measured once on each store."""

from collections.abc import Iterator

import pytest

from benchmarks.crew import Crew
from benchmarks.figures import percentiles
from benchmarks.measuring import environments
from benchmarks.six_processes import SIZES
from tests.support.data_folders import temporary_data_folder


@pytest.fixture(scope="module")
def probes() -> Iterator[Crew]:
    with (
        temporary_data_folder() as folder,
        Crew("benchmarks.probes:Probes", environment=environments(folder, {})["SQLite"]) as crew,
    ):
        crew.call("prepare", deploys=True)
        yield crew


def test_one_command_costs_more_than_a_bare_commit_of_its_rows(probes):
    measured = probes.call("latency", commands=20)
    assert measured["command"]["p50"] > measured["bare"]["p50"] > 0
    assert measured["command"]["p99"] >= measured["command"]["p95"] >= measured["command"]["p50"]


def test_statements_are_counted_for_every_size(probes):
    measured = probes.call("statements")
    for phase in ("start", "claim", "complete"):
        assert list(measured[phase]) == [str(size) for size in SIZES]
        assert all(0 < counted["statements"] <= counted["executions"] for counted in measured[phase].values())


def test_a_long_instance_has_passed_as_many_elements_as_asked(probes):
    measured = probes.call("long_instance", elements=240)
    assert measured["elements"] == 240
    assert min(measured["first"], measured["last"], measured["ratio"]) > 0


def test_a_wide_instance_has_as_many_open_tasks_as_asked(probes):
    measured = probes.call("wide_instance", width=120)
    assert measured["width"] == 120
    assert min(measured["narrow"], measured["wide"], measured["ratio"]) > 0


def test_as_many_timers_are_triggered_as_were_due(probes):
    measured = probes.call("many_timers", timers=700)
    assert measured["timers"] == 700
    assert measured["per_second"] > 0


def test_a_model_is_found_faster_than_it_is_read(probes):
    with Crew("benchmarks.parsing:Parsing") as reader:
        cold = reader.call("cold", name="S200")
    assert 0 < probes.call("cached_model", name="S200") < cold


def test_a_percentile_is_one_of_the_values():
    assert percentiles([place / 1000 for place in range(1, 101)]) == {"p50": 50, "p95": 95, "p99": 99}
    assert percentiles([0.002]) == {"p50": 2, "p95": 2, "p99": 2}
