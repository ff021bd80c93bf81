"""Proofs: for each feature of BPMN the scenarios in which it does its work. The test suite plays all of them,
on the engine alone and through the database.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from processes.bpmn.event_definitions import CompensateEventDefinition
from processes.bpmn.model import ProcessModel
from processes.engine import events as e
from processes.scenarios import Case, MemoryEngine, play
from tests.bpmn_coverage.features import Feature, features_of, features_of_process
from tests.processes.scenarios.test_scenarios import STORIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    scenario: str
    #: of the scenario, from the project's root
    file: Path


def proofs() -> dict[Feature, list[Proof]]:
    """The proofs of each feature, the best first: those that show the fewest besides."""
    shown = [(proof, features) for module in STORIES for proof, features in _shown(module, module.SCENARIOS)]
    found: dict[Feature, list[Proof]] = {}
    for proof, features in sorted(shown, key=lambda each: len(each[1])):
        for feature in features:
            found.setdefault(feature, []).append(proof)
    return found


def _shown(module: ModuleType, scenarios: Sequence[Case]) -> Iterator[tuple[Proof, set[Feature]]]:
    assert module.__file__ is not None
    file = Path(module.__file__).relative_to(Path.cwd())
    for scenario in scenarios:
        yield Proof(scenario=scenario.id, file=file), _features(scenario)


def _features(scenario: Case) -> set[Feature]:
    engine = MemoryEngine()
    play(scenario, engine)
    found: set[Feature] = set()
    for key in engine.instances():
        model = engine.model_of(key)
        for element_id in worked(engine.events_of(key), model):
            found.update(features_of(model.elements[element_id], model))
        if any(isinstance(event, e.InstanceCompleted) for event in engine.events_of(key)):
            found.update(features_of_process(model))
    return found


def worked(happened: Sequence[e.Event], model: ProcessModel) -> Iterator[str]:
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
                    definitions = model.elements[boundary_id].event_definitions
                    if any(isinstance(each, CompensateEventDefinition) for each in definitions):
                        yield boundary_id
