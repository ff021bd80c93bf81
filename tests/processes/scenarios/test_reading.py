"""Scenarios as they are written: what is no scenario is refused with a word that helps."""

from pathlib import Path
from typing import Any

import pytest

import processes.scenarios as package
from processes.scenarios import MemoryEngine, ScenarioInvalid, play, read_scenario, scenario_of
from processes.scenarios.expectations import EXPECTATIONS
from processes.scenarios.verbs import VERBS
from processes.scenarios.yaml_reader import read_yaml
from tests.support.diagrams import process


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (None, "needs a list of `steps`"),
        ([], "needs a list of `steps`"),
        ([5], "Step 1 must have a verb such as `start`, but it is 5"),
        (["dance"], "Step 1 must have one verb, but it has none; verbs are `advance clock`"),
        ([{"start": "p", "cancel": None}], "it has `cancel`, `start`"),
        (
            [{"start": "p"}, {"cancel": None, "by": "ada"}],
            "Step 2: `cancel` knows no `by`; it knows nothing else",
        ),
        ([{"complete task": "t", "with": {}}], "`complete task` knows no `with`; it knows `variables`"),
        ([{"claim task": "t"}], "`claim task` needs `by`"),
    ],
)
def test_a_step_that_nobody_can_play_is_refused(steps: Any, told: str) -> None:
    with pytest.raises(ScenarioInvalid) as refused:
        scenario_of({"scenario": "s", "steps": steps})
    assert told in str(refused.value)


def test_a_scenario_has_no_other_parts() -> None:
    with pytest.raises(
        ScenarioInvalid, match="no `stages`; it has `begins`, `diagrams`, `scenario`, `steps`"
    ):
        scenario_of({"stages": []})
    with pytest.raises(ScenarioInvalid):
        scenario_of(["start"])


def test_the_file_is_named_when_it_cannot_be_read(tmp_path: Path) -> None:
    written = tmp_path / "story.yaml"
    written.write_text("steps: [")
    with pytest.raises(ScenarioInvalid, match=r"story.yaml: This is not YAML"):
        read_scenario(written)
    written.write_text("diagrams: [gone.bpmn]\nsteps: [cancel]")
    with pytest.raises(ScenarioInvalid, match=r"gone.bpmn cannot be read: No such file"):
        read_scenario(written)
    with pytest.raises(ScenarioInvalid, match=r"nowhere.yaml cannot be read"):
        read_scenario(tmp_path / "nowhere.yaml")


def test_json_says_the_same_as_yaml(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("scenario: s\nbegins: 2026-02-01\nsteps: [{start: p}]")
    (tmp_path / "a.json").write_text('{"scenario": "s", "begins": "2026-02-01", "steps": [{"start": "p"}]}')
    assert read_scenario(tmp_path / "a.yaml") == read_scenario(tmp_path / "a.json")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("12:30", "12:30"),
        ("2026-01-05", "2026-01-05"),
        ("2026-01-05T12:00:00Z", "2026-01-05T12:00:00Z"),
        ("0123", "0123"),
        ("true", True),
        ("null", None),
        ("", None),
        ("-5", -5),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("'5'", "5"),
        ("PT1H", "PT1H"),
    ],
)
def test_values_are_those_of_json(text: str, value: Any) -> None:
    assert read_yaml(f"a: {text}") == {"a": value}
    assert type(read_yaml(f"a: {text}")["a"]) is type(value)


def test_the_readme_knows_every_step_and_every_expectation() -> None:
    readme = (Path(package.__file__).parent / "README.md").read_text()
    for verb in VERBS.values():
        assert f"| `{verb.words}" in readme
        row = next(
            line
            for line in readme.splitlines()
            if line.startswith((f"| `{verb.words}:", f"| `{verb.words}`"))
        )
        assert all(f"`{argument}`" in row for argument in verb.arguments)
    for about in EXPECTATIONS:
        assert f"`{about}`" in readme


def test_the_story_of_the_readme_goes_as_it_is_written(tmp_path: Path) -> None:
    readme = (Path(package.__file__).parent / "README.md").read_text()
    (tmp_path / "review.yaml").write_text(readme.partition("```yaml\n")[2].partition("```")[0])
    review = process("review").user_task("approve").end().at("approve").boundary_timer("overdue", "PT1H")
    (tmp_path / "review.bpmn").write_bytes(review.user_task("decide").to("end").xml())
    play(read_scenario(tmp_path / "review.yaml"), MemoryEngine())
