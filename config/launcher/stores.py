"""PostgreSQL and Redis, started by us where the environment names none.

`DATABASE_URL` and `REDIS_URL` in the environment win: then nothing is started, and theirs are used.
"""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from config.launcher import postgres, redis
from config.launcher.program import Program, start, stop

NAMES = ("DATABASE_URL", "REDIS_URL")


class Stores:
    def __init__(
        self, folder: Path, *, fast: bool = False, environment: Mapping[str, str] = os.environ
    ) -> None:
        self.folder = folder
        self.fast = fast
        self._given = {name: environment[name] for name in NAMES if environment.get(name)}
        self.running: list[tuple[Program, subprocess.Popen[bytes]]] = []

    def start(self) -> dict[str, str]:
        """Returns the environment in which others find them."""
        environment = dict(self._given)
        try:
            if "DATABASE_URL" not in environment:
                database = postgres.prepare(self.folder / "postgres", fast=self.fast)
                postgres.await_ready(database, self._start(database.program))
                environment["DATABASE_URL"] = database.url
            if "REDIS_URL" not in environment:
                broker = redis.prepare(self.folder / "redis")
                redis.await_ready(broker, self._start(broker.program))
                environment["REDIS_URL"] = broker.url
        except BaseException:
            self.stop()
            raise
        return environment

    def stop(self) -> None:
        while self.running:
            program, process = self.running.pop()
            stop(process, program)

    def ended(self) -> Program | None:
        """A store that is no longer there."""
        return next((program for program, process in self.running if process.poll() is not None), None)

    def _start(self, program: Program) -> subprocess.Popen[bytes]:
        process = start(program)
        self.running.append((program, process))
        return process
