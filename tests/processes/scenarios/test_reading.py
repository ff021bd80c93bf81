"""Scenarios as they are written: every mistake is told at once, with its place and what would be right."""

from pathlib import Path
from typing import Any

import pytest

from processes.engine.errors import ErrorType
from processes.scenarios import CaseInvalid, MemoryEngine, play, read_case, read_cases
from processes.scenarios.case import ASSERT_KINDS, DO_KINDS, PARTS
from processes.scenarios.step_kinds import StepKind
from processes.scenarios.yaml_reader import read_yaml
from tests.support.diagrams import process

DOCS = (Path(__file__).parents[3] / "docs" / "scenarios.md").read_text()

STEPS = DOCS.partition("## What happens")[2]


def mistakes(case: Any, folder: Path = Path()) -> tuple[str, ...]:
    with pytest.raises(CaseInvalid) as refused:
        read_case(case, folder, "c")
    return refused.value.mistakes


def mistake(step: Any) -> str:
    (told,) = mistakes({"steps": [{"do": "start", "process": "p", "as": "i"}, step]})
    assert told.startswith("case 'c', step 2: ")
    return told.removeprefix("case 'c', step 2: ")


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (5, "must be a map with `do` or `assert`, but it is 5"),
        ({}, "must have either `do` or `assert`, but it has neither"),
        ({"do": "cancel", "assert": "ended"}, "but it has `do`, `assert`"),
        ({"do": "dance"}, "there is nothing to do called 'dance'; there is `deploy`, `start`"),
        ({"assert": "mood"}, "there is nothing to assert called 'mood'; there is `tasks`, `jobs`"),
        ({"do": ["start"]}, "there is nothing to do called '[\"start\"]'"),
        ({"do": "cancel", "by": "ada"}, "cancel knows no `by`; it knows `instance`"),
        ({"do": "claim", "task": "t"}, "claim needs `assignee`"),
        ({"do": "advance_time"}, "advance_time needs `by` or `to`"),
        ({"do": "advance_time", "by": "PT1H", "to": "2026-01-02"}, "`by` or `to`, not both"),
        ({"do": "advance_time", "by": "1 hour"}, "`by` must be an ISO 8601 duration, such as PT90M or P2D"),
        ({"do": "advance_time", "by": "-PT1H"}, "`by` must be an ISO 8601 duration"),
        ({"do": "advance_time", "to": 5}, "`to` must be a moment, such as 2026-03-01T08:00:00Z, but it is 5"),
        ({"do": "complete", "task": "t", "index": -1}, "`index` must be a number: 0, 1, 2 …, but it is -1"),
        ({"do": "complete", "task": "t", "index": True}, "`index` must be a number"),
        ({"do": "complete", "task": "t", "all": "yes"}, "`all` must be true or false, but it is \"yes\""),
        ({"do": "complete", "task": 5}, "`task` must be a text, but it is 5"),
        ({"do": "start", "process": "p", "variables": [1]}, "`variables` must be a map of names to values"),
        ({"do": "start", "process": "p", "expect": "fire"}, "`expect` must be `error`, but it is \"fire\""),
        ({"assert": "tasks", "exact": ["t"]}, "`exact` must be a map of element ids to numbers"),
        ({"assert": "path", "exact": {"t": 1}}, "`exact` must be a list of texts"),
        ({"assert": "path"}, "path needs `exact` or `contains`"),
        ({"assert": "timers", "due": {"t": "soon"}}, "`due` must be a map of element ids to moments"),
        ({"assert": "subscriptions", "kind": "phone", "count": 1}, "`kind` must be `message` or `signal` or"),
        ({"assert": "ended", "instance": "j"}, "speaks of the instance 'j', but no step before"),
        ({"assert": "ended", "rejected": "x"}, "ended knows no `rejected`"),
        ({"do": "deploy", "resources": ["gone.bpmn"]}, "gone.bpmn cannot be read: No such file"),
        ({"do": "throw_escalation", "element": "t", "code": "c"}, "a job cannot throw an escalation"),
    ],
)  # fmt: skip
def test_a_step_that_nobody_can_play_is_refused(step: Any, told: str) -> None:
    assert told in mistake(step)


@pytest.mark.parametrize(
    ("handler", "told"),
    [
        ("noop", "needs a `behaviour`: noop, throw_bpmn_error, set, fail"),
        ({"behaviour": "dance"}, "needs a `behaviour`"),
        ({"behaviour": ["noop"]}, "needs a `behaviour`"),
        ({"behaviour": "throw_bpmn_error"}, "throw_bpmn_error needs code"),
        ({"behaviour": "noop", "code": "X"}, "noop has no code"),
        ({"behaviour": "set", "variables": 5}, "must be a map of names to expressions"),
        ({"behaviour": "set", "variables": {"a": "=1 +"}}, "case 'c': handler of 't': "),
        ({"behaviour": "fail", "retries": -1}, "`retries` must be a number from 0, but it is -1"),
    ],
)
def test_a_handler_that_nobody_can_be_is_refused(handler: Any, told: str) -> None:
    (found,) = mistakes({"handlers": {"t": handler}, "steps": [{"do": "cancel"}]})
    assert told in found


def test_all_mistakes_are_told_at_once() -> None:
    told = mistakes({"stages": [], "begins": "soon", "deploy": "a.bpmn", "steps": [{"do": "x"}, {}]})
    assert [each.partition(":")[0] for each in told] == ["case 'c'"] * 3 + [
        "case 'c', step 1",
        "case 'c', step 2",
    ]
    assert "knows no `stages`" in told[0]


@pytest.mark.parametrize("steps", [None, [], {"do": "cancel"}])
def test_a_case_without_steps_is_none(steps: Any) -> None:
    assert mistakes({"steps": steps}) == ("case 'c': needs a list of `steps`",)


def refused(path: Path, text: str) -> str:
    path.write_text(text)
    with pytest.raises(CaseInvalid) as wrong:
        read_cases(path)
    assert all(each.startswith(str(path)) for each in wrong.value.mistakes)
    return str(wrong.value)


def test_the_file_is_named_when_it_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "review.scenario.yaml"
    assert "is no YAML" in refused(file, "steps: [")
    assert "is no JSON" in refused(tmp_path / "review.scenario.json", "{")
    assert "must be a case" in refused(file, "5")
    assert "must be a case" in refused(file, "stages: []")
    assert "has no case" in refused(file, "[]")
    assert "`cases` must be a list" in refused(file, "cases: {}")
    assert "knows no `begins` beside `cases`" in refused(file, "{cases: [{}], begins: 2026-01-01}")
    twice = "{id: a, steps: [{do: cancel}]}"
    assert "the id is there 2 times" in refused(file, f"[{twice}, {twice}]")
    with pytest.raises(CaseInvalid, match=r"nowhere.yaml: cannot be read: No such file"):
        read_cases(tmp_path / "nowhere.yaml")


def test_a_file_holds_one_case_a_list_or_cases(tmp_path: Path) -> None:
    file = tmp_path / "late.scenario.yaml"
    for text, ids in (
        ("steps: [{do: cancel}]", ["late"]),
        ("[{steps: [{do: cancel}]}, {id: b, steps: [{do: cancel}]}]", ["late 1", "b"]),
        ("{note: why, cases: [{id: a, feature: f, steps: [{do: cancel, note: n}]}]}", ["a"]),
    ):
        file.write_text(text)
        assert [case.id for case in read_cases(file)] == ids


def test_json_says_the_same_as_yaml(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("begins: 2026-02-01\nsteps: [{do: start, process: p}]")
    (tmp_path / "a.json").write_text('{"begins": "2026-02-01", "steps": [{"do": "start", "process": "p"}]}')
    assert read_cases(tmp_path / "a.yaml") == read_cases(tmp_path / "a.json")


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


@pytest.mark.parametrize("kind", [*DO_KINDS.values(), *ASSERT_KINDS.values()], ids=lambda kind: kind.name)
def test_the_documentation_tells_every_step_with_an_example(kind: StepKind) -> None:
    (row,) = [line for line in STEPS.splitlines() if line.startswith(f"| `{kind.name}` |")]
    assert all(f"`{name}" in row for name in kind.fields)
    word = "do" if kind.name in DO_KINDS else "assert"
    for written in [part.partition("`")[0] for part in row.split("`{")[1:]]:
        example = read_yaml("{" + written)
        assert example.pop(word) == kind.name
        if "resources" not in example:
            kind.read(example, Path())


def test_the_documentation_tells_every_part_and_every_type_of_incident() -> None:
    assert all(f"| `{part}` |" in DOCS for part in PARTS)
    assert all(f"`{type}`" in DOCS for type in ErrorType)


def test_the_scenario_of_the_documentation_goes_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "review.scenario.yaml").write_text(DOCS.partition("```yaml\n")[2].partition("```")[0])
    review = process("review").user_task("approve").end().at("approve").boundary_timer("overdue", "PT1H")
    (tmp_path / "review.bpmn").write_bytes(review.user_task("decide").to("end").xml())
    (case,) = read_cases(tmp_path / "review.scenario.yaml")
    play(case, MemoryEngine())
