"""BPMN: from the XML of a diagram to an executable model, or to all the problems that keep it from running.

    read_diagram(content)   → Diagram(processes, warnings), or raises DiagramRejected
    check_diagram(content)  → every error and warning; never raises for bad input
    load_diagram(content)   → Diagram of what was deployed, whatever rules have come since

On the way: `reader` (bytes → XML, safely) · `drawing` (XML → graph of `elements`, as drawn) · `linker` (graph
→ executable `model`, with `expressions` compiled, `events` resolved and the `extensions` of dialects
understood) · `validation` (the rules) · `support` (what runs and what is refused by name).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from processes.bpmn.drawing import Drawing
from processes.bpmn.elements import DrawnDiagram
from processes.bpmn.linker import Linker
from processes.bpmn.model import ProcessModel
from processes.bpmn.problems import DiagramRejected, Problem, Severity
from processes.bpmn.reader import MAX_BYTES, read_xml
from processes.bpmn.scripts import ANY, PYTHON_ALONE, ScriptLanguages
from processes.bpmn.validation import problems_of

__all__ = [
    "MAX_BYTES",
    "Diagram",
    "DiagramRejected",
    "Problem",
    "ScriptLanguages",
    "Severity",
    "check_diagram",
    "load_diagram",
    "read_diagram",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """The executable processes of one resource, and what is doubtful about them."""

    processes: tuple[ProcessModel, ...]
    warnings: tuple[Problem, ...] = ()


def read_diagram(
    content: bytes,
    *,
    resource: str = "diagram.bpmn",
    forms: Collection[str] | None = None,
    languages: ScriptLanguages = PYTHON_ALONE,
    max_bytes: int = MAX_BYTES,
) -> Diagram:
    """Read a diagram. `forms` are the ids of all forms that will be there, if known; `languages` those that
    scripts may be written in.

    Raises `DiagramRejected` with all errors and warnings at once.
    """
    return _read(
        content,
        resource=resource,
        forms=forms,
        languages=languages,
        max_bytes=max_bytes,
        rules=problems_of,
    )


def load_diagram(content: bytes, *, resource: str = "diagram.bpmn") -> Diagram:
    """Read a diagram that was deployed, which is when its rules were checked. Stricter rules of a later
    version must not keep its instances from going on.
    """
    return _read(
        content,
        resource=resource,
        forms=None,
        languages=ANY,
        max_bytes=MAX_BYTES,
        rules=lambda diagram: (),
    )


def _read(
    content: bytes,
    *,
    resource: str,
    forms: Collection[str] | None,
    languages: ScriptLanguages,
    max_bytes: int,
    rules: Callable[[DrawnDiagram], Iterable[Problem]],
) -> Diagram:
    root = read_xml(content, resource=resource, max_bytes=max_bytes)
    drawing = Drawing(root)
    problems = drawing.problems
    processes: list[ProcessModel] = []
    if not drawing.is_too_big:
        problems.extend(rules(drawing.diagram))
        processes = Linker(drawing.diagram, problems, forms, languages).link()
    found = tuple(replace(problem, resource=resource) for problem in problems)
    if any(problem.severity is Severity.ERROR for problem in found):
        raise DiagramRejected(found)
    return Diagram(processes=tuple(processes), warnings=found)


def check_diagram(
    content: bytes,
    *,
    resource: str = "diagram.bpmn",
    forms: Collection[str] | None = None,
    languages: ScriptLanguages = PYTHON_ALONE,
    max_bytes: int = MAX_BYTES,
) -> list[Problem]:
    """Every error and warning of a diagram; empty when it is flawless."""
    try:
        diagram = read_diagram(
            content, resource=resource, forms=forms, languages=languages, max_bytes=max_bytes
        )
        return list(diagram.warnings)
    except DiagramRejected as rejected:
        return list(rejected.problems)
