"""Messages that are published without a correlation key get theirs from what they carry."""

import json

import pytest

from processes import services
from processes.models import Message, MessageSubscription, ProcessInstance, RetrievalExpressions
from processes.runtime import correlation
from tests.support.correlating import correlated
from tests.support.deploying import start
from tests.support.diagrams import process

pytestmark = pytest.mark.django_db

ORDER = {"order": {"ordered": "order.id", "paid": "orderId"}}


def deploy(properties=ORDER, *, task="ship", bound=None):
    drawn = process("p").start_message("begun", "ordered").catch_message("settled", "paid").user_task(task)
    services.deploy(resources={"p.bpmn": correlated(drawn, properties, bound=bound)})


def ordered(number) -> int:
    return services.correlate_message(
        name="ordered", variables={"order": {"id": number}}
    ).process_instance_key


def test_each_message_finds_its_instance_by_what_it_carries():
    deploy()
    first, second = ordered(1), ordered(2)
    assert services.correlate_message(name="paid", variables={"orderId": 2}).process_instance_key == second
    assert ProcessInstance.objects.get(key=second).business_key == "2"
    assert MessageSubscription.objects.get().process_instance_key == first
    with pytest.raises(services.NoSubscription):
        services.correlate_message(name="paid", variables={"orderId": 2})


def test_a_message_that_comes_before_its_receiver_is_kept_under_the_key_that_it_carries():
    deploy()
    services.publish_message(name="paid", variables={"orderId": "A"})
    assert Message.objects.get().correlation_key == "A"
    ordered("B")
    assert correlation.correlate_kept() == 0
    ordered("A")
    assert correlation.correlate_kept() == 1


def test_a_message_with_a_key_keeps_it():
    deploy()
    key = ordered("A")
    found = services.correlate_message(name="paid", correlation_key="A", variables={"orderId": "B"})
    assert found.process_instance_key == key


def test_a_kept_message_goes_to_who_waits_for_any_of_its_name():
    waiting = process("q").catch_message("settled", "paid").end()
    services.deploy(resources={"q.bpmn": correlated(waiting, {"order": {"paid": "orderId"}})})
    services.publish_message(name="paid", variables={"orderId": "A"})
    start("q")
    assert correlation.correlate_kept() == 1
    assert not MessageSubscription.objects.exists()


def test_of_those_who_take_any_message_each_receives_one():
    waiting = process("q").catch_message("settled", "paid").end()
    services.deploy(resources={"q.bpmn": correlated(waiting, {"order": {"paid": "orderId"}})})
    for _ in range(3):
        start("q")
    published = services.publish_messages(
        messages=[services.MessageToPublish(name="paid", variables={"orderId": n}) for n in (1, 1, 2, 3)]
    )
    assert [len(each.correlated) for each in published] == [1, 1, 1, 0]
    assert len({each.correlated[0] for each in published[:3]}) == 3


def test_expressions_of_older_versions_stay_for_those_that_run_on():
    deploy()
    key = ordered("A")
    deploy({"order": {"ordered": "order.id", "paid": "bill.order"}}, task="pack")
    assert services.correlate_message(name="paid", variables={"orderId": "A"}).process_instance_key == key
    newer = ordered("A")
    found = services.correlate_message(name="paid", variables={"bill": {"order": "A"}})
    assert found.process_instance_key == newer


def test_what_many_versions_say_alike_is_remembered_once():
    for number in range(3):
        deploy(task=f"ship_{number}")
    rows = RetrievalExpressions.objects.values_list(
        "message_name", "expressions", "process_definition__version"
    )
    assert sorted((name, json.loads(texts), version) for name, texts, version in rows) == [
        ("ordered", ["order.id"], 3),
        ("paid", ["orderId"], 3),
    ]


def test_a_message_whose_expressions_give_nothing_has_no_key():
    deploy()
    services.publish_message(name="paid", variables={"orderId": {"not": "a text"}})
    services.publish_message(name="paid", variables={"orderId": "x" * 256})
    assert list(Message.objects.values_list("correlation_key", flat=True)) == ["", ""]
