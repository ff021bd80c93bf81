"""Importing: whatever a tool wrote is kept; what is wrong with it is said, and turns nothing away."""

from __future__ import annotations

import pytest

from processes.bpmn import DiagramRejected, Severity
from processes.bpmn.importing import import_diagram
from processes.bpmn.interchange import Bounds
from tests.processes.bpmn.diagrams import definitions, flow, process_of
from tests.support.diagrams import process

DI = (
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
)


def drawn(content, shapes):
    plane = f'<bpmndi:BPMNDiagram {DI}><bpmndi:BPMNPlane bpmnElement="p">{shapes}</bpmndi:BPMNPlane>'
    return content.replace(
        b"</bpmn:definitions>", f"{plane}</bpmndi:BPMNDiagram></bpmn:definitions>".encode()
    )


def shape(element, x="1", width="100"):
    bounds = f'<dc:Bounds x="{x}" y="2.5" width="{width}" height="80"/>'
    return f'<bpmndi:BPMNShape bpmnElement="{element}">{bounds}</bpmndi:BPMNShape>'


ONE_TASK = process_of('<bpmn:startEvent id="s"/><bpmn:task id="t"/>' + flow("s", "t"))


def test_every_process_is_there_executable_or_not():
    draft = '<bpmn:process id="draft" isExecutable="false"><bpmn:task id="sketch"/></bpmn:process>'
    imported = import_diagram(process_of('<bpmn:startEvent id="s"/>', roots=draft))
    assert [each.id for each in imported.processes] == ["draft", "p"]
    assert [node.id for node in imported.processes[0].descendants()] == ["sketch"]
    assert imported.problems == ()


def test_shapes_and_edges_say_where_elements_are():
    points = '<di:waypoint x="0" y="1"/><di:waypoint x="5" y="1"/>'
    edge = f'<bpmndi:BPMNEdge bpmnElement="s_t">{points}</bpmndi:BPMNEdge>'
    imported = import_diagram(drawn(ONE_TASK, shape("t") + edge))
    assert imported.shapes == {"t": Bounds(x=1, y=2.5, width=100, height=80)}
    assert imported.edges == {"s_t": ((0, 1), (5, 1))}
    assert not imported.needs_layout


def test_what_is_drawn_nowhere_needs_a_layout():
    assert import_diagram(ONE_TASK).needs_layout
    assert import_diagram(process("p").task("t").end().xml()).needs_layout


@pytest.mark.parametrize(
    "shapes",
    [
        shape("nothing"),
        shape("t", x="left"),
        shape("t", width="NaN"),
        '<bpmndi:BPMNShape bpmnElement="t"/>',
        "<bpmndi:BPMNShape/>",
        '<bpmndi:BPMNEdge bpmnElement="s_t"/>',
    ],
)
def test_shapes_that_mean_nothing_are_left_out(shapes):
    imported = import_diagram(drawn(ONE_TASK, shapes))
    assert (imported.shapes, imported.edges) == ({}, {})
    assert imported.problems == ()


def test_an_element_of_two_diagrams_stands_where_it_is_drawn_first():
    assert import_diagram(drawn(ONE_TASK, shape("t") + shape("t", x="9"))).shapes["t"].x == 1


def test_what_cannot_be_deployed_is_kept_and_said():
    content = process_of(
        '<bpmn:startEvent id="s"/><bpmn:serviceTask id="t"/><bpmn:task id="t"/>' + flow("s", "t")
    )
    imported = import_diagram(content, resource="order.bpmn")
    assert [node.id for node in imported.processes[0].descendants()] == ["s", "t", "t"]
    errors = {problem.code for problem in imported.problems if problem.severity is Severity.ERROR}
    assert errors == {"no-implementation", "duplicate-id"}
    assert {problem.resource for problem in imported.problems} == {"order.bpmn"}


def test_a_diagram_without_process_is_none_the_less_one():
    imported = import_diagram(definitions('<bpmn:collaboration id="c"/>'))
    assert imported.processes == ()
    assert [problem.code for problem in imported.problems] == ["no-executable-process"]


def test_a_namespace_may_be_no_address():
    """Some tools name a namespace after the diagram, with the spaces in its name."""
    content = ONE_TASK.replace(b"<bpmn:process ", b'<bpmn:process xmlns:own="http://A.3/Collapsed Process" ')
    assert [node.id for node in import_diagram(content).processes[0].descendants()] == ["s", "t"]


def test_a_strange_namespace_does_not_hide_what_else_is_wrong():
    content = ONE_TASK.replace(b"<bpmn:process ", b'<bpmn:process xmlns:own="http://A.3/a b" ')
    with pytest.raises(DiagramRejected, match="not well-formed"):
        import_diagram(content.replace(b"</bpmn:process>", b""))


@pytest.mark.parametrize("content", [b"", b"{}", b"<html/>", ONE_TASK.replace(b'"t"', b'"\xff"')])
def test_what_is_no_diagram_gets_a_clear_answer(content):
    with pytest.raises(DiagramRejected) as rejected:
        import_diagram(content)
    assert len(rejected.value.problems) == 1
