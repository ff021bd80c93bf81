"""Services: what operations, messages and resources take is what the activity has."""

from __future__ import annotations

import pytest

from processes.bpmn import Severity
from tests.processes.bpmn.diagrams import definitions, found_in, problems_in, sequence

ROOTS = (
    '<bpmn:itemDefinition id="text" structureRef="xsd:string"/>'
    '<bpmn:itemDefinition id="number" structureRef="xsd:int"/>'
    '<bpmn:message id="m" name="m" itemRef="text"/><bpmn:interface id="api"><bpmn:operation id="op">'
    "<bpmn:inMessageRef>m</bpmn:inMessageRef><bpmn:outMessageRef>m</bpmn:outMessageRef></bpmn:operation>"
    "</bpmn:interface>"
    '<bpmn:resource id="team"><bpmn:resourceParameter id="size"/></bpmn:resource><bpmn:resource id="other"/>'
)
JOB = '<bpmn:extensionElements><zeebe:taskDefinition type="t"/></bpmn:extensionElements>'


def task(tag, attributes, inside=""):
    job = JOB if tag in ("serviceTask", "sendTask") else ""
    return sequence(f'<bpmn:{tag} id="it" {attributes}>{job}{inside}</bpmn:{tag}>', roots=ROOTS)


def data(*, inputs=(), outputs=(), input_sets=1, output_sets=1):
    """A specification with data of these items."""
    many = "".join(f'<bpmn:dataInput id="i{n}" itemSubjectRef="{item}"/>' for n, item in enumerate(inputs))
    many += "".join(f'<bpmn:dataOutput id="o{n}" itemSubjectRef="{item}"/>' for n, item in enumerate(outputs))
    listed = "".join(f"<bpmn:dataInputRefs>i{n}</bpmn:dataInputRefs>" for n in range(len(inputs)))
    given = "".join(f"<bpmn:dataOutputRefs>o{n}</bpmn:dataOutputRefs>" for n in range(len(outputs)))
    sets = f"<bpmn:inputSet>{listed}</bpmn:inputSet>" * input_sets
    sets += f"<bpmn:outputSet>{given}</bpmn:outputSet>" * output_sets
    return f"<bpmn:ioSpecification>{many}{sets}</bpmn:ioSpecification>"


# --- operations


def test_an_operation_takes_one_input_set_and_gives_at_most_one_output_set():
    assert problems_in(task("serviceTask", 'operationRef="op"', data())) == []
    assert problems_in(task("serviceTask", 'operationRef="op"')) == [("input-sets", "it")]
    assert problems_in(task("serviceTask", 'operationRef="op"', data(input_sets=2))) == [("input-sets", "it")]
    assert problems_in(task("serviceTask", 'operationRef="op"', data(output_sets=2))) == [
        ("output-sets", "it")
    ]


def test_a_service_with_other_items_than_its_operation_is_doubtful():
    fine = data(inputs=["text"], outputs=["text"])
    assert problems_in(task("serviceTask", 'operationRef="op"', fine)) == []
    for other in (data(inputs=["number"]), data(outputs=["number"])):
        found = found_in(task("serviceTask", 'operationRef="op"', other))
        assert [(problem.code, problem.severity) for problem in found] == [("item-differs", Severity.WARNING)]


# --- messages


@pytest.mark.parametrize(
    ("tag", "specified"),
    [
        ("sendTask", {"inputs": ["text", "text"]}),
        ("sendTask", {"input_sets": 2}),
        ("receiveTask", {"outputs": ["text", "text"]}),
        ("receiveTask", {"output_sets": 2}),
    ],
)
def test_a_message_is_one_datum(tag, specified):
    assert problems_in(task(tag, 'messageRef="m"', data(**specified))) == [("message-is-one-datum", "it")]


def test_what_is_received_is_of_the_type_of_the_message():
    assert problems_in(task("receiveTask", 'messageRef="m"', data(outputs=["text"]))) == []
    assert problems_in(task("receiveTask", 'messageRef="m"', data(outputs=["number"]))) == [
        ("item-differs", "it")
    ]


def test_what_is_sent_in_another_type_is_doubtful():
    (problem,) = found_in(task("sendTask", 'messageRef="m"', data(inputs=["number"])))
    assert (problem.code, problem.severity) == ("item-differs", Severity.WARNING)


# --- processes that are services


def exposed(binding):
    return definitions(
        f'{ROOTS}<bpmn:process id="p" isExecutable="true"><bpmn:supportedInterfaceRef>api'
        f"</bpmn:supportedInterfaceRef>{data(inputs=['text'], outputs=['text', 'number'])}{binding}"
        '<bpmn:startEvent id="s"/></bpmn:process>'
    )


def bound(*, input_="i0", output="o0"):
    return f'<bpmn:ioBinding id="b" operationRef="op" inputDataRef="{input_}" outputDataRef="{output}"/>'


def test_a_process_with_an_interface_binds_its_data_to_operations():
    assert problems_in(exposed(bound())) == []
    assert problems_in(exposed("")) == [("interface-without-binding", "p")]


def test_a_binding_fits_its_operation():
    assert problems_in(exposed(bound(output="o1"))) == [("binding-does-not-fit", "b")]


# --- resources


def performed(inside):
    return task("userTask", "", f'<bpmn:performer id="r">{inside}</bpmn:performer>')


def codes_in(content):
    return [code for code, _ in problems_in(content) if code != "performer-ignored"]


EXPRESSION = (
    "<bpmn:resourceAssignmentExpression><bpmn:formalExpression>x</bpmn:formalExpression>"
    "</bpmn:resourceAssignmentExpression>"
)
BINDING = (
    '<bpmn:resourceParameterBinding parameterRef="size"><bpmn:formalExpression>3</bpmn:formalExpression>'
    "</bpmn:resourceParameterBinding>"
)


def test_a_resource_is_named_or_found_by_an_expression():
    assert codes_in(performed("<bpmn:resourceRef>team</bpmn:resourceRef>")) == []
    assert codes_in(performed(EXPRESSION)) == []
    assert codes_in(performed(f"<bpmn:resourceRef>team</bpmn:resourceRef>{EXPRESSION}")) == [
        "resource-named-twice"
    ]


def test_parameters_are_those_of_the_resource():
    assert codes_in(performed(f"<bpmn:resourceRef>team</bpmn:resourceRef>{BINDING}")) == []
    assert codes_in(performed(BINDING)) == ["parameters-without-resource"]
    other = performed(f"<bpmn:resourceRef>other</bpmn:resourceRef>{BINDING}")
    assert codes_in(other) == ["parameter-of-other-resource"]
