"""The copy of a diagram that is shown is sound; what it is a copy of says the same in more careless words."""

from __future__ import annotations

from lxml import etree

from processes.bpmn.mending import ID
from processes.bpmn.shown import shown_diagram
from tests.support.pictures import pictures_of

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:t="urn:t"'
    ' xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0">'
)
BOUNDS = '<dc:Bounds x="1" y="2" width="30" height="40"/>'


def shown(body: str) -> etree._Element:
    return etree.fromstring(shown_diagram(f"{HEAD}{body}</definitions>".encode()).xml)


def plane(of: str, *shapes: str) -> str:
    return (
        f'<di:BPMNDiagram><di:BPMNPlane bpmnElement="{of}">{"".join(shapes)}</di:BPMNPlane></di:BPMNDiagram>'
    )


def shape(of: str, more: str = "") -> str:
    return f'<di:BPMNShape bpmnElement="{of}" {more}>{BOUNDS}</di:BPMNShape>'


def by_id(root: etree._Element, id: str) -> etree._Element:
    (found,) = root.iterfind(f".//*[@id='{id}']")
    return found


def shapes(root: etree._Element) -> set[str]:
    return {id for picture in pictures_of(etree.tostring(root)) for id in picture.shapes}


def test_ids_that_viewers_refuse_are_changed_with_all_that_refers_to_them():
    root = shown(
        '<process id="p"><task id="prüfen"/><task id="b"/>'
        '<sequenceFlow id="f" sourceRef="prüfen" targetRef="t:b"/></process>'
    )
    flow = by_id(root, "f")
    assert by_id(root, flow.get("sourceRef", "")).get(ID) == "prüfen"
    assert flow.get("targetRef") == "b"


def test_of_elements_with_one_id_the_first_keeps_it():
    root = shown(
        '<process id="p"><task id="a"/><task id="a"/></process>' + plane("p", shape("a"), shape("a"))
    )
    assert len(shapes(root)) == 2


def test_flows_without_id_are_called_as_the_engine_calls_them():
    root = shown(
        '<process id="p" isExecutable="true"><startEvent id="flow_1"/><task id="b"/>'
        '<sequenceFlow sourceRef="flow_1" targetRef="b"/></process>'
    )
    assert by_id(root, "flow_2").get("targetRef") == "b"


def test_a_pool_that_is_drawn_as_its_process_is_the_participant():
    root = shown(
        '<collaboration id="c"><participant id="pool" processRef="p"/></collaboration>'
        '<process id="p"><task id="a"/></process>' + plane("c", shape("p"), shape("a"))
    )
    assert shapes(root) == {"pool", "a"}


def test_a_plane_with_pools_is_the_collaborations():
    root = shown(
        '<collaboration id="c"><participant id="pool" processRef="p"/></collaboration>'
        '<process id="p"><task id="a"/></process>' + plane("p", shape("pool"), shape("a"))
    )
    assert [picture.of for picture in pictures_of(etree.tostring(root))] == ["c"]


def test_data_that_are_drawn_themselves_are_drawn_as_a_reference():
    root = shown(
        '<process id="p"><dataObject id="d" name="Order"/><task id="a"/></process>'
        + plane("p", shape("d"), shape("a"))
    )
    assert by_id(root, "d").tag.endswith("}dataObjectReference")
    assert by_id(root, by_id(root, "d").get("dataObjectRef", "")).tag.endswith("}dataObject")


def test_black_on_white_is_no_color_and_red_is_one():
    name = "{http://www.omg.org/spec/BPMN/non-normative/color/1.0}background-color"
    root = shown(
        '<process id="p"><task id="a"/><task id="b"/></process>'
        + plane(
            "p",
            shape("a", 'color:background-color="#FFFFFF"'),
            shape("b", 'color:background-color="#ff0000"'),
        )
    )
    assert [each.get(name) for each in root.iter() if each.get("bpmnElement") in ("a", "b")] == [
        None,
        "#ff0000",
    ]
