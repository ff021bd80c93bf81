"""The bell: rung by a thread of its own, so nobody waits for the broker."""

import logging
import threading
import time
from collections import Counter

import pytest
from kombu.exceptions import OperationalError

from processes.runtime.wake import Bell
from tests.support.waiting import wait_until


class Broker:
    """Hears rings; hangs while `answers` is not set."""

    def __init__(self) -> None:
        self.heard: Counter[str] = Counter()
        self.answers = threading.Event()
        self.answers.set()
        self.is_down = False

    def send(self, task: str) -> None:
        assert self.answers.wait(30)
        if self.is_down:
            raise OperationalError("connection refused")
        self.heard[task] += 1


@pytest.fixture
def broker() -> Broker:
    return Broker()


def test_a_ring_is_heard(broker):
    Bell(broker.send).ring("work")
    wait_until(lambda: broker.heard == {"work": 1})


def test_nobody_waits_for_a_broker_that_hangs(broker):
    bell = Bell(broker.send)
    broker.answers.clear()
    began = time.monotonic()
    for _ in range(1000):
        bell.ring("work")
    assert time.monotonic() - began < 1
    assert not bell.wait(0.01)
    broker.answers.set()
    assert bell.wait(10)


def test_many_rings_within_a_moment_make_few(broker):
    bell = Bell(broker.send)
    for _ in range(500):
        bell.ring("work")
        bell.ring("messages")
    assert bell.wait(10)
    assert broker.heard["work"] <= 5
    assert broker.heard["messages"] <= 5


def test_whoever_rings_while_the_bell_is_ringing_is_heard_after_it(broker):
    # What is stored now was not there yet when the ring that is on its way was wanted.
    bell = Bell(broker.send)
    broker.answers.clear()
    bell.ring("work")
    wait_until(lambda: bell._ringing)
    bell.ring("work")
    broker.answers.set()
    wait_until(lambda: broker.heard["work"] == 2)


def test_a_broker_that_is_down_is_noted_and_rung_again_when_it_is_back(broker, caplog):
    bell = Bell(broker.send)
    broker.is_down = True
    with caplog.at_level(logging.WARNING):
        bell.ring("work")
        assert bell.wait(10)
    assert "work is found by polling" in caplog.text
    broker.is_down = False
    bell.ring("work")
    wait_until(lambda: broker.heard["work"] == 1)
