"""Nodes, flows and scopes: what the diagram draws is what the model has."""

from __future__ import annotations

import pytest

from processes.bpmn import read_diagram
from processes.bpmn.model import ElementType
from tests.processes.bpmn.diagrams import (
    definitions,
    flow,
    only_problem,
    problems_in,
    process_of,
    sequence,
)
from tests.support.diagrams import process, xml_of


def test_elements_stand_in_document_order_with_their_flows():
    model = process("review").user_task("approve").end("done").model()
    assert list(model.elements) == ["review", "start", "approve", "done"]
    approve = model.elements["approve"]
    assert [f.id for f in approve.incoming] == ["start_to_approve"]
    assert [f.target for f in approve.outgoing] == ["done"]
    assert approve.scope_id == "review"
    assert model.root.type is ElementType.PROCESS
    assert model.none_start_event is model.elements["start"]


def test_flows_without_id_are_given_one_that_is_free():
    flows = (
        '<bpmn:sequenceFlow sourceRef="start" targetRef="flow_1"/>'
        '<bpmn:sequenceFlow sourceRef="flow_1" targetRef="end"/>'
    )
    nodes = '<bpmn:startEvent id="start"/><bpmn:task id="flow_1"/><bpmn:endEvent id="end"/>'
    (model,) = read_diagram(process_of(nodes + flows)).processes
    assert list(model.flows) == ["flow_2", "flow_3"]
    assert model.elements["flow_1"].outgoing[0].id == "flow_3"


def test_references_may_be_qualified_names():
    content = sequence('<bpmn:task id="it"/>').replace(b'sourceRef="start"', b'sourceRef="tns:start"')
    assert problems_in(content) == []


def test_a_subprocess_contains_its_elements():
    drawn = process("claim").subprocess("check").user_task("inspect").end("checked").done().end("closed")
    model = drawn.model()
    check = model.elements["check"]
    assert check.start_events == ("check_start",)
    assert model.elements["inspect"].scope_id == "check"
    assert model.start_events == (model.elements["start"],)


def test_a_subprocess_without_start_event_starts_at_everything_that_no_flow_leads_to():
    inside = '<bpmn:task id="a"/><bpmn:task id="b"/><bpmn:task id="c"/>' + flow("b", "c")
    (model,) = read_diagram(sequence(f'<bpmn:subProcess id="it">{inside}</bpmn:subProcess>')).processes
    assert model.elements["it"].start_events == ("a", "b")


def test_boundary_events_are_known_to_their_activity():
    drawn = (
        process("review")
        .user_task("approve")
        .boundary_timer("remind", "PT1H", interrupting=False)
        .end("reminded")
        .boundary_message("stop", "stopped", on="approve")
        .end("ended")
    )
    model = drawn.model()
    assert model.elements["approve"].boundary_events == ("remind", "stop")
    assert model.elements["stop"].attached_to == "approve"
    assert not model.elements["remind"].interrupting
    assert model.elements["stop"].interrupting


def test_default_flows_and_conditions():
    drawn = process("order").exclusive("big").when("amount > 10").end("yes").at("big").otherwise().end("no")
    big = drawn.model().elements["big"]
    assert big.default_flow is not None
    assert big.default_flow.target == "no"
    assert [f.condition is None for f in big.outgoing] == [False, True]


def test_names_lose_their_line_breaks():
    (model,) = read_diagram(sequence('<bpmn:task id="it" name="Pack&#10;the  box"/>')).processes
    assert model.elements["it"].name == "Pack the box"


def test_documentation_is_kept():
    task = '<bpmn:task id="it"><bpmn:documentation> Weigh it. </bpmn:documentation></bpmn:task>'
    (model,) = read_diagram(sequence(task)).processes
    assert model.elements["it"].documentation == "Weigh it."


# --- processes


def test_each_executable_process_of_a_diagram_is_read():
    diagram = read_diagram(xml_of(process("sell").end("sold"), process("buy").start("begin").end("bought")))
    assert [model.process_id for model in diagram.processes] == ["sell", "buy"]


def test_pools_lanes_and_artifacts_are_only_drawn():
    pool = (
        '<bpmn:collaboration id="c"><bpmn:participant id="us" processRef="p"/>'
        '<bpmn:participant id="they" processRef="black_box"/>'
        '<bpmn:messageFlow id="m" sourceRef="they" targetRef="us"/></bpmn:collaboration>'
        '<bpmn:process id="black_box"/><bpmn:dataStore id="store"/>'
    )
    drawn = (
        '<bpmn:laneSet id="lanes"><bpmn:lane id="l"><bpmn:flowNodeRef>start</bpmn:flowNodeRef></bpmn:lane>'
        '</bpmn:laneSet><bpmn:startEvent id="start"/><bpmn:dataObject id="o"/><bpmn:textAnnotation id="t"/>'
        '<bpmn:association id="a" sourceRef="start" targetRef="t"/><other:thing/>'
    )
    diagram = read_diagram(process_of(drawn, roots=pool))
    assert [model.process_id for model in diagram.processes] == ["p"]
    assert list(diagram.processes[0].elements) == ["p", "start"]


def test_a_process_that_does_not_say_so_is_executable():
    content = process_of('<bpmn:startEvent id="start"/>', attributes="")
    assert len(read_diagram(content).processes) == 1


def test_a_process_that_is_not_executable_is_skipped_with_all_its_problems():
    draft = '<bpmn:process id="draft" isExecutable="false"><bpmn:callActivity/></bpmn:process>'
    diagram = read_diagram(process_of('<bpmn:startEvent id="start"/>', roots=draft))
    assert [model.process_id for model in diagram.processes] == ["p"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "contains no process"),
        (b'<bpmn:process id="draft" isExecutable="false"/>', "'draft'"),
    ],
)
def test_a_diagram_needs_an_executable_process(content, words):
    problem = only_problem(definitions(content.decode()))
    assert problem.code == "no-executable-process"
    assert words in problem.message


# --- ids and references


def test_an_id_is_used_once():
    content = sequence('<bpmn:task id="it"/><bpmn:userTask id="start"/>')
    problem = next(p for p in found(content) if p.code == "duplicate-id")
    assert problem.element_type == "userTask"
    assert "start event 'start'" in problem.message


def test_flows_and_nodes_share_their_ids():
    content = sequence('<bpmn:task id="it"/>').replace(b'id="it_end"', b'id="it"')
    assert ("duplicate-id", "it") in problems_in(content)


def test_a_flow_node_needs_an_id():
    content = process_of('<bpmn:startEvent id="start"/><bpmn:task name="Pack"/>')
    assert ("missing-id", "") in problems_in(content)


@pytest.mark.parametrize("attribute", ["sourceRef", "targetRef"])
@pytest.mark.parametrize("reference", ["nowhere", "", "p", "lane"])
def test_a_flow_joins_flow_nodes(attribute, reference):
    ends = {"sourceRef": "start", "targetRef": "end"} | {attribute: reference}
    text = " ".join(f'{name}="{value}"' for name, value in ends.items())
    content = process_of(
        '<bpmn:laneSet><bpmn:lane id="lane"/></bpmn:laneSet><bpmn:startEvent id="start"/>'
        f'<bpmn:endEvent id="end"/><bpmn:sequenceFlow id="f" {text}/>'
    )
    assert ("unknown-reference", "f") in problems_in(content)


def test_problems_of_one_file_are_all_told_at_once():
    content = process_of(
        '<bpmn:startEvent id="start"/><bpmn:callActivity id="call"/><bpmn:serviceTask id="work"/>'
        + flow("start", "call")
        + flow("call", "work")
        + flow("work", "nowhere")
    )
    assert set(problems_in(content)) == {
        ("no-called-process", "call"),
        ("no-implementation", "work"),
        ("unknown-reference", "work_nowhere"),
    }


def test_an_element_that_bpmn_does_not_know_is_refused():
    problem = only_problem(process_of('<bpmn:startEvent id="start"/><bpmn:serviceTsk id="typo"/>'))
    assert problem.code == "unknown-element"
    assert "<bpmn:serviceTsk>" in problem.message


def found(content):
    from tests.processes.bpmn.diagrams import found_in

    return found_in(content)
