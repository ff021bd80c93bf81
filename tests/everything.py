"""`make test`: every check, all of them even when one fails, and at the end which one did.

A *stage* is one command; what it means is only its exit status, and pytest that finds no test has failed
(status 5). Stages run on *lanes*, as many as there are processors, the longest first. What a stage says is
printed in one piece once it has ended, so that no two are mixed up.
"""

import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support import chromium

PROJECT = Path(__file__).resolve().parents[1]
TOOLS = Path(sys.executable).parent
FRONTEND = PROJECT / "frontend"

#: More would only make the stages wait for each other: two of them start whole products.
MOST_LANES = 3

PYTEST = (sys.executable, "-m", "pytest", "--quiet", "--durations=5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    name: str
    command: Sequence[str]
    folder: Path = PROJECT
    #: Why it cannot run on this machine.
    skipped: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    stage: Stage
    seconds: float
    status: int
    said: str

    @property
    def line(self) -> str:
        if self.stage.skipped:
            return f"  skipped  {self.stage.name}: {self.stage.skipped}"
        return f"  {'passed ' if self.status == 0 else 'FAILED '}  {self.stage.name} ({self.seconds:.0f} s)"


def stages() -> list[Stage]:
    """In the order in which they begin: what takes a second first, then the longest."""
    return [
        Stage(name="style", command=("ruff", "check", ".")),
        Stage(name="layout", command=("ruff", "format", "--check", "--quiet", ".")),
        Stage(
            name="tests on PostgreSQL and Redis",
            # What uses no database has said what it has to say on SQLite.
            command=(*PYTEST, "-m", "not browser", "--services", "--where-they-differ"),
        ),
        Stage(
            name="tests in the browser", command=(*PYTEST, "-m", "browser"), skipped=chromium.why_missing()
        ),
        # In two parts, so that no lane is left with a long one at the end.
        Stage(
            name="tests of the engine, on SQLite", command=(*PYTEST, "-m", "not browser", "tests/processes")
        ),
        Stage(
            name="all other tests, on SQLite",
            command=(*PYTEST, "-m", "not browser", "--ignore=tests/processes"),
        ),
        Stage(name="types", command=("mypy",)),
        Stage(name="pages: tests", command=("npm", "run", "--silent", "test"), folder=FRONTEND),
        Stage(name="pages: style", command=("npm", "run", "--silent", "lint"), folder=FRONTEND),
        Stage(name="pages: types", command=("npm", "run", "--silent", "typecheck"), folder=FRONTEND),
    ]


def run(stage: Stage) -> Outcome:
    if stage.skipped:
        return Outcome(stage=stage, seconds=0, status=0, said=f"Skipped: {stage.skipped}\n")
    print(f"  begins   {stage.name}\n", end="", flush=True)
    began = time.monotonic()
    # The tools of the virtual environment come first, Node among them: its version is the one we test with.
    environment = {**os.environ, "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}"}
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        done = subprocess.run(
            stage.command,
            cwd=stage.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        output.seek(0)
        said = output.read()
    return Outcome(stage=stage, seconds=time.monotonic() - began, status=done.returncode, said=said)


def side_by_side(found: Iterable[Stage], *, lanes: int) -> Iterator[Outcome]:
    """What became of each stage, in the order in which they end."""
    waiting: queue.SimpleQueue[Stage | None] = queue.SimpleQueue()
    ended: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
    count = 0
    for stage in found:
        waiting.put(stage)
        count += 1

    def lane() -> None:
        while (stage := waiting.get()) is not None:
            ended.put(run(stage))

    for _ in range(lanes):
        waiting.put(None)
        threading.Thread(target=lane, daemon=True).start()
    for _ in range(count):
        yield ended.get()


def report(outcome: Outcome) -> None:
    name = outcome.stage.name
    print(f"\n──── {name} {'─' * (90 - len(name))}\n{outcome.said.rstrip()}", flush=True)
    print(outcome.line.strip(), flush=True)


def main() -> int:
    chromium.install_if_missing()
    lanes = min(os.cpu_count() or 1, MOST_LANES)
    began = time.monotonic()
    print(f"Checking on {lanes} lane{'' if lanes == 1 else 's'}; each stage reports once it has ended.")
    outcomes = []
    for outcome in side_by_side(stages(), lanes=lanes):
        report(outcome)
        outcomes.append(outcome)
    print("\n" + "\n".join(outcome.line for outcome in outcomes))
    failed = [outcome.stage.name for outcome in outcomes if outcome.status != 0]
    seconds = time.monotonic() - began
    print(
        f"\nFailed: {', '.join(failed)}." if failed else f"\nAll of it passed in {seconds:.0f} s.", flush=True
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
