"""Every scenario, on the engine alone and through the whole product on the database of this test run."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from examples.catalog import EXAMPLES
from processes.bpmn.support import EXECUTED, EXECUTED_EVENTS
from processes.engine import events as e
from processes.scenarios import MemoryEngine, Scenario, play, read_scenario
from processes.scenarios.stored_engine import StoredEngine
from tests.processes.scenarios import activities, events, gateways, scopes

SCENARIOS = [*gateways.SCENARIOS, *activities.SCENARIOS, *events.SCENARIOS, *scopes.SCENARIOS]
EXAMPLE_FILES = sorted((Path(__file__).parent / "examples").glob("*.yaml"))
ALL = [*SCENARIOS, *map(read_scenario, EXAMPLE_FILES)]

each = pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.name)


@each
def test_scenario_in_memory(scenario: Scenario) -> None:
    play(scenario, MemoryEngine())


@each
@pytest.mark.django_db
def test_scenario_on_the_database(scenario: Scenario) -> None:
    play(scenario, StoredEngine())


#: tasks that catch or throw like events
MESSAGE_TASKS = {"sendTask": {"", "message"}, "receiveTask": {"message"}}


def test_every_element_and_event_that_is_executed_has_completed_in_some_scenario() -> None:
    kinds = {element_type: {""} for element_type in EXECUTED} | EXECUTED_EVENTS | MESSAGE_TASKS
    executed = {(element_type, event) for element_type, events in kinds.items() for event in events}
    assert completed(ALL) == executed - {("process", "")}


def test_every_example_has_a_scenario() -> None:
    told = {path.stem for path in EXAMPLE_FILES}
    assert {example.name for example in EXAMPLES} <= told


def completed(scenarios: Sequence[Scenario]) -> set[tuple[str, str]]:
    """Element type and kind of event of all that has completed, or thrown an error."""
    found = set()
    for scenario in scenarios:
        engine = MemoryEngine()
        play(scenario, engine)
        for process_id in set(engine.instances().values()):
            engine.look_at(process_id)
            ended = (event for event in engine.events if isinstance(event, e.ElementCompleted))
            thrown = [event for event in engine.events if isinstance(event, e.ErrorThrown)]
            ids = {event.element_id for event in ended}
            if thrown:
                ids |= set(engine.terminated)
            for element_id in ids:
                element = engine.model.elements[element_id]
                definition = type(element.event_definition).__name__.removesuffix("EventDefinition").lower()
                found.add((str(element.type), "" if definition == "nonetype" else definition))
    return found
