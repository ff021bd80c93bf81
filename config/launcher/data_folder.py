"""The folder that holds everything a Meanwhile on one machine must keep. One Meanwhile at a time owns it.

Ownership is a lock that ends with the process, however it ends; the file's text only tells who holds it.
"""

import fcntl
import os
from pathlib import Path
from typing import TextIO

from config.launcher.problems import CannotStart

LOCK_NAME = "meanwhile.lock"


class DataFolder:
    def __init__(self, path: Path) -> None:
        self.path = path.expanduser().resolve()
        self._lock: TextIO | None = None

    def acquire(self, *, owner: str) -> None:
        """Makes the folder ours, or says whose it is. `owner` is what a second Meanwhile will be told."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = (self.path / LOCK_NAME).open("a+", encoding="utf-8")
        except OSError as problem:
            raise CannotStart(
                f"The data folder {self.path} cannot be written: {problem.strerror}. "
                "Choose another one: make run DATA=folder"
            ) from problem
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "another process"
            lock.close()
            raise CannotStart(
                f"The data folder {self.path} is in use by {holder}. Stop that one, or choose another "
                "folder: make run DATA=folder PORT=8001"
            ) from None
        lock.seek(0)
        lock.truncate()
        lock.write(f"{owner} (process {os.getpid()})\n")
        lock.flush()
        self._lock = lock  # open, and so locked, until released or until the process ends

    def release(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None
