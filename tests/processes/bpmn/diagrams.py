"""Diagrams as text, for tests of what stands in the XML; others use `tests.support.diagrams`."""

from __future__ import annotations

from processes.bpmn import Problem, check_diagram
from tests.support.diagrams import DiagramBuilder

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:other="https://example.org/other" id="d">'
)


def definitions(content: str) -> bytes:
    return f"{HEAD}{content}</bpmn:definitions>".encode()


def process_of(content: str, *, roots: str = "", attributes: str = 'isExecutable="true"') -> bytes:
    """A diagram with one process `p` that contains this."""
    return definitions(f'{roots}<bpmn:process id="p" {attributes}>{content}</bpmn:process>')


def sequence(element: str, *, roots: str = "") -> bytes:
    """start → this element, whose id must be `it` → end."""
    flows = flow("start", "it") + flow("it", "end")
    return process_of(f'<bpmn:startEvent id="start"/>{element}<bpmn:endEvent id="end"/>{flows}', roots=roots)


def flow(source: str, target: str, content: str = "", *, attributes: str = "") -> str:
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<bpmn:sequenceFlow id="{source}_{target}" {ends} {attributes}>{content}</bpmn:sequenceFlow>'


def problems_in(diagram: bytes | DiagramBuilder) -> list[tuple[str, str | None]]:
    """(code, element id) of everything found."""
    return [(problem.code, problem.element_id) for problem in found_in(diagram)]


def found_in(diagram: bytes | DiagramBuilder) -> list[Problem]:
    return check_diagram(diagram if isinstance(diagram, bytes) else diagram.xml())


def only_problem(diagram: bytes | DiagramBuilder) -> Problem:
    (problem,) = found_in(diagram)
    return problem
