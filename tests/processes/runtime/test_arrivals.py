"""What parallel multiple start events remember: each trigger once, and one instance for all of them."""

import json
from datetime import timedelta

import pytest

from processes import services
from processes.engine import CommandRejected
from processes.models import (
    ArrivedTrigger,
    JournalEntry,
    Message,
    ProcessDefinition,
    ProcessInstance,
    StartTimer,
    Variable,
)
from processes.runtime import correlation, due_timers
from tests.support.at_once import at_once
from tests.support.deploying import deploy
from tests.support.diagrams import process

HOUR = timedelta(hours=1)


def two_messages(*, drawn: str = "work", process_id: str = "p"):
    return (
        process(process_id)
        .start_message("ready", "paid")
        .also_message("packed")
        .all_of_them()
        .user_task(drawn)
    )


def variables() -> dict[str, object]:
    (instance,) = ProcessInstance.objects.all()
    return {row.name: json.loads(row.value) for row in Variable.objects.filter(scope_key=instance.key)}


@pytest.mark.django_db
def test_the_last_trigger_starts_the_instance_that_the_first_was_told_of():
    deploy(two_messages())
    first = services.correlate_message(name="paid", correlation_key="A1", variables={"n": 1, "a": 1})
    assert not ProcessInstance.objects.exists()
    last = services.correlate_message(name="packed", variables={"n": 2}, published_by="ada")
    assert first.process_instance_key == last.process_instance_key
    instance = ProcessInstance.objects.get()
    assert (instance.key, instance.business_key) == (first.process_instance_key, "A1")
    assert instance.started_by == "ada"
    assert variables() == {"n": 2, "a": 1}
    assert not ArrivedTrigger.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_triggers_that_come_at_the_same_moment_start_exactly_one_instance():
    deploy(two_messages())
    for round in range(1, 6):
        at_once(
            lambda: services.publish_message(name="paid"), lambda: services.publish_message(name="packed")
        )
        assert ProcessInstance.objects.count() == round
        assert not ArrivedTrigger.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_many_triggers_at_once_each_is_in_one_instance():
    deploy(two_messages())
    at_once(
        *[lambda: services.publish_message(name="paid")] * 4,
        *[lambda: services.publish_message(name="packed")] * 4,
    )
    while correlation.correlate_kept():
        pass
    assert ProcessInstance.objects.count() == 4
    assert not ArrivedTrigger.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nothing_is_lost_while_new_versions_are_deployed():
    deploy(two_messages())

    def publish(name: str) -> None:
        for _ in range(5):
            services.publish_message(name=name)

    def redeploy() -> None:
        for number in range(5):
            deploy(two_messages(drawn=f"work_{number}"))

    at_once(lambda: publish("paid"), lambda: publish("packed"), redeploy)
    while correlation.correlate_kept():
        pass
    assert ProcessInstance.objects.count() == 5
    assert not ArrivedTrigger.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_a_message_that_is_repeated_is_known_by_its_id_while_others_are_missing():
    deploy(two_messages())
    services.publish_message(name="paid", message_id="m-1")
    with pytest.raises(CommandRejected, match="'m-1' has been published already"):
        services.publish_message(name="paid", message_id="m-1")
    assert ArrivedTrigger.objects.count() == 1
    assert correlation.correlate_kept() == 0, "it has been received"


@pytest.mark.django_db
def test_a_message_that_has_arrived_already_is_kept_for_the_next_instance():
    deploy(two_messages())
    for number in range(3):
        services.publish_message(name="paid", variables={"n": number})
    assert Message.objects.count() == 2
    assert correlation.correlate_kept() == 0, "it is not looked at again and again"
    services.publish_message(name="packed")
    assert correlation.correlate_kept() == 1
    assert variables() == {"n": 0}
    assert (ArrivedTrigger.objects.count(), Message.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_kept_messages_that_cannot_arrive_yet_do_not_stand_in_the_way_of_others():
    deploy(two_messages())
    for _ in range(4):
        services.publish_message(name="paid")
    services.publish_message(name="hello")
    deploy(process("greet").start_message("greeted", "hello").user_task("t"))
    assert correlation.correlate_kept(limit=1) == 1
    assert ProcessInstance.objects.get().process_id == "greet"


@pytest.mark.django_db
def test_the_same_message_can_be_asked_for_twice():
    deploy(process("p").start_message("ready", "vote").also_message("vote").all_of_them().user_task("w"))
    services.publish_messages(messages=[services.MessageToPublish(name="vote")] * 5)
    assert ProcessInstance.objects.count() == 2
    assert ArrivedTrigger.objects.count() == 1


@pytest.mark.django_db
def test_a_cycle_that_has_arrived_is_due_again_and_passes_by():
    deploy(process("p").start_timer("ready", "R3/PT1H").also_message("paid").all_of_them().user_task("w"))
    begun = StartTimer.objects.get().due_at
    for hours in range(2):
        assert due_timers.trigger_due(begun + hours * HOUR) == 1
    assert ArrivedTrigger.objects.count() == 1
    assert StartTimer.objects.get().repetitions == 1
    services.publish_message(name="paid")
    assert ProcessInstance.objects.count() == 1
    due_timers.trigger_due(begun + 2 * HOUR)
    assert ArrivedTrigger.objects.get().trigger == "timer R3/PT1H"
    assert not StartTimer.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_timer_that_several_processes_find_due_arrives_once():
    deploy(process("p").start_timer("ready", "R/PT1H").also_message("paid").all_of_them().user_task("w"))
    due_at = StartTimer.objects.get().due_at
    services.publish_message(name="paid")
    at_once(*[lambda: due_timers.trigger_due(due_at)] * 4)
    assert ProcessInstance.objects.count() == 1
    assert StartTimer.objects.get().due_at == due_at + HOUR


@pytest.mark.django_db
def test_while_its_version_is_suspended_nothing_arrives_and_what_has_stays():
    deploy(two_messages())
    services.publish_message(name="paid")
    key = ProcessDefinition.objects.get().key
    services.suspend_definition(process_definition_key=key)
    services.publish_message(name="packed")
    assert (Message.objects.count(), ArrivedTrigger.objects.count()) == (1, 1)
    services.resume_definition(process_definition_key=key)
    assert correlation.correlate_kept() == 1
    assert ProcessInstance.objects.count() == 1


@pytest.mark.django_db
def test_an_instance_that_refuses_to_start_leaves_what_had_arrived_as_it_was():
    drawn = (
        process("p")
        .event_subprocess("handler")
        .start_timer("late", "=patience")
        .end("handled")
        .done()
        .start_message("ready", "paid")
        .also_message("packed")
        .all_of_them()
        .user_task("work")
    )
    deploy(drawn)
    services.publish_message(name="paid")
    with pytest.raises(CommandRejected, match="Expected to start process 'p'"):
        services.publish_message(name="packed")
    assert [each.trigger for each in ArrivedTrigger.objects.all()] == ["message paid"]
    deploy(two_messages())
    services.publish_message(name="packed")
    assert ProcessInstance.objects.count() == 1


@pytest.mark.django_db
def test_a_new_version_takes_over_what_it_waits_for_too_and_the_log_names_the_rest(caplog):
    deploy(two_messages())
    services.publish_message(name="paid", variables={"n": 1})
    services.publish_message(name="paid", variables={"n": 2})
    deploy(two_messages(drawn="other"))
    services.publish_message(name="packed")
    instance = ProcessInstance.objects.get()
    assert instance.version == 2
    assert variables() == {"n": 1}
    assert correlation.correlate_kept() == 1
    deploy(process("p").start_message("ready", "sent").also_message("packed").all_of_them().user_task("w"))
    assert not ArrivedTrigger.objects.exists()
    assert "p v3 does not wait for message paid for ready any more: it is dropped" in caplog.text


@pytest.mark.django_db
def test_what_has_arrived_goes_with_its_definition():
    deploy(two_messages(), two_messages(process_id="q"))
    services.broadcast_signal(name="nothing")
    services.publish_message(name="paid")
    ProcessDefinition.objects.get(process_id="p").delete()
    assert not ArrivedTrigger.objects.filter(process_definition__process_id="p").exists()
    services.publish_message(name="paid")
    services.publish_message(name="packed")
    assert ProcessInstance.objects.get().process_id == "q"


@pytest.mark.django_db
def test_of_a_signal_and_a_condition_each_arrives_once_and_who_brought_it_is_known():
    deploy(
        process("p")
        .start_signal("ready", "alarm")
        .also_conditional("degrees > 60")
        .all_of_them()
        .user_task("w")
    )
    assert services.start_by_conditions(variables={"degrees": 80}, started_by="ada") == []
    assert services.start_by_conditions(variables={"degrees": 90}, started_by="eve") == []
    assert [(each.trigger, each.brought_by) for each in ArrivedTrigger.objects.all()] == [
        ("condition degrees > 60", "ada")
    ]
    assert services.broadcast_signal(name="alarm", thrown_by="bob") == 1
    assert variables() == {"degrees": 80}
    assert ProcessInstance.objects.get().started_by == "bob"
    assert set(JournalEntry.objects.values_list("actor", flat=True)) == {"bob"}
