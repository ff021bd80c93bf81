"""The scale curve, on a small scale: copies are what the engine would have written, pages answer, work is
done, and all of it is told.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.broke import BenchmarkBroke
from benchmarks.crew import Crew
from benchmarks.lanes import POSTGRESQL
from benchmarks.measuring import environments
from benchmarks.scale import told
from benchmarks.scale.measuring import Plan, Track
from benchmarks.stores import scratch_database
from tests.support.data_folders import temporary_data_folder


def question(p95: float, goal: str = "") -> dict:
    found = {"p50": p95 / 2, "p95": p95, "p99": p95}
    return {"whole": found, "database": found, "statements": 1, "goal": goal, "slowest": {}}


def a_point(size: int, **questions: dict) -> dict:
    work = {"instances_per_second": 30.0, "steps_per_second": 170.0, "log_bytes_per_step": 2_500.0}
    alone = {"p50": 3.0, "p95": 5.0, "p99": 9.0}
    names = {name: question(1.0) for name in told.PLOTTED}
    return {
        "size": size,
        "verified": 300,
        "database": size * 7_000,
        "processes_elementinstance rows": size * 9,
        "processes_journalentry rows": size * 8,
        "questions": {**names, **questions},
        "latency_ms": {"command": alone, "bare": alone},
        "work": {"1": work, "2": work},
    }


def test_sizes_end_where_they_are_told_to():
    assert Plan(most=99_999).sizes == [1_000, 10_000]
    assert Plan().sizes == [1_000, 10_000, 100_000, 1_000_000]


def test_a_question_that_takes_longer_than_its_goal_is_named_with_its_size():
    points = [a_point(1_000, overlay=question(19, "G8")), a_point(10_000, overlay=question(21, "G8"))]
    (missed,) = told.slow(points)
    assert missed.startswith("G8: overlay takes 21.0 ms at 10,000 instances")


def test_what_has_no_goal_cannot_miss_it():
    assert told.slow([a_point(1_000, search=question(999))]) == []


def test_everything_measured_is_in_the_tables_and_in_the_picture():
    how = {"date": "25 November 2026", "rounds": 3, "seconds": 5}
    measured = {"machine": {"processor": "one"}, "how": how, "points": [a_point(1_000), a_point(10_000)]}
    for said in (told.text(measured), told.markdown(measured)):
        assert "10,000" in said
        assert "steps/s, 2 processes" in said
        assert "inbox: counter" in said
    assert "2 worker processes" in told.picture(measured["points"])


def test_numbers_of_instances_are_given_out_once():
    track = Track({}, int)
    track._counts = {4: 10}
    first, second = track._parts(4), track._parts(4)
    given = [number for begin, end in [*first, *second] for number in range(begin, end)]
    assert given == list(range(20))


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    with temporary_data_folder() as folder, scratch_database(os.environ["DATABASE_URL"]) as url:
        services = {"DATABASE_URL": url, "REDIS_URL": os.environ["REDIS_URL"]}
        yield environments(Path(folder), services)[POSTGRESQL]


@pytest.fixture(scope="module")
def filled(environment) -> Iterator[Crew]:
    with Crew("benchmarks.scale.filling:Filling", environment=environment) as filling:
        filling.call("prepare")
        assert filling.call("fill", number=1_000) == 1_000
        filling.call("tidy")
        yield filling


@pytest.mark.services
@pytest.mark.timeout(240)
def test_verification_finds_nothing_in_copies_nor_in_what_is_counted_of_them(filled):
    everything = filled.call("instances")
    assert everything == 1_008  # one of each kind was carried through, and multiplied
    assert filled.call("check", sample=everything) == everything


@pytest.mark.services
def test_filling_more_gives_out_no_key_twice(filled):
    before = filled.call("instances")
    assert filled.call("fill", number=1_000) == 1_000
    assert filled.call("instances") == before + 1_000
    assert filled.call("check", sample=20) == 20


@pytest.mark.services
def test_a_counter_that_is_wrong_breaks_the_benchmark(environment):
    with Crew("tests.benchmarks.broken:Miscounts", environment=environment) as filling:
        filling.call("miscount")
        with pytest.raises(BenchmarkBroke, match="are counted"):
            filling.call("check", sample=5)
        filling.call("put_right")


@pytest.mark.services
def test_every_question_is_answered_and_its_slowest_statement_explained(filled, environment):
    with Crew("benchmarks.scale.questions:Questions", environment=environment) as asking:
        asking.call("prepare")
        answers = asking.call("measure", times=2)
    assert set(told.PLOTTED) <= answers.keys()
    for name, found in answers.items():
        assert 0 < found["database"]["p50"] <= found["whole"]["p95"], name
        assert found["slowest"]["plan"], name


@pytest.mark.services
def test_real_work_is_done_beside_the_copies(filled, environment):
    crews = {
        size: Crew("benchmarks.scale.mixed:Mixed", size=size, environment=environment) for size in (1, 2)
    }
    try:
        for crew in crews.values():
            crew.call_all("prepare", [{"deploys": False}] * len(crew.members))
        work = Track(crews, lambda: 0).work(Plan(rounds=1, seconds=0.01))
        assert all(found["steps_per_second"] > 0 for found in work.values())
    finally:
        for crew in crews.values():
            crew.stop()
