"""Looks after child programs.

One that ends is started again, after a pause that doubles while it keeps ending at once.
"""

import logging
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from config.launcher.program import Program, start, stop

log = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
#: One that ran this long was well; its next pause is the first one again.
WELL_AFTER_SECONDS = 60.0


@dataclass(slots=True)
class _Child:
    program: Program
    process: subprocess.Popen[bytes]
    started_at: float
    pause: float = FIRST_PAUSE_SECONDS
    restart_at: float | None = None


class Supervisor:
    def __init__(self, programs: Sequence[Program], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._programs = programs
        self._clock = clock
        self._children: list[_Child] = []

    def start(self) -> None:
        for program in self._programs:
            self._children.append(_Child(program, start(program), self._clock()))

    def process_of(self, name: str) -> subprocess.Popen[bytes]:
        return next(child.process for child in self._children if child.program.name == name)

    def run_until(self, stopping: threading.Event, *, every: float = 0.2) -> None:
        while not stopping.wait(every):
            self.look_after()

    def look_after(self) -> None:
        """One round: notices who ended, and starts again those whose pause is over."""
        now = self._clock()
        for child in self._children:
            if child.restart_at is None:
                self._notice_end(child, now)
            elif now >= child.restart_at:
                child.process, child.started_at, child.restart_at = start(child.program), now, None

    def stop(self) -> None:
        """Asks all at once, then waits for each, so that the slowest sets the time."""
        for child in self._children:
            if child.process.poll() is None:
                child.process.send_signal(child.program.stop_signal)
        for child in self._children:
            stop(child.process, child.program)
        self._children.clear()

    def _notice_end(self, child: _Child, now: float) -> None:
        status = child.process.poll()
        if status is None:
            return
        if now - child.started_at >= WELL_AFTER_SECONDS:
            child.pause = FIRST_PAUSE_SECONDS
        child.restart_at = now + child.pause
        log.warning("%s ended (%s); it starts again in %g s", child.program.name, _told(status), child.pause)
        child.pause = min(child.pause * 2, LONGEST_PAUSE_SECONDS)


def _told(status: int) -> str:
    return f"killed by signal {-status}" if status < 0 else f"status {status}"
