"""Start events: where an instance begins, and that it begins once (BPMN 10.5.2)."""

import pytest

from processes.engine import CommandRejected, InstanceState
from processes.engine import commands as c
from tests.support.diagrams import process


def several_starts():
    return (
        process("p")
        .start("by_hand")
        .task("a")
        .start_message("ordered", "order")
        .task("b")
        .start_timer("daily", "R/P1D")
    ).task("c")


def start_at(engine, element_id):
    return c.StartInstance(
        process_instance_key=engine.instance,
        process_definition_key=1,
        version=1,
        variables={},
        start_element_id=element_id,
    )


def test_on_demand_an_instance_begins_at_the_none_start_event(engine):
    engine.deploy(several_starts())
    engine.start()
    assert engine.path == ["by_hand", "a"]


def test_each_start_event_begins_its_own_path(engine):
    engine.deploy(several_starts())
    engine.publish_message("order")
    assert engine.path == ["ordered", "b"]
    engine.advance_clock(days=1)
    assert len(engine.instances()) == 2


def test_a_process_without_a_none_start_event_cannot_be_started_on_demand(engine):
    engine.deploy(process("p").start_message("ordered", "order").end())
    with pytest.raises(CommandRejected, match="no none start event"):
        engine.start()
    assert engine.instances() == {}


@pytest.mark.parametrize("element_id", ["a", "nowhere", "p", "inner_start"])
def test_an_instance_begins_at_a_start_event_of_the_process_and_nowhere_else(engine, element_id):
    engine.deploy(process("p").user_task("a").subprocess("inner").task("b").done())
    engine.start()
    command, state = start_at(engine, element_id), InstanceState(engine.instance, 1)
    engine._instances[engine.instance].state = state
    with pytest.raises(CommandRejected, match="none of its start events"):
        engine.do(command)
    assert state == InstanceState(engine.instance, 1)


def test_an_instance_is_started_only_once(engine):
    engine.deploy(process("p").user_task("approve"))
    engine.start()
    with pytest.raises(CommandRejected, match="started already"):
        engine.do(start_at(engine, "start"))
    assert engine.tasks == ["approve"]
    engine.complete_task("approve")
    with pytest.raises(CommandRejected, match="started already"):
        engine.do(start_at(engine, "start"))
