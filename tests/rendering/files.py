"""The files that must be drawn: our own, and, where they are there, those of other people."""

from __future__ import annotations

from pathlib import Path

from tests.conformance.packs import FOLDER, PROJECT

OURS = ("examples", "tests/browser/diagrams", "benchmarks/diagrams")
OTHERS = ("miwg/models", "operaton/bpmn", "betsy/bpmn", "betsy_constraints")


def files() -> list[Path]:
    folders = [PROJECT / each for each in OURS] + [FOLDER / each for each in OTHERS]
    return sorted(path for folder in folders if folder.is_dir() for path in folder.rglob("*.bpmn"))


def told(path: Path) -> str:
    """A path as people find it again."""
    for folder in (FOLDER, PROJECT):
        if path.is_relative_to(folder):
            return str(path.relative_to(folder))
    return str(path)


#: what a file says is drawn, and is not, since it is nothing that BPMN knows
EXCEPTIONS: dict[str, set[str]] = {
    # A sequence flow that begins at an association.
    "betsy_constraints/bpmn/EXT007/EXT007_1_Fail_association.bpmn": {"_8"},
}
