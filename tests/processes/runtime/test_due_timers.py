"""Due timers: triggered once, however many look, and no broken one stands in the way."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from processes import services
from processes.models import (
    ElementInstance,
    Incident,
    IncidentState,
    InstanceState,
    JournalEntry,
    ProcessInstance,
    StartTimer,
    Timer,
)
from processes.runtime import due_timers, heartbeat
from tests.support.at_once import at_once
from tests.support.deploying import deploy, start
from tests.support.diagrams import process

HOUR = timedelta(hours=1)


def waiting(count: int) -> list[int]:
    deploy(process("p").start().catch_timer("wait", "PT1H").end())
    return services.start_instances(process_id="p", batch=[{}] * count)


def in_an_hour():
    return timezone.now() + HOUR


@pytest.mark.django_db
def test_no_timer_triggers_before_it_is_due():
    waiting(1)
    assert due_timers.trigger_due(timezone.now() + HOUR - timedelta(minutes=1)) == 0
    assert due_timers.trigger_due(in_an_hour()) == 1
    assert due_timers.trigger_due(in_an_hour()) == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_look_at_once_trigger_each_timer_once():
    waiting(40)
    later = in_an_hour()
    at_once(*[lambda: due_timers.trigger_due(later)] * 3)
    triggered = JournalEntry.objects.filter(command="TriggerTimer")
    assert Counter(triggered.values_list("process_instance_key", flat=True)) == Counter(
        ProcessInstance.objects.values_list("key", flat=True)
    )
    assert set(ProcessInstance.objects.values_list("state", flat=True)) == {InstanceState.COMPLETED}
    assert ElementInstance.objects.filter(element_id="end").count() == 40


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_look_at_once_start_one_instance_by_a_timer():
    deploy(process("daily").start_timer("every_day", "R3/P1D").task("t").end())
    for day in range(1, 5):
        tomorrow = timezone.now() + timedelta(days=day, minutes=1)
        at_once(*[lambda now=tomorrow: due_timers.trigger_due(now)] * 3)  # type: ignore[misc]
    assert ProcessInstance.objects.count() == 3
    assert not StartTimer.objects.exists()


@pytest.mark.django_db
def test_a_cycle_is_due_an_interval_after_it_was_due_however_late_it_was_noticed():
    deploy(process("hourly").start_timer("every_hour", "R/PT1H").task("t").end())
    first = StartTimer.objects.get().due_at
    due_timers.trigger_due(first + timedelta(minutes=20))
    assert StartTimer.objects.get().due_at == first + HOUR


@pytest.mark.django_db
def test_timers_of_broken_instances_do_not_stand_in_the_way_of_others():
    broken = waiting(3)
    ProcessInstance.objects.filter(key__in=broken).update(document="{")
    now = in_an_hour()
    good = start("p")
    later = now + HOUR
    assert due_timers.trigger_due(later, limit=3) == 3
    assert due_timers.trigger_due(later, limit=3) == 1
    assert ProcessInstance.objects.get(key=good.key).state == InstanceState.COMPLETED
    assert due_timers.trigger_due(later, limit=3) == 0, "they are put off, not tried again and again"
    assert Timer.objects.count() == 3
    repaired = ProcessInstance.objects.get(key=good.key)
    assert repaired.state == InstanceState.COMPLETED


@pytest.mark.django_db
def test_a_timer_that_was_put_off_triggers_once_its_instance_is_repaired():
    (key,) = waiting(1)
    document = ProcessInstance.objects.get(key=key).document
    ProcessInstance.objects.filter(key=key).update(document="{")
    later = in_an_hour()
    due_timers.trigger_due(later)
    ProcessInstance.objects.filter(key=key).update(document=document)
    assert due_timers.trigger_due(later + due_timers.PUT_OFF) == 1
    assert ProcessInstance.objects.get(key=key).state == InstanceState.COMPLETED


@pytest.mark.django_db
def test_a_timer_whose_instance_is_gone_is_not_found_again_and_again():
    (key,) = waiting(1)
    ProcessInstance.objects.filter(key=key).delete()
    assert due_timers.trigger_due(in_an_hour()) == 1
    assert due_timers.trigger_due(in_an_hour()) == 0


@pytest.mark.django_db
def test_a_timer_of_a_broken_instance_is_an_incident_that_is_told_once():
    (key,) = waiting(1)
    ProcessInstance.objects.filter(key=key).update(document="{")
    later = in_an_hour()
    due_timers.trigger_due(later)
    due_timers.trigger_due(later + due_timers.PUT_OFF)
    incident = Incident.objects.get()
    assert (incident.process_instance_key, incident.element_id) == (key, "wait")
    assert incident.error_type == "ENGINE_ERROR"
    assert "the instance is broken" in incident.message


@pytest.mark.django_db
def test_resolving_the_incident_of_a_broken_instance_tries_its_timer_again():
    (key,) = waiting(1)
    document = ProcessInstance.objects.get(key=key).document
    ProcessInstance.objects.filter(key=key).update(document="{")
    due_timers.trigger_due(in_an_hour())
    ProcessInstance.objects.filter(key=key).update(document=document)
    services.resolve_incident(incident_key=Incident.objects.get().key)
    assert due_timers.trigger_due() == 1
    assert ProcessInstance.objects.get(key=key).state == InstanceState.COMPLETED
    assert Incident.objects.get().state == IncidentState.RESOLVED


@pytest.mark.django_db
def test_the_incident_of_a_broken_instance_is_over_when_its_timer_has_triggered():
    (key,) = waiting(1)
    document = ProcessInstance.objects.get(key=key).document
    ProcessInstance.objects.filter(key=key).update(document="{")
    later = in_an_hour()
    due_timers.trigger_due(later)
    heartbeat.keep_house()
    assert Incident.objects.get().state == IncidentState.OPEN
    ProcessInstance.objects.filter(key=key).update(document=document)
    due_timers.trigger_due(later + due_timers.PUT_OFF)
    heartbeat.keep_house()
    assert Incident.objects.get().state == IncidentState.RESOLVED
