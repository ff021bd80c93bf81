"""Reading the database from the event loop: on a few threads of its own, so that the API keeps its own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DEFAULT_DB_ALIAS

#: readings at the same time; the rest wait their turn, so that a thousand browsers cost no more than these
THREADS = 3

Answer = TypeVar("Answer")


class Reading:
    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="live-reading")
        self._connections: set[BaseDatabaseWrapper] = set()

    async def run(self, read: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._run, read)

    async def close(self) -> None:
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)
        for connection in self._connections:
            connection.inc_thread_sharing()  # it belongs to a thread that has ended
            connection.close()

    def _run(self, read: Callable[[], Answer]) -> Answer:
        connection = connections[DEFAULT_DB_ALIAS]
        self._connections.add(connection)
        connection.close_if_unusable_or_obsolete()
        try:
            return read()
        finally:
            connection.close_if_unusable_or_obsolete()
