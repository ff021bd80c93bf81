"""Events: what they catch and throw, and where BPMN allows them."""

from __future__ import annotations

import pytest

from processes import feel
from processes.bpmn import read_diagram
from processes.bpmn.event_definitions import (
    ErrorEventDefinition,
    MessageEventDefinition,
    TerminateEventDefinition,
    TimerEventDefinition,
    TimerKind,
)
from tests.processes.bpmn.diagrams import flow, found_in, only_problem, problems_in, process_of, sequence
from tests.support.diagrams import process


def event_of(drawn, element_id):
    return drawn.model().elements[element_id].event_definition


# --- timers


@pytest.mark.parametrize(
    ("timer", "kind"),
    [
        ("PT1H", TimerKind.DURATION),
        ("P1Y2M10DT2H", TimerKind.DURATION),
        ("2026-12-24T18:00:00Z", TimerKind.DATE),
        ("2026-12-24T18:00:00@Europe/Berlin", TimerKind.DATE),
        ("R3/PT10M", TimerKind.CYCLE),
        ("R/2026-01-01T09:00:00+01:00/P1D", TimerKind.CYCLE),
    ],
)
def test_timers_wait_for_durations_dates_and_cycles(timer, kind):
    drawn = process("p").user_task("t").boundary_timer("b", timer, interrupting=False).end("e")
    definition = event_of(drawn, "b")
    assert isinstance(definition, TimerEventDefinition)
    assert definition.kind is kind
    assert definition.expression.evaluate({}) == timer


def test_a_timer_may_be_an_expression():
    definition = event_of(process("p").catch_timer("wait", "=patience").end(), "wait")
    assert isinstance(definition, TimerEventDefinition)
    assert definition.expression.evaluate({"patience": "PT5M"}) == "PT5M"


@pytest.mark.parametrize(
    ("timer", "kind"),
    [
        ("1 hour", "duration"),
        ("PT", "duration"),
        ("P99999Y", "duration"),
        ("tomorrow", "date"),
        ("2026-02-30T00:00:00Z", "date"),
        ("2026-02-03T00:00:00@Atlantis/Capital", "date"),
        ("every day", "cycle"),
        ("R3/soon", "cycle"),
        ("R0/PT1H", "cycle"),
        ("R3/PT0S", "cycle"),
    ],
)
def test_a_faulty_timer_is_found_when_deployed(timer, kind):
    drawn = process("p").user_task("t").boundary_timer("b", timer, interrupting=False, kind=kind)
    drawn = drawn.end("e").at("t").end("done")
    problem = only_problem(drawn)
    assert (problem.code, problem.element_id) == ("bad-timer", "b")
    assert f"the {kind} of boundary event 'b'" in problem.message.lower()


def test_a_timer_says_when():
    timer = "<bpmn:timerEventDefinition/>"
    content = sequence(f'<bpmn:intermediateCatchEvent id="it">{timer}</bpmn:intermediateCatchEvent>')
    assert problems_in(content) == [("no-timer", "it")]


def test_a_cycle_that_can_happen_only_once_deserves_a_warning():
    drawn = process("p").user_task("t").boundary_timer("b", "R3/PT1H").end("e").at("t").end("done")
    assert problems_in(drawn) == [("cycle-happens-once", "b")]
    assert problems_in(process("p").catch_timer("c", "R3/PT1H").end()) == [("cycle-happens-once", "c")]


# --- messages


def test_messages_have_a_name_and_a_key():
    definition = event_of(process("p").catch_message("paid", "payment", key="order.id").end(), "paid")
    assert isinstance(definition, MessageEventDefinition)
    assert definition.name.evaluate({}) == "payment"
    assert definition.correlation_key is not None
    assert definition.correlation_key.evaluate({"order": {"id": "A1"}}) == "A1"


def test_a_receive_task_and_a_message_start_event_need_no_key():
    model = process("p").start_message("s", "ordered").receive_task("r", "paid").end().model()
    for element_id in ("s", "r"):
        definition = model.elements[element_id].event_definition
        assert isinstance(definition, MessageEventDefinition)
        assert definition.correlation_key is None
    assert model.none_start_event is None
    assert [event for event, _ in model.starts_by(MessageEventDefinition)] == [model.elements["s"]]


def test_the_engine_sends_messages_that_no_job_worker_sends():
    model = (
        process("p").throw_message("t", "shipped", key="id").send_task("s", message="shipped").end().model()
    )
    for element_id in ("t", "s"):
        assert isinstance(model.elements[element_id].event_definition, MessageEventDefinition)
        assert model.elements[element_id].job is None


def test_a_job_worker_sends_without_a_message():
    definition = "<bpmn:messageEventDefinition/>"
    job = '<bpmn:extensionElements><zeebe:taskDefinition type="mail"/></bpmn:extensionElements>'
    content = sequence(
        f'<bpmn:intermediateThrowEvent id="it">{job}{definition}</bpmn:intermediateThrowEvent>'
    )
    (model,) = read_diagram(content).processes
    assert model.elements["it"].event_definition is None
    assert model.elements["it"].job is not None


@pytest.mark.parametrize(
    "element",
    [
        '<bpmn:receiveTask id="it"/>',
        '<bpmn:sendTask id="it"/>',
        '<bpmn:intermediateCatchEvent id="it"><bpmn:messageEventDefinition/></bpmn:intermediateCatchEvent>',
        '<bpmn:intermediateThrowEvent id="it"><bpmn:messageEventDefinition/></bpmn:intermediateThrowEvent>',
    ],
)
def test_a_message_is_needed_where_one_is_sent_or_awaited(element):
    assert problems_in(sequence(element)) == [("no-message", "it")]


def test_a_message_needs_a_name():
    content = sequence('<bpmn:receiveTask id="it" messageRef="m"/>', roots='<bpmn:message id="m"/>')
    assert problems_in(content) == [("no-message", "it")]


def test_a_message_is_found_by_its_id():
    problem = only_problem(sequence('<bpmn:receiveTask id="it" messageRef="m"/>'))
    assert problem.code == "unknown-reference"
    assert "'m'" in problem.message


# --- errors and terminate


def test_an_error_is_thrown_with_its_code_and_caught_by_it():
    drawn = (
        process("p")
        .subprocess("s")
        .end_error("thrown", "DENIED")
        .done()
        .boundary_error("caught", "DENIED")
        .end()
    )
    for element_id in ("thrown", "caught"):
        definition = event_of(drawn, element_id)
        assert isinstance(definition, ErrorEventDefinition)
        assert definition.code is not None
        assert definition.code.evaluate({}) == "DENIED"


def test_a_boundary_event_without_error_catches_every_error():
    definition = event_of(process("p").service_task("s").boundary_error("caught").end(), "caught")
    assert definition == ErrorEventDefinition()


@pytest.mark.parametrize("event", ["error", "compensate", "cancel"])
def test_what_has_ended_an_activity_cannot_leave_it_running(event):
    boundary = (
        f'<bpmn:boundaryEvent id="b" attachedToRef="it" cancelActivity="false"><bpmn:{event}EventDefinition/>'
    )
    content = sequence(
        f'<bpmn:transaction id="it"><bpmn:task id="t"/></bpmn:transaction>{boundary}</bpmn:boundaryEvent>'
    )
    assert ("event-interrupts", "b") in problems_in(content)
    assert ("event-interrupts", "b") not in problems_in(content.replace(b'="false"', b'="true"'))


@pytest.mark.parametrize("error", ["", ' errorRef="e"'])
def test_a_thrown_error_needs_a_code(error):
    content = process_of(
        '<bpmn:startEvent id="start"/><bpmn:endEvent id="end">'
        f"<bpmn:errorEventDefinition{error}/></bpmn:endEvent>" + flow("start", "end"),
        roots='<bpmn:error id="e" name="Denied"/>',
    )
    assert problems_in(content) == [("no-error-code", "end")]


def test_a_caught_code_is_constant():
    drawn = process("p").service_task("s").boundary_error("caught", "=code").end().at("s").end("done")
    assert problems_in(drawn) == [("bad-value", "caught")]


def test_terminate():
    assert event_of(process("p").end_terminate("stop"), "stop") == TerminateEventDefinition()


def test_event_definitions_may_stand_beside_the_process():
    root = (
        '<bpmn:timerEventDefinition id="hour"><bpmn:timeDuration>PT1H</bpmn:timeDuration>'
        "</bpmn:timerEventDefinition>"
    )
    reference = "<bpmn:eventDefinitionRef>hour</bpmn:eventDefinitionRef>"
    content = sequence(
        f'<bpmn:intermediateCatchEvent id="it">{reference}</bpmn:intermediateCatchEvent>', roots=root
    )
    definition = read_diagram(content).processes[0].elements["it"].event_definition
    assert definition == TimerEventDefinition(kind=TimerKind.DURATION, expression=feel.compile('"PT1H"'))
    broken = content.replace(b">hour<", b">day<")
    assert ("unknown-reference", "it") in problems_in(broken)


# --- where events may stand


@pytest.mark.parametrize(
    ("tag", "event", "code"),
    [
        ("intermediateCatchEvent", "", "no-event-definition"),
        ("intermediateCatchEvent", "error", "unknown-element"),
        ("intermediateCatchEvent", "escalation", "unknown-element"),
        ("intermediateCatchEvent", "compensate", "unknown-element"),
        ("intermediateCatchEvent", "cancel", "unknown-element"),
        ("intermediateCatchEvent", "terminate", "unknown-element"),
        ("intermediateThrowEvent", "timer", "unknown-element"),
        ("intermediateThrowEvent", "conditional", "unknown-element"),
        ("intermediateThrowEvent", "error", "unknown-element"),
        ("intermediateThrowEvent", "cancel", "unknown-element"),
    ],
)
def test_events_stand_only_where_bpmn_has_them(tag, event, code):
    definition = f"<bpmn:{event}EventDefinition/>" if event else ""
    problem = only_problem(sequence(f'<bpmn:{tag} id="it" name="Ring">{definition}</bpmn:{tag}>'))
    assert (problem.code, problem.element_id, problem.element_type) == (code, "it", tag)
    assert "'Ring' (it)" in problem.message


def test_a_link_stands_alone_in_its_event():
    definitions = '<bpmn:linkEventDefinition name="a"/><bpmn:signalEventDefinition signalRef="s"/>'
    event = f'<bpmn:intermediateThrowEvent id="it">{definitions}</bpmn:intermediateThrowEvent>'
    content = sequence(event, roots='<bpmn:signal id="s" name="s"/>')
    problem = next(problem for problem in found_in(content) if problem.code == "unknown-element")
    assert "together with others" in problem.message


def test_start_and_end_events_begin_and_end():
    drawn = process("p").task("t").end("e").to("t").at("e").to("start")
    codes = {problem.code: problem.element_id for problem in found_in(drawn)}
    assert codes["start-event-with-incoming-flow"] == "start"
    assert codes["end-event-with-outgoing-flow"] == "e"


def test_only_its_activity_triggers_a_boundary_event():
    drawn = process("p").task("t").boundary_timer("b", "PT1H").end("late").at("t").task("u").to("b")
    assert problems_in(drawn) == [("boundary-event-with-incoming-flow", "b")]


@pytest.mark.parametrize("attached", ["", 'attachedToRef="nothing"', 'attachedToRef="gate"'])
def test_a_boundary_event_sits_on_an_activity(attached):
    content = process_of(
        '<bpmn:startEvent id="start"/><bpmn:exclusiveGateway id="gate"/>'
        f'<bpmn:boundaryEvent id="b" {attached}><bpmn:errorEventDefinition/></bpmn:boundaryEvent>'
        + flow("start", "gate")
        + flow("b", "gate")
    )
    assert problems_in(content) == [("unknown-reference", "b")]


def test_a_boundary_event_stands_beside_its_activity():
    drawn = (
        process("p")
        .task("outer")
        .subprocess("s")
        .task("inner")
        .boundary_timer("b", "PT1H")
        .end("late")
        .done()
    )
    content = drawn.xml().replace(b'attachedToRef="inner"', b'attachedToRef="outer"')
    assert ("boundary-event-in-other-scope", "b") in problems_in(content)


def test_something_follows_a_boundary_event():
    drawn = process("p").task("t").end().at("t").boundary_timer("b", "PT1H")
    assert problems_in(drawn) == [("no-outgoing-flow", "b")]
