"""`make fuzz`: looks for inputs that crash, hang, or fill the memory, in what reads the files and expressions
of strangers. The status is 1 if there are findings.

    python -m tests.fuzz [SUBJECT…] [--minutes 5] [--json FILE] [--seed N] [--findings FOLDER]
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
from pathlib import Path

from tests.fuzz.campaign import Tally, several
from tests.fuzz.findings import FOLDER
from tests.fuzz.subjects import SUBJECTS


def main() -> int:
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__.split("\n\n")[0])
    parser.add_argument(
        "subjects", nargs="*", metavar="SUBJECT", help=f"of {', '.join(SUBJECTS)}; by default all"
    )
    parser.add_argument("--minutes", type=float, default=5, help="for all subjects together")
    parser.add_argument("--json", type=Path, help="write the figures there")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 2**32)
    parser.add_argument("--findings", type=Path, default=FOLDER, help="where findings are kept")
    asked = parser.parse_args()
    names = asked.subjects or list(SUBJECTS)
    if unknown := set(names) - set(SUBJECTS):
        parser.error(f"there is no subject {', '.join(sorted(unknown))}; there are {', '.join(SUBJECTS)}")
    print(f"Fuzzing {', '.join(names)} for {asked.minutes:g} minutes; seed {asked.seed}.", flush=True)
    # An ordinary end, so that the process that fuzzes ends as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    tallies = several(names, seconds=asked.minutes * 60, seed=asked.seed)
    for name, tally in tallies.items():
        report(name, tally, asked.findings)
    if asked.json:
        asked.json.write_text(json.dumps(document(tallies, asked.seed), indent=1) + "\n", encoding="utf-8")
    found = sum(len(tally.findings) for tally in tallies.values())
    print(f"{found} finding{'' if found == 1 else 's'}.")
    return 1 if found else 0


def report(name: str, tally: Tally, folder: Path) -> None:
    print(
        f"{name:12} {tally.inputs:>9,} inputs, {tally.inputs / max(tally.seconds, 0.001):>7,.0f}/s; "
        f"{tally.behaviors:,} behaviors, {tally.seeds:,} new seeds, {tally.accepted:,} accepted and run; "
        f"slowest {tally.slowest:.1f} s; {len(tally.findings)} findings",
        flush=True,
    )
    for finding in tally.findings:
        path = finding.keep(folder, SUBJECTS[name].suffix)
        print(f"\n  {finding.signature}\n  kept in {path}\n\n{finding.told}", flush=True)


def document(tallies: dict[str, Tally], seed: int) -> dict[str, object]:
    return {
        "seed": seed,
        "subjects": {
            name: {
                "inputs": tally.inputs,
                "seconds": round(tally.seconds, 1),
                "inputs_per_second": round(tally.inputs / max(tally.seconds, 0.001), 1),
                "behaviors": tally.behaviors,
                "new_seeds": tally.seeds,
                "accepted_and_run": tally.accepted,
                "slowest_seconds": round(tally.slowest, 2),
                "findings": [finding.signature for finding in tally.findings],
            }
            for name, tally in tallies.items()
        },
    }


if __name__ == "__main__":
    sys.exit(main())
