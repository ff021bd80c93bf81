"""`python -m benchmarks.scale [--most N] [--json FILE] [--markdown FILE] [--plot FILE]`: work and answers
with 10³, 10⁴, 10⁵ and 10⁶ instances in PostgreSQL.

The exit status says whether all work was done, not whether it was quick.
"""

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path

from benchmarks.running import interruptible, telling
from benchmarks.scale import told
from benchmarks.scale.measuring import SIZES, Plan, measure


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--most", type=int, default=SIZES[-1], metavar="N", help="stop at so many instances")
    parser.add_argument("--quick", action="store_true", help="one short round of work at each size")
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="all figures, and the plans of slow queries"
    )
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="the tables, for a page")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="a picture, as SVG")
    arguments = parser.parse_args()
    if arguments.most < SIZES[0]:
        parser.error(f"--most is {arguments.most}, but the smallest database has {SIZES[0]:,} instances")
    plan = Plan(most=arguments.most)
    if arguments.quick:
        plan = replace(plan, rounds=1, seconds=1, commands=40)
    with interruptible("The scale curve"):
        measured = measure(plan, tell=telling())
        print()
        print(told.text(measured))
        for missed in told.slow(measured["points"]):
            print(f"\nToo slow: {missed}")
        for path, content in (
            (arguments.json, json.dumps(measured, indent=1) + "\n"),
            (arguments.markdown, told.markdown(measured)),
            (arguments.plot, told.picture(measured["points"])),
        ):
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, encoding="utf-8")
        return 0


if __name__ == "__main__":
    sys.exit(main())
