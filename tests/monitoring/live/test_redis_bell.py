"""The live line over a real Redis: every web process hears what any worker commits."""

import asyncio
import json
import logging
import socket as sockets
import statistics
import time
from typing import Any

import pytest
from channels_redis.pubsub import RedisPubSubChannelLayer
from django.conf import settings

from monitoring.live.announcing import PAUSE_SECONDS, RedisBell, announce_news
from monitoring.live.hub import Hub
from monitoring.live.news import News, news_of
from monitoring.live.socket import Socket
from processes.roles import Role
from tests.monitoring.live.browsers import in_thread
from tests.monitoring.records import DEFINITION, NOW, activated, record, task_created
from tests.monitoring.stage import deployed, happen, person


class WebProcess:
    """A hub on a channel layer of its own, as each web process has it, and one browser."""

    def __init__(self) -> None:
        self.layer = RedisPubSubChannelLayer(**settings.CHANNEL_LAYERS["default"]["CONFIG"])
        self.hub = Hub(self.layer)
        self.heard: list[dict[str, Any]] = []
        self.socket = Socket(send=self._hear, give_up=self._leave)

    async def _hear(self, text: str) -> None:
        self.heard.append(json.loads(text))

    async def _leave(self) -> None:
        raise AssertionError("the browser was too slow")

    async def start(self) -> None:
        await self.hub.start()
        self.hub.welcome(self.socket)
        self._sending = asyncio.create_task(self.socket.run())

    async def stop(self) -> None:
        self._sending.cancel()
        await self.hub.stop()
        await self.layer.flush()

    async def hears(self, kind: str) -> dict[str, Any]:
        async with asyncio.timeout(5):
            while not (found := [message for message in self.heard if message["type"] == kind]):
                await asyncio.sleep(0.005)
        return found[0]


@pytest.mark.services
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_every_web_process_hears_what_a_worker_commits():
    olga = person("olga", Role.OPERATOR)
    deployed()

    async def story() -> None:
        processes = [WebProcess(), WebProcess()]
        for process in processes:
            await process.start()
            await process.hub.subscribe(process.socket, f"definition:{DEFINITION}", olga)
            await process.hears("snapshot")
        await in_thread(happen, activated("approve"))
        for process in processes:
            delta = await process.hears("delta")
            assert delta["data"]["elements"]["approve"]["active"] == 1
        for process in processes:
            await process.stop()

    asyncio.run(story())


@pytest.mark.services
def test_announcing_costs_the_worker_next_to_nothing():
    batch = [record(activated("approve"), task_created(key), instance=key) for key in range(50)]
    announce_news(news_of(batch, at=NOW))  # connects
    costs = []
    for _ in range(200):
        began = time.perf_counter()
        announce_news(news_of(batch, at=NOW))
        costs.append(time.perf_counter() - began)
    assert statistics.median(costs) < 0.002


def test_a_redis_that_is_away_delays_nobody_and_is_left_alone_for_a_while(caplog):
    with sockets.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"redis://127.0.0.1:{unused.getsockname()[1]}"
        bell = RedisBell(RedisPubSubChannelLayer(hosts=[url]), url=url, prefix="meanwhile")
        with caplog.at_level(logging.WARNING, logger="monitoring.live.announcing"):
            began = time.monotonic()
            for _ in range(100):
                bell.ring(News(at=NOW).as_message())
            assert time.monotonic() - began < PAUSE_SECONDS
    assert [message for message in caplog.messages if "Redis did not take it" in message] == caplog.messages
    assert len(caplog.messages) == 1
