"""Messages: one sender, one receiver, found by name and correlation key (BPMN 10.5.5)."""

import pytest

from processes.engine import events as e
from tests.support.diagrams import process


def waits(key="id"):
    return process("p").catch_message("paid", "payment", key=key).end()


@pytest.mark.parametrize(
    ("value", "key"),
    [("W-1", "W-1"), (7, "7"), (7.0, "7"), (7.5, "7.5"), ("", "")],
)
def test_texts_and_numbers_make_correlation_keys(engine, value, key):
    engine.deploy(waits())
    engine.start(variables={"id": value})
    engine.publish_message("payment", key)
    assert engine.state == "COMPLETED"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "is null"),
        (True, "a text or a number, but it is true"),
        (["a"], 'a text or a number, but it is ["a"]'),
        ("x" * 256, "at most 255 printable characters"),
        ("a\x00b", "at most 255 printable characters"),
    ],
)
def test_anything_else_as_a_correlation_key_is_an_incident(engine, value, told):
    engine.deploy(waits())
    engine.start(variables={"id": value})
    (incident,) = engine.open_incidents()
    assert (incident.element_id, incident.error_type) == ("paid", "MESSAGE_ERROR")
    assert told in incident.message
    engine.set_variables({"id": "W-1"})
    engine.resolve_incident("paid")
    engine.publish_message("payment", "W-1")
    assert engine.state == "COMPLETED"


def test_a_message_with_another_key_or_name_changes_nothing(engine):
    engine.deploy(waits())
    engine.start(variables={"id": "W-1"})
    engine.publish_message("payment", "W-2")
    engine.publish_message("Payment", "W-1")
    assert engine.messages == ["paid"]


def test_without_a_correlation_key_the_name_alone_decides(engine):
    engine.deploy(waits(key=None))
    engine.start()
    engine.publish_message("payment")
    assert engine.state == "COMPLETED"


def test_what_a_message_brings_becomes_variables(engine):
    engine.deploy(waits())
    engine.start(variables={"id": "W-1", "paid": False})
    engine.publish_message("payment", "W-1", {"paid": True, "by": "card"})
    assert engine.variables == {"id": "W-1", "paid": True, "by": "card"}


def test_one_message_goes_to_one_receiver(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .catch_message("a", "m")
        .end()
        .at("split")
        .catch_message("b", "m")
        .to("end")
    )
    engine.start()
    engine.publish_message("m")
    assert engine.messages == ["b"]
    engine.publish_message("m")
    assert engine.state == "COMPLETED"


def test_a_message_that_comes_early_is_kept_for_its_time_to_live(engine):
    engine.deploy(process("p").catch_timer("wait", "PT2H").catch_message("paid", "payment").end())
    engine.start()
    engine.publish_message("payment")  # kept for an hour
    engine.advance_clock(hours=2)
    assert engine.messages == ["paid"]
    engine.start()
    engine.advance_clock(hours=1, minutes=30)
    engine.publish_message("payment", "nobody's key")
    assert engine.active == ["wait"]


def test_a_message_that_comes_a_little_early_is_received(engine):
    engine.deploy(process("p").catch_timer("wait", "PT30M").catch_message("paid", "payment").end())
    engine.start()
    engine.publish_message("payment")
    engine.advance_clock(hours=1)
    assert engine.state == "COMPLETED"


def test_a_message_starts_a_process_that_waits_for_it(engine):
    engine.deploy(process("p").start_message("ordered", "order").user_task("pack"))
    engine.publish_message("order", "W-1", {"article": "grinder"})
    assert engine.path == ["ordered"]
    assert engine.variables == {"article": "grinder"}
    (started,) = (event for event in engine.events if isinstance(event, e.InstanceStarted))
    assert (started.business_key, started.start_element_id) == ("W-1", "ordered")


def test_what_a_start_message_brings_is_mapped_by_the_start_event(engine):
    engine.deploy(process("p").start_message("ordered", "order").output("=article", "item").user_task("pack"))
    engine.publish_message("order", variables={"article": "grinder", "noise": 1})
    assert engine.variables == {"item": "grinder"}


def test_processes_talk_to_each_other(engine):
    engine.deploy(
        process("shop")
        .throw_message("ask", "order")
        .input("=article", "article")
        .input("=id", "id")
        .catch_message("told", "shipped", key="id")
        .end()
    )
    engine.deploy(
        process("depot")
        .start_message("ordered", "order")
        .task("pack")
        .end_message("tell", "shipped", key="id")
    )
    engine.start("shop", {"id": 5, "article": "grinder"})
    assert engine.state == "COMPLETED"
    engine.look_at("depot")
    assert engine.state == "COMPLETED"
    assert engine.variables == {"article": "grinder", "id": 5}


def test_a_message_can_be_named_by_an_expression(engine):
    engine.deploy(process("p").catch_message("paid", '="payment-" + country').end())
    engine.start(variables={"country": "fr"})
    engine.publish_message("payment-fr")
    assert engine.state == "COMPLETED"


def test_a_message_name_that_is_no_text_is_an_incident(engine):
    engine.deploy(process("p").catch_message("paid", "=country").end())
    engine.start(variables={"country": 33})
    assert engine.incidents == {"paid": "MESSAGE_ERROR"}
