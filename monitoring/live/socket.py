"""A socket: the line to one browser, with a queue, so that a slow browser keeps nobody else waiting."""

import asyncio
from collections.abc import Awaitable, Callable

#: messages that may wait for a slow browser before it is sent away; it comes back and gets fresh snapshots
PATIENCE = 200


class Socket:
    def __init__(
        self, *, send: Callable[[str], Awaitable[None]], give_up: Callable[[], Awaitable[None]]
    ) -> None:
        self._send = send
        self._give_up = give_up
        self._queue: asyncio.Queue[str] = asyncio.Queue(maxsize=PATIENCE)
        self._is_behind = False

    def tell(self, text: str) -> None:
        try:
            self._queue.put_nowait(text)
        except asyncio.QueueFull:
            self._is_behind = True

    async def run(self) -> None:
        """Sends what is told, in order, until it is cancelled or has fallen too far behind."""
        while not self._is_behind:
            await self._send(await self._queue.get())
        await self._give_up()
