"""Signals: a notice to everyone who waits for it (BPMN 10.5.5)."""

import pytest

from processes.engine import CommandRejected
from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.state import SignalSubscription
from tests.support.diagrams import process


def listening(process_id="listener"):
    return process(process_id).catch_signal("heard", "alarm").user_task("run")


def test_a_signal_comes_to_all_who_wait_for_it(engine):
    engine.deploy(listening())
    first, second = engine.start(), engine.start()
    assert engine.broadcast_signal("alarm") == 2
    for key in (first, second):
        assert "run" in {i.element_id for i in engine.state_of(key).element_instances.values()}


def test_a_signal_comes_to_several_tokens_of_one_instance(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .catch_signal("a", "alarm")
        .task("after_a")
        .at("split")
        .catch_signal("b", "alarm")
        .task("after_b")
    )
    engine.start()
    assert engine.broadcast_signal("alarm") == 2
    assert engine.state == "COMPLETED"


def test_a_signal_of_another_name_is_not_heard(engine):
    engine.deploy(listening())
    engine.start()
    assert engine.broadcast_signal("all clear") == 0
    assert engine.active == ["heard"]


def test_a_signal_is_not_kept_for_those_who_come_later(engine):
    engine.deploy(listening())
    engine.broadcast_signal("alarm")
    engine.start()
    assert engine.active == ["heard"]


def test_what_a_signal_brings_is_propagated(engine):
    engine.deploy(listening())
    engine.start()
    engine.broadcast_signal("alarm", {"floor": 3})
    assert engine.variables == {"floor": 3}


def test_with_output_mappings_only_what_they_say_stays_of_a_signal(engine):
    engine.deploy(process("p").catch_signal("heard", "alarm").output("=floor + 1", "above").user_task("run"))
    engine.start()
    engine.broadcast_signal("alarm", {"floor": 3})
    assert engine.variables == {"above": 4}


def test_the_name_of_a_signal_can_be_an_expression(engine):
    engine.deploy(process("p").catch_signal("heard", '="alarm-" + string(floor)').user_task("run"))
    engine.start(variables={"floor": 2})
    assert engine.broadcast_signal("alarm-1") == 0
    assert engine.broadcast_signal("alarm-2") == 1


def test_a_signal_name_that_is_none_is_an_incident_until_it_is_repaired(engine):
    engine.deploy(process("p").catch_signal("heard", "=name").user_task("run"))
    engine.start()
    assert engine.incidents == {"heard": "SIGNAL_ERROR"}
    engine.set_variables({"name": "alarm"})
    engine.resolve_incident("heard")
    engine.broadcast_signal("alarm")
    assert engine.tasks == ["run"]


def test_a_signal_starts_processes_with_what_it_brings(engine):
    engine.deploy(process("p").start_signal("called", "alarm").user_task("run"))
    assert engine.broadcast_signal("alarm", {"floor": 1}) == 1
    assert engine.path == ["called"]
    assert engine.variables == {"floor": 1}


def test_a_thrown_signal_is_heard_in_the_same_and_in_other_instances(engine):
    engine.deploy(
        listening(),
        process("thrower")
        .parallel("split")
        .catch_signal("own", "alarm")
        .task("own_heard")
        .at("split")
        .throw_signal("ring", "alarm")
        .task("rung"),
    )
    listener = engine.start("listener")
    engine.start("thrower")
    assert {"own_heard", "rung"} <= set(engine.path)
    assert "run" in {i.element_id for i in engine.state_of(listener).element_instances.values()}


def test_a_thrown_signal_carries_what_its_input_mappings_make_and_nothing_else(engine):
    engine.deploy(listening(), process("thrower").end_signal("ring", "alarm").input("=level * 2", "loudness"))
    listener = engine.start("listener")
    engine.start("thrower", {"level": 4})
    assert engine.variables_of(listener) == {"loudness": 8}


def test_an_interrupting_boundary_signal_ends_the_activity(engine):
    engine.deploy(
        process("p").user_task("work").end().at("work").boundary_signal("alarmed", "alarm").end("fled")
    )
    engine.start()
    engine.broadcast_signal("alarm")
    assert engine.terminated == ["work"]
    assert engine.path[-1] == "fled"
    assert engine.broadcast_signal("alarm") == 0


def test_a_non_interrupting_boundary_signal_happens_each_time(engine):
    engine.deploy(
        process("p")
        .user_task("work")
        .end()
        .at("work")
        .boundary_signal("noticed", "news", interrupting=False)
        .user_task("read")
        .to("end")
    )
    engine.start()
    engine.broadcast_signal("news")
    engine.broadcast_signal("news")
    assert engine.tasks == ["work", "read", "read"]


def test_a_signal_decides_at_an_event_based_gateway(engine):
    engine.deploy(
        process("p")
        .event_gateway("gate")
        .catch_signal("alarmed", "alarm")
        .task("run")
        .at("gate")
        .catch_timer("late", "PT1H")
        .task("wait")
    )
    engine.start()
    engine.broadcast_signal("alarm")
    assert engine.path[-2:] == ["alarmed", "run"]
    assert engine.timers == {}


def test_a_signal_that_ends_what_another_waits_for_reaches_only_the_first(engine):
    """Both waited when it was thrown, but the one is gone before its turn."""
    engine.deploy(
        process("p")
        .subprocess("sub")
        .catch_signal("inside", "alarm")
        .user_task("never")
        .done()
        .at("sub")
        .boundary_signal("alarmed", "alarm")
        .task("run")
    )
    engine.start()
    subscriptions = [wait.element_id for _, _, wait in engine.waits(SignalSubscription)]
    assert subscriptions == ["alarmed", "inside"]
    engine.broadcast_signal("alarm")
    assert engine.path[-1] == "run"
    assert engine.state == "COMPLETED"


def test_canceling_closes_the_subscription(engine):
    engine.deploy(listening())
    engine.start()
    key = engine.key_of(SignalSubscription)
    engine.cancel()
    assert engine.broadcast_signal("alarm") == 0
    assert any(isinstance(event, e.SignalSubscriptionClosed) and event.key == key for event in engine.events)
    with pytest.raises(CommandRejected, match="no longer there"):
        engine.do(c.ReceiveSignal(subscription_key=key, variables={}))


def test_a_signal_with_names_that_cannot_be_stored_is_refused(engine):
    engine.deploy(listening())
    engine.start()
    with pytest.raises(CommandRejected, match="printable"):
        engine.do(
            c.ReceiveSignal(subscription_key=engine.key_of(SignalSubscription), variables={"x" * 256: 1})
        )
    assert engine.active == ["heard"]


def test_an_instance_hears_its_own_signal_before_it_goes_on(engine):
    """What the signal interrupts is gone by the time that the throw event leaves."""
    engine.deploy(
        process("p")
        .parallel("split")
        .user_task("work")
        .boundary_signal("stop", "alarm")
        .script_task("stopped", '"stopped"', result="last")
        .at("split")
        .user_task("decide")
        .throw_signal("cry", "alarm")
        .script_task("after", '"after"', result="last")
    )
    engine.start()
    engine.complete_task("decide")
    assert engine.terminated == ["work"]
    assert engine.state == "COMPLETED"


def test_an_own_signal_comes_once_to_those_who_go_on_waiting(engine):
    engine.deploy(
        process("p")
        .event_subprocess("note")
        .start_signal("heard", "alarm", interrupting=False)
        .task("noted")
        .done()
        .user_task("decide")
        .throw_signal("cry", "alarm")
        .user_task("after")
    )
    engine.start()
    engine.complete_task("decide")
    assert engine.path.count("noted") == 1
    engine.broadcast_signal("alarm")
    assert engine.path.count("noted") == 2


def test_who_begins_to_wait_in_the_same_step_hears_the_signal_too(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .throw_signal("cry", "alarm")
        .end("cried")
        .at("split")
        .task("on_the_way")
        .catch_signal("heard", "alarm")
        .end("done")
    )
    engine.start()
    assert engine.state == "COMPLETED"


def test_a_signal_that_interrupts_the_one_who_throws_it_ends_it(engine):
    engine.deploy(
        process("p")
        .event_subprocess("stop")
        .start_signal("heard", "alarm")
        .user_task("clean")
        .done()
        .user_task("decide")
        .throw_signal("cry", "alarm")
        .user_task("after")
    )
    engine.start()
    engine.complete_task("decide")
    assert set(engine.active) == {"stop", "clean"}
    assert "after" not in engine.path
