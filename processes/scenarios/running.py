"""Running the cases of files, one after another, and what became of each.

A store is where they run: `memory`, the engine alone, or `db`, all of the product on a database that is made
for this and thrown away. Each case begins with nothing.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from processes.scenarios.case import Case
from processes.scenarios.engine import Engine
from processes.scenarios.memory_engine import MemoryEngine
from processes.scenarios.playing import CaseFailed, play

log = logging.getLogger(__name__)

#: what a folder is searched for
SUFFIXES = (".scenario.yaml", ".scenario.yml", ".scenario.json")

STORES = ("memory", "db")

#: gives an engine on which nothing has been deployed, for one case
EngineOfCase = Callable[[], AbstractContextManager[Engine]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    file: str
    id: str
    passed: bool
    #: why not, and what was open then
    message: str = ""
    #: counted from 1; None if it passed, or failed before its first step
    step_number: int | None = None
    step: str | None = None
    milliseconds: int

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "file": self.file,
            "passed": self.passed,
            "message": self.message,
            "step_number": self.step_number,
            "step": self.step,
            "ms": self.milliseconds,
        }


class NoScenarios(ValueError):
    """There is no scenario file where one was looked for."""


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files themselves, and those in folders whose name ends in one of `SUFFIXES`, each once. Raises
    `NoScenarios`.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.name.endswith(SUFFIXES))
            if not inside:
                raise NoScenarios(f"{path}: there is no file named *{', *'.join(SUFFIXES)} in this folder.")
            found |= dict.fromkeys(inside)
        elif path.exists():
            found[path] = None
        else:
            raise NoScenarios(f"{path}: there is no such file or folder.")
    return list(found)


@contextmanager
def store(name: str) -> Iterator[EngineOfCase]:
    """While this lasts, cases can run in this store. Raises `NoDatabase`."""
    if name == "memory":
        yield _in_memory
        return
    # Only here, so that scenarios in memory need no database and no settings.
    from processes.scenarios.stored_engine import StoredEngine
    from processes.scenarios.throwaway import rolled_back, throwaway_database

    @contextmanager
    def stored() -> Iterator[Engine]:
        with rolled_back():
            yield StoredEngine()

    with throwaway_database():
        yield stored


@contextmanager
def _in_memory() -> Iterator[Engine]:
    yield MemoryEngine()


def run(cases: Sequence[tuple[Path, Case]], engine_of_case: EngineOfCase) -> Iterator[Result]:
    for path, case in cases:
        yield _run(path, case, engine_of_case)


def _run(path: Path, case: Case, engine_of_case: EngineOfCase) -> Result:
    begun = time.perf_counter()
    failed: CaseFailed | None = None
    with engine_of_case() as engine:
        try:
            play(case, engine)
        except CaseFailed as wrong:
            failed = wrong
        except Exception as wrong:  # we are wrong: that is told, and the other cases are played all the same
            log.exception("%s cannot be played", case.id)
            failed = CaseFailed(f"The engine broke: {type(wrong).__name__}: {wrong}")
    return Result(
        file=str(path),
        id=case.id,
        passed=failed is None,
        message=failed.message if failed else "",
        step_number=failed.step_number if failed else None,
        step=failed.step if failed else None,
        milliseconds=round(1000 * (time.perf_counter() - begun)),
    )
