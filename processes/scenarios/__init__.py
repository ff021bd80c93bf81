"""Scenarios: running diagrams against what is written about them, with a clock that moves by command.

    for case in read_cases(Path("review.scenario.yaml")):
        play(case, MemoryEngine())

The same case is played on the engine alone (`MemoryEngine`), in milliseconds and without a database, or
through all of the product (`stored_engine.StoredEngine`) on whatever database Django is configured for. The
format is told in docs/scenarios.md, and by these modules: `case` (what a file holds), `steps` (what a step
can do), `assertions` (what it can assert), `kinds` (what their values look like).

`manage.py scenario run` plays files (`running`), and `pytest_plugin` makes tests of them. In Python, an
engine is told what to do directly:

    engine = MemoryEngine()
    engine.deploy(Path("review.bpmn").read_bytes())
    engine.start("review", {"amount": 1200})
    engine.advance_clock(hours=1)
    assert engine.terminated == ["approve"]
"""

from processes.scenarios.case import Case, CaseInvalid, read_case, read_cases
from processes.scenarios.engine import Engine, NothingWaits
from processes.scenarios.memory_engine import MemoryEngine
from processes.scenarios.playing import CaseFailed, play

# `StoredEngine` is not imported here, so that scenarios in memory need no database and no settings.
__all__ = [
    "Case",
    "CaseFailed",
    "CaseInvalid",
    "Engine",
    "MemoryEngine",
    "NothingWaits",
    "play",
    "read_case",
    "read_cases",
]
