"""Conditional events: something becomes true of the variables (BPMN 10.5.5)."""

import pytest

from processes.engine import CommandRejected
from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.state import Condition
from tests.support.diagrams import process


def test_a_condition_is_waited_for_until_it_is_true(engine):
    engine.deploy(process("p").catch_conditional("hot", "temperature > 30").task("cool"))
    engine.start(variables={"temperature": 20})
    engine.set_variables({"temperature": 25})
    assert engine.active == ["hot"]
    engine.set_variables({"temperature": 31})
    assert engine.path == ["start", "hot", "cool"]


def test_a_condition_that_is_true_already_is_not_waited_for(engine):
    engine.deploy(process("p").catch_conditional("hot", "temperature > 30").task("cool"))
    engine.start(variables={"temperature": 40})
    assert engine.state == "COMPLETED"


def test_a_condition_that_cannot_be_evaluated_is_not_true_yet(engine):
    engine.deploy(process("p").catch_conditional("hot", "temperature > 30").task("cool"))
    engine.start()
    assert engine.active == ["hot"]
    assert engine.incidents == {}
    engine.set_variables({"temperature": 31})
    assert engine.state == "COMPLETED"


def test_variables_that_a_task_brings_can_make_a_condition_true(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .catch_conditional("approved", 'verdict = "yes"')
        .task("go")
        .at("split")
        .user_task("decide")
        .user_task("tell")
    )
    engine.start()
    engine.complete_task("decide", {"verdict": "yes"})
    assert "go" in engine.path
    assert engine.tasks == ["tell"]


def working(*, interrupting):
    return (
        process("p")
        .user_task("work")
        .end()
        .at("work")
        .boundary_conditional("stopped", "stop", interrupting=interrupting)
        .user_task("look")
        .to("end")
    )


def test_an_interrupting_boundary_condition_ends_the_activity(engine):
    engine.deploy(working(interrupting=True))
    engine.start(variables={"stop": False})
    engine.set_variables({"stop": True})
    assert engine.terminated == ["work"]
    assert engine.tasks == ["look"]


def test_a_non_interrupting_condition_happens_again_once_it_has_been_false(engine):
    engine.deploy(working(interrupting=False))
    engine.start(variables={"stop": False})
    engine.set_variables({"stop": True})
    engine.set_variables({"stop": True, "other": 1})
    assert engine.tasks == ["work", "look"]
    engine.set_variables({"stop": False})
    engine.set_variables({"stop": True})
    assert engine.tasks == ["work", "look", "look"]


def test_an_interrupting_boundary_condition_that_is_true_at_once_comes_before_the_activity(engine):
    engine.deploy(working(interrupting=True))
    engine.start(variables={"stop": True})
    assert engine.terminated == ["work"]
    assert not any(
        isinstance(event, e.UserTaskCreated) and event.element_id == "work" for event in engine.events
    )
    assert engine.tasks == ["look"]


def test_a_non_interrupting_boundary_condition_that_is_true_at_once_happens_beside_the_activity(engine):
    engine.deploy(working(interrupting=False))
    engine.start(variables={"stop": True})
    assert sorted(engine.tasks) == ["look", "work"]


def test_a_boundary_condition_sees_what_the_activity_has_for_itself(engine):
    engine.deploy(
        process("p")
        .user_task("work")
        .input("=limit * 2", "most")
        .end()
        .at("work")
        .boundary_conditional("exceeded", "used > most")
        .end("stop")
    )
    engine.start(variables={"limit": 5, "used": 0})
    engine.set_variables({"used": 10})
    assert engine.active == ["work"]
    engine.set_variables({"used": 11})
    assert engine.terminated == ["work"]


def test_a_variable_of_the_activity_itself_can_make_its_condition_true(engine):
    engine.deploy(working(interrupting=True))
    engine.start(variables={"stop": False})
    engine.set_variables({"stop": True}, element_id="work")
    assert engine.terminated == ["work"]
    assert engine.variables == {"stop": False}


def test_conditions_that_become_true_together_happen_in_the_order_in_which_they_were_awaited(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .catch_conditional("first", "go")
        .user_task("a")
        .at("split")
        .catch_conditional("second", "go")
        .user_task("b")
    )
    engine.start()
    engine.set_variables({"go": True})
    assert [event.element_id for event in engine.events if isinstance(event, e.ConditionTriggered)] == [
        "first",
        "second",
    ]


def test_of_two_interrupting_conditions_only_the_first_happens(engine):
    engine.deploy(
        process("p")
        .user_task("work")
        .end()
        .at("work")
        .boundary_conditional("a", "x > 1")
        .end("after_a")
        .at("work")
        .boundary_conditional("b", "x > 2")
        .end("after_b")
    )
    engine.start(variables={"x": 0})
    engine.set_variables({"x": 3})
    assert engine.path[-2:] == ["a", "after_a"]
    assert engine.state == "COMPLETED"


def test_a_condition_decides_at_an_event_based_gateway(engine):
    engine.deploy(
        process("p")
        .event_gateway("gate")
        .catch_conditional("hot", "temperature > 30")
        .task("cool")
        .at("gate")
        .catch_timer("late", "PT1H")
        .task("wait")
    )
    engine.start(variables={"temperature": 20})
    engine.set_variables({"temperature": 31})
    assert engine.path[-2:] == ["hot", "cool"]
    assert engine.timers == {}


def test_a_condition_that_is_true_when_the_gateway_is_reached_decides_at_once(engine):
    engine.deploy(
        process("p")
        .event_gateway("gate")
        .catch_timer("late", "PT1H")
        .task("wait")
        .at("gate")
        .catch_conditional("hot", "temperature > 30")
        .task("cool")
    )
    engine.start(variables={"temperature": 31})
    assert engine.path[-2:] == ["hot", "cool"]
    assert engine.state == "COMPLETED"


def test_a_conditional_event_subprocess_starts_beside_the_rest_whenever_its_condition_becomes_true(engine):
    engine.deploy(
        process("p")
        .event_subprocess("cooling")
        .start_conditional("hot", "temperature > 30", interrupting=False)
        .user_task("cool")
        .end("cooled")
        .done()
        .user_task("work")
        .end()
    )
    engine.start(variables={"temperature": 20})
    for temperature in (31, 32, 20, 33):
        engine.set_variables({"temperature": temperature})
    assert engine.tasks == ["work", "cool", "cool"]


def test_an_interrupting_conditional_event_subprocess_can_start_in_place_of_its_scope(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .event_subprocess("cooling")
        .start_conditional("hot", "temperature > 30")
        .task("cool")
        .end("cooled")
        .done()
        .user_task("work")
        .end("worked")
        .done()
        .task("after")
    )
    engine.start(variables={"temperature": 31})
    assert engine.path == ["start", "sub", "cooling", "hot", "cool", "cooled", "after"]


def test_variables_start_a_process_that_waits_for_a_condition(engine):
    engine.deploy(process("p").start_conditional("hot", "temperature > 30").user_task("cool"))
    assert engine.start_by_conditions({"temperature": 20}) == 0
    assert engine.start_by_conditions({"temperature": 31}) == 1
    assert engine.variables == {"temperature": 31}
    assert engine.tasks == ["cool"]


def test_a_condition_ends_with_its_activity(engine):
    engine.deploy(working(interrupting=True))
    engine.start(variables={"stop": False})
    engine.complete_task("work")
    assert engine.state == "COMPLETED"
    assert engine.living().conditions == set()


def test_conditions_can_follow_each_other_in_a_circle_only_as_far_as_the_step_budget(engine):
    engine.deploy(
        process("p")
        .exclusive("again")
        .catch_conditional("always", "true")
        .script_task("count", "n + 1", result="n")
        .to("again")
    )
    engine.start(variables={"n": 0})
    assert list(engine.incidents.values()) == ["STEP_BUDGET_EXCEEDED"]


def test_an_activity_that_cannot_begin_awaits_its_condition_once(engine):
    engine.deploy(
        process("p")
        .service_task("work", "=kind")
        .end()
        .at("work")
        .boundary_conditional("stopped", "stop", interrupting=False)
        .user_task("look")
        .to("end")
    )
    engine.start(variables={"stop": False})
    engine.resolve_incident("work")
    engine.resolve_incident("work")
    assert len(engine.living().conditions) == 1
    engine.set_variables({"stop": True})
    assert engine.tasks == ["look"]
    engine.set_variables({"kind": "harvest"})
    engine.resolve_incident("work")
    assert engine.tasks == ["look"]
    assert engine.jobs == ["work"]


def test_no_command_can_make_a_condition_true(engine):
    engine.deploy(working(interrupting=True))
    engine.start(variables={"stop": False})
    key = engine.key_of(Condition)
    for command in (c.TriggerTimer(timer_key=key), c.ReceiveSignal(subscription_key=key, variables={})):
        with pytest.raises(CommandRejected, match="no longer there"):
            engine.do(command)
