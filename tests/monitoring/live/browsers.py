"""Browsers for tests of the live line: logged in, connected to the product's own WebSocket application."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client

from monitoring.live import hubs

PATIENCE_SECONDS = 5.0

Message = dict[str, Any]


class Browser:
    """One end of a WebSocket. (`channels.testing` has one too, and needs a server that we do not use.)"""

    def __init__(self, cookie: str) -> None:
        from config.asgi import application

        headers = [(b"cookie", cookie.encode()), (b"host", b"localhost"), (b"origin", b"http://localhost")]
        scope = {
            "type": "websocket",
            "path": "/live/",
            "headers": headers,
            "query_string": b"",
            "subprotocols": [],
        }
        self._line = ApplicationCommunicator(application, scope)

    async def connect(self) -> None:
        await self._line.send_input({"type": "websocket.connect"})
        answer = await self._line.receive_output(PATIENCE_SECONDS)
        assert answer["type"] == "websocket.accept", answer

    async def say(self, **message: Any) -> None:
        await self.say_text(json.dumps(message))

    async def say_text(self, text: str) -> None:
        await self._line.send_input({"type": "websocket.receive", "text": text})

    async def hear(self, kind: str, timeout: float = PATIENCE_SECONDS) -> Message:
        """The next message of this kind; what comes before it, other than ticks, would be a mistake."""
        while True:
            sent = await self._line.receive_output(timeout)
            assert sent["type"] == "websocket.send", sent
            message: Message = json.loads(sent["text"])
            if message["type"] == kind:
                return message
            assert message["type"] == "tick", f"expected {kind}, heard {message}"

    async def watch(self, subject: str) -> Message:
        await self.say(type="subscribe", subject=subject)
        return await self.hear("snapshot")

    async def hears_nothing(self, seconds: float = 0.4) -> bool:
        return await self._line.receive_nothing(seconds)

    async def closing_code(self) -> int:
        message = await self._line.receive_output(PATIENCE_SECONDS)
        assert message["type"] == "websocket.close", message
        return message["code"]

    async def disconnect(self) -> None:
        await self._line.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._line.wait(PATIENCE_SECONDS)


class Room:
    """The browsers of one test."""

    def __init__(self) -> None:
        self._browsers: list[Browser] = []

    async def browser(self, user: User | None) -> Browser:
        browser = Browser(await sync_to_async(_cookie_of)(user))
        self._browsers.append(browser)
        await browser.connect()
        return browser

    async def watched(self) -> list[str]:
        """The subjects that the hub of this process still has feeds for."""
        hub = await hubs.hub_of_this_process()
        return sorted(hub.watched())

    async def empty(self) -> None:
        for browser in self._browsers:
            await browser.disconnect()
        hub = hubs._hubs.pop(asyncio.get_running_loop(), None)
        if hub is not None:
            await (await hub).stop()
        await sync_to_async(connections.close_all)()


def in_room(story: Callable[[Room], Awaitable[None]]) -> None:
    """Runs a story in an event loop of its own, and cleans up after it."""

    async def run() -> None:
        room = Room()
        try:
            await story(room)
        finally:
            await room.empty()

    asyncio.run(run())


async def in_thread(work: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """What a worker does: on another thread, while the loop goes on."""

    def run() -> Any:
        try:
            return work(*arguments, **named)
        finally:
            connections.close_all()  # a connection left open would keep the test database from being removed

    return await asyncio.to_thread(run)


def _cookie_of(user: User | None) -> str:
    if user is None:
        return ""
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
