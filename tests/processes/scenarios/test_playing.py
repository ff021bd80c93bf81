"""Playing: a story that goes otherwise says where, when and how."""

from pathlib import Path

import pytest

from processes.scenarios import MemoryEngine, ScenarioFailed, play
from processes.scenarios.__main__ import main
from tests.processes.scenarios.telling import told
from tests.support.diagrams import DiagramBuilder, process


def approval() -> DiagramBuilder:
    return process("approval").user_task("approve").end()


def failure(steps: str) -> str:
    with pytest.raises(ScenarioFailed) as failed:
        play(told("An approval", approval(), steps=steps), MemoryEngine())
    return str(failed.value)


def test_all_that_differs_is_told_at_once() -> None:
    message = failure("""
        - start: approval
        - advance clock: PT1H
        - expect:
            state: COMPLETED
            tasks: [approve]
            path: [start, approve, end]
            variables: {ok: true, other: null}
    """)
    assert message.splitlines() == [
        "An approval",
        "  step 3 (expect), 2026-01-05 13:00:00+00:00:",
        "    state: expected COMPLETED",
        "           found ACTIVE",
        "    path: expected [start, approve, end]",
        "          found [start]",
        "    variables: expected {ok: true, other: null}",
        "               found {ok: null, other: null}",
    ]


@pytest.mark.parametrize(
    ("expectation", "found"),
    [
        ("active: [start]", "found [approve]"),
        ("terminated: [approve]", "found []"),
        ("passed: [approve]", "found [start]"),
        ("jobs: [approve]", "found []"),
        ("messages: [approve]", "found []"),
        ("signals: [approve]", "found []"),
        ("conditions: [approve]", "found []"),
        ("tasks: []", "found [approve]"),
        ("timers: {late: 2026-01-06}", "found {}"),
        ("incidents: {approve: CONDITION_ERROR}", "found {}"),
        ("now: 2026-01-06", "found 2026-01-05T12:00:00+00:00"),
        ("mood: good", "there is nothing to expect of mood"),
    ],
)
def test_each_expectation_can_fail(expectation: str, found: str) -> None:
    assert found in failure(f"[start: approval, expect: {{{expectation}}}]")


def test_the_order_of_what_has_passed_counts() -> None:
    play(
        told("", approval(), steps="[start, complete task: approve, expect: {passed: [start, end]}]"),
        MemoryEngine(),
    )
    message = failure("[start, complete task: approve, expect: {passed: [end, start]}]")
    assert "expected [end, start]" in message


def test_a_step_that_is_not_possible_says_what_would_be() -> None:
    message = failure("[start: approval, complete job: approve]")
    assert "step 2 (complete job)" in message
    assert "Expected a job at 'approve', but there is none" in message
    assert "at 'aprove', but there are only some at: approve" in failure(
        "[start: approval, complete task: aprove]"
    )


def test_a_step_that_should_be_refused_must_be() -> None:
    message = failure("""
        - start: approval
        - claim task: approve
          by: ada
          refused: has it
    """)
    assert "expected to be refused (has it), but it was not" in message


def test_a_refusal_for_another_reason_is_none() -> None:
    message = failure("""
        - start: approval
        - claim task: nowhere
          by: ada
          refused: has it
    """)
    assert "at 'nowhere'" in message


def test_files_are_played_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "approval.bpmn").write_bytes(approval().xml())
    for name, state in (("good", "ACTIVE"), ("bad", "COMPLETED")):
        story = f"scenario: {name}\ndiagrams: [approval.bpmn]\nsteps: [start, expect: {{state: {state}}}]"
        (tmp_path / f"{name}.yaml").write_text(story)
    assert main([str(tmp_path / "good.yaml")]) == 0
    assert main([str(tmp_path / "good.yaml"), str(tmp_path / "bad.yaml")]) == 1
    printed = capsys.readouterr().out
    assert "ok      good\n" in printed
    assert "expected COMPLETED" in printed
    assert printed.endswith("1 of 2 scenarios went as they are written.\n")
    assert main([]) == 2
