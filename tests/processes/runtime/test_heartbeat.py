"""The heartbeat: beats on, whatever fails."""

import logging
import threading
from collections import Counter

import pytest
from django.db import OperationalError, connections

from processes.models import InstanceState, ProcessInstance
from processes.runtime import heartbeat
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.waiting import wait_until

told: Counter[str] = Counter()


def tidy_and_break() -> None:
    told["broken"] += 1
    raise ZeroDivisionError("a bug")


def database_is_away() -> None:
    told["away"] += 1
    raise OperationalError("the server closed the connection unexpectedly")


def beat(stopping: threading.Event) -> None:
    try:
        heartbeat.run_forever(stopping)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_fails_comes_again_and_keeps_nothing_else_from_beating(settings, monkeypatch, caplog):
    told.clear()
    monkeypatch.setattr(heartbeat, "HOUSEKEEPING_INTERVAL", 0.3)
    settings.HOUSEKEEPING = [f"{__name__}.tidy_and_break"]
    monkeypatch.setattr(heartbeat, "poll", database_is_away)
    deploy(process("p").start().catch_timer("soon", "PT0.5S").end())
    start("p")
    stopping = threading.Event()
    beating = threading.Thread(target=beat, args=[stopping])
    with caplog.at_level(logging.WARNING):
        beating.start()
        try:
            wait_until(lambda: ProcessInstance.objects.get().state == InstanceState.COMPLETED)
            wait_until(lambda: told["broken"] >= 2 and told["away"] >= 2)
        finally:
            stopping.set()
            beating.join(10)
    assert not beating.is_alive()
    assert "keep_house failed" in caplog.text
    assert "The database did not answer database_is_away" in caplog.text
