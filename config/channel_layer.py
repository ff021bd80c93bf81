"""The live channel of one process without Redis.

Channels' in-memory layer belongs to one event loop: used from another thread, its messages lie until that
loop happens to wake. Here the loop that receives is *home*, and whoever sends from elsewhere, such as a
Celery thread, hands the message to it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from channels.layers import InMemoryChannelLayer

#: A loop that does not take a message within this time is about to end.
PATIENCE_SECONDS = 5


class InProcessChannelLayer(InMemoryChannelLayer):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._home: asyncio.AbstractEventLoop | None = None

    async def group_add(self, group: str, channel: str) -> None:
        self._settle()
        await super().group_add(group, channel)

    async def receive(self, channel: str) -> dict[str, Any]:
        self._settle()
        return await super().receive(channel)

    async def send(self, channel: str, message: dict[str, Any]) -> None:
        await self._at_home(super().send, channel, message)

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        await self._at_home(super().group_send, group, message)

    def group_send_soon(self, group: str, message: dict[str, Any]) -> None:
        """Sends from a thread without a loop, and does not wait. Where nobody receives, nobody misses it."""
        home = self._home
        if home is not None and home.is_running():
            asyncio.run_coroutine_threadsafe(self.group_send(group, message), home)

    def _settle(self) -> None:
        if self._home is None or self._home.is_closed():
            self._home = asyncio.get_running_loop()

    async def _at_home(self, act: Callable[..., Awaitable[None]], *arguments: Any) -> None:
        home = self._home
        if home is None or home is asyncio.get_running_loop() or not home.is_running():
            await act(*arguments)
            return
        handed_over = asyncio.run_coroutine_threadsafe(_run(act, arguments), home)
        await asyncio.wait_for(asyncio.wrap_future(handed_over), PATIENCE_SECONDS)


async def _run(act: Callable[..., Awaitable[None]], arguments: tuple[Any, ...]) -> None:
    await act(*arguments)
