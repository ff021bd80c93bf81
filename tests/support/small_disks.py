"""Small disks that can be filled: a tmpfs, where the machine lets us mount one."""

import contextlib
import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoSmallDisk(Exception):
    """This machine does not let us mount one; the message says why."""


@contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[Path]:
    """The folder, on a disk of its own while this lasts."""
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0711", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError as problem:
        raise NoSmallDisk(f"a small disk cannot be mounted here: {problem}") from problem
    if done.returncode:
        raise NoSmallDisk(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """While this lasts, there is no space left, to the last byte."""
    filler = disk / "filler"
    with open(filler, "wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(_Full):
                while True:
                    _write(file.fileno(), b"\0" * size)
    try:
        yield
    finally:
        filler.unlink()


class _Full(Exception):
    pass


def _write(file: int, what: bytes) -> None:
    try:
        os.write(file, what)
    except OSError as problem:
        if problem.errno != errno.ENOSPC:
            raise
        raise _Full from problem
