"""A crew: the processes of one lane. They are started once, wait while others are measured, and all begin
together when told to.
"""

import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from os import environ, getpid
from pathlib import Path
from typing import Any, Self

from benchmarks.broke import BenchmarkBroke

PROJECT = Path(__file__).resolve().parents[1]
STOP_SECONDS = 5


class Crew(AbstractContextManager["Crew"]):
    """Processes that hold one contestant each."""

    def __init__(self, target: str, *, size: int = 1, environment: Mapping[str, str] | None = None) -> None:
        self.target = target
        self.members: list[subprocess.Popen[str]] = []
        try:
            for _ in range(size):
                self.members.append(_start(target, environment or {}))
        except BaseException:
            self.stop()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def call(self, method: str, **arguments: Any) -> Any:
        """Let the first member do something alone."""
        return self.call_member(0, method, **arguments)

    def call_member(self, place: int, method: str, **arguments: Any) -> Any:
        return self._hear(self._tell(self.members[place], method, arguments))

    def call_all(self, method: str, shares: Sequence[Mapping[str, Any]]) -> tuple[list[Any], float]:
        """Let each member do its share, all at once. Their answers, and how long the slowest took."""
        began = time.perf_counter()
        told = [self._tell(member, method, share) for member, share in zip(self.members, shares, strict=True)]
        answers = [self._hear(member) for member in told]
        return answers, time.perf_counter() - began

    def stop(self) -> None:
        for member in self.members:
            member.terminate()
        for member in self.members:
            try:
                member.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                member.kill()
                member.wait()
            for pipe in (member.stdin, member.stdout):
                if pipe is not None and not pipe.closed:
                    with suppress(BrokenPipeError):  # it ended with a call unread
                        pipe.close()

    def _tell(
        self, member: subprocess.Popen[str], method: str, arguments: Mapping[str, Any]
    ) -> subprocess.Popen[str]:
        assert member.stdin is not None
        try:
            member.stdin.write(json.dumps({"method": method, "arguments": dict(arguments)}) + "\n")
            member.stdin.flush()
        except BrokenPipeError:
            raise self._ended(member) from None
        return member

    def _hear(self, member: subprocess.Popen[str]) -> Any:
        assert member.stdout is not None
        line = member.stdout.readline()
        if not line:
            raise self._ended(member)
        answer = json.loads(line)
        if "broke" in answer:
            raise BenchmarkBroke(f"{self.target}:\n{answer['broke']}")
        return answer["answer"]

    def _ended(self, member: subprocess.Popen[str]) -> BenchmarkBroke:
        return BenchmarkBroke(f"A process of {self.target} ended by itself, with status {member.wait()}.")


def _start(target: str, environment: Mapping[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.member", target, str(getpid())],
        cwd=PROJECT,
        env={**environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C reaches the benchmark alone, which stops its crews
    )
