"""How a benchmark runs: it says what it does, and stops in order when asked to."""

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType

from benchmarks.broke import BenchmarkBroke
from config.launcher.problems import CannotStart


def telling() -> Callable[[str], None]:
    """Tells on standard error what is being done, and how many seconds after the beginning."""
    began = time.monotonic()

    def tell(what: str) -> None:
        print(f"{time.monotonic() - began:4.0f} s  {what} …", file=sys.stderr, flush=True)

    return tell


def today() -> str:
    """As figures are dated."""
    return f"{datetime.now(UTC):%-d %B %Y}"


@contextmanager
def interruptible(name: str) -> Iterator[None]:
    """Ctrl-C and SIGTERM end what is inside in order, with status 130; work that was lost or could not be
    done ends the program with status 1.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    try:
        yield
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.exit(130)
    except (BenchmarkBroke, CannotStart) as problem:
        print(f"{name} broke: {problem}", file=sys.stderr)
        sys.exit(1)


def _stop(number: int, frame: FrameType | None) -> None:
    """Once: what is being cleaned up must not be interrupted again."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt
