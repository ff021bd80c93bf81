"""The simulation: one small thing after another, as in an office.

A *beat* is one of them: something arrives, a colleague works, a message comes from outside. The pace of
arrivals slows down with all that has ever been started, and stops while much is running, so that the database
of a forgotten laptop stays small. Between beats others may do anything: where somebody was quicker, the
simulation shrugs.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from random import Random

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from examples.demo import colleagues, outside
from examples.demo.arrivals import Arrival, arrival
from processes import selectors, services
from processes.engine.errors import CommandRejected
from processes.forms import FormInvalid
from processes.models import IncidentState, InstanceState

logger = logging.getLogger(__name__)

#: no more arrivals while so many instances are running
MOST_RUNNING = 60
#: nothing flawed arrives while so many incidents are open
MOST_INCIDENTS = 8
FLAWED = 0.07
SECONDS_BETWEEN_BEATS = (0.8, 2.4)
#: between two arrivals: at first, and how much more for each instance that was ever started
SECONDS_AT_FIRST, SECONDS_PER_INSTANCE = 4.0, 0.02

HISTORY = 36
HISTORY_TAKES = timedelta(seconds=45)


def simulate(stop: threading.Event) -> None:
    dice = Random()
    seed_history(stop, dice)
    next_arrival = time.monotonic()
    while not stop.wait(dice.uniform(*SECONDS_BETWEEN_BEATS)):
        if time.monotonic() >= next_arrival:
            live_with(something_arrives, dice)
            next_arrival = time.monotonic() + _pause(dice)
        live_with(colleagues.work_a_little, dice)
        live_with(outside.send_something, dice)


def seed_history(stop: threading.Event, dice: Random | None = None) -> None:
    """A few dozen instances at once, and colleagues who hurry, if nothing was ever started."""
    if selectors.instances().exists():
        return
    dice = dice or Random()
    for _ in range(HISTORY):
        if stop.is_set():
            return
        live_with(something_arrives, dice)
    enough = time.monotonic() + HISTORY_TAKES.total_seconds()
    while time.monotonic() < enough and not stop.wait(0.2):
        live_with(_work_in_a_hurry, dice)
        live_with(outside.send_something, dice)


def _work_in_a_hurry(dice: Random) -> None:
    colleagues.work_a_little(dice, takes_at_least=timedelta(0))


def something_arrives(dice: Random) -> None:
    if selectors.instances(state=InstanceState.ACTIVE).count() >= MOST_RUNNING:
        return
    open_incidents = selectors.incidents(state=IncidentState.OPEN).count()
    flawed = open_incidents < MOST_INCIDENTS and dice.random() < FLAWED
    _start(arrival(dice, timezone.localdate(), flawed=flawed))


def _start(arrived: Arrival) -> None:
    if arrived.message is not None:
        services.publish_message(name=arrived.message, variables=dict(arrived.variables))
        return
    services.start_instance(
        process_id=arrived.process_id,
        variables=dict(arrived.variables),
        business_key=arrived.business_key,
        started_by=arrived.started_by,
    )


def _pause(dice: Random) -> float:
    started = selectors.instances().count()
    return dice.uniform(0.6, 1.4) * (SECONDS_AT_FIRST + SECONDS_PER_INSTANCE * started)


def live_with(beat: Callable[[Random], None], dice: Random) -> None:
    """Of two who want the same task one is refused, and a busy database may give up; life goes on."""
    try:
        beat(dice)
    except (CommandRejected, services.NotFound) as refusal:
        logger.debug("Somebody was quicker: %s", refusal)
    except FormInvalid as problem:
        logger.warning(
            "A colleague does not know how to fill the form that somebody has changed: %s", problem
        )
    except DatabaseError as trouble:
        logger.warning("The demo goes on after the database said: %s", trouble)
        close_old_connections()
