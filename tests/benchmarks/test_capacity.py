"""The capacity model: arithmetic on what was measured."""

import pytest

from benchmarks.capacity import LOADS, SECONDS_A_YEAR, Assumed, Measured, need, tables

MEASURED = Measured(
    steps_per_second=100,
    most_steps_per_second=300,
    bytes_per_instance=7_000,
    log_bytes_per_step=2_500,
    steps_per_instance=8,
)


def test_a_year_is_divided_into_seconds_and_its_busiest_hour_is_a_multiple():
    found = need(SECONDS_A_YEAR, MEASURED, Assumed(peak=5))
    assert found.mean_steps_per_second == pytest.approx(8)
    assert found.peak_steps_per_second == pytest.approx(40)


def test_workers_and_machines_are_whole_and_never_busier_than_allowed():
    found = need(10 * SECONDS_A_YEAR, MEASURED, Assumed(peak=5, use=0.5, connections=3))
    assert found.peak_steps_per_second == pytest.approx(400)
    assert found.worker_processes == 8
    assert found.machines == 3
    assert found.connections == 24


def test_everything_but_whole_machines_grows_with_the_load():
    one, ten = need(10**8, MEASURED), need(10**9, MEASURED)
    assert ten.terabytes_a_year == pytest.approx(10 * one.terabytes_a_year) == pytest.approx(7)
    assert ten.log_gigabytes_a_day == pytest.approx(10 * one.log_gigabytes_a_day)


def test_what_was_measured_stands_beside_what_is_computed():
    work = {
        "1": {"steps_per_second": 100.0, "log_bytes_per_step": 2_500.0},
        "4": {"steps_per_second": 300.0, "log_bytes_per_step": 2_600.0},
    }
    point = {"size": 1_000, "database": 7_000_000, "processes_journalentry rows": 8_000, "work": work}
    assert Measured.of(point) == MEASURED
    measured, computed = tables(point)
    assert measured.title.startswith("Measured")
    assert computed.title.startswith("Computed, not measured")
    assert len(computed.head) == 1 + len(LOADS)
