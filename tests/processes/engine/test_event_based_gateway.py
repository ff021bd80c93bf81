"""Event-based gateways: the first event decides (BPMN 13.4.4)."""

import pytest

from processes.engine import CommandRejected
from processes.engine import commands as c
from processes.engine.state import MessageSubscription, Timer
from tests.support.diagrams import process


def answer_or_deadline():
    return (
        process("p")
        .event_gateway("gate")
        .catch_message("answered", "answer", key="id")
        .task("thank")
        .at("gate")
        .catch_timer("deadline", "P1D")
        .task("remind")
        .at("gate")
        .catch_message("withdrawn", "withdrawal", key="id")
        .task("close")
    )


def test_a_message_that_comes_first_goes_on_alone(engine):
    engine.deploy(answer_or_deadline())
    engine.start(variables={"id": 7})
    engine.publish_message("answer", "7", {"text": "yes"})
    assert engine.path == ["start", "gate", "answered", "thank"]
    assert engine.variables["text"] == "yes"
    assert engine.state == "COMPLETED"


def test_the_timer_goes_on_when_nothing_comes_in_time(engine):
    engine.deploy(answer_or_deadline())
    engine.start(variables={"id": 7})
    engine.advance_clock(hours=23)
    assert engine.active == ["gate"]
    engine.advance_clock(hours=1)
    assert engine.path == ["start", "gate", "deadline", "remind"]


def test_receive_tasks_can_take_the_place_of_message_events(engine):
    engine.deploy(
        process("p")
        .event_gateway("gate")
        .receive_task("answered", "answer", key="id")
        .task("thank")
        .at("gate")
        .receive_task("withdrawn", "withdrawal", key="id")
        .task("close")
    )
    engine.start(variables={"id": 7})
    engine.publish_message("withdrawal", "7")
    assert engine.path == ["start", "gate", "withdrawn", "close"]


def test_only_the_gateway_waits_and_not_the_events_behind_it(engine):
    engine.deploy(answer_or_deadline())
    engine.start(variables={"id": 7})
    assert engine.active == ["gate"]
    assert sorted(engine.messages) == ["answered", "withdrawn"]
    assert list(engine.timers) == ["deadline"]


def test_who_loses_the_race_is_refused(engine):
    engine.deploy(answer_or_deadline())
    engine.start(variables={"id": 7})
    timer, subscription = engine.key_of(Timer), engine.key_of(MessageSubscription, "answered")
    engine.do(c.TriggerTimer(timer_key=timer))
    with pytest.raises(CommandRejected):
        engine.do(c.CorrelateMessage(subscription_key=subscription, variables={}))
    with pytest.raises(CommandRejected):
        engine.do(c.TriggerTimer(timer_key=timer))
    assert engine.path == ["start", "gate", "deadline", "remind"]


def test_an_event_that_cannot_be_armed_keeps_the_others_from_being_armed(engine):
    engine.deploy(
        process("p")
        .event_gateway("gate")
        .catch_timer("deadline", "P1D")
        .end()
        .at("gate")
        .catch_message("answered", "answer", key="id")
        .end("thanks")
    )
    engine.start()
    assert engine.incidents == {"gate": "MESSAGE_ERROR"}
    assert engine.timers == {}
    engine.set_variables({"id": "x"})
    engine.resolve_incident("gate")
    engine.publish_message("answer", "x")
    assert engine.path[-1] == "thanks"


def test_output_mappings_of_the_chosen_event_are_evaluated(engine):
    engine.deploy(
        process("p")
        .event_gateway("gate")
        .catch_message("answered", "answer")
        .output("=text", "reply")
        .end()
        .at("gate")
        .catch_timer("deadline", "P1D")
        .end("late")
    )
    engine.start()
    engine.publish_message("answer", variables={"text": "yes", "noise": 1})
    assert engine.variables == {"reply": "yes"}


def test_several_tokens_wait_at_a_gateway_each_for_itself(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .event_gateway("gate")
        .catch_message("answered", "answer")
        .end()
        .at("split")
        .to("gate")
        .at("gate")
        .catch_timer("deadline", "P1D")
        .end("late")
    )
    engine.start()
    engine.publish_message("answer")
    assert engine.active == ["gate"]
    engine.advance_clock(days=1)
    assert engine.path[-2:] == ["deadline", "late"]
    assert engine.state == "COMPLETED"


def test_what_is_chosen_has_its_input_mappings_evaluated(engine):
    drawn = process("p").event_gateway("gate").catch_timer("late", "P1D").end("too_late")
    drawn.at("gate").receive_task("wait", "paid").input("=amount * 2", "expected").output(
        "=expected", "result"
    )
    engine.deploy(drawn.end("done"))
    engine.start(variables={"amount": 4})
    engine.publish_message("paid")
    assert engine.variables == {"amount": 4, "result": 8}
