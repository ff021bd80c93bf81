"""A clock that is set by hand, for all of Django in this process: `timezone.now()` gives what it says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from django.utils import timezone


class Clock(Protocol):
    """Anything that has a time."""

    now: datetime


@contextmanager
def telling(clock: Clock) -> Iterator[None]:
    """While this lasts, the time is what `clock` says."""
    real = timezone.now
    timezone.now = lambda: clock.now
    try:
        yield
    finally:
        timezone.now = real
