"""Messages: brought to one who waits, kept for one who will, and never received twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from processes import services
from processes.engine import CommandRejected
from processes.models import InstanceState, JournalEntry, Message, ProcessInstance
from processes.runtime import correlation
from processes.services import NoSubscription
from tests.support.at_once import at_once
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.statements import counted

HOUR = timedelta(hours=1)


@pytest.fixture
def payment() -> None:
    deploy(process("order").start().catch_message("paid", "paid", key="order").end())


@pytest.fixture
def greeting() -> None:
    deploy(process("greet").start_message("greeted", "hello").task("t").end())


def state(instance: ProcessInstance) -> str:
    return ProcessInstance.objects.get(key=instance.key).state


@pytest.mark.django_db
def test_a_message_that_comes_before_its_receiver_is_kept_and_brought_once_it_waits(payment):
    services.publish_message(name="paid", correlation_key="A1", variables={"amount": 5})
    instance = start("order", order="A1")
    assert correlation.correlate_kept() == 1
    assert state(instance) == InstanceState.COMPLETED
    assert not Message.objects.exists()
    assert correlation.correlate_kept() == 0


@pytest.mark.django_db
def test_a_kept_message_goes_to_one_of_those_who_wait(payment):
    services.publish_message(name="paid", correlation_key="A1")
    first, second = start("order", order="A1"), start("order", order="A1")
    assert correlation.correlate_kept() == 1
    assert [state(first), state(second)] == [InstanceState.COMPLETED, InstanceState.ACTIVE]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_kept_message_is_received_once_though_several_look_at_once(greeting, payment):
    for number in range(10):
        services.publish_message(name="paid", correlation_key=f"A{number}")
    services.start_instances(process_id="order", batch=[{"order": f"A{number % 10}"} for number in range(20)])
    at_once(*[correlation.correlate_kept] * 4)
    assert JournalEntry.objects.filter(command="CorrelateMessage").count() == 10
    assert ProcessInstance.objects.filter(state=InstanceState.COMPLETED).count() == 10
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_those_who_publish_the_same_message_at_once_one_is_heard(greeting):
    def publish() -> bool:
        try:
            services.publish_message(name="hello", message_id="m-1")
        except CommandRejected:
            return False
        return True

    assert sorted(at_once(*[publish] * 4)) == [False, False, False, True]
    assert ProcessInstance.objects.count() == 1


@pytest.mark.django_db
def test_a_message_is_known_by_its_id_even_after_it_has_been_received(greeting):
    services.publish_message(name="hello", message_id="m-1", time_to_live=HOUR)
    with pytest.raises(CommandRejected, match="'m-1' has been published already"):
        services.publish_message(name="hello", message_id="m-1")
    assert ProcessInstance.objects.count() == 1
    assert correlation.correlate_kept() == 0, "it is remembered, not sent again"
    correlation.drop_expired(timezone.now() + HOUR)
    services.publish_message(name="hello", message_id="m-1")
    assert ProcessInstance.objects.count() == 2


@pytest.mark.django_db
def test_a_kept_message_with_an_id_is_remembered_without_what_was_in_it(payment):
    services.publish_message(name="paid", correlation_key="A1", message_id="m-1", variables={"card": "4711"})
    instance = start("order", order="A1")
    assert correlation.correlate_kept() == 1
    remembered = Message.objects.get()
    assert (remembered.received_by, remembered.variables) == (instance.key, "{}")
    another = start("order", order="A1")
    assert correlation.correlate_kept() == 0
    assert state(another) == InstanceState.ACTIVE


@pytest.mark.django_db
def test_a_message_whose_time_is_over_is_not_brought_to_anybody(payment):
    services.publish_message(name="paid", correlation_key="A1", time_to_live=HOUR)
    instance = start("order", order="A1")
    later = timezone.now() + HOUR
    assert correlation.correlate_kept(later) == 0
    assert correlation.drop_expired(later) == 1
    assert state(instance) == InstanceState.ACTIVE


@pytest.mark.django_db
def test_a_message_for_nobody_is_refused_if_it_is_not_to_be_kept(payment):
    with pytest.raises(NoSubscription, match=r"'paid' with correlation key 'B2', but nobody does"):
        services.correlate_message(name="paid", correlation_key="B2")
    services.publish_message(name="paid", correlation_key="B2", time_to_live=timedelta())
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_a_message_that_a_broken_instance_waits_for_reaches_the_next_one(payment):
    broken, good = start("order", order="A1"), start("order", order="A1")
    ProcessInstance.objects.filter(key=broken.key).update(document="{")
    published = services.publish_message(name="paid", correlation_key="A1")
    assert published.correlated == [good.key]


@pytest.mark.django_db
def test_messages_published_together_reach_those_who_wait_in_their_order(payment):
    first, second, other = start("order", order="A1"), start("order", order="A1"), start("order", order="B2")
    to_a1 = [services.MessageToPublish(name="paid", correlation_key="A1") for _ in range(3)]
    published = services.publish_messages(
        messages=[*to_a1, services.MessageToPublish(name="paid", correlation_key="B2")]
    )
    assert [each.correlated for each in published] == [[first.key], [second.key], [], [other.key]]
    assert Message.objects.get().key == published[2].message_key


@pytest.mark.django_db
def test_who_goes_on_waiting_receives_all_messages_published_together():
    deploy(
        process("watch")
        .start()
        .user_task("work")
        .end()
        .boundary_message("asked", "how far?", key="order", interrupting=False, on="work")
        .end("told")
    )
    instance = start("watch", order="A1")
    published = services.publish_messages(
        messages=[
            services.MessageToPublish(name="how far?", correlation_key="A1", variables={"number": number})
            for number in range(3)
        ]
    )
    assert [each.correlated for each in published] == [[instance.key]] * 3
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_of_messages_published_together_all_are_kept_or_none(payment):
    instance = start("order", order="A1")
    again = services.MessageToPublish(name="paid", correlation_key="B2", message_id="m-1")
    with pytest.raises(CommandRejected, match="published already"):
        services.publish_messages(
            messages=[services.MessageToPublish(name="paid", correlation_key="A1"), again, again]
        )
    assert state(instance) == InstanceState.ACTIVE
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_many_messages_cost_as_many_statements_as_one(payment):
    def statements(numbers: range) -> int:
        services.start_instances(process_id="order", batch=[{"order": f"A{number}"} for number in numbers])
        with counted() as found:
            services.publish_messages(
                messages=[
                    services.MessageToPublish(name="paid", correlation_key=f"A{number}") for number in numbers
                ]
            )
        return len(found.texts)

    statements(range(1))  # whatever is remembered from now on
    assert statements(range(1, 2)) == statements(range(2, 40))
