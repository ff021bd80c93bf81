"""Announcing: news go out to the hubs of all web processes, from whatever thread has just committed.

This only rings a bell, and must cost the one who works next to nothing. So it never waits for those who
listen, and a bell that is out of order is logged and left alone for a while: hubs look again by themselves
every few seconds.
"""

import logging
import os
import time
from functools import lru_cache
from typing import Any, Protocol

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from channels_redis.pubsub import RedisPubSubChannelLayer
from django.conf import settings
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from monitoring.live.news import News

log = logging.getLogger(__name__)

#: the channel-layer group of all hubs
GROUP = "live"
#: Redis answers in well under a millisecond, or is not there.
PATIENCE_SECONDS = 0.5
#: how long a bell that is out of order is left alone
PAUSE_SECONDS = 5.0


class Bell(Protocol):
    def ring(self, message: dict[str, Any]) -> None: ...


def announce_news(news: News) -> None:
    _bell(os.getpid()).ring(news.as_message())


class RedisBell:
    """Publishes as `RedisPubSubChannelLayer.group_send` would, but without an event loop: a loop made for one
    message would leave its connections behind.
    """

    def __init__(self, layer: RedisPubSubChannelLayer, *, url: str, prefix: str) -> None:
        self._layer = layer
        self._channel = f"{prefix}__group__{GROUP}"
        self._redis = Redis.from_url(
            url,
            socket_timeout=PATIENCE_SECONDS,
            socket_connect_timeout=PATIENCE_SECONDS,
            retry=Retry(
                NoBackoff(), 1
            ),  # a connection that was idle for long may be gone: once more, at once
        )
        self._silent_until = 0.0

    def ring(self, message: dict[str, Any]) -> None:
        if time.monotonic() < self._silent_until:
            return
        try:
            self._redis.publish(self._channel, self._layer.serialize(message))
        except RedisError as problem:
            self._silent_until = time.monotonic() + PAUSE_SECONDS
            log.warning(
                "Nobody hears at once what changed: Redis did not take it (%s). Trying again in %g s; "
                "pages look again by themselves meanwhile.",
                problem,
                PAUSE_SECONDS,
            )


class LayerBell:
    """Any other channel layer: at once and without waiting if it can, else through a loop."""

    def __init__(self, layer: Any) -> None:
        self._send = getattr(layer, "group_send_soon", None) or async_to_sync(layer.group_send)

    def ring(self, message: dict[str, Any]) -> None:
        self._send(GROUP, message)


@lru_cache(maxsize=1)
def _bell(process: int) -> Bell:
    """One for each process: a connection that a forked worker inherits belongs to its parent."""
    layer = get_channel_layer()
    if isinstance(layer, RedisPubSubChannelLayer):
        layers: dict[str, Any] = settings.CHANNEL_LAYERS
        options = layers["default"]["CONFIG"]
        return RedisBell(layer, url=options["hosts"][0], prefix=options["prefix"])
    return LayerBell(layer)
