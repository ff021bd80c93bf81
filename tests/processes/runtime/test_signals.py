"""Signals on the database: each who waits receives one once, however many wait."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processes import services
from processes.models import JournalEntry, ProcessInstance, Signal, SignalSubscription, StartSignal
from processes.runtime import heartbeat, signals
from tasklist.models import UserTask
from tests.support.deploying import deploy, start
from tests.support.diagrams import process

pytestmark = pytest.mark.django_db


def guard():
    return process("guard").catch_signal("alarmed", "alarm").user_task("leave").end()


def received() -> int:
    return JournalEntry.objects.filter(command="ReceiveSignal").count()


def test_all_who_wait_receive_it_once_and_nobody_else():
    deploy(guard(), process("other").catch_signal("rung", "bell").end())
    services.start_instances(process_id="guard", batch=[{}] * 3)
    start("other")
    reached = services.broadcast_signal(name="alarm", variables={"where": "attic"}, thrown_by="ada")
    assert reached == received() == UserTask.objects.count() == 3
    assert [each.signal_name for each in SignalSubscription.objects.all()] == ["bell"]
    assert set(JournalEntry.objects.filter(command="ReceiveSignal").values_list("actor", flat=True)) == {
        "ada"
    }
    assert services.broadcast_signal(name="alarm") == 0
    assert not Signal.objects.exists()


def test_more_than_one_batch_of_those_who_wait_are_all_reached(monkeypatch):
    monkeypatch.setattr(signals, "BATCH", 10)
    deploy(guard())
    services.start_instances(process_id="guard", batch=[{}] * 25)
    with CaptureQueriesContext(connection) as captured:
        assert services.broadcast_signal(name="alarm") == 25
    served = [
        q for q in captured.captured_queries if q["sql"].startswith("UPDATE") and "received_up_to" in q["sql"]
    ]
    assert len(served) == 2, "after each batch but the last, which ends the signal"
    assert received() == 25


def test_a_boundary_event_that_does_not_interrupt_receives_each_signal_once():
    deploy(
        process("shift")
        .user_task("work")
        .end()
        .at("work")
        .boundary_signal("rung", "bell", interrupting=False)
        .user_task("listen")
        .end("heard")
    )
    start("shift")
    assert [services.broadcast_signal(name="bell") for _ in range(2)] == [1, 1]
    assert UserTask.objects.filter(element_id="listen").count() == 2


def test_who_begins_to_wait_because_of_a_signal_does_not_receive_the_same_again(monkeypatch):
    monkeypatch.setattr(signals, "BATCH", 1)
    deploy(process("twice").catch_signal("first", "alarm").catch_signal("second", "alarm").end())
    services.start_instances(process_id="twice", batch=[{}] * 3)
    assert services.broadcast_signal(name="alarm") == 3
    assert [each.element_id for each in SignalSubscription.objects.all()] == ["second"] * 3
    assert services.broadcast_signal(name="alarm") == 3
    assert set(ProcessInstance.objects.values_list("state", flat=True)) == {"COMPLETED"}


def test_the_latest_version_of_a_process_starts_with_its_variables():
    deploy(process("log").start_signal("heard", "alarm").user_task("note").end())
    deploy(process("log").start_signal("heard", "alarm").user_task("note_again").end())
    assert StartSignal.objects.count() == 1
    assert services.broadcast_signal(name="alarm", variables={"n": 1}, thrown_by="ada") == 1
    instance = ProcessInstance.objects.get()
    assert (instance.version, instance.started_by) == (2, "ada")
    assert UserTask.objects.get().element_id == "note_again"


def test_a_thrown_signal_is_a_row_that_the_heartbeat_brings_though_no_bell_has_rung():
    deploy(guard(), process("watch").throw_signal("warn", "alarm").input("=where", "where").end())
    start("guard")
    start("watch", where="cellar")
    signal = Signal.objects.get()
    assert json.loads(signal.variables) == {"where": "cellar"}
    assert not UserTask.objects.exists()
    heartbeat.poll()
    assert UserTask.objects.get().element_id == "leave"
    assert not Signal.objects.exists()


def test_who_begins_to_wait_after_a_signal_was_thrown_does_not_receive_it():
    deploy(guard(), process("watch").throw_signal("warn", "alarm").end())
    start("watch")
    start("guard")
    heartbeat.poll()
    assert not Signal.objects.exists()
    assert SignalSubscription.objects.get().element_id == "alarmed"


def test_one_who_cannot_receive_it_keeps_it_from_nobody_else():
    deploy(guard())
    first, second, third = services.start_instances(process_id="guard", batch=[{}] * 3)
    ProcessInstance.objects.filter(key=second).update(document="no document")
    assert services.broadcast_signal(name="alarm") == 2
    assert set(UserTask.objects.values_list("process_instance_key", flat=True)) == {first, third}
    assert not Signal.objects.exists()
