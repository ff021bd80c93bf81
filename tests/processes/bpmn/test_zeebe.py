"""The Camunda 8 dialect: what `zeebe:` extension elements say is what the model has."""

from __future__ import annotations

import pytest

from processes import feel
from processes.bpmn import Severity, read_diagram
from processes.bpmn.model import FormReference
from tests.processes.bpmn.diagrams import flow as flow_between
from tests.processes.bpmn.diagrams import found_in, only_problem, problems_in, process_of, sequence
from tests.support.diagram_parts import extensions_of, zeebe
from tests.support.diagrams import process


def element_of(drawn, element_id):
    return drawn.model().elements[element_id]


def extended(tag, extensions, inside=""):
    """An element of this type, with these extension elements."""
    content = f"<bpmn:extensionElements>{extensions}</bpmn:extensionElements>{inside}"
    return sequence(f'<bpmn:{tag} id="it">{content}</bpmn:{tag}>')


# --- jobs


def test_a_task_definition_makes_a_job():
    drawn = process("p").service_task("charge", "card", retries="5", headers={"currency": "EUR"}).end()
    job = element_of(drawn, "charge").job
    assert job.type.evaluate({}) == "card"
    assert job.retries.evaluate({}) == 5
    assert job.headers == {"currency": "EUR"}


def test_type_and_retries_may_be_expressions():
    job = element_of(process("p").service_task("t", '="charge-" + method', retries="=tries").end(), "t").job
    assert job.type.evaluate({"method": "card"}) == "charge-card"
    assert job.retries.evaluate({"tries": 7}) == 7


def test_three_retries_are_usual():
    assert element_of(process("p").service_task("t").end(), "t").job.retries.evaluate({}) == 3


def test_retries_are_a_whole_number():
    for retries in ("often", "0", "1.5"):
        assert problems_in(process("p").service_task("t", retries=retries).end()) == [("bad-value", "t")]


def test_a_job_has_its_own_priority_else_that_of_its_process():
    drawn = process("p").service_task("own").extension("jobPriorityDefinition", priority="=urgency")
    drawn = drawn.service_task("usual").end()
    extensions_of(drawn.process).append(zeebe("jobPriorityDefinition", priority="30"))
    assert element_of(drawn, "own").job.priority.evaluate({"urgency": 7}) == 7
    assert element_of(drawn, "usual").job.priority.evaluate({}) == 30
    assert element_of(process("p").service_task("t").end(), "t").job.priority is None


@pytest.mark.parametrize(
    ("element", "words"),
    [
        ('<bpmn:serviceTask id="it"/>', "job type"),
        ('<bpmn:scriptTask id="it"/>', "FEEL expression"),
    ],
)
def test_a_task_without_implementation_is_told_what_to_add(element, words):
    problem = only_problem(sequence(element))
    assert (problem.code, problem.element_id) == ("no-implementation", "it")
    assert words in problem.message


def test_a_task_definition_needs_a_type():
    assert problems_in(extended("serviceTask", '<zeebe:taskDefinition type=""/>')) == [
        ("no-implementation", "it")
    ]


# --- scripts


def test_a_script_task_evaluates_feel():
    script = element_of(process("p").script_task("add", "a + b", result="sum").end(), "add").script
    assert script.expression.evaluate({"a": 1, "b": 2}) == 3
    assert script.result_variable == "sum"


def test_a_script_in_the_body_is_feel_when_it_says_so():
    content = sequence(
        '<bpmn:scriptTask id="it" scriptFormat="feel"><bpmn:script>1 + 1</bpmn:script></bpmn:scriptTask>'
    )
    script = read_diagram(content).processes[0].elements["it"].script
    assert script is not None
    assert script.expression.evaluate({}) == 2


def test_scripts_in_other_languages_are_refused_by_name():
    body = "<bpmn:script>x = 1</bpmn:script>"
    problem = only_problem(
        sequence(f'<bpmn:scriptTask id="it" scriptFormat="groovy">{body}</bpmn:scriptTask>')
    )
    assert problem.code == "unsupported-language"
    assert "'groovy'" in problem.message


def test_a_job_worker_runs_scripts_in_any_language():
    content = extended(
        "scriptTask", '<zeebe:taskDefinition type="python"/>', "<bpmn:script>x = 1</bpmn:script>"
    )
    element = read_diagram(content).processes[0].elements["it"]
    assert element.script is None
    assert element.job is not None


# --- mappings


def test_mappings_lead_from_expressions_to_paths():
    drawn = process("p").task("t").input("=a.b", "id").input("eur", "currency").output("=x", "order.total")
    element = element_of(drawn, "t")
    assert [(m.source.evaluate({"a": {"b": 1}}), m.target) for m in element.inputs] == [
        (1, ("id",)),
        ("eur", ("currency",)),
    ]
    assert [m.target for m in element.outputs] == [("order", "total")]


@pytest.mark.parametrize("target", ["", "two  spaces", "a-b", "order.", "1st"])
def test_mappings_lead_to_variables(target):
    assert problems_in(process("p").task("t").input("=1", target).end()) == [("bad-variable-name", "t")]


# --- user tasks


def test_a_user_task_says_who_when_and_how_urgent():
    drawn = process("p").user_task(
        "t",
        assignee="=owner",
        candidate_users="ada, ben",
        candidate_groups='=["sales"]',
        due_date='=date and time("2026-12-24T18:00:00Z")',
        follow_up_date="2026-12-24T18:00:00Z",
        priority="80",
    )
    user_task = element_of(drawn, "t").user_task
    assert user_task.assignee.evaluate({"owner": "ada"}) == "ada"
    assert user_task.candidate_users.evaluate({}) == "ada, ben"
    assert user_task.candidate_groups.evaluate({}) == ["sales"]
    assert feel.to_json(user_task.due_at.evaluate({})) == "2026-12-24T18:00:00Z"
    assert user_task.follow_up_at.evaluate({}) == "2026-12-24T18:00:00Z"
    assert user_task.priority.evaluate({}) == 80


def test_a_user_task_needs_nothing_at_all():
    element = read_diagram(sequence('<bpmn:userTask id="it"/>')).processes[0].elements["it"]
    assert element.user_task is not None
    assert element.user_task.form is None


def test_a_priority_is_at_most_a_hundred():
    assert problems_in(process("p").user_task("t", priority="101").end()) == [("bad-value", "t")]


def test_a_due_date_is_a_date_or_a_duration():
    assert problems_in(process("p").user_task("t", due_date="P2D").end()) == []
    assert problems_in(process("p").user_task("t", due_date="soon").end()) == [("bad-date", "t")]


# --- forms


def test_forms_are_known_by_id():
    drawn = process("p").start(form_id="order").user_task("t", form_id="approval").end()
    assert element_of(drawn, "t").user_task.form == FormReference(form_id="approval")
    assert element_of(drawn, "start").form == FormReference(form_id="order")


def test_a_form_may_stand_in_the_diagram():
    key = "camunda-forms:bpmn:userTaskForm_1"
    task = f'<bpmn:extensionElements><zeebe:formDefinition formKey="{key}"/></bpmn:extensionElements>'
    content = process_of(
        '<bpmn:extensionElements><zeebe:userTaskForm id="userTaskForm_1">{"components":[]}'
        "</zeebe:userTaskForm>"
        f'</bpmn:extensionElements><bpmn:startEvent id="start"/><bpmn:userTask id="t">{task}</bpmn:userTask>'
        '<bpmn:sequenceFlow id="f" sourceRef="start" targetRef="t"/>'
    )
    form = read_diagram(content).processes[0].elements["t"].user_task.form
    assert form == FormReference(embedded='{"components":[]}')
    missing = content.replace(b'id="userTaskForm_1"', b'id="userTaskForm_2"')
    assert problems_in(missing) == [("unknown-reference", "t")]


@pytest.mark.parametrize("attribute", ["formKey", "externalReference"])
def test_other_forms_are_external(attribute):
    content = extended("userTask", f'<zeebe:formDefinition {attribute}="https://forms.example/1"/>')
    form = read_diagram(content).processes[0].elements["it"].user_task.form
    assert form == FormReference(external_reference="https://forms.example/1")


def test_a_form_that_is_not_deployed_deserves_a_warning():
    content = process("p").user_task("t", form_id="approval").end().xml()
    assert read_diagram(content, forms={"approval"}).warnings == ()
    (warning,) = read_diagram(content, forms={"other"}).warnings
    assert (warning.code, warning.element_id, warning.severity) == ("unknown-form", "t", Severity.WARNING)


# --- the process


def test_the_version_tag_is_kept():
    assert process("p", version_tag="1.2").end().model().version_tag == "1.2"


def test_templates_properties_and_foreign_extensions_are_ignored():
    content = sequence(
        '<bpmn:task id="it" zeebe:modelerTemplate="t" zeebe:modelerTemplateVersion="1" other:color="red">'
        "<bpmn:extensionElements><zeebe:properties/><other:thing/></bpmn:extensionElements></bpmn:task>"
    )
    assert problems_in(content) == []


# --- what cannot be done


@pytest.mark.parametrize(
    "extension",
    ["executionListeners", "taskListeners", "somethingNew"],
)
def test_extensions_that_change_what_happens_are_refused_by_name(extension):
    problem = only_problem(extended("userTask", f"<zeebe:{extension}/>"))
    assert (problem.code, problem.element_id) == ("unsupported-extension", "it")
    assert f"zeebe:{extension}" in problem.message


def test_listeners_of_the_process_and_of_flows_are_refused_too():
    listeners = "<bpmn:extensionElements><zeebe:executionListeners/></bpmn:extensionElements>"
    assert problems_in(process_of(f'{listeners}<bpmn:startEvent id="s"/>')) == [
        ("unsupported-extension", "p")
    ]
    flow = flow_between("start", "it", listeners) + flow_between("it", "end")
    content = process_of(f'<bpmn:startEvent id="start"/><bpmn:task id="it"/><bpmn:endEvent id="end"/>{flow}')
    assert problems_in(content) == [("unsupported-extension", "start_it")]


def test_extensions_without_effect_deserve_a_warning():
    content = extended("task", '<zeebe:assignmentDefinition assignee="ada"/>')
    assert [(p.code, p.severity) for p in found_in(content)] == [("misplaced-extension", Severity.WARNING)]


@pytest.mark.parametrize(
    "drawn",
    [
        process("p").exclusive("it").when("amount > )").end("a").at("it").otherwise().end("b"),
        process("p").script_task("it", "amount > )").end(),
        process("p").task("it").input("=amount > )", "x").end(),
        process("p").user_task("it", assignee="=amount > )").end(),
        process("p").catch_message("it", "m", key="amount > )").end(),
        process("p").catch_timer("it", "=amount > )").end(),
    ],
    ids=["condition", "script", "mapping", "assignee", "correlation key", "timer"],
)
def test_a_bad_expression_is_located(drawn):
    problem = only_problem(drawn)
    assert problem.code == "bad-expression"
    assert problem.element_id in ("it", "it_to_a")
    assert problem.position == "=amount > )".index(")")
    assert "is not valid FEEL" in problem.message


def test_a_condition_needs_no_equals_sign():
    content = process("p").exclusive("g").when("a > 1").end("x").at("g").otherwise().end("y").xml()
    (model,) = read_diagram(content.replace(b"=a &gt; 1", b"a &gt; 1")).processes
    assert model.flows["g_to_x"].condition.evaluate({"a": 2}) is True


def test_an_empty_condition_is_refused():
    content = process("p").exclusive("g").when("a").end("x").at("g").otherwise().end("y").xml()
    assert problems_in(content.replace(b">=a<", b"> <")) == [("bad-expression", "g_to_x")]


def test_conditions_in_other_languages_are_refused_by_name():
    content = process("p").exclusive("g").when("a").end("x").at("g").otherwise().end("y").xml()
    problem = only_problem(
        content.replace(b"conditionExpression ", b'conditionExpression language="groovy" ')
    )
    assert (problem.code, problem.element_id) == ("unsupported-language", "g_to_x")
    assert "'groovy'" in problem.message
