"""Sockets: many browsers' live lines, held by one process of a crew. Each watches the same process and hears
all that is told of it.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Coroutine
from datetime import datetime
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from benchmarks.figures import percentiles

#: connections that are opened at the same time
AT_ONCE = 50
OPEN_SECONDS = 60
#: how a delta begins to say when it was told
_AT = '"at":"'


class Sockets:
    """A contestant of a crew; what it is told comes line by line, while its sockets live in a thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._lines: list[ClientConnection] = []
        self._hearing: list[asyncio.Task[None]] = []
        #: seconds from the telling of each delta to its arrival
        self._delays: list[float] = []

    def open(self, address: str, cookie: str, subject: str, number: int) -> int:
        """Open so many, and wait until each has its first picture. How many there are."""
        self._call(self._open(address, cookie, subject, number), OPEN_SECONDS)
        return len(self._lines)

    def take(self) -> dict[str, object]:
        """What has been heard since the last time, by those that are still open."""
        delays, self._delays = self._delays, []
        lost = sum(task.done() for task in self._hearing)
        return {"deltas": len(delays), "lost": lost, "late": percentiles(delays) if delays else None}

    def close(self) -> None:
        self._call(self._close(), OPEN_SECONDS)

    def _call(self, what: Coroutine[Any, Any, None], seconds: float) -> None:
        asyncio.run_coroutine_threadsafe(what, self._loop).result(seconds)

    async def _open(self, address: str, cookie: str, subject: str, number: int) -> None:
        gate = asyncio.Semaphore(AT_ONCE)

        async def one() -> None:
            async with gate:
                line = await connect(
                    address.replace("http://", "ws://") + "/live/",
                    additional_headers={"Cookie": cookie, "Origin": address},
                    compression=None,
                    open_timeout=OPEN_SECONDS,
                    ping_interval=None,
                )
                await line.send(json.dumps({"type": "subscribe", "subject": subject}))
                while json.loads(await line.recv())["type"] != "snapshot":
                    pass
            self._lines.append(line)
            self._hearing.append(asyncio.create_task(self._hear(line)))

        await asyncio.gather(*[one() for _ in range(number)])

    async def _hear(self, line: ClientConnection) -> None:
        async for text in line:
            assert isinstance(text, str)
            # Not parsed: a thousand parsers on this machine would be what is measured.
            if text.startswith('{"type":"delta"'):
                start = text.index(_AT) + len(_AT)
                told_at = datetime.fromisoformat(text[start : text.index('"', start)])
                self._delays.append(time.time() - told_at.timestamp())

    async def _close(self) -> None:
        for task in self._hearing:
            task.cancel()
        await asyncio.gather(*[line.close() for line in self._lines])
        self._lines.clear()
        self._hearing.clear()
        self._delays.clear()
