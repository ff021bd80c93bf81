"""Boundary timers: what happens when an activity takes too long (BPMN 10.5.4)."""

import pytest

from processes.engine import CommandRejected
from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.state import Timer
from tests.support.diagrams import process


def test_interrupting_boundary_timer_ends_the_activity(engine):
    engine.deploy(process("review").user_task("approve").boundary_timer("overdue", "PT1H").end("late"))
    engine.start("review")
    engine.advance_clock(hours=1)
    assert engine.terminated == ["approve"]
    assert engine.path[-2:] == ["overdue", "late"]
    assert engine.state == "COMPLETED"


def test_non_interrupting_boundary_timer_leaves_the_activity_alone(engine):
    engine.deploy(
        process("p").user_task("approve").boundary_timer("nag", "PT1H", interrupting=False).task("remind")
    )
    engine.start()
    engine.advance_clock(hours=2)
    assert engine.path == ["start", "nag", "remind"]
    assert engine.waiting == ["approve"]
    assert engine.timers == {}
    engine.complete_task("approve")
    assert engine.state == "COMPLETED"


def test_completing_the_activity_disarms_its_timers(engine):
    engine.deploy(
        process("p").user_task("approve").end().at("approve").boundary_timer("overdue", "PT1H").end("late")
    )
    engine.start()
    timer = engine.key_of(Timer)
    engine.complete_task("approve")
    with pytest.raises(CommandRejected, match="trigger timer"):
        engine.do(c.TriggerTimer(timer_key=timer))
    engine.advance_clock(days=1)
    assert engine.path == ["start", "approve", "end"]


def test_a_cycle_happens_as_often_as_it_says_and_only_while_the_activity_waits(engine):
    engine.deploy(
        process("p")
        .user_task("approve")
        .end()
        .at("approve")
        .boundary_timer("nag", "R3/PT1H", interrupting=False)
        .task("remind")
    )
    engine.start()
    engine.advance_clock(hours=2)
    assert engine.path.count("remind") == 2
    engine.advance_clock(hours=10)
    assert engine.path.count("remind") == 3
    engine.complete_task("approve")
    assert engine.state == "COMPLETED"


def test_an_endless_cycle_ends_with_its_activity(engine):
    engine.deploy(
        process("p")
        .user_task("approve")
        .end()
        .at("approve")
        .boundary_timer("nag", "R/PT1H", interrupting=False)
        .task("remind")
    )
    engine.start()
    engine.advance_clock(hours=5)
    engine.complete_task("approve")
    engine.advance_clock(hours=5)
    assert engine.path.count("remind") == 5
    assert engine.state == "COMPLETED"


def test_an_interrupting_cycle_happens_once(engine):
    engine.deploy(process("p").user_task("approve").boundary_timer("overdue", "R3/PT1H").end("late"))
    engine.start()
    engine.advance_clock(hours=5)
    assert engine.path.count("late") == 1
    assert engine.state == "COMPLETED"


def test_interrupting_a_subprocess_ends_everything_inside(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .parallel("split")
        .user_task("task")
        .parallel("join")
        .end("sub_end")
        .at("split")
        .service_task("job")
        .end("job_end")
        .at("job")
        .boundary_timer("slow", "PT5H", interrupting=False)
        .end("slow_end")
        .at("split")
        .catch_message("wait", "answer")
        .end("wait_end")
        .at("split")
        .to("join")
        .done()
        .end()
        .at("sub")
        .boundary_timer("overdue", "PT1H")
        .task("clean_up")
        .to("end")
    )
    engine.start()
    assert sorted(engine.active) == ["job", "sub", "task", "wait"]
    engine.advance_clock(hours=1)
    assert sorted(engine.terminated) == ["job", "sub", "task", "wait"]
    assert engine.path[-3:-1] == ["overdue", "clean_up"]
    assert engine.state == "COMPLETED"
    kinds = {type(event) for event in engine.events}
    assert {
        e.JobCanceled,
        e.UserTaskCanceled,
        e.TimerCanceled,
        e.MessageSubscriptionClosed,
        e.TokensDropped,
    } <= kinds


def test_several_flows_out_of_a_boundary_event_are_all_taken(engine):
    engine.deploy(
        process("p")
        .user_task("approve")
        .boundary_timer("overdue", "PT1H")
        .task("tell")
        .at("overdue")
        .task("log")
    )
    engine.start()
    engine.advance_clock(hours=1)
    assert engine.path == ["start", "overdue", "tell", "log"]


def test_a_timer_on_a_stuck_activity_still_ends_it(engine):
    engine.deploy(process("p").service_task("charge").boundary_timer("overdue", "PT1H").end("late"))
    engine.start()
    engine.fail_job("charge")
    assert engine.incidents == {"charge": "JOB_NO_RETRIES"}
    engine.advance_clock(hours=1)
    assert engine.incidents == {}
    assert engine.terminated == ["charge"]
    assert engine.state == "COMPLETED"


def test_what_is_due_together_happens_in_order_and_the_first_interruption_wins(engine):
    engine.deploy(
        process("p")
        .user_task("approve")
        .boundary_timer("first", "PT1H")
        .end("first_end")
        .at("approve")
        .boundary_timer("second", "PT1H")
        .end("second_end")
    )
    engine.start()
    engine.advance_clock(hours=1)
    assert engine.path == ["start", "first", "first_end"]


def test_a_boundary_timer_may_use_what_the_activity_was_given(engine):
    engine.deploy(
        process("p")
        .user_task("approve")
        .input('="PT" + string(hours) + "H"', "patience")
        .boundary_timer("overdue", "=patience")
        .task("remind")
    )
    engine.start(variables={"hours": 3})
    engine.advance_clock(hours=2)
    assert engine.active == ["approve"]
    engine.advance_clock(hours=1)
    assert engine.terminated == ["approve"]


def test_a_boundary_timer_without_a_time_keeps_the_activity_from_beginning(engine):
    engine.deploy(process("p").user_task("approve").boundary_timer("overdue", "=patience").end("late"))
    engine.start()
    assert engine.incidents == {"approve": "TIMER_ERROR"}
    assert engine.tasks == []
    engine.set_variables({"patience": "PT1H"})
    engine.resolve_incident("approve")
    assert engine.tasks == ["approve"]
    assert list(engine.timers) == ["overdue"]
