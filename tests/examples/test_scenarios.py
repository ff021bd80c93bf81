"""The scenarios beside the examples show all that can become of them. They are played with all others, in
tests/processes/scenarios.
"""

from pathlib import Path

import pytest

from examples.catalog import EXAMPLES
from processes.bpmn.model import ElementType
from processes.scenarios import MemoryEngine, play, read_cases

FOLDER = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("name", [example.name for example in EXAMPLES])
def test_the_scenarios_of_an_example_reach_every_end_and_use_every_boundary_event(name: str) -> None:
    there, reached = set(), set()
    for case in read_cases(FOLDER / name / f"{name}.scenario.yaml"):
        engine = MemoryEngine()
        play(case, engine)
        for key in engine.instances():
            elements = engine.model_of(key).elements.values()
            wanted = (ElementType.END_EVENT, ElementType.BOUNDARY_EVENT, ElementType.START_EVENT)
            there |= {element.id for element in elements if element.type in wanted}
            # An end event that throws an error is ended by what catches it.
            reached |= {visit.element_id for visit in engine.visits_of(key)}
    assert there - reached == set()
