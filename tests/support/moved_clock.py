"""A wall clock that can be set, for programs that a test starts and for nobody else. It is a small library in
C that comes before the system's, so a compiler is needed.
"""

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path


class NoCompiler(Exception):
    """The clock cannot be made here; the message says why."""


class MovedClock:
    """`environment` is what a program is started with whose clock this is to be."""

    def __init__(self, folder: Path) -> None:
        compiler = shutil.which("cc") or shutil.which("gcc")
        if compiler is None:
            raise NoCompiler("the clock cannot be moved here: there is no C compiler (cc)")
        library = folder / "moved_clock.so"
        source = Path(__file__).with_suffix(".c")
        command = [compiler, "-O1", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise NoCompiler(f"the clock cannot be moved here: {done.stderr.strip()}")
        self._seconds = folder / "moved_clock.seconds"
        self._seconds.write_bytes(bytes(8))
        self.environment = {"LD_PRELOAD": str(library), "MOVED_CLOCK": str(self._seconds)}

    def move_to(self, offset: timedelta) -> None:
        """So much ahead of the right time."""
        seconds = int(offset.total_seconds())
        with self._seconds.open("r+b") as file:
            file.write(seconds.to_bytes(8, "little", signed=True))
