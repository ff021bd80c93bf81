"""Receive tasks and event-based gateways that start their process (BPMN 10.3.3 and 10.6.6)."""

import pytest

from processes.engine import CommandRejected
from tests.support.diagrams import process


def test_an_instantiating_receive_task_starts_the_process_and_is_done(engine):
    engine.deploy(process("p").apart().receive_task("ordered", "order").instantiating().user_task("pack"))
    engine.publish_message("order", variables={"item": 1})
    assert engine.path == ["ordered"]
    assert engine.tasks == ["pack"]
    assert engine.variables == {"item": 1}


def test_its_output_mappings_say_what_stays_of_the_message(engine):
    engine.deploy(
        process("p")
        .apart()
        .receive_task("ordered", "order")
        .instantiating()
        .output("=item + 1", "next")
        .user_task("pack")
    )
    engine.publish_message("order", variables={"item": 1})
    assert engine.variables == {"next": 2}


def exclusive_gateway():
    return (
        process("p")
        .apart()
        .event_gateway("gate")
        .instantiating()
        .catch_message("ordered", "order")
        .user_task("pack")
        .at("gate")
        .catch_message("asked", "question")
        .user_task("answer")
    )


def test_the_first_event_behind_an_instantiating_gateway_starts_the_process(engine):
    engine.deploy(exclusive_gateway())
    engine.publish_message("question", variables={"text": "why?"})
    assert engine.path == ["gate", "asked"]
    assert engine.tasks == ["answer"]
    assert engine.messages == []
    assert engine.variables == {"text": "why?"}


def test_each_event_starts_an_instance_of_its_own(engine):
    engine.deploy(exclusive_gateway())
    engine.publish_message("question")
    engine.publish_message("order")
    assert len(engine.instances()) == 2


def test_behind_a_parallel_instantiating_gateway_the_other_events_are_waited_for(engine):
    engine.deploy(
        process("p")
        .apart()
        .event_gateway("gate")
        .instantiating(parallel=True)
        .catch_message("ordered", "order")
        .parallel("join")
        .user_task("ship")
        .at("gate")
        .catch_message("paid", "payment", key="id")
        .to("join")
    )
    engine.publish_message("order", variables={"id": "A"})
    assert engine.messages == ["paid"]
    assert engine.tasks == []
    engine.publish_message("payment", "A", {"amount": 5})
    assert len(engine.instances()) == 1
    assert engine.tasks == ["ship"]
    assert engine.variables == {"id": "A", "amount": 5}


def test_a_process_that_only_messages_start_cannot_be_started_by_hand(engine):
    engine.deploy(exclusive_gateway())
    with pytest.raises(CommandRejected, match="no none start event"):
        engine.start("p")


def test_it_can_be_interrupted_by_an_event_subprocess_like_any_other(engine):
    engine.deploy(
        process("p")
        .event_subprocess("handler")
        .start_message("revoked", "revocation")
        .task("undo")
        .end("undone")
        .done()
        .apart()
        .receive_task("ordered", "order")
        .instantiating()
        .user_task("pack")
        .end()
    )
    engine.publish_message("order")
    engine.publish_message("revocation")
    assert engine.terminated == ["pack"]
    assert engine.state == "COMPLETED"
