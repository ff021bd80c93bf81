"""Waking: ringing the bell for those who look for work. A lost ring costs one polling interval and never
work.

A thread of its own rings, so nobody who has stored something waits for the broker, however slow it is. What
comes within a moment makes one ring: however much happens, the broker's queue stays short.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
import time
from collections.abc import Callable, Iterable

from celery import current_app
from kombu.exceptions import OperationalError

from processes.engine import events as e
from processes.engine.projecting import Record

log = logging.getLogger(__name__)

WORK_JOBS = "processes.tasks.work_jobs"
BROADCAST_SIGNALS = "processes.tasks.broadcast_signals"
CORRELATE_MESSAGES = "processes.tasks.correlate_messages"

#: between two rings of one process; in seconds, as is what follows
PAUSE = 0.05
#: after a ring that was not heard
SILENCE = 2.0
#: how long a process that ends waits for its last ring
LAST_RING = 1.0
#: a ring that nobody has heard by then is of no use any more
EXPIRES = 60


def after(records: Iterable[Record]) -> None:
    """Wake whoever has something to do after these records."""
    kinds = {type(event) for record in records for event in record.events}
    if kinds & {e.JobCreated, e.JobRetriesUpdated, e.InstanceResumed}:
        ring(WORK_JOBS)
    if e.SignalThrown in kinds:
        ring(BROADCAST_SIGNALS)
    if kinds & {e.MessageThrown, e.MessageSubscriptionOpened, e.InstanceResumed}:
        ring(CORRELATE_MESSAGES)


class Bell:
    """Rings for tasks by name, soon."""

    def __init__(self, send: Callable[[str], None]) -> None:
        self._send = send
        self._wanted: set[str] = set()
        self._ringing = False
        self._changed = threading.Condition()
        self._ringer: threading.Thread | None = None

    def ring(self, task: str) -> None:
        with self._changed:
            self._wanted.add(task)
            if self._ringer is None:
                self._ringer = threading.Thread(target=self._run, name="bell", daemon=True)
                self._ringer.start()
            self._changed.notify_all()

    def wait(self, patience: float) -> bool:
        """For all rings that are wanted to be sent. Whether they were."""
        with self._changed:
            return self._changed.wait_for(lambda: not (self._wanted or self._ringing), patience)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._wanted)
                # Whoever rings from here on rings anew: for what is stored later, this ring may be too early.
                tasks, self._wanted = self._wanted, set()
                self._ringing = True
            pause = PAUSE
            for task in tasks:
                try:
                    self._send(task)
                except (OperationalError, OSError) as failure:
                    log.warning("The broker cannot be reached (%s); work is found by polling", failure)
                    pause = SILENCE
                except Exception:
                    log.exception("The bell for %s did not ring", task)
            with self._changed:
                self._ringing = False
                self._changed.notify_all()
            time.sleep(pause)


def _send(task: str) -> None:
    current_app.send_task(task, ignore_result=True, retry=False, expires=EXPIRES)


_bell = Bell(_send)


def ring(task: str) -> None:
    _bell.ring(task)


def _forget() -> None:
    """In a forked process: the thread that rings has stayed with the parent."""
    global _bell
    _bell = Bell(_send)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
atexit.register(lambda: _bell.wait(LAST_RING))
