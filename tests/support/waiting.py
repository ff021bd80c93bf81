"""Patience with a limit: look again until something is true, and say what was missing when it never was."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def wait_until(
    look: Callable[[], Found],
    *,
    timeout: float = 20,
    every: float = 0.05,
    message: str | Callable[[], str] = "",
) -> Found:
    """The first truthy answer of `look`."""
    deadline = time.monotonic() + timeout
    while True:
        if found := look():
            return found
        if time.monotonic() > deadline:
            said = message() if callable(message) else message
            raise AssertionError(f"Still not so after {timeout:g} s: {said or look.__name__}")
        time.sleep(every)
