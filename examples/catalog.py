"""The catalog: which examples there are, what each deploys, and where its job handlers are.

An *example* is a folder here with a diagram of its own name. Its *resources* are the diagram, its forms and
the decisions that it asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Example:
    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def diagram(self) -> Path:
        return self.folder / f"{self.name}.bpmn"

    @property
    def forms(self) -> tuple[Path, ...]:
        return tuple(sorted(self.folder.glob("*.form")))

    @property
    def decisions(self) -> tuple[Path, ...]:
        return tuple(sorted(self.folder.glob("*.dmn")))

    @property
    def handlers(self) -> str:
        """The module to import so that a worker knows the job handlers."""
        return f"examples.{self.name}.handlers"

    def resources(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in (self.diagram, *self.forms, *self.decisions)}


EXAMPLES = tuple(Example(diagram.parent) for diagram in sorted(Path(__file__).parent.glob("*/*.bpmn")))
