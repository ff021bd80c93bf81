"""Whatever a diagram says, the answer is a model or a list of problems."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from processes.bpmn import Severity, check_diagram, load_diagram, read_diagram
from processes.bpmn.problems import DiagramRejected
from tests.processes.bpmn.diagrams import flow, process_of, sequence
from tests.support.diagrams import process

#: one of everything, to be damaged
WHOLE = (
    process("everything", version_tag="1")
    .start_message("asked", "ask", key="id")
    .exclusive("big")
    .when("amount > 10")
    .user_task("approve", assignee="=owner", due_date="P1D", priority="50", form_id="f")
    .boundary_timer("late", "R3/PT1H", interrupting=False)
    .end_error("given_up", "LATE")
    .at("approve")
    .subprocess("work")
    .service_task("do", retries="3", headers={"a": "b"})
    .input("=a", "b.c")
    .script_task("add", "a + 1", result="a")
    .end("worked")
    .done()
    .boundary_error("failed", "LATE")
    .inclusive("join")
    .at("work")
    .to("join")
    .event_gateway("choose")
    .catch_timer("wait", "PT5M")
    .throw_message("tell", "told", key="id")
    .end_terminate("over")
    .at("choose")
    .receive_task("hear", "heard", key="id")
    .to("over")
    .at("big")
    .otherwise()
    .parallel("fork")
    .to("join")
    .at("fork")
    .end("noted")
    .xml()
)
TEXTS = st.sampled_from(
    ["", " ", "=", "=1 +", "${", "${a.b()}", "asked", "R/PT1S", "PT", "-1", "true", "work"]
)
DAMAGE = st.lists(
    st.tuples(
        st.sampled_from(["remove", "move", "rename", "attribute", "text"]),
        st.integers(0, 10_000),
        st.integers(0, 10_000),
        TEXTS,
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(DAMAGE)
def test_a_damaged_diagram_is_read_or_refused(damage):
    content = damaged(damage)
    problems = check_diagram(content)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return
    for model in read_diagram(content).processes:
        for element in model.elements.values():
            assert all(flow in model.flows.values() for flow in (*element.incoming, *element.outgoing))
            assert element.scope_id is None or element.scope_id in model.elements
            assert all(event_id in model.elements for event_id in element.boundary_events)


def damaged(damage) -> bytes:
    root = etree.fromstring(WHOLE)
    for what, first, second, text in damage:
        elements = list(root.iter())[1:]
        if not elements:
            break
        element, other = elements[first % len(elements)], elements[second % len(elements)]
        if what == "remove":
            element.getparent().remove(element)
        elif what == "move" and element not in other.iterancestors() and element is not other:
            other.append(element)
        elif what == "rename":
            element.tag = other.tag
        elif what == "attribute" and element.attrib:
            element.set(sorted(element.attrib)[second % len(element.attrib)], text)
        elif what == "text":
            element.text = text
    return etree.tostring(root)


def test_the_whole_is_flawless_before_it_is_damaged():
    assert check_diagram(WHOLE) == []


def test_a_flow_may_stand_where_its_ends_do_not():
    """Some tools keep all flows in one place; what counts is where their ends are."""
    elsewhere = f'<bpmn:subProcess id="it">{flow("start", "it")}<bpmn:task id="inner"/></bpmn:subProcess>'
    content = process_of(
        '<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>' + elsewhere + flow("it", "end")
    )
    (model,) = read_diagram(content).processes
    assert [f.id for f in model.elements["it"].incoming] == ["start_it"]


def test_a_hostile_expression_is_refused_quickly():
    for length in (1_500, 100_000):
        hostile = "${" + "empty " * length + "a}"
        content = sequence(f'<bpmn:userTask id="it" camunda:assignee="{hostile}"/>')
        (problem,) = check_diagram(content)
        assert problem.code == "bad-expression"


def test_all_problems_are_in_the_exception():
    with pytest.raises(DiagramRejected, match="Call activity 'it' does not say which process it calls"):
        read_diagram(sequence('<bpmn:callActivity id="it"/>'))


def test_what_was_deployed_once_is_loaded_whatever_rules_have_come_since():
    lenient = process("p").task("t").catch_timer("c", "PT1H").xml()
    with pytest.raises(DiagramRejected, match="Nothing follows intermediate catch event 'c'"):
        read_diagram(lenient)
    (model,) = load_diagram(lenient).processes
    assert list(model.elements) == ["p", "start", "t", "c"]


def test_what_cannot_be_made_a_model_is_not_loaded():
    with pytest.raises(DiagramRejected):
        load_diagram(process("p").task("t").set(default="nowhere").end().xml())


@pytest.mark.parametrize(
    ("task", "code"),
    [
        (f'<bpmn:task id="{"x" * 256}"/>', "id-too-long"),
        (f'<bpmn:task id="it" name="{"x" * 501}"/>', "name-too-long"),
    ],
    ids=["id", "name"],
)
def test_what_fits_no_column_is_refused(task, code):
    assert code in [problem.code for problem in check_diagram(sequence(task))]


@pytest.mark.parametrize(
    "content",
    [
        sequence(f'<bpmn:receiveTask id="{"x" * 60_000}"/>'),
        process("p").service_task("it").input("x" * 60_000, "a").end().xml(),
    ],
    ids=["id", "constant"],
)
def test_texts_without_end_are_refused(content):
    assert any(problem.severity is Severity.ERROR for problem in check_diagram(content))
