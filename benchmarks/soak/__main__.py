"""`python -m benchmarks.soak [--minutes 30] [--load 0.7] [--json FILE] [--markdown FILE] [--plot FILE]`: the
whole product under load.

The exit status is 1 if work was lost, errors were logged or answered, or verification finds anything.
"""

import argparse
import json
import sys
from pathlib import Path

from benchmarks.running import interruptible, telling
from benchmarks.soak import told
from benchmarks.soak.measuring import Plan, measure


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30, help="at this load")
    parser.add_argument("--load", type=float, default=0.7, help="a part of the most that can be done")
    parser.add_argument("--json", type=Path, metavar="FILE", help="all samples")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="the tables, for a page")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="a picture, as SVG")
    arguments = parser.parse_args()
    if arguments.minutes < 0.5 or not 0 < arguments.load <= 1:
        parser.error("--minutes is at least 0.5, and --load above 0 and at most 1")
    with interruptible("The soak"):
        measured = measure(Plan(minutes=arguments.minutes, load=arguments.load), tell=telling())
    if arguments.json is not None:
        _write(arguments.json, json.dumps(measured, indent=1) + "\n")
    print()
    print(told.text(measured))
    if arguments.markdown is not None:
        _write(arguments.markdown, told.markdown(measured))
    if arguments.plot is not None:
        _write(arguments.plot, told.picture(measured))
    problems = told.wrong(measured)
    for problem in problems:
        print(f"\nWrong: {problem}", file=sys.stderr)
    return 1 if problems else 0


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
