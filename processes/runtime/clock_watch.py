"""The clock watch: notices that the wall clock was set, by comparing it with the one that only runs.

Moments in the database are by the wall clock. Set forward, it makes due what was to be due later. Set back,
it would let jobs wait for a moment that has been already, so they follow it. Timers and the times to live of
messages are moments that somebody chose, and stay what they are.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from django.utils import timezone

log = logging.getLogger(__name__)

#: smaller steps are those by which clocks are kept right, and of no account
TOLERANCE = timedelta(seconds=1)


class Follow(Protocol):
    """Lets what waits follow a clock that has been set back. How much it moved."""

    def __call__(self, now: datetime, *, set_back_by: timedelta | None) -> int: ...


class ClockWatch:
    """Of one process. The first look finds what was left by a step that nobody saw."""

    def __init__(self, running: Callable[[], float] = time.monotonic) -> None:
        self._running = running
        self._began: tuple[datetime, float] | None = None

    def look(self, follow: Follow) -> None:
        """Has the clock been set since the last look? If `follow` fails, the next look notices it again."""
        now, running = timezone.now(), self._running()
        step = self._step(now, running)
        if step is None:
            follow(now, set_back_by=None)
        elif step > TOLERANCE:
            log.warning("The clock was set forward by %s; what is due by it is done now", step)
        elif step < -TOLERANCE:
            moved = follow(now, set_back_by=-step)
            log.warning("The clock was set back by %s; %d jobs follow it", -step, moved)
        self._began = (now, running)

    def _step(self, now: datetime, running: float) -> timedelta | None:
        if self._began is None:
            return None
        then, ran = self._began
        return now - then - timedelta(seconds=running - ran)
