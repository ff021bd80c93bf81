"""Importing: any diagram that a tool wrote, to be looked at and worked on. What is faulty, or cannot run
here, is kept and said, but keeps nothing out.

    import_diagram(content)  → ImportedDiagram; raises DiagramRejected only if the bytes are no BPMN at all
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from processes.bpmn.drawing import Drawing
from processes.bpmn.elements import DrawnNode
from processes.bpmn.interchange import Bounds, Waypoints, edges_of, shapes_of
from processes.bpmn.linker import Linker
from processes.bpmn.problems import Problem
from processes.bpmn.reader import MAX_BYTES, read_xml
from processes.bpmn.validation import problems_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedDiagram:
    #: executable or not
    processes: tuple[DrawnNode, ...]
    #: element id → where it is drawn; of an element that is drawn twice, the first
    shapes: Mapping[str, Bounds]
    edges: Mapping[str, Waypoints]
    #: what keeps it from being deployed, and what is doubtful
    problems: tuple[Problem, ...]

    @property
    def needs_layout(self) -> bool:
        """Nothing of it is drawn, so whoever shows it must find places for its elements."""
        return not self.shapes


def import_diagram(
    content: bytes, *, resource: str = "diagram.bpmn", max_bytes: int = MAX_BYTES
) -> ImportedDiagram:
    """Read a diagram as it is. Raises `DiagramRejected` if it cannot be read at all."""
    root = read_xml(content, resource=resource, max_bytes=max_bytes)
    everything = Drawing(root, every_process=True)
    return ImportedDiagram(
        processes=tuple(everything.diagram.processes),
        shapes=shapes_of(root, everything.diagram.by_id),
        edges=edges_of(root, everything.diagram.by_id),
        problems=tuple(replace(problem, resource=resource) for problem in _problems(Drawing(root))),
    )


def _problems(drawing: Drawing) -> list[Problem]:
    """Those of its executable processes."""
    problems = drawing.problems
    if not drawing.is_too_big:
        problems.extend(problems_of(drawing.diagram))
        Linker(drawing.diagram, problems, None).link()
    return problems
