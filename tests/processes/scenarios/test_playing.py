"""Playing: a case that goes otherwise says where, when and how."""

import pytest

from processes.scenarios import CaseFailed, MemoryEngine, play
from tests.processes.scenarios.telling import told
from tests.support.diagrams import DiagramBuilder, process

APPROVAL = process("approval").user_task("approve").end().at("approve").boundary_timer("late", "P1D")
APPROVAL = APPROVAL.user_task("decide").to("end")
PAYMENT = process("payment").service_task("charge").end()


def failure(steps: str, diagram: DiagramBuilder = APPROVAL) -> str:
    with pytest.raises(CaseFailed) as failed:
        play(told("Some case", diagram, steps=steps), MemoryEngine())
    return str(failed.value)


def test_a_failure_says_where_when_what_and_what_is_open() -> None:
    message = failure("""
        - {do: start, process: approval}
        - {do: advance_time, by: PT1H}
        - {assert: tasks, exact: {decide: 1}}
    """)
    assert message.splitlines() == [
        "step 3 (assert tasks), 2026-01-05T13:00:00Z:",
        "  expected {decide: 1}",
        "     found {approve: 1}",
        "  open: user tasks {approve: 1}, timers {late: 1}",
    ]


@pytest.mark.parametrize(
    ("assertion", "found"),
    [
        ("tasks, exact: {}", "found {approve: 1}"),
        ("tasks, exact: {approve: 2}", "found {approve: 1}"),
        ("jobs, exact: {approve: 1}", "found {}"),
        ("waiting, exact: {}", "found {approve: 1}"),
        ("waiting, contains: {approve: 2}", "found {approve: 1}"),
        ("active, exact: {start: 1}", "found {approve: 1}"),
        ("terminated, exact: {approve: 1}", "found {}"),
        ("path, exact: [approve]", "found [start]"),
        ("path, contains: [approve]", "in this order\n     found [start]"),
        ("ended", "expected the instance to have ended, but it is in {approve: 1}"),
        ("running_instances, count: 2", "found 1"),
        ("running_instances, count: 1, process: other", "found 0"),
        ("variables, equals: {a: 2}", "expected {a: 2}\n     found {a: 1}"),
        ("variables, equals: {b: null}", "expected {b: null}\n     found {}"),
        ("variables, absent: [a]", "expected [a] to be absent"),
        ("subscriptions, kind: any, count: 1", "found 0"),
        ("subscriptions, kind: message, exact: {approve: 1}", "found {}"),
        ("timers, count: 0", "found 1"),
        ("timers, due: {late: 2026-01-07}", "found [[late, 2026-01-06T12:00:00Z]]"),
        ("incident, element: approve", "expected 1\n     found none"),
        ("now, equals: 2026-01-06", "found 2026-01-05T12:00:00Z"),
    ],
)
def test_each_assertion_can_fail(assertion: str, found: str) -> None:
    steps = f"[{{do: start, process: approval, variables: {{a: 1}}}}, {{assert: {assertion}}}]"
    assert found in failure(steps)


def test_what_has_ended_does_not_run_and_says_how_it_ended() -> None:
    steps = "[{do: start, process: approval}, {do: cancel}, {assert: %s}]"
    assert "expected the instance to run, but it has ended" in failure(steps % "running")
    assert "expected COMPLETED\n     found TERMINATED" in failure(steps % "ended, state: COMPLETED")


def test_the_order_of_a_path_counts() -> None:
    steps = "[{do: start, process: approval}, {do: complete, task: approve}, {assert: path, contains: [%s]}]"
    play(told("", APPROVAL, steps=steps % "start, end"), MemoryEngine())
    assert "expected [end, start], in this order" in failure(steps % "end, start")


@pytest.mark.parametrize(
    ("step", "found"),
    [
        ("complete, task: aprove", "user task at 'aprove', but only these user tasks are open: {approve: 1}"),
        ("complete, task: approve, index: 1", "2 user tasks at 'approve'"),
        ("complete_set, tasks: {approve: 2}", "Expected these to be still open: {approve: 1}"),
        ("complete_job, element: approve", "a job at 'approve', but no job is open"),
        ("fail_job, element: approve", "a job at 'approve'"),
        ("throw_bpmn_error, element: approve, code: X", "a job at 'approve'"),
        ("resolve_incident, element: approve", "Expected an incident at 'approve', but there is none"),
        ("trigger, element: approve", "Expected a receive task 'approve' to wait, but there is none"),
        ("correlate_message, name: m", "to wait for message 'm', but nobody waits for any"),
        ("deliver_message, name: m, element: approve", "Expected 'approve' to wait for message 'm'"),
        ("broadcast_signal, name: s", "expected somebody to wait for the signal"),
        ("fire_timer, element: approve", "Expected a timer start event 'approve' to wait"),
        ("fire_timer, element: late, index: 1", "there are 1, and index 1 is one too many"),
        ("start, process: other", "process 'other'"),
        ("start, process: approval, expect: error", "expected an error, but the instance was started"),
        ("start_by_message, name: m", "Expected a message start event for 'm'"),
        ("find_instance, process: approval, as: x, index: 1", "Expected 2 instances of 'approval'"),
        ("set_variables, element: decide, variables: {}", "Expected 'decide' to be active"),
        ("evaluate_start_conditions, variables: {}, expect_started: 1", "expected 1\n     found 0"),
        ("run_jobs, count: 1", "expected 1\n     found 0"),
        ("advance_time, to: 2026-01-01", "Expected time to go forward from 2026-01-05T12:00:00Z"),
        ("cancel, rejected: never", "expected to be rejected (never), but it was not"),
        ("claim, task: nowhere, assignee: ada, rejected: has it", "at 'nowhere'"),
    ],
)
def test_a_step_that_is_not_possible_says_what_would_be(step: str, found: str) -> None:
    assert found in failure(f"[{{do: start, process: approval}}, {{do: {step}}}]")


def test_an_expected_refusal_passes() -> None:
    steps = """
        - {do: start, process: approval, as: a}
        - {do: claim, task: approve, assignee: ada}
        - {do: claim, task: approve, assignee: bob, rejected: ada}
        - {do: start, process: other, as: o, expect: error}
        - {do: correlate_message, name: m, expect: no_match}
        - {do: deliver_message, name: m, element: approve, expect: no_match}
        - {do: broadcast_signal, name: s, expect: no_match}
        - {do: broadcast_signal, name: s, instance: a, expect: no_match}
    """
    play(told("", APPROVAL, steps=steps), MemoryEngine())


def test_an_instance_that_was_not_started_cannot_be_looked_at() -> None:
    steps = "[{do: start, process: other, as: o, expect: error}, {assert: ended, instance: o}]"
    assert "an instance known as 'o', but it was not started" in failure(steps)


def test_a_diagram_that_cannot_run_fails_before_the_first_step() -> None:
    broken = process("broken").service_task("work").when("1 +").end()
    with pytest.raises(CaseFailed) as failed:
        play(told("", broken, steps="[{do: cancel}]"), MemoryEngine())
    assert failed.value.step_number is None
    assert str(failed.value).startswith("deploy: ")


def test_an_instance_that_is_stuck_at_once_is_an_error_that_can_be_looked_at() -> None:
    stuck = process("stuck").catch_timer("pause", "=patience").end()
    assert "pause: Expected the duration of 'pause'" in failure("[{do: start, process: stuck}]", stuck)
    steps = """
        - {do: start, process: stuck, as: s, expect: error}
        - {assert: incident, element: pause, type: TIMER_ERROR, message: patience, instance: s}
    """
    play(told("", stuck, steps=steps), MemoryEngine())
