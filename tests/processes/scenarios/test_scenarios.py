"""Every scenario, on the engine alone and through the whole product on the database of this test run."""

from pathlib import Path

import pytest

from examples.catalog import EXAMPLES
from processes.scenarios import Case, MemoryEngine, play, read_cases
from processes.scenarios.stored_engine import StoredEngine
from tests.processes.scenarios import (
    activities,
    calls,
    compensation,
    correlation,
    data,
    decisions,
    event_subprocesses,
    events,
    gateways,
    loops,
    operations,
    places,
    scopes,
    scripts,
    signals,
    workers,
)

STORIES = (
    gateways,
    activities,
    events,
    scopes,
    signals,
    event_subprocesses,
    compensation,
    loops,
    operations,
    calls,
    decisions,
    scripts,
    places,
    workers,
    data,
    correlation,
)
SCENARIOS = [scenario for stories in STORIES for scenario in stories.SCENARIOS]
EXAMPLE_FILES = sorted((Path(__file__).parents[3] / "examples").glob("*/*.scenario.yaml"))
ALL = [*SCENARIOS, *(case for path in EXAMPLE_FILES for case in read_cases(path))]

each = pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.id)


@each
def test_scenario_in_memory(scenario: Case) -> None:
    play(scenario, MemoryEngine())


@each
@pytest.mark.django_db
def test_scenario_on_the_database(scenario: Case) -> None:
    play(scenario, StoredEngine())


def test_every_example_has_a_scenario() -> None:
    told = {path.parent.name for path in EXAMPLE_FILES}
    assert {example.name for example in EXAMPLES} <= told
