"""The heartbeat: the polling guarantee. It triggers due timers, and finds what a lost bell has left lying:
messages that someone waits for, signals that have been thrown. (Free jobs are found by those who do them:
`processes.workers.crew`.)

Any number of processes may run it at once.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils import timezone

from processes.runtime import broken, correlation, due_timers, job_queue, signals
from processes.runtime.clock_watch import ClockWatch

log = logging.getLogger(__name__)

#: how late a timer may be noticed, in seconds
TIMER_INTERVAL = 0.25
#: how late work is noticed whose bell was lost
POLL_INTERVAL = 1.0
HOUSEKEEPING_INTERVAL = 5.0


def run_forever(stopping: threading.Event) -> None:
    """Beat until told to stop. A database that is away for a while is waited for."""
    watch = ClockWatch()

    def follow_clock() -> None:
        watch.look(job_queue.follow_clock)

    beats = [
        _Beat(TIMER_INTERVAL, follow_clock),
        _Beat(TIMER_INTERVAL, _trigger_timers),
        _Beat(POLL_INTERVAL, poll),
        _Beat(HOUSEKEEPING_INTERVAL, keep_house),
    ]
    while not stopping.is_set():
        close_old_connections()
        for beat in beats:
            beat.if_due()
        stopping.wait(TIMER_INTERVAL)


def _trigger_timers() -> None:
    while due_timers.trigger_due() >= due_timers.BATCH:
        pass


def poll() -> None:
    """Look for signals that are on their way, and for messages that somebody waits for by now."""
    signals.broadcast_thrown()
    correlation.correlate_kept()


def keep_house() -> None:
    """Tidy up what has piled up."""
    correlation.drop_expired()
    broken.resolve_outdated(timezone.now())
    for name in settings.HOUSEKEEPING:
        module, function = name.rsplit(".", 1)
        getattr(import_module(module), function)()


class _Beat:
    def __init__(self, interval: float, act: Callable[[], None]) -> None:
        self.interval = interval
        self.act = act
        self.due = 0.0

    def if_due(self) -> None:
        """One that fails keeps no other from beating, and comes again."""
        if time.monotonic() < self.due:
            return
        try:
            self.act()
        except (DatabaseError, InterfaceError) as failure:
            log.warning("The database did not answer %s (%s); trying again", self.act.__name__, failure)
        except Exception:
            log.exception("%s failed; trying again", self.act.__name__)
        self.due = time.monotonic() + self.interval
