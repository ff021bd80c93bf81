"""The sandbox: other people's Python in processes of its own, without files, network or environment, with
limits of time and memory (pydantic-monty, an interpreter made for that).

Each process of ours has its own pool of them, made when the first script comes. What the pool is made of
does not survive a fork, so whoever forks must do so before its first script; a fork that comes later is told
so instead of waiting for ever. A sandbox that dies is replaced.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

# The interpreter takes a quarter of a second to import, and most processes never run a script: it is imported
# where it is used.
if TYPE_CHECKING:
    from pydantic_monty import Monty, MontySession

log = logging.getLogger(__name__)

#: how long a script waits for a free sandbox, in seconds
PATIENCE = 120
#: a sandbox process that has run so many scripts is replaced
LIFETIME = 1_000
#: how deep functions may call each other
RECURSION = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Of one run of a script."""

    #: how long it may compute
    seconds: float = 5.0
    #: how much it may hold at once
    megabytes: int = 64
    #: how many scripts a process of ours runs at once; None is as many as there are processors
    processes: int | None = None


class NoSandbox(Exception):
    """There is none to be had in this process; the message says why."""


_pool: Monty | None = None
#: the process that has made it
_made_by: int | None = None
_lock = threading.Lock()


def _after_fork() -> None:
    global _lock
    _lock = threading.Lock()  # another thread of the parent may have held it


os.register_at_fork(after_in_child=_after_fork)


def _pool_of_this_process(limits: Limits) -> Monty:
    global _pool, _made_by
    from pydantic_monty import Monty

    with _lock:
        if _pool is None:
            pool = Monty(
                min_processes=1,
                max_processes=limits.processes,
                checkout_timeout=PATIENCE,
                # However busy the machine is, the sandbox has its own clock first.
                request_timeout=limits.seconds * 4 + 10,
                max_checkouts_per_worker=LIFETIME,
            )
            _made_by = os.getpid()
            try:
                _pool = pool.__enter__()
            except (RuntimeError, OSError) as broken:
                raise NoSandbox(f"The sandbox for Python scripts does not start: {broken}") from broken
        elif _made_by != os.getpid():
            raise NoSandbox(
                f"Process {os.getpid()} was forked from one that had run Python scripts by then, so it "
                "cannot run any; fork worker processes before the first script"
            )
        return _pool


@contextmanager
def session(limits: Limits) -> Iterator[MontySession]:
    """A fresh sandbox. Raises `NoSandbox`."""
    checkout = _pool_of_this_process(limits).checkout(
        script_name="script",
        limits={
            "max_feed_duration_secs": limits.seconds,
            "max_memory": limits.megabytes * 1024 * 1024,
            "max_recursion_depth": RECURSION,
            "max_total_sleep_secs": 0,
        },
        # To sleep would hold a sandbox that others wait for: the process has timers for that.
        os_policy={"sleep": "zero"},
        assert_message_annotations=False,
    )
    try:
        opened = checkout.__enter__()
    except TimeoutError as busy:
        raise NoSandbox("No sandbox became free in time: other scripts run longer than expected") from busy
    except (RuntimeError, OSError) as broken:
        raise NoSandbox(f"The sandbox for Python scripts does not start: {broken}") from broken
    try:
        yield opened
    finally:
        checkout.__exit__(None, None, None)


def swallow(stream: str, text: str) -> Any:
    """What a script prints is of use to whoever looks for a fault in it."""
    log.debug("A script printed: %s", text)
