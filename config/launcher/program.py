"""A program the launcher starts as a child, and how to stop it.

A child ends when its launcher does, even by kill -9: on Linux the kernel is asked to send it its stop
signal then.
"""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whom a program runs as, when the launcher runs as root and the program refuses to."""

    name: str
    uid: int
    gid: int

    @classmethod
    def named(cls, name: str) -> "Account":
        entry = pwd.getpwnam(name)
        return cls(name=name, uid=entry.pw_uid, gid=entry.pw_gid)


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    name: str
    command: tuple[str, ...]
    #: Added to the launcher's own environment.
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    account: Account | None = None
    #: None: it writes to the launcher's own output.
    log: Path | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    #: After this long it is killed.
    stop_seconds: float = 10


def start(program: Program) -> subprocess.Popen[bytes]:
    output = os.open(program.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) if program.log else None
    launcher = os.getpid()

    def end_with_the_launcher() -> None:
        if _libc is not None:
            _libc.prctl(_PR_SET_PDEATHSIG, int(program.stop_signal))
            if os.getppid() != launcher:  # it ended before the line above
                os._exit(1)

    try:
        return subprocess.Popen(
            program.command,
            env={**os.environ, **program.environment},
            cwd=program.folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C reaches the launcher alone, which stops its children in order
            preexec_fn=end_with_the_launcher,
            **as_account(program.account),
        )
    finally:
        if output is not None:
            os.close(output)


def stop(process: subprocess.Popen[bytes], program: Program) -> None:
    """Asks it to end, and insists when it does not."""
    if process.poll() is not None:
        return
    process.send_signal(program.stop_signal)
    try:
        process.wait(program.stop_seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def as_account(account: Account | None) -> dict[str, Any]:
    """The arguments of `subprocess` that change the user."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def last_lines(path: Path, count: int = 8) -> str:
    try:
        return "\n".join(path.read_text(errors="replace").splitlines()[-count:])
    except FileNotFoundError:
        return ""
