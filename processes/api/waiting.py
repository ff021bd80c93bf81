"""Waiting requests: each occupies a thread of the web process. So only some may wait at a time; whoever comes
when all places are taken is answered at once, as if their time were up.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings

_places = threading.BoundedSemaphore(settings.WAITING_REQUESTS)


@contextmanager
def place_to_wait(asked: timedelta) -> Iterator[timedelta]:
    """How long this request may wait."""
    if not _places.acquire(blocking=False):
        yield timedelta()
        return
    try:
        yield asked
    finally:
        _places.release()
