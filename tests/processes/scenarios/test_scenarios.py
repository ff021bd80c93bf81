"""Every scenario, on the engine alone and through the whole product on the database of this test run."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from examples.catalog import EXAMPLES
from processes.bpmn.model import Element, ProcessModel
from processes.bpmn.support import EXECUTED, EXECUTED_EVENTS
from processes.engine import events as e
from processes.scenarios import MemoryEngine, Scenario, play, read_scenario
from processes.scenarios.stored_engine import StoredEngine
from tests.processes.scenarios import (
    activities,
    calls,
    compensation,
    decisions,
    event_subprocesses,
    events,
    gateways,
    loops,
    places,
    scopes,
    signals,
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
    calls,
    decisions,
    places,
)
SCENARIOS = [scenario for stories in STORIES for scenario in stories.SCENARIOS]
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


def kinds_of(element: Element) -> set[str]:
    """In the words of `EXECUTED_EVENTS`."""
    names = {
        type(each).__name__.removesuffix("EventDefinition").lower() for each in element.event_definitions
    }
    return {{"compensate": "compensation"}.get(name, name) for name in names} or {""}


def completed(scenarios: Sequence[Scenario]) -> set[tuple[str, str]]:
    """Element type and kind of event of all that has completed, or has done what it is there for."""
    found = set()
    for scenario in scenarios:
        engine = MemoryEngine()
        play(scenario, engine)
        for key in engine.instances():
            for element_id in done(engine.events_of(key), engine.model_of(key)):
                element = engine.model_of(key).elements[element_id]
                found |= {(str(element.type), kind) for kind in kinds_of(element)}
    return found


def done(happened: Sequence[e.Event], model: ProcessModel) -> Iterator[str]:
    """The ids of elements that have completed. An end event that throws may be ended by what it throws, and a
    compensation boundary event, into which no token comes, has its handler begun.
    """
    element_ids = {event.key: event.element_id for event in happened if isinstance(event, e.ElementActivated)}
    for event in happened:
        match event:
            case e.ElementCompleted():
                yield event.element_id
            case e.ErrorThrown() | e.EscalationThrown() | e.CompensationTriggered():
                yield element_ids[event.element_instance_key]
            case e.CompensationBegun():
                for boundary_id in model.elements[element_ids[event.key]].boundary_events:
                    if "compensation" in kinds_of(model.elements[boundary_id]):
                        yield boundary_id
