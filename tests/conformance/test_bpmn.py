"""Other people's BPMN test suites: Operaton's engine tests, betsy's, the rules that a diagram must keep, and
the diagrams that must not be turned away. Nobody of this project wrote what they expect.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.conformance.packs import FOLDER, MISSING, PROJECT
from tests.conformance.stores import STORES

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)

#: tests whose authors could not agree what is right (`verdict` debatable in the pack): score them apart
DEBATABLE = {
    "betsy/activities/MultiInstance_NoneBehavior",
    "betsy/activities/MultiInstance_OneBehavior",
    "betsy/activities/MultiInstance_ComplexBehavior",
    "betsy/events/Timer_IntermediateTimeCycleEvent",
    "betsy/cfpatterns/WCP09_Structured_Discriminator_MultiInstance",
    "betsy/cfpatterns/WCP12_MultipleInstancesWithoutSynchronization",
}


on_each_store = pytest.mark.parametrize("store", STORES)


def failures(pack: str, folder, store: str = "memory") -> list[str]:
    """Ids of the cases of a pack that do not pass."""
    out = folder / f"{pack}.json"
    command = [pack, "--adapter", "tests.conformance.adapter:Adapter", "--out", out]
    environment = os.environ | {"MEANWHILE_STORE": store}
    runner = [sys.executable, FOLDER / "runner.py"]
    subprocess.run([*runner, *command], cwd=PROJECT, env=environment, check=True)
    results = json.loads(out.read_text())["results"]
    assert results
    return [result["id"] for result in results if result["result"] != "pass"]


@on_each_store
def test_operatons_scenarios_go_as_they_go_there(tmp_path, store):
    assert failures("operaton", tmp_path, store) == []


@on_each_store
def test_betsys_solid_tests_pass(tmp_path, store):
    assert {name.partition("#")[0] for name in failures("betsy", tmp_path, store)} <= DEBATABLE


def test_diagrams_that_break_a_rule_of_bpmn_are_refused(tmp_path):
    pack = json.loads((FOLDER / "betsy_constraints" / "constraints.json").read_text())
    tiers = {case["id"]: case["tier"] for case in pack["cases"]}
    accepted = failures("constraints", tmp_path)
    assert [name for name in accepted if tiers[name] == "reject"] == []


def test_sound_diagrams_are_not_turned_away(tmp_path):
    assert failures("controls", tmp_path) == []
