"""`python -m benchmarks [--quick] [--json FILE]`: measure everything, print one table.

The exit status says whether all work was done, not whether it was quick: a goal that is not met is a figure,
an instance that does not complete is a failure.
"""

import argparse
import json
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from benchmarks import table
from benchmarks.broke import BenchmarkBroke
from benchmarks.measuring import FULL, QUICK, measure
from config.launcher.problems import CannotStart


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less than five minutes, less exact")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file, too")
    arguments = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    began = time.monotonic()

    def tell(what: str) -> None:
        print(f"{time.monotonic() - began:4.0f} s  {what} …", file=sys.stderr, flush=True)

    try:
        result = measure(QUICK if arguments.quick else FULL, tell=tell)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except (BenchmarkBroke, CannotStart) as problem:
        print(f"The benchmark broke: {problem}", file=sys.stderr)
        return 1
    print()
    print(table.told(result.machine, result.figures, result.goals))
    met = sum(goal.met for goal in result.goals)
    print(f"\n{met} of {len(result.goals)} goals met; {time.monotonic() - began:.0f} s.")
    if arguments.json:
        arguments.json.write_text(json.dumps(result.as_json(), indent=1) + "\n", encoding="utf-8")
    return 0


def _stop(number: int, frame: FrameType | None) -> None:
    """Once: what is being cleaned up must not be interrupted again."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
