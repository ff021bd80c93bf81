"""Compensation and transactions: what undoes what, and what cancels what."""

from __future__ import annotations

import pytest

from processes.bpmn.event_definitions import CancelEventDefinition, CompensateEventDefinition
from tests.processes.bpmn.diagrams import flow, only_problem, problems_in, sequence
from tests.support.diagrams import process


def booked():
    return (
        process("p")
        .task("book")
        .boundary_compensation("undo")
        .user_task("unbook")
        .at("book")
        .throw_compensation("regret", of="book", wait=False)
        .end()
    )


def test_an_association_joins_an_activity_to_what_undoes_it():
    elements = booked().model().elements
    assert elements["book"].compensated_by == "unbook"
    assert elements["unbook"].is_for_compensation
    assert elements["unbook"].incoming == ()


def test_compensation_is_thrown_for_one_activity_or_for_all():
    definition = booked().model().elements["regret"].event_definition
    assert definition == CompensateEventDefinition(activity_id="book", wait_for_completion=False)
    everything = process("p").task("t").end_compensation("e").model().elements["e"].event_definition
    assert everything == CompensateEventDefinition(activity_id=None, wait_for_completion=True)


def test_an_event_subprocess_may_undo_its_subprocess():
    drawn = process("p").subprocess("s").task("t").end("inner")
    drawn.event_subprocess("handler").start_compensation("undo").end("undone").done().done().end()
    assert drawn.model().elements["s"].compensated_by == "handler"


def test_a_compensation_event_has_a_handler():
    boundary = (
        '<bpmn:boundaryEvent id="b" attachedToRef="it"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>'
    )
    problem = only_problem(sequence(f'<bpmn:task id="it"/>{boundary}'))
    assert (problem.code, problem.element_id) == ("no-compensation-handler", "b")


def test_a_handler_is_marked_as_one():
    drawn = booked()
    del drawn.element("unbook").attrib["isForCompensation"]
    assert ("no-compensation-handler", "unbook") in problems_in(drawn)


def test_a_handler_stands_apart():
    drawn = booked().at("unbook").to("end")
    assert ("compensation-handler-with-flow", "unbook_to_end") in problems_in(drawn)


def test_no_flow_leaves_a_compensation_event():
    drawn = booked()
    content = drawn.xml().replace(b"</bpmn:process>", f"{flow('undo', 'end')}</bpmn:process>".encode())
    assert problems_in(content) == [("compensation-event-with-flow", "undo")]


# --- transactions


def test_cancel_ends_a_transaction_and_is_caught_at_it():
    drawn = process("p").transaction("t").end_cancel("stop").done().end("done").at("t")
    model = drawn.boundary_cancel("stopped").end("over").model()
    assert model.elements["stop"].event_definition == CancelEventDefinition()
    assert model.elements["stopped"].event_definition == CancelEventDefinition()
    assert model.elements["t"].boundary_events == ("stopped",)


def test_only_a_transaction_can_be_canceled():
    assert problems_in(process("p").end_cancel("stop")) == [("cancel-outside-transaction", "stop")]
    drawn = process("p").task("t").end().at("t").boundary_cancel("stopped").end("over")
    assert problems_in(drawn) == [("cancel-outside-transaction", "stopped")]


@pytest.mark.parametrize("scope", ["subProcess", "transaction"])
def test_what_a_token_enters_waits_for_nothing(scope):
    start = '<bpmn:startEvent id="s"><bpmn:signalEventDefinition signalRef="x"/></bpmn:startEvent>'
    inside = f'{start}<bpmn:task id="t"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t"/>'
    content = sequence(
        f'<bpmn:{scope} id="it">{inside}</bpmn:{scope}>', roots='<bpmn:signal id="x" name="x"/>'
    )
    assert problems_in(content) == [("start-event-in-subprocess", "s")]
