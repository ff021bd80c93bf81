"""Scenarios: running a diagram against a written story, with a clock that moves by command.

    play(read_scenario(Path("late_approval.yaml")), MemoryEngine())

The same story is played on the engine alone (`MemoryEngine`), in milliseconds and without a database, or
through all of the product (`stored_engine.StoredEngine`) on whatever database Django is configured for. What
can be written is told in `scenario` (a story), `verbs` (its steps) and `expectations`; see also README.md.

`python -m processes.scenarios FILE…` plays scenarios in memory. In pytest, a scenario is a test:

    @pytest.mark.parametrize("path", Path("scenarios").glob("*.yaml"), ids=lambda path: path.stem)
    def test_scenario(path):
        play(read_scenario(path), MemoryEngine())

Or the engine is told what to do in Python:

    engine = MemoryEngine()
    engine.deploy(Path("review.bpmn").read_bytes())
    engine.start("review", {"amount": 1200})
    engine.advance_clock(hours=1)
    assert engine.terminated == ["approve"]
"""

from processes.scenarios.engine import Engine, NothingWaits
from processes.scenarios.memory_engine import MemoryEngine
from processes.scenarios.playing import ScenarioFailed, play
from processes.scenarios.scenario import Scenario, ScenarioInvalid, read_scenario, scenario_of

# `StoredEngine` is not imported here, so that scenarios in memory need no database and no settings.
__all__ = [
    "Engine",
    "MemoryEngine",
    "NothingWaits",
    "Scenario",
    "ScenarioFailed",
    "ScenarioInvalid",
    "play",
    "read_scenario",
    "scenario_of",
]
