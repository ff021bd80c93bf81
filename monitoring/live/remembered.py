"""An answer that many want: asked of the database once, and good until news outdate it or it is too old."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Remembered(Generic[Answer]):
    def __init__(self, ask: Callable[[], Answer], *, lasts: float) -> None:
        self._ask = ask
        self._lasts = lasts
        #: rises when the answer is outdated: one that was asked for before the news is not taken for fresh
        self._version = 0
        self._remembered: tuple[Answer, int, float] | None = None

    def get(self) -> Answer:
        version, now = self._version, time.monotonic()
        if self._remembered is not None:
            answer, of_version, asked_at = self._remembered
            if of_version == version and now - asked_at < self._lasts:
                return answer
        answer = self._ask()
        self._remembered = (answer, version, now)
        return answer

    def outdate(self) -> None:
        self._version += 1
