"""`python -m benchmarks.watchers [--watchers 1000] [--rounds 4] [--seconds 15] [--json FILE]
[--markdown FILE]`: the same work with nobody looking, and with a thousand browsers that do, in turn.

The exit status is 1 if work was lost, or a browser lost its line.
"""

import argparse
import json
import sys
from pathlib import Path

from benchmarks.running import interruptible, telling
from benchmarks.tables import in_markdown, in_text
from benchmarks.watchers.measuring import Plan, measure, tables, wrong


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.watchers", description=__doc__)
    parser.add_argument("--watchers", type=int, default=1000, help="browsers that watch one process")
    parser.add_argument("--rounds", type=int, default=4, help="how often either way is measured")
    parser.add_argument("--seconds", type=float, default=15, help="for how long each time")
    parser.add_argument("--json", type=Path, metavar="FILE", help="all rounds")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="the table, for a page")
    arguments = parser.parse_args()
    if arguments.watchers < 1 or arguments.rounds < 1 or arguments.seconds < 1:
        parser.error("--watchers, --rounds and --seconds are at least 1")
    plan = Plan(watchers=arguments.watchers, rounds=arguments.rounds, seconds=arguments.seconds)
    with interruptible("The benchmark of watchers"):
        measured = measure(plan, tell=telling())
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    print(f"\n{in_text(tables(measured))}")
    if arguments.markdown is not None:
        arguments.markdown.write_text(in_markdown(tables(measured)), encoding="utf-8")
    problems = wrong(measured)
    for problem in problems:
        print(f"\nWrong: {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
