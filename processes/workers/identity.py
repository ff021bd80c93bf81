"""Identity: the name under which a worker process holds jobs, from which others on the same machine can tell
whether it is still alive.

    app-1/6f1c2a9b/4711.83520        host / place / process id . when the process began

A *place* is where process ids mean something: one boot of one machine, or one container on it. A process that
began at another time under the same id is another one.
"""

from __future__ import annotations

import hashlib
import os
import socket
from functools import cache
from pathlib import Path


def _place() -> str:
    known = [Path("/proc/sys/kernel/random/boot_id").read_text(), str(os.stat("/proc/self/ns/pid").st_ino)]
    return hashlib.sha256("".join(known).encode()).hexdigest()[:8]


try:
    #: how the names of all workers of this place begin
    PLACE = f"{socket.gethostname()[:100]}/{_place()}/"
except OSError:  # no Linux: then nobody can be told to have died
    PLACE = f"{socket.gethostname()[:100]}/-/"


def name() -> str:
    """Of this process."""
    return _name_of(os.getpid())


@cache
def _name_of(pid: int) -> str:
    return f"{PLACE}{pid}.{_began_at(pid) or 0}"


def has_died(worker: str) -> bool:
    """Whether a worker of this place is certainly no more."""
    pid, _, began_at = worker.removeprefix(PLACE).partition(".")
    if not (worker.startswith(PLACE) and pid.isdigit() and began_at.isdigit() and int(began_at)):
        return False
    return _began_at(int(pid)) != int(began_at)


def _began_at(pid: int) -> int | None:
    """In ticks since the machine began; None if there is no such process, or one that has ended."""
    try:
        _, _, rest = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")
    except OSError:
        return None
    state, *fields = rest.split()
    return None if state in "ZX" else int(fields[18])
