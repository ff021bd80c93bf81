"""The Camunda 7 dialect: common `camunda:` words are understood, Java is refused by name."""

from __future__ import annotations

import pytest

from processes.bpmn import Severity, read_diagram
from processes.bpmn.model import FormReference
from tests.processes.bpmn.diagrams import only_problem, problems_in, process_of, sequence


def element_in(element: str, **roots: str):
    return read_diagram(sequence(element, **roots)).processes[0].elements["it"]


def with_parameters(parameters: str) -> str:
    extensions = f"<camunda:inputOutput>{parameters}</camunda:inputOutput>"
    return f'<bpmn:task id="it"><bpmn:extensionElements>{extensions}</bpmn:extensionElements></bpmn:task>'


def test_a_user_task_says_who_when_and_how_urgent():
    user_task = element_in(
        '<bpmn:userTask id="it" camunda:assignee="${order.owner}" camunda:candidateUsers="ada, ben" '
        'camunda:candidateGroups="sales" camunda:dueDate="2026-12-24T18:00:00Z" '
        'camunda:followUpDate="${reminder}" camunda:priority="80"/>'
    ).user_task
    assert user_task.assignee.evaluate({"order": {"owner": "ada"}}) == "ada"
    assert user_task.candidate_users.evaluate({}) == "ada, ben"
    assert user_task.candidate_groups.evaluate({}) == "sales"
    assert user_task.due_at.evaluate({}) == "2026-12-24T18:00:00Z"
    assert user_task.follow_up_at.evaluate({"reminder": "P1D"}) == "P1D"
    assert user_task.priority.evaluate({}) == 80


@pytest.mark.parametrize(
    ("attribute", "form"),
    [
        ('camunda:formRef="approval"', FormReference(form_id="approval")),
        ('camunda:formKey="camunda-forms:deployment:forms/approval.form"', FormReference(form_id="approval")),
        (
            'camunda:formKey="embedded:app:approve.html"',
            FormReference(external_reference="embedded:app:approve.html"),
        ),
    ],
)
def test_forms(attribute, form):
    assert element_in(f'<bpmn:userTask id="it" {attribute}/>').user_task.form == form


@pytest.mark.parametrize("tag", ["serviceTask", "sendTask"])
def test_external_tasks_are_jobs(tag):
    job = element_in(f'<bpmn:{tag} id="it" camunda:type="external" camunda:topic="charge"/>').job
    assert job.type.evaluate({}) == "charge"


def test_an_external_message_is_a_job():
    definition = '<bpmn:messageEventDefinition camunda:type="external" camunda:topic="mail"/>'
    element = element_in(f'<bpmn:intermediateThrowEvent id="it">{definition}</bpmn:intermediateThrowEvent>')
    assert element.job.type.evaluate({}) == "mail"


def test_an_external_task_needs_a_topic():
    assert problems_in(sequence('<bpmn:serviceTask id="it" camunda:type="external"/>')) == [
        ("no-implementation", "it")
    ]


def test_an_expression_is_evaluated_like_a_script():
    script = element_in(
        '<bpmn:serviceTask id="it" camunda:expression="${a + b}" camunda:resultVariable="sum"/>'
    ).script
    assert script.expression.evaluate({"a": 1, "b": 2}) == 3
    assert script.result_variable == "sum"


def test_a_script_task_keeps_its_result():
    script = element_in(
        '<bpmn:scriptTask id="it" scriptFormat="feel" camunda:resultVariable="sum">'
        "<bpmn:script>a + b</bpmn:script></bpmn:scriptTask>"
    ).script
    assert script.result_variable == "sum"


def test_parameters_are_mappings():
    element = element_in(
        with_parameters(
            '<camunda:inputParameter name="id">${order.id}</camunda:inputParameter>'
            '<camunda:inputParameter name="kind">rush</camunda:inputParameter>'
            '<camunda:inputParameter name="tags"><camunda:list><camunda:value>a</camunda:value>'
            "<camunda:value>${b}</camunda:value></camunda:list></camunda:inputParameter>"
            '<camunda:inputParameter name="map"><camunda:map><camunda:entry key="k">${b}</camunda:entry>'
            "</camunda:map></camunda:inputParameter>"
            '<camunda:outputParameter name="done">${true}</camunda:outputParameter>'
        )
    )
    variables = {"order": {"id": 7}, "b": "B"}
    assert {m.target[0]: m.source.evaluate(variables) for m in element.inputs} == {
        "id": 7,
        "kind": "rush",
        "tags": ["a", "B"],
        "map": {"k": "B"},
    }
    assert [(m.target, m.source.evaluate({})) for m in element.outputs] == [(("done",), True)]


@pytest.mark.parametrize(
    ("parameter", "code"),
    [
        ('<camunda:inputParameter name="a-b">1</camunda:inputParameter>', "bad-variable-name"),
        (
            '<camunda:inputParameter name="a"><camunda:script scriptFormat="groovy">1</camunda:script>'
            "</camunda:inputParameter>",
            "bad-expression",
        ),
        ('<camunda:inputParameter name="a">${bean.call()}</camunda:inputParameter>', "bad-expression"),
    ],
)
def test_parameters_that_cannot_be_read_are_refused(parameter, code):
    assert problems_in(sequence(with_parameters(parameter))) == [(code, "it")]


def test_error_events_may_keep_what_they_catch():
    element = (
        '<bpmn:task id="it"/><bpmn:boundaryEvent id="b" attachedToRef="it"><bpmn:errorEventDefinition '
        'camunda:errorCodeVariable="code" camunda:errorMessageVariable="message"/></bpmn:boundaryEvent>'
        '<bpmn:sequenceFlow id="f" sourceRef="b" targetRef="end"/>'
    )
    definition = read_diagram(sequence(element)).processes[0].elements["b"].event_definition
    assert (definition.code_variable, definition.message_variable) == ("code", "message")


def test_conditions_are_translated():
    content = process_of(
        '<bpmn:startEvent id="s"/><bpmn:exclusiveGateway id="g" default="no"/><bpmn:endEvent id="e"/>'
        '<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="g"/>'
        '<bpmn:sequenceFlow id="no" sourceRef="g" targetRef="e"/>'
        '<bpmn:sequenceFlow id="yes" sourceRef="g" targetRef="e"><bpmn:conditionExpression '
        'xsi:type="bpmn:tFormalExpression">${order.total &gt; 100 &amp;&amp; !vip}</bpmn:conditionExpression>'
        "</bpmn:sequenceFlow>"
    )
    condition = read_diagram(content).processes[0].flows["yes"].condition
    assert condition.evaluate({"order": {"total": 101}, "vip": False}) is True
    assert condition.evaluate({"order": {"total": 101}, "vip": True}) is False


def test_extension_properties_name_the_outcomes_of_a_user_task():
    outcomes = '<camunda:property name="outcomes" value="yes=Go on; no"/>'
    properties = f"<bpmn:extensionElements><camunda:properties>{outcomes}</camunda:properties>"
    task = f'<bpmn:userTask id="it">{properties}</bpmn:extensionElements></bpmn:userTask>'
    found = read_diagram(sequence(task)).processes[0].elements["it"].user_task.outcomes
    assert found.variable == "outcome"
    assert [(choice.value, choice.label) for choice in found.choices] == [("yes", "Go on"), ("no", "no")]


def test_the_priority_of_an_external_task_is_that_of_its_job():
    task = '<bpmn:serviceTask id="it" camunda:type="external" camunda:topic="t" {}/>'
    both = sequence(task.format('camunda:jobPriority="3" camunda:taskPriority="${urgency}"'))
    assert read_diagram(both).processes[0].elements["it"].job.priority.evaluate({"urgency": 9}) == 9
    scheduled = sequence(task.format('camunda:jobPriority="3"'))
    assert read_diagram(scheduled).processes[0].elements["it"].job.priority.evaluate({}) == 3
    assert only_problem(sequence(task.format('camunda:taskPriority="high"'))).code == "bad-value"


def test_how_camunda_7_stores_and_schedules_does_not_matter():
    content = process_of(
        '<bpmn:startEvent id="s" camunda:asyncBefore="true" camunda:asyncAfter="true" '
        'camunda:exclusive="false" camunda:jobPriority="5"><bpmn:extensionElements><camunda:properties/>'
        "<camunda:failedJobRetryTimeCycle>R3/PT1M</camunda:failedJobRetryTimeCycle></bpmn:extensionElements>"
        "</bpmn:startEvent>",
        attributes='isExecutable="true" camunda:historyTimeToLive="P30D" camunda:versionTag="1.2"',
    )
    diagram = read_diagram(content)
    assert diagram.warnings == ()
    assert diagram.processes[0].version_tag == "1.2"


@pytest.mark.parametrize(
    "attribute",
    ["class", "delegateExpression", "initiator", "somethingNew"],
)
def test_attributes_that_change_what_happens_are_refused_by_name(attribute):
    problem = only_problem(sequence(f'<bpmn:userTask id="it" camunda:{attribute}="x"/>'))
    assert (problem.code, problem.element_id) == ("unsupported-extension", "it")
    assert f"camunda:{attribute}" in problem.message


def test_java_is_refused_with_advice_and_only_once():
    problem = only_problem(sequence('<bpmn:serviceTask id="it" camunda:class="com.example.Charge"/>'))
    assert problem.code == "unsupported-extension"
    assert "type='external'" in problem.message


@pytest.mark.parametrize("extension", ["executionListener", "taskListener", "connector", "formData", "field"])
def test_elements_that_change_what_happens_are_refused_by_name(extension):
    element = f"<bpmn:extensionElements><camunda:{extension}/></bpmn:extensionElements>"
    problem = only_problem(sequence(f'<bpmn:userTask id="it">{element}</bpmn:userTask>'))
    assert problem.code == "unsupported-extension"
    assert f"camunda:{extension}" in problem.message


def external(cycle):
    return sequence(
        '<bpmn:serviceTask id="it" camunda:type="external" camunda:topic="t"><bpmn:extensionElements>'
        f"<camunda:failedJobRetryTimeCycle>{cycle}</camunda:failedJobRetryTimeCycle></bpmn:extensionElements>"
        "</bpmn:serviceTask>"
    )


@pytest.mark.parametrize(
    ("cycle", "tries", "pause"),
    [("R5/PT10M", 5, "PT10M"), ("PT1M,PT5M", 3, "PT1M,PT5M"), (" R2/P1D ", 2, "P1D")],
)
def test_the_retries_of_a_job_and_their_pauses_are_those_of_its_diagram(cycle, tries, pause):
    job = read_diagram(external(cycle)).processes[0].elements["it"].job
    assert job.retries.evaluate({}) == tries
    assert job.headers == {"retryPause": pause}


@pytest.mark.parametrize("cycle", ["R/PT10M", "soon", "R3/soon", "PT1M,"])
def test_retries_that_do_not_say_when_are_refused(cycle):
    assert only_problem(external(cycle)).code == "bad-value"


def test_retries_by_an_expression_are_told():
    problem = only_problem(external("${retries}"))
    assert (problem.code, problem.severity) == ("retries-ignored", Severity.WARNING)
