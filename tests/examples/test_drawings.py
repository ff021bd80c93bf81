"""The diagrams of the examples are drawn with care: complete, on straight lines, with nothing in the way."""

from itertools import combinations

import pytest
from lxml import etree

from examples.catalog import EXAMPLES
from tests.examples.drawing import BPMN, Box, Drawing


@pytest.fixture(params=EXAMPLES, ids=lambda example: example.name)
def drawing(request: pytest.FixtureRequest) -> Drawing:
    return Drawing(request.param.diagram)


def _is_subprocess(element: etree._Element) -> bool:
    return element.tag == f"{BPMN}subProcess"


def _solid_shapes(drawing: Drawing) -> dict[str, Box]:
    """All but the subprocesses, which others lie in."""
    return {
        n.attrib["id"]: drawing.shapes[n.attrib["id"]] for n in drawing.flow_nodes if not _is_subprocess(n)
    }


def test_every_flow_node_has_a_shape(drawing: Drawing) -> None:
    assert {node.attrib["id"] for node in drawing.flow_nodes} <= drawing.shapes.keys()


def test_every_flow_runs_from_border_to_border(drawing: Drawing) -> None:
    for flow in drawing.flows:
        waypoints = drawing.edges[flow.attrib["id"]]
        assert drawing.shapes[flow.attrib["sourceRef"]].has_on_border(waypoints[0]), flow.attrib["id"]
        assert drawing.shapes[flow.attrib["targetRef"]].has_on_border(waypoints[-1]), flow.attrib["id"]


def test_flows_run_straight_across_or_straight_down(drawing: Drawing) -> None:
    for flow_id in (flow.attrib["id"] for flow in drawing.flows):
        for (x1, y1), (x2, y2) in drawing.segments(flow_id):
            assert (x1 == x2) != (y1 == y2), flow_id


def test_no_flow_runs_through_a_shape(drawing: Drawing) -> None:
    """But for the border that a boundary event sits on."""
    for flow in drawing.flows:
        ends = {flow.attrib["sourceRef"], flow.attrib["targetRef"]}
        ends |= {host for event, host in drawing.hosts.items() if event in ends}
        for node_id, shape in _solid_shapes(drawing).items():
            for start, end in drawing.segments(flow.attrib["id"]):
                crossed = shape.is_crossed_by(start, end) and node_id not in ends
                assert not crossed, f"{flow.attrib['id']} crosses {node_id}"


def test_shapes_do_not_overlap(drawing: Drawing) -> None:
    shapes = _solid_shapes(drawing)
    for (one, box), (other, other_box) in combinations(shapes.items(), 2):
        attached = drawing.hosts.get(one) == other or drawing.hosts.get(other) == one
        assert attached or not box.overlaps(other_box), f"{one} and {other}"


def test_a_subprocess_contains_its_shapes(drawing: Drawing) -> None:
    for node in drawing.flow_nodes:
        inside = node.getparent()
        if _is_subprocess(inside):
            assert drawing.shapes[inside.attrib["id"]].contains(drawing.shapes[node.attrib["id"]])


def test_labels_cover_nothing(drawing: Drawing) -> None:
    solid = _solid_shapes(drawing)
    for element_id, label in drawing.labels.items():
        covered = [other for other, box in solid.items() if label.overlaps(box)]
        covered += [
            other for other, box in drawing.labels.items() if other != element_id and label.overlaps(box)
        ]
        for flow_id in drawing.edges:
            if any(label.is_crossed_by(start, end) for start, end in drawing.segments(flow_id)):
                covered.append(flow_id)
        assert not covered, f"the label of {element_id} covers {covered}"


def test_events_and_decisions_are_named_beside_them(drawing: Drawing) -> None:
    """A gateway that only joins says nothing."""
    deciding = {flow.attrib["sourceRef"] for flow in drawing.flows if "name" in flow.attrib}
    for node in drawing.flow_nodes:
        element_id = node.attrib["id"]
        if node.tag.endswith("Event") or (node.tag.endswith("Gateway") and element_id in deciding):
            assert node.attrib.get("name"), element_id
            assert element_id in drawing.labels
