"""Playing a scenario: its steps, one after the other, on an engine."""

from __future__ import annotations

from datetime import datetime

from processes.engine.errors import CommandRejected
from processes.scenarios.engine import Engine
from processes.scenarios.expectations import Unexpected
from processes.scenarios.scenario import Scenario, Step


class ScenarioFailed(AssertionError):
    """A step did not go as it is written."""


def play(scenario: Scenario, engine: Engine) -> None:
    """Play a scenario from its beginning on a fresh engine. Raises `ScenarioFailed` at the first step that
    goes otherwise.
    """
    engine.now = scenario.begins
    engine.deploy(*scenario.diagrams)
    for number, step in enumerate(scenario.steps, 1):
        try:
            _play(step, engine)
        except (Unexpected, CommandRejected) as wrong:
            raise ScenarioFailed(_report(scenario, number, step, engine.now, str(wrong))) from wrong


def _play(step: Step, engine: Engine) -> None:
    if step.refused is None:
        step.verb.play(engine, step.value, **step.arguments)
        return
    try:
        step.verb.play(engine, step.value, **step.arguments)
    except CommandRejected as rejection:
        if step.refused not in str(rejection):
            raise
    else:
        raise Unexpected(f"expected to be refused ({step.refused}), but it was not")


def _report(scenario: Scenario, number: int, step: Step, now: datetime, wrong: str) -> str:
    indented = "\n".join(f"    {line}" for line in wrong.splitlines())
    return (
        f"{scenario.name}\n  step {number} ({step.verb.words}), {now.isoformat(' ', 'seconds')}:\n{indented}"
    )
