"""Memory and processor time of processes, as Linux tells them."""

import os
from collections.abc import Iterator
from pathlib import Path


def megabytes(pid: int) -> float:
    """What this process and all its children hold: of pages that several processes share, each has its part
    (PSS).
    """
    return sum(_kilobytes(each) for each in family(pid)) / 1024


def processor_seconds(pid: int) -> float:
    """What this process and all its children have used of processors, those that have ended included."""
    return sum(_ticks(each) for each in family(pid)) / os.sysconf("SC_CLK_TCK")


def family(pid: int) -> Iterator[int]:
    """The process, its children, and theirs."""
    yield pid
    for task in _lines(Path(f"/proc/{pid}/task")):
        for child in task:
            yield from family(child)


def _lines(tasks: Path) -> Iterator[list[int]]:
    try:
        for task in tasks.iterdir():
            yield [int(child) for child in (task / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return  # it has just ended


def _kilobytes(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except (FileNotFoundError, ProcessLookupError):
        pass
    return 0


def _ticks(pid: int) -> int:
    try:
        _, _, rest = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(field) for field in rest.split()[11:15])
