"""Call activities: what they call, with which variables, as both dialects write it."""

from __future__ import annotations

import pytest

from processes.bpmn import Severity, read_diagram
from processes.bpmn.model import Binding, CalledProcess
from tests.processes.bpmn.diagrams import definitions, flow, found_in, only_problem, problems_in, sequence
from tests.support.diagrams import process, xml_of


def called_by(content) -> CalledProcess:
    called = read_diagram(content).processes[0].elements["it"].called
    assert called is not None
    return called


def call(attributes, extensions=""):
    content = f"<bpmn:extensionElements>{extensions}</bpmn:extensionElements>"
    return sequence(f'<bpmn:callActivity id="it" {attributes}>{content}</bpmn:callActivity>')


def test_a_call_of_camunda_8_may_be_bound_to_a_version_tag():
    drawn = process("p").call("it", "billing", version_tag="v1", pass_all=False, return_all=False).end()
    called = called_by(drawn.xml())
    assert called.process_id.evaluate({}) == "billing"
    assert called.binding is Binding.VERSION_TAG
    assert called.bound_to is not None
    assert called.bound_to.evaluate({}) == "v1"
    assert (called.pass_all, called.return_all) == (False, False)


def test_which_process_is_called_may_be_an_expression():
    called = called_by(process("p").call("it", '="bill-" + country').end().xml())
    assert called.process_id.evaluate({"country": "nl"}) == "bill-nl"
    assert called_by(call('calledElement="${name}"')).process_id.evaluate({"name": "x"}) == "x"


def test_a_call_without_mappings_takes_and_gives_everything():
    called = called_by(call('calledElement="billing"'))
    assert (called.binding, called.pass_all, called.return_all) == (Binding.LATEST, True, True)


def test_a_call_with_mappings_takes_and_gives_only_those():
    content = call(
        'calledElement="billing"',
        '<camunda:in source="order" target="what"/><camunda:in sourceExpression="${a + 1}" target="b"/>'
        '<camunda:in businessKey="${key}"/><camunda:out source="bill" target="result"/>',
    )
    element = read_diagram(content).processes[0].elements["it"]
    assert [(m.source.evaluate({"order": 7, "a": 1}), m.target) for m in element.inputs] == [
        (7, ("what",)),
        (2, ("b",)),
    ]
    assert [m.target for m in element.outputs] == [("result",)]
    called = called_by(content)
    assert (called.pass_all, called.return_all) == (False, False)
    assert called.business_key is not None
    assert called.business_key.evaluate({"key": "K-1"}) == "K-1"


def test_a_call_is_bound_to_a_version():
    called = called_by(
        call('calledElement="b" camunda:calledElementBinding="version" camunda:calledElementVersion="3"')
    )
    assert called.binding is Binding.VERSION
    assert called.bound_to is not None


def test_a_binding_is_one_that_is_known():
    assert problems_in(call('calledElement="b" camunda:calledElementBinding="newest"')) == [
        ("bad-value", "it")
    ]


@pytest.mark.parametrize("extension", ["", "<zeebe:calledElement/>"])
def test_a_call_says_which_process(extension):
    problem = only_problem(call("", extension))
    assert (problem.code, problem.element_id) == ("no-called-process", "it")


def test_a_target_is_a_variable_name():
    content = call('calledElement="b"', '<camunda:in source="a" target="1st"/>')
    assert problems_in(content) == [("bad-variable-name", "it")]


# --- what is called


def test_a_called_process_waits_for_nothing():
    drawn = process("p").call("it", "q").end()
    drawn.element("it").set("calledElement", "q")
    waiting = process("q").start_message("asked", "ask").end("q_end")
    assert [code for code, _ in problems_in(xml_of(drawn, waiting))] == ["called-process-waits"]
    waiting.start("begin").to("q_end")
    assert problems_in(xml_of(drawn, waiting)) == []


def test_a_called_process_that_waits_by_a_definition_of_its_own_does_not_start_either():
    content = definitions(
        '<bpmn:message id="m" name="m"/><bpmn:messageEventDefinition id="d" messageRef="m"/>'
        '<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/>'
        '<bpmn:callActivity id="it" calledElement="q"/>' + flow("s", "it") + "</bpmn:process>"
        '<bpmn:process id="q" isExecutable="true"><bpmn:startEvent id="t"><bpmn:eventDefinitionRef>d'
        "</bpmn:eventDefinitionRef></bpmn:startEvent></bpmn:process>"
    )
    assert problems_in(content) == [("called-process-waits", "it")]


def test_a_call_has_the_data_of_what_it_calls():
    data = (
        '<bpmn:ioSpecification><bpmn:dataInput id="i"/><bpmn:inputSet><bpmn:dataInputRefs>i'
        "</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet/></bpmn:ioSpecification>"
    )
    content = definitions(
        '<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/>'
        f'<bpmn:callActivity id="it" calledElement="q">{data}</bpmn:callActivity>'
        + flow("s", "it")
        + "</bpmn:process>"
        '<bpmn:process id="q" isExecutable="true"><bpmn:startEvent id="t"/></bpmn:process>'
    )
    (problem,) = found_in(content)
    assert (problem.code, problem.severity) == ("called-with-other-data", Severity.WARNING)
    assert "data inputs" in problem.message
