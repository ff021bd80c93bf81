"""Memory of processes, as Linux tells it."""

from collections.abc import Iterator
from pathlib import Path


def megabytes(pid: int) -> float:
    """What this process and all its children hold: of pages that several processes share, each has its part
    (PSS).
    """
    return sum(_kilobytes(each) for each in family(pid)) / 1024


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
