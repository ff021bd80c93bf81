"""Event subprocesses: started by an event while the scope around them is active (BPMN 10.3.5)."""

from __future__ import annotations

import pytest

from processes.bpmn.event_definitions import EscalationEventDefinition, TimerEventDefinition
from tests.processes.bpmn.diagrams import flow, only_problem, problems_in, sequence
from tests.support.diagrams import process


def test_its_start_event_belongs_to_the_scope_around_it():
    drawn = process("p").task("t").end()
    drawn.event_subprocess("late").start_timer("hour", "PT1H", interrupting=False).task("remind").end(
        "x"
    ).done()
    model = drawn.model()
    assert model.elements["late"].is_event_sub_process
    assert model.root.event_starts == ("hour",)
    assert model.root.start_events == ("start",)
    assert not model.elements["hour"].interrupting
    assert isinstance(model.elements["hour"].event_definition, TimerEventDefinition)


def test_errors_and_escalations_start_it():
    drawn = process("p").task("t").end()
    drawn.event_subprocess("a").start_error("failed", "F").end("x").done()
    drawn.event_subprocess("b").start_escalation("raised", "E").end("y").done()
    model = drawn.model()
    assert model.root.event_starts == ("failed", "raised")
    assert isinstance(model.elements["raised"].event_definition, EscalationEventDefinition)


def event_subprocess(inside):
    handler = f'<bpmn:subProcess id="handler" triggeredByEvent="true">{inside}</bpmn:subProcess>'
    return sequence(f'<bpmn:task id="it"/>{handler}')


def test_it_has_one_start_event_with_a_trigger():
    problem = only_problem(event_subprocess('<bpmn:task id="t"/>'))
    assert (problem.code, problem.element_id) == ("event-subprocess-start", "handler")
    plain = '<bpmn:startEvent id="s"/><bpmn:task id="t"/>' + flow("s", "t")
    assert problems_in(event_subprocess(plain)) == [("event-subprocess-start", "s")]


@pytest.mark.parametrize("event", ["error", "compensate"])
def test_what_has_ended_a_scope_cannot_leave_it_running(event):
    inside = (
        f'<bpmn:startEvent id="s" isInterrupting="false"><bpmn:{event}EventDefinition/></bpmn:startEvent>'
        '<bpmn:task id="t"/>' + flow("s", "t")
    )
    assert problems_in(event_subprocess(inside)) == [("event-interrupts", "s")]


@pytest.mark.parametrize("event", ["link", "cancel", "terminate"])
def test_some_events_start_nothing(event):
    inside = (
        f'<bpmn:startEvent id="s"><bpmn:{event}EventDefinition/></bpmn:startEvent><bpmn:task id="t"/>'
        + flow("s", "t")
    )
    assert ("unknown-element", "s") in problems_in(event_subprocess(inside))


def test_no_token_comes_to_it_or_leaves_it():
    handler = (
        '<bpmn:subProcess id="handler" triggeredByEvent="true"><bpmn:startEvent id="s">'
        '<bpmn:errorEventDefinition/></bpmn:startEvent><bpmn:task id="t"/>'
        + flow("s", "t")
        + "</bpmn:subProcess>"
    )
    content = sequence(f'<bpmn:task id="it"/>{handler}{flow("it", "handler")}')
    assert ("event-subprocess-with-flow", "it_handler") in problems_in(content)


@pytest.mark.parametrize("kind", ["error", "escalation", "compensate"])
def test_what_comes_from_inside_starts_no_process(kind):
    content = sequence('<bpmn:task id="it"/>').replace(
        b'<bpmn:startEvent id="start"/>',
        f'<bpmn:startEvent id="start"><bpmn:{kind}EventDefinition/></bpmn:startEvent>'.encode(),
    )
    assert ("start-event-in-process", "start") in problems_in(content)
