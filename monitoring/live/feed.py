"""A feed: one subject, as long as anybody watches it.

It sleeps until news concern its subject, reads the data again, and tells its sockets what is different,
numbered without gaps. The first news after a rest are told at once; those that come meanwhile are told
together, `interval` later. It also looks again by itself every few seconds, so that news that got lost are
late, and not lost.
"""

import asyncio
import logging
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Protocol

from monitoring.live import messages
from monitoring.live.messages import Data
from monitoring.live.news import News
from monitoring.live.reading import Reading
from monitoring.live.socket import Socket

log = logging.getLogger(__name__)

#: how soon a reading that failed is tried again
RETRY_SECONDS = 2.0


class Subject(Protocol):
    """What can be watched."""

    #: as the browser calls it
    name: str

    #: which news concern it (`News.topics`)
    @property
    def topics(self) -> Collection[str]: ...

    #: seconds between two deltas, at least
    interval: float
    #: seconds after which it is read again though no news came
    look_again: float

    def read(self) -> Data:
        """Everything there is to know, from the database; runs on a thread."""

    def difference(self, before: Data, after: Data, news: list[News]) -> Data | None:
        """What to tell those who know `before`; None if there is nothing to tell."""


class Feed:
    def __init__(self, subject: Subject, reading: Reading) -> None:
        self.subject = subject
        self._reading = reading
        #: sockets, and whether they have their snapshot
        self._sockets: dict[Socket, bool] = {}
        self._rung = asyncio.Event()
        self._news: list[News] = []
        self._data: Data | None = None
        self._seq = 0
        self._at = datetime.now(UTC)

    @property
    def is_watched(self) -> bool:
        return bool(self._sockets)

    def join(self, socket: Socket) -> None:
        """Sends a snapshot as soon as there is one, then deltas. Joining again sends a new snapshot."""
        self._sockets[socket] = False
        if self._data is not None:
            self._introduce(socket, self._data)

    def leave(self, socket: Socket) -> None:
        self._sockets.pop(socket, None)

    def ring(self, news: News) -> None:
        self._news.append(news)
        self._rung.set()

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            rest = self.subject.interval if await self._look() else RETRY_SECONDS
            await asyncio.sleep(began + rest - loop.time())
            await self._wait_for_news()

    async def _wait_for_news(self) -> None:
        try:
            async with asyncio.timeout(self.subject.look_again):
                await self._rung.wait()
        except TimeoutError:
            pass  # quiet for long enough: look all the same

    async def _look(self) -> bool:
        self._rung.clear()
        news, self._news = self._news, []
        try:
            self._publish(await self._reading.run(self.subject.read), news)
        except Exception:
            # Whatever it is: those who watch keep what they know, and it is tried again.
            log.exception("%s could not be read; trying again in %g s", self.subject.name, RETRY_SECONDS)
            self._news = news + self._news
            self._rung.set()
            return False
        return True

    def _publish(self, data: Data, news: list[News]) -> None:
        if self._data is None:
            self._at = datetime.now(UTC)
        else:
            difference = self.subject.difference(self._data, data, news)
            if difference is not None:
                self._at = max(one.at for one in news) if news else datetime.now(UTC)
                self._seq += 1
                self._tell_those_who_know(messages.delta(self.subject.name, self._seq, self._at, difference))
        self._data = data
        for socket in [socket for socket, knows in self._sockets.items() if not knows]:
            self._introduce(socket, data)

    def _tell_those_who_know(self, text: str) -> None:
        for socket, knows in self._sockets.items():
            if knows:
                socket.tell(text)

    def _introduce(self, socket: Socket, data: Data) -> None:
        socket.tell(messages.snapshot(self.subject.name, self._seq, self._at, data))
        self._sockets[socket] = True
