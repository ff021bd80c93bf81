"""`make test`: every check in turn, all of them even when one fails, and at the end which one did.

A stage is one command. Its output passes through; what it means is only its exit status, and pytest that
finds no test has failed (status 5).
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support import chromium

PROJECT = Path(__file__).resolve().parents[1]
TOOLS = Path(sys.executable).parent
FRONTEND = PROJECT / "frontend"

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

    @property
    def line(self) -> str:
        if self.stage.skipped:
            return f"  skipped  {self.stage.name}: {self.stage.skipped}"
        return f"  {'passed ' if self.status == 0 else 'FAILED '}  {self.stage.name} ({self.seconds:.0f} s)"


def stages() -> list[Stage]:
    return [
        Stage(name="style", command=("ruff", "check", ".")),
        Stage(name="layout", command=("ruff", "format", "--check", "--quiet", ".")),
        Stage(name="types", command=("mypy",)),
        Stage(name="pages: style", command=("npm", "run", "--silent", "lint"), folder=FRONTEND),
        Stage(name="pages: types", command=("npm", "run", "--silent", "typecheck"), folder=FRONTEND),
        Stage(name="pages: tests", command=("npm", "run", "--silent", "test"), folder=FRONTEND),
        Stage(name="tests on SQLite", command=(*PYTEST, "-m", "not browser")),
        Stage(name="tests on PostgreSQL and Redis", command=(*PYTEST, "-m", "not browser", "--services")),
        Stage(
            name="tests in the browser", command=(*PYTEST, "-m", "browser"), skipped=chromium.why_missing()
        ),
    ]


def run(stage: Stage) -> Outcome:
    print(f"\n──── {stage.name} {'─' * (90 - len(stage.name))}", flush=True)
    if stage.skipped:
        print(f"Skipped: {stage.skipped}", flush=True)
        return Outcome(stage=stage, seconds=0, status=0)
    began = time.monotonic()
    # The tools of the virtual environment come first, Node among them: its version is the one we test with.
    environment = {**os.environ, "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(stage.command, cwd=stage.folder, env=environment, stdin=subprocess.DEVNULL)
    return Outcome(stage=stage, seconds=time.monotonic() - began, status=done.returncode)


def main() -> int:
    chromium.install_if_missing()
    outcomes = [run(stage) for stage in stages()]
    print("\n" + "\n".join(outcome.line for outcome in outcomes))
    failed = [outcome.stage.name for outcome in outcomes if outcome.status != 0]
    print(f"\nFailed: {', '.join(failed)}." if failed else "\nAll of it passed.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
