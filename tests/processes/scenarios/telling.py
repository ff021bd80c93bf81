"""Scenarios beside the diagrams they are about."""

from processes.scenarios import Scenario, scenario_of
from processes.scenarios.yaml_reader import read_yaml
from tests.support.diagrams import DiagramBuilder


def told(name: str, *diagrams: DiagramBuilder | bytes, steps: str) -> Scenario:
    return scenario_of({"scenario": name, "steps": read_yaml(steps)}, diagrams=diagrams)
