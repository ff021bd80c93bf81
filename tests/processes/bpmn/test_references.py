"""References name an element of the right type, and ids are used once, everywhere in a diagram."""

from __future__ import annotations

import pytest

from tests.processes.bpmn.diagrams import definitions, only_problem, problems_in, sequence

ROOTS = '<bpmn:message id="m" name="m"/><bpmn:signal id="s" name="s"/><bpmn:itemDefinition id="t"/>'


@pytest.mark.parametrize(
    "root",
    [
        '<bpmn:message id="x" itemRef="s"/>',
        '<bpmn:error id="x" errorCode="1" structureRef="m"/>',
        '<bpmn:dataStore id="x" itemSubjectRef="m"/>',
        '<bpmn:collaboration id="c"><bpmn:participant id="x" processRef="m"/></bpmn:collaboration>',
        '<bpmn:collaboration id="c"><bpmn:participant id="x"><bpmn:interfaceRef>it</bpmn:interfaceRef>'
        "</bpmn:participant></bpmn:collaboration>",
        '<bpmn:interface id="i"><bpmn:operation id="x"><bpmn:inMessageRef>s</bpmn:inMessageRef>'
        "</bpmn:operation></bpmn:interface>",
        '<bpmn:interface id="i"><bpmn:operation id="x"><bpmn:errorRef>m</bpmn:errorRef></bpmn:operation>'
        "</bpmn:interface>",
        '<bpmn:correlationProperty id="x" type="m"/>',
    ],
)
def test_a_reference_names_the_right_type(root):
    content = sequence('<bpmn:task id="it"/>', roots=ROOTS + root)
    problem = only_problem(content)
    assert (problem.code, problem.element_id) == ("reference-to-wrong-type", "x")


@pytest.mark.parametrize(
    "element",
    [
        '<bpmn:receiveTask id="it" messageRef="s"/>',
        '<bpmn:task id="it"><bpmn:outgoing>end</bpmn:outgoing></bpmn:task>',
        '<bpmn:task id="it"/><bpmn:dataObjectReference id="it2" dataObjectRef="it"/>',
        '<bpmn:callActivity id="it" calledElement="start"/>',
    ],
)
def test_flow_nodes_and_data_refer_to_the_right_types(element):
    assert "reference-to-wrong-type" in [code for code, _ in problems_in(sequence(element, roots=ROOTS))]


def test_the_message_says_what_was_named_and_what_should_be():
    problem = only_problem(
        sequence('<bpmn:task id="it"/>', roots=f'{ROOTS}<bpmn:message id="x" itemRef="s"/>')
    )
    assert problem.message == (
        "The itemRef of message 'x' names signal 's' (s); it must name an item definition."
    )


def test_what_is_not_there_may_stand_in_another_file():
    content = sequence('<bpmn:task id="it"/>', roots='<bpmn:message id="x" itemRef="elsewhere"/>')
    assert problems_in(content) == []


def test_a_name_of_another_namespace_is_not_ours():
    content = sequence('<bpmn:task id="it"/>', roots=f'{ROOTS}<bpmn:message id="x" itemRef="other:s"/>')
    assert problems_in(content) == []


def test_a_process_may_be_called_by_an_activity_with_its_id():
    assert problems_in(sequence('<bpmn:callActivity id="it" calledElement="it"/>')) == []


def test_links_may_name_the_event_in_place_of_its_definition():
    thrown = (
        '<bpmn:intermediateThrowEvent id="it"><bpmn:linkEventDefinition id="d" name="A">'
        "<bpmn:target>c</bpmn:target></bpmn:linkEventDefinition></bpmn:intermediateThrowEvent>"
    )
    content = definitions(
        '<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/>'
        f'<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="it"/>{thrown}'
        '<bpmn:intermediateCatchEvent id="c"><bpmn:linkEventDefinition name="A"/>'
        "</bpmn:intermediateCatchEvent>"
        '<bpmn:task id="t"/><bpmn:sequenceFlow id="g" sourceRef="c" targetRef="t"/></bpmn:process>'
    )
    assert problems_in(content) == []


# --- ids


def test_ids_are_used_once_whatever_bears_them():
    content = sequence('<bpmn:task id="it"/>', roots='<bpmn:message id="it" name="m"/>')
    problem = only_problem(content)
    assert problem.code == "duplicate-id"
    assert "'it'" in problem.message


def test_a_shared_id_of_flow_nodes_is_told_once():
    content = sequence('<bpmn:task id="it"/><bpmn:userTask id="it"/>')
    assert [code for code, _ in problems_in(content)].count("duplicate-id") == 1


def test_ids_of_what_is_not_executed_may_be_used_again():
    draft = (
        '<bpmn:process id="draft" isExecutable="false"><bpmn:task id="t"/><bpmn:task id="t"/></bpmn:process>'
    )
    assert problems_in(sequence('<bpmn:task id="it"/>', roots=draft)) == []
