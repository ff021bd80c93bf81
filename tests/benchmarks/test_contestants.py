"""Contestants: each runs the six processes to their end, here a few instances of each."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.broke import BenchmarkBroke
from benchmarks.crew import Crew
from benchmarks.lanes import FLOOR, LANES, MEMORY, POSTGRESQL, SQLITE, STEP
from benchmarks.measuring import environments, prepare
from benchmarks.rounds import Track
from benchmarks.six_processes import COMMANDS
from benchmarks.sqlite_options import OPTIONS
from benchmarks.stores import scratch_database
from config.databases import SQLITE_OPTIONS
from tests.support.data_folders import temporary_data_folder


@pytest.fixture
def environment(data_folder: Path) -> dict[str, str]:
    return environments(data_folder, {})[SQLITE]


@pytest.mark.parametrize(
    "lane", [lane for lane in LANES if lane.store in (MEMORY, SQLITE)], ids=lambda lane: lane.name
)
def test_every_contestant_completes_all_processes_on_sqlite(lane, environment):
    with Crew(lane.target, environment=environment) as crew:
        prepare({lane: crew})
        track = Track({lane: crew}, log_position=int)
        for process_id in [STEP] if lane.is_floor else COMMANDS:
            run = track.run(lane, process_id, 3)
            assert run.instances == 3
            assert run.per_second > 0


def test_a_busy_machine_is_measured_in_fewer_rounds_but_two_at_least(environment):
    told: list[str] = []
    lane = LANES[0]
    with Crew(lane.target) as crew:
        prepare({lane: crew})
        measured = Track({lane: crew}, log_position=int).measure(
            rounds=9, seconds=0.001, budget=0, tell=told.append
        )
    assert {len(runs) for runs in measured.runs[lane.name].values()} == {2}
    assert told[-1] == "Leaving it at 2 rounds: this machine is busy"


@pytest.fixture
def services_environment(data_folder: Path) -> Iterator[dict[str, str]]:
    with scratch_database(os.environ["DATABASE_URL"]) as url:
        services = {"DATABASE_URL": url, "REDIS_URL": os.environ["REDIS_URL"]}
        yield environments(data_folder, services)[POSTGRESQL]


@pytest.mark.services
@pytest.mark.parametrize(
    "lane",
    [lane for lane in LANES if lane.store == POSTGRESQL and lane.processes == 2],
    ids=lambda lane: lane.name,
)
def test_every_contestant_completes_all_processes_on_postgresql_in_two_processes(lane, services_environment):
    with Crew(lane.target, size=2, environment=services_environment) as crew:
        prepare({lane: crew})
        track = Track({lane: crew}, log_position=int)
        for process_id in [STEP] if lane.is_floor else COMMANDS:
            track.run(lane, process_id, 5)  # raises unless all five are stored as completed


@pytest.fixture(scope="module")
def careless() -> Iterator[Crew]:
    with (
        temporary_data_folder() as folder,
        Crew("tests.benchmarks.broken:Careless", environment=environments(folder, {})[SQLITE]) as crew,
    ):
        crew.call("prepare", deploys=True)
        yield crew


def test_a_lost_job_breaks_the_benchmark(careless):
    careless.call("lose_a_job")
    with pytest.raises(BenchmarkBroke, match="2 instances started, 1 completed"):
        careless.call("check")
    careless.call("forget")


def test_what_is_left_waiting_breaks_the_benchmark(careless):
    careless.call("leave_a_message")
    with pytest.raises(BenchmarkBroke, match="'messages': 1"):
        careless.call("check")
    careless.call("forget")


def test_a_step_that_is_not_stored_breaks_the_benchmark(environment):
    with Crew("tests.benchmarks.broken:ForgetsSteps", environment=environment) as crew:
        crew.call("prepare")
        crew.call("run", process_id=STEP, numbers=[0, 10])
        with pytest.raises(BenchmarkBroke, match="10 steps were taken, 9 are in floor_journal"):
            crew.call("check")


def test_a_process_that_dies_breaks_the_benchmark(environment):
    dying = Crew("tests.benchmarks.broken:Dies", environment=environment)
    with dying as crew, pytest.raises(BenchmarkBroke, match="ended by itself, with status 7"):
        crew.call("prepare")


def test_sqlite_is_opened_alike_for_all():
    assert SQLITE_OPTIONS["init_command"] == OPTIONS


def test_a_floor_counts_steps_whatever_their_number(environment):
    with Crew(f"{FLOOR}FloorInSQLite", environment=environment) as crew:
        crew.call("prepare")
        for numbers in ([0, 1], [1, 120], [120, 120]):
            crew.call("run", process_id=STEP, numbers=numbers)
            crew.call("check")
