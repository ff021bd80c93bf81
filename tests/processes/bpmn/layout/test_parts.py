"""What a file draws stays where it is; what it leaves out gets a place."""

from __future__ import annotations

from processes.bpmn.layout import Extent
from processes.bpmn.shown import shown_diagram
from tests.support.pictures import Picture, pictures_of

OPEN = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:dd="http://www.omg.org/spec/DD/20100524/DI"><process id="p" isExecutable="true">'
    '<startEvent id="start"/><task id="first"/><task id="second"/>'
    '<boundaryEvent id="late" attachedToRef="first"/>'
    '<subProcess id="sub"><task id="inner"/><task id="next"/>'
    '<sequenceFlow id="inside" sourceRef="inner" targetRef="next"/></subProcess>'
    '<sequenceFlow id="a" sourceRef="start" targetRef="first"/>'
    '<sequenceFlow id="b" sourceRef="first" targetRef="second"/>'
    '<sequenceFlow id="c" sourceRef="late" targetRef="second"/>'
    '<sequenceFlow id="d" sourceRef="second" targetRef="sub"/></process>'
)


def shape(id: str, x: int, y: int, width: int = 100, height: int = 80, more: str = "") -> str:
    bounds = f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'
    return f'<di:BPMNShape id="{id}_shape" bpmnElement="{id}" {more}>{bounds}</di:BPMNShape>'


def drawn(*shapes: str) -> tuple[Extent, list[Picture]]:
    plane = f'<di:BPMNPlane id="P" bpmnElement="p">{"".join(shapes)}</di:BPMNPlane>'
    content = f'{OPEN}<di:BPMNDiagram id="D">{plane}</di:BPMNDiagram></definitions>'
    shown = shown_diagram(content.encode())
    return shown.laid_out, pictures_of(shown.xml)


ALL = (
    shape("start", 10, 30, 36, 36),
    shape("first", 100, 10),
    shape("late", 150, 72, 36, 36),
    shape("second", 300, 10),
)
CLOSED = shape("sub", 500, 10, more='isExpanded="false"')


def test_missing_flows_are_drawn_between_what_is_there():
    extent, (main, *_) = drawn(*ALL, CLOSED)
    assert extent is Extent.PARTS
    assert set(main.edges) == {"a", "b", "c", "d"}
    assert main.slanted() == []
    assert main.shapes["first"][:2] == (100, 10)


def test_the_inside_of_a_closed_subprocess_gets_a_drawing_of_its_own():
    _, (main, inside) = drawn(*ALL, CLOSED)
    assert (main.of, inside.of) == ("p", "sub")
    assert set(inside.shapes) == {"inner", "next"}
    assert set(inside.edges) == {"inside"}


def test_an_open_subprocess_that_has_the_room_gets_its_contents_inside():
    _, (main,) = drawn(*ALL, shape("sub", 500, 10, 600, 300, 'isExpanded="true"'))
    around = main.shapes["sub"]
    for id in ("inner", "next"):
        inner = main.shapes[id]
        assert around.x <= inner.x
        assert around.y <= inner.y
        assert inner.right <= around.right
        assert inner.bottom <= around.bottom


def test_nodes_that_are_missing_are_set_below_the_rest_and_boundary_events_on_their_activities():
    _, (main, *_) = drawn(shape("start", 10, 30, 36, 36), shape("first", 100, 10), CLOSED)
    assert main.shapes["second"].y > 90
    late = main.shapes["late"]
    assert late.middle.y == main.shapes["first"].bottom
    assert set(main.edges) == {"a", "b", "c", "d"}
    assert main.overlapping() == []


def test_a_whole_drawing_is_left_alone():
    edges = "".join(
        f'<di:BPMNEdge id="{id}_edge" bpmnElement="{id}"><dd:waypoint x="1" y="2"/><dd:waypoint x="3" y="2"/>'
        "</di:BPMNEdge>"
        for id in "abcd"
    )
    inner = shape("inner", 500, 200) + shape("next", 700, 200)
    flow = edges.replace("a_edge", "i_edge").replace('"a"', '"inside"').split("</di:BPMNEdge>")[0]
    extent, (main,) = drawn(*ALL, CLOSED, inner, edges, f"{flow}</di:BPMNEdge>")
    assert extent is Extent.NOTHING
    assert main.edges["a"] == [(1, 2), (3, 2)]


def test_drawing_information_that_is_no_place_counts_as_none():
    _, (main, *_) = drawn(
        *ALL,
        CLOSED,
        shape("nobody", 1, 1),
        shape("second", 1, 1),
        shape("inner", 0, 0).replace('x="0"', 'x="NaN"'),
    )
    assert "nobody" not in main.shapes
    assert main.shapes["second"].x == 300


def test_what_is_nested_deeper_than_one_can_show_open_has_drawings_of_its_own():
    inner = '<task id="t"/>'
    for depth in range(40):
        inner = f'<subProcess id="s{depth}">{inner}</subProcess>'
    head = OPEN.partition("<process")[0]
    shown = shown_diagram(
        f'{head}<process id="p" isExecutable="true">{inner}</process></definitions>'.encode()
    )
    pictures = pictures_of(shown.xml)
    assert {id for picture in pictures for id in picture.shapes} == {
        "t",
        *(f"s{depth}" for depth in range(40)),
    }
    assert len(pictures) > 1
