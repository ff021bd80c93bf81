"""`python -m processes.scenarios FILE…`: play scenarios in memory, and say how they went."""

from __future__ import annotations

import sys
from pathlib import Path

from processes.bpmn import DiagramRejected
from processes.scenarios import MemoryEngine, ScenarioFailed, ScenarioInvalid, play, read_scenario


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    failed = [path for path in map(Path, arguments) if not _went_well(path)]
    print(f"{len(arguments) - len(failed)} of {len(arguments)} scenarios went as they are written.")
    return 1 if failed else 0


def _went_well(path: Path) -> bool:
    try:
        scenario = read_scenario(path)
        play(scenario, MemoryEngine())
    except (ScenarioFailed, ScenarioInvalid, DiagramRejected, OSError) as wrong:
        print(f"FAILED  {path}\n  {wrong}")
        return False
    print(f"ok      {scenario.name or path}")
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
