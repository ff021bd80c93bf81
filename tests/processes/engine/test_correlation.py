"""Correlation by properties: of the first message, or of the process's own data (BPMN 8.4.2)."""

from processes.engine import events as e
from tests.support.correlating import correlated
from tests.support.diagrams import process

ORDER = {"order": {"ordered": "order.id", "paid": "orderId"}}


def reached(engine, instance):
    """The element that it has entered last."""
    return engine.visits_of(instance)[-1].element_id


def shop():
    return process("p").start_message("begun", "ordered").catch_message("settled", "paid").user_task("ship")


def test_the_message_that_starts_an_instance_says_which_others_are_for_it(engine):
    engine.deploy(correlated(shop(), ORDER))
    for number in (1, 2):
        engine.publish_message("ordered", variables={"order": {"id": number}})
    assert sorted(engine.correlation_keys().values()) == ["1", "2"]
    engine.publish_message("paid", variables={"orderId": 2.0, "amount": 5})
    first, second = engine.instances()
    assert (reached(engine, first), reached(engine, second)) == ("settled", "ship")
    assert engine.events_of(second)[0].business_key == "2"


def test_the_key_stays_as_the_first_message_said_whatever_becomes_of_the_variables(engine):
    engine.deploy(correlated(shop(), ORDER))
    engine.publish_message("ordered", variables={"order": {"id": "A"}, "orderId": "?"})
    engine.set_variables({"order": {"id": "B"}, "orderId": "B"})
    engine.publish_message("paid", variables={"orderId": "B"})
    assert engine.active == ["settled"]
    engine.publish_message("paid", variables={"orderId": "A"})
    assert engine.tasks == ["ship"]


def test_a_message_that_is_sent_says_which_answers_are_ours(engine):
    asking = process("p").throw_message("ask", "ordered").input("={id: id}", "order")
    engine.deploy(correlated(asking.catch_message("told", "paid").user_task("ship"), ORDER))
    engine.start(variables={"id": "A"})
    assert list(engine.correlation_keys().values()) == ["A"]
    (set_,) = [event for event in engine.events if isinstance(event, e.CorrelationKeySet)]
    assert (set_.name, set_.value) == ("conversation", "A")
    engine.publish_message("paid", variables={"orderId": "B"})
    assert engine.active == ["told"]
    engine.publish_message("paid", variables={"orderId": "A"})
    assert engine.tasks == ["ship"]


def test_an_answer_that_repeats_no_property_bears_the_key_of_its_instance(engine):
    asking = process("asker").throw_message("ask", "ordered").input("={id: id}", "order")
    asking = asking.catch_message("told", "paid").end()
    engine.deploy(
        correlated(asking, ORDER),
        correlated(
            process("answerer")
            .start_message("asked", "ordered")
            .user_task("think")
            .end_message("tell", "paid"),
            ORDER,
        ),
    )
    keys = [engine.start("asker", {"id": number}) for number in (1, 2)]
    answerers = [key for key, process_id in engine.instances().items() if process_id == "answerer"]
    assert engine.look_at("answerer") == answerers[1]
    engine.complete_task("think")
    assert [engine.outcome_of(key) for key in keys] == ["ACTIVE", "COMPLETED"]


def test_all_properties_of_a_key_must_fit(engine):
    both = {
        "order": {"ordered": "order", "paid": "order"},
        "country": {"ordered": "country", "paid": "from.country"},
    }
    engine.deploy(correlated(shop(), both))
    engine.publish_message("ordered", variables={"order": 7, "country": "AT"})
    assert list(engine.correlation_keys().values()) == ['[7, "AT"]']
    engine.publish_message("paid", variables={"order": 7, "from": {"country": "DE"}})
    assert engine.active == ["settled"]
    engine.publish_message("paid", variables={"order": 7, "from": {"country": "AT"}})
    assert engine.tasks == ["ship"]


def test_who_knows_no_value_yet_takes_the_first_message_and_from_then_on_its_key(engine):
    waiting = (
        process("p").catch_message("begun", "ordered").catch_message("settled", "paid").user_task("ship")
    )
    engine.deploy(correlated(waiting, ORDER))
    engine.start()
    engine.publish_message("ordered", variables={"order": {"id": "A"}})
    assert engine.active == ["settled"]
    assert list(engine.correlation_keys().values()) == ["A"]


def test_a_message_goes_to_who_waits_for_its_value_before_who_waits_for_any(engine):
    drawn = process("p").exclusive("which").when("known").throw_message("ask", "ordered")
    drawn = (
        drawn.input("={id: 1}", "order").exclusive("meet").catch_message("settled", "paid").user_task("ship")
    )
    drawn = drawn.at("which").otherwise().to("meet")
    engine.deploy(correlated(drawn, ORDER))
    any_message, this_one = (engine.start(variables={"known": known}) for known in (False, True))
    engine.publish_message("paid", variables={"orderId": 1})
    assert (reached(engine, any_message), reached(engine, this_one)) == ("settled", "ship")


def test_a_subscription_says_which_data_of_the_process_a_message_must_fit(engine):
    waiting = process("p").catch_message("settled", "paid").user_task("ship")
    engine.deploy(correlated(waiting, {"order": {"paid": "orderId"}}, bound={"order": "order.id"}))
    engine.start(variables={"order": {"id": "A"}})
    engine.publish_message("paid", variables={"orderId": "B"})
    assert engine.active == ["settled"]
    engine.publish_message("paid", variables={"orderId": "A"})
    assert engine.tasks == ["ship"]


def test_data_that_give_no_value_are_an_incident_that_names_them(engine):
    waiting = process("p").catch_message("settled", "paid").user_task("ship")
    engine.deploy(correlated(waiting, {"order": {"paid": "orderId"}}, bound={"order": "order.id"}))
    engine.start(variables={"order": 1})
    (incident,) = engine.incidents_of(engine.instance)
    assert incident.error_type == "MESSAGE_ERROR"
    assert "'conversation' of 'settled'" in incident.message
    assert "`order.id`" in incident.message
    engine.set_variables({"order": {"id": "A"}})
    engine.resolve_incident("settled")
    assert list(engine.correlation_keys().values()) == ["A"]


def test_a_correlation_key_of_the_message_itself_goes_first(engine):
    waiting = process("p").catch_message("settled", "paid", key="mine").user_task("ship")
    engine.deploy(correlated(waiting, {"order": {"paid": "orderId"}}, bound={"order": "order"}))
    engine.start(variables={"mine": "M", "order": "A"})
    assert list(engine.correlation_keys().values()) == ["M"]
    engine.publish_message("paid", "M", {"orderId": "A"})
    assert engine.tasks == ["ship"]
