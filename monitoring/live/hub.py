"""The hub: the one end of the live line in each web process.

It hears the news of all workers once, however many browsers are open, and rings the feeds that they concern.
A subject that nobody watches has no feed and costs nothing.
"""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User

from monitoring.live import messages, subjects
from monitoring.live.announcing import GROUP
from monitoring.live.feed import Feed, Subject
from monitoring.live.news import News
from monitoring.live.people import COUNTS_LAST_SECONDS, People, Person
from monitoring.live.personal_subjects import InboxSubject, SummarySubject
from monitoring.live.reading import Reading
from monitoring.live.remembered import Remembered
from monitoring.live.socket import Socket
from monitoring.selectors.summary import totals

log = logging.getLogger(__name__)

TICK_SECONDS = 5.0
MEMBERSHIP_SECONDS = 3600.0
#: how soon the channel layer is tried again when it is out of order
RETRY_SECONDS = 2.0
#: how long the first browser waits for the hub to hear; after that it is served by one that is still deaf
PATIENCE_SECONDS = 2.0

#: whose subject, and which: shared subjects are nobody's
FeedKey = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Running:
    feed: Feed
    task: asyncio.Task[None]


class Hub:
    def __init__(self, layer: Any) -> None:
        self._layer = layer
        self._reading = Reading()
        self._people = People(self._reading, self._tell)
        self._totals = Remembered(totals, lasts=COUNTS_LAST_SECONDS)
        self._feeds: dict[FeedKey, Running] = {}
        self._sockets: set[Socket] = set()
        self._channel: str | None = None
        self._hears = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        loops = (self._listen(), self._stay_in_the_group(), self._tick(), self._people.run())
        self._tasks = [asyncio.create_task(loop) for loop in loops]
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._hears.wait()

    async def stop(self) -> None:
        tasks = [*self._tasks, *(running.task for running in self._feeds.values())]
        self._feeds.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._channel is not None:
            await self._layer.group_discard(GROUP, self._channel)
        await self._reading.close()

    # --- sockets --------------------------------------------------------------------------------------------

    def welcome(self, socket: Socket) -> None:
        self._sockets.add(socket)

    def dismiss(self, socket: Socket) -> None:
        self._sockets.discard(socket)
        for key in list(self._feeds):
            self._leave(key, socket)

    async def subscribe(self, socket: Socket, name: str, user: User) -> None:
        """Raises `subjects.Refused`."""
        subject = await self._subject(name, user)
        if socket not in self._sockets:
            return  # gone meanwhile
        key = _feed_key(name, user)
        running = self._feeds.get(key)
        if running is None:
            feed = Feed(subject, self._reading)
            running = self._feeds[key] = Running(
                feed, asyncio.create_task(feed.run(), name=f"feed of {name}")
            )
        running.feed.join(socket)

    def unsubscribe(self, socket: Socket, name: str, user: User) -> None:
        self._leave(_feed_key(name, user), socket)

    def watched(self) -> list[str]:
        """The names of the subjects that anybody watches, once for each feed."""
        return [name for _, name in self._feeds]

    async def check(self, name: str, user: User) -> None:
        """Raises `subjects.Refused` if the user may not watch this, or not any more."""
        await self._subject(name, user)

    async def _subject(self, name: str, user: User) -> Subject:
        if not subjects.is_personal(name):
            return await self._reading.run(lambda: subjects.shared_subject(name, user))
        person = self._people.meet(await self._reading.run(lambda: Person(user)))
        return InboxSubject(person) if name == subjects.INBOX else SummarySubject(person, self._totals)

    def _leave(self, key: FeedKey, socket: Socket) -> None:
        running = self._feeds.get(key)
        if running is None:
            return
        running.feed.leave(socket)
        if running.feed.is_watched:
            return
        running.task.cancel()
        del self._feeds[key]
        username, _ = key
        if username is not None and not any(owner == username for owner, _ in self._feeds):
            self._people.forget(username)

    # --- news -----------------------------------------------------------------------------------------------

    def hear(self, news: News) -> None:
        self._totals.outdate()
        self._people.ring(news)
        topics = news.topics()
        for running in self._feeds.values():
            if not topics.isdisjoint(running.feed.subject.topics):
                running.feed.ring(news)

    def _tell(self, person: Person, news: News) -> None:
        for name in subjects.PERSONAL:
            if running := self._feeds.get((person.username, name)):
                running.feed.ring(news)

    async def _listen(self) -> None:
        """A channel layer that is out of order is tried again; feeds look by themselves meanwhile."""
        while True:
            try:
                channel = await self._layer.new_channel("hub")
                await self._layer.group_add(GROUP, channel)
                self._channel = channel
                self._hears.set()
                while True:
                    self.hear(News.from_message(await self._layer.receive(channel)))
            except Exception:
                log.exception("The live line hears nothing; trying again in %g s", RETRY_SECONDS)
                self._channel = None
                await asyncio.sleep(RETRY_SECONDS)

    async def _stay_in_the_group(self) -> None:
        """The layer in memory forgets the members of a group after a day."""
        while True:
            await asyncio.sleep(MEMBERSHIP_SECONDS)
            if self._channel is not None:
                await self._layer.group_add(GROUP, self._channel)

    async def _tick(self) -> None:
        """Tells every browser that the line is alive."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            text = messages.tick()
            for socket in self._sockets:
                socket.tell(text)


def _feed_key(name: str, user: User) -> FeedKey:
    return (user.get_username() if subjects.is_personal(name) else None, name)
