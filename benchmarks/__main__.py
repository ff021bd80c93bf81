"""`python -m benchmarks [--quick] [--json FILE]`: measure everything, print one table.

The exit status says whether all work was done, not whether it was quick: a goal that is not met is a figure,
an instance that does not complete is a failure.
"""

import argparse
import json
import sys
import time
from pathlib import Path

from benchmarks import table
from benchmarks.measuring import FULL, QUICK, measure
from benchmarks.running import interruptible, telling


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less than five minutes, less exact")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file, too")
    arguments = parser.parse_args()
    began = time.monotonic()
    with interruptible("The benchmark"):
        result = measure(QUICK if arguments.quick else FULL, tell=telling())
    print()
    print(table.told(result.machine, result.figures, result.goals))
    met = sum(goal.met for goal in result.goals)
    print(f"\n{met} of {len(result.goals)} goals met; {time.monotonic() - began:.0f} s.")
    if arguments.json:
        arguments.json.write_text(json.dumps(result.as_json(), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
