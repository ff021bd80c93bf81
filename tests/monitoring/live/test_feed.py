"""How a feed tells its sockets what changed. The subject is a number that tests turn; the rest is real."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from monitoring.live.feed import Feed
from monitoring.live.news import News
from monitoring.live.reading import Reading
from monitoring.live.socket import Socket

NEWS = News(at=datetime(2026, 11, 23, 10, 0, tzinfo=UTC))


class Number:
    """A subject whose whole data is one number."""

    name = "number"
    topics: frozenset[str] = frozenset()
    look_again = 60.0

    def __init__(self, interval: float = 0.2) -> None:
        self.interval = interval
        self.value = 0
        self.times_read = 0
        self.fails = False

    def read(self) -> dict[str, Any]:
        self.times_read += 1
        if self.fails:
            raise OSError("the database is away")
        return {"value": self.value}

    def difference(self, before: Any, after: Any, news: list[News]) -> dict[str, Any] | None:
        return dict(after) if before != after else None


class Browser:
    """Hears what a feed tells."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.socket = Socket(send=self._hear, give_up=self._leave)
        self.given_up = False

    async def _hear(self, text: str) -> None:
        self.heard.append(json.loads(text))

    async def _leave(self) -> None:
        self.given_up = True

    @property
    def story(self) -> list[tuple[str, int, int]]:
        return [(message["type"], message["seq"], message["data"]["value"]) for message in self.heard]


async def until(is_so: Callable[[], Any]) -> None:
    async with asyncio.timeout(5):
        while not is_so():
            await asyncio.sleep(0.005)


class Stage:
    """A running feed and the browsers that watch it."""

    def __init__(self, subject: Number, reading: Reading) -> None:
        self.subject = subject
        self.feed = Feed(subject, reading)
        self.tasks = [asyncio.create_task(self.feed.run())]

    def browser(self) -> Browser:
        browser = Browser()
        self.tasks.append(asyncio.create_task(browser.socket.run()))
        self.feed.join(browser.socket)
        return browser

    def change(self, value: int) -> None:
        self.subject.value = value
        self.feed.ring(NEWS)


Play = Callable[[Stage], Awaitable[None]]


def play(story: Play, subject: Number | None = None) -> None:
    async def run() -> None:
        reading = Reading()
        stage = Stage(subject or Number(), reading)
        try:
            await story(stage)
        finally:
            for task in stage.tasks:
                task.cancel()
            await asyncio.gather(*stage.tasks, return_exceptions=True)
            await reading.close()

    asyncio.run(run())


def test_who_joins_gets_a_snapshot_and_then_numbered_deltas():
    async def story(stage: Stage) -> None:
        browser = stage.browser()
        await until(lambda: browser.story == [("snapshot", 0, 0)])
        stage.change(1)
        await until(lambda: browser.story[1:] == [("delta", 1, 1)])
        stage.change(2)
        await until(lambda: browser.story[2:] == [("delta", 2, 2)])

    play(story)


def test_a_delta_says_when_the_change_was_committed():
    async def story(stage: Stage) -> None:
        browser = stage.browser()
        await until(lambda: browser.heard)
        stage.change(1)
        await until(lambda: len(browser.heard) == 2)
        assert browser.heard[1]["at"] == "2026-11-23T10:00:00Z"

    play(story)


def test_who_joins_later_goes_on_from_the_same_number():
    async def story(stage: Stage) -> None:
        first = stage.browser()
        await until(lambda: first.heard)
        stage.change(1)
        await until(lambda: len(first.heard) == 2)
        second = stage.browser()
        await until(lambda: second.story == [("snapshot", 1, 1)])
        stage.change(2)
        await until(lambda: second.story[1:] == [("delta", 2, 2)] == first.story[2:])

    play(story)


def test_joining_again_brings_a_fresh_snapshot():
    async def story(stage: Stage) -> None:
        browser = stage.browser()
        await until(lambda: browser.heard)
        stage.feed.join(browser.socket)
        await until(lambda: browser.story == [("snapshot", 0, 0), ("snapshot", 0, 0)])

    play(story)


def test_the_first_change_is_told_at_once_and_many_at_most_every_interval():
    async def story(stage: Stage) -> None:
        loop = asyncio.get_running_loop()
        browser = stage.browser()
        await until(lambda: browser.heard)
        await asyncio.sleep(stage.subject.interval)  # at rest
        began = loop.time()
        stage.change(1)
        await until(lambda: len(browser.heard) == 2)
        assert loop.time() - began < stage.subject.interval
        for value in range(2, 62):  # for a second, sixty changes
            stage.change(value)
            await asyncio.sleep(1 / 60)
        await until(lambda: browser.story[-1][2] == 61)
        intervals = (loop.time() - began) / stage.subject.interval
        assert len(browser.story) - 2 <= intervals + 2  # one in each, and those at the edges

    play(story)


def test_news_without_a_difference_are_not_told():
    async def story(stage: Stage) -> None:
        browser = stage.browser()
        await until(lambda: browser.heard)
        stage.feed.ring(NEWS)
        await until(lambda: stage.subject.times_read == 2)
        stage.change(1)
        await until(lambda: browser.story[1:] == [("delta", 1, 1)])

    play(story, Number(interval=0.01))


def test_a_change_whose_news_got_lost_is_found_by_looking_again():
    async def story(stage: Stage) -> None:
        browser = stage.browser()
        await until(lambda: browser.heard)
        stage.subject.value = 1
        await until(lambda: browser.story[1:] == [("delta", 1, 1)])

    subject = Number(interval=0.01)
    subject.look_again = 0.05
    play(story, subject)


def test_a_reading_that_fails_is_tried_again_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("monitoring.live.feed.RETRY_SECONDS", 0.02)

    async def story(stage: Stage) -> None:
        browser = stage.browser()
        await until(lambda: browser.heard)
        stage.subject.fails = True
        stage.change(1)
        await until(lambda: stage.subject.times_read >= 3)
        stage.subject.fails = False
        await until(lambda: browser.story[1:] == [("delta", 1, 1)])
        assert browser.heard[1]["at"] == "2026-11-23T10:00:00Z"

    play(story, Number(interval=0.01))


def test_a_browser_that_does_not_keep_up_is_sent_away_and_others_hear_on():
    async def story(stage: Stage) -> None:
        quick, slow = stage.browser(), Browser()
        stage.feed.join(slow.socket)
        await until(lambda: quick.heard)
        for _ in range(300):
            slow.socket.tell("{}")  # its own task is not running: nothing leaves the queue
        stage.tasks.append(asyncio.create_task(slow.socket.run()))
        await until(lambda: slow.given_up)
        stage.change(1)
        await until(lambda: quick.story[1:] == [("delta", 1, 1)])

    play(story)
