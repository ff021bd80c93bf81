"""BPMN errors: modelled exceptions of jobs and error end events, caught at the boundary (BPMN 10.5.6)."""

import pytest

from processes.engine import CommandRejected
from processes.engine import events as e
from tests.support.diagrams import process


def test_an_error_of_a_job_goes_on_from_the_boundary_event_that_names_it(engine):
    engine.deploy(
        process("p")
        .service_task("charge")
        .end()
        .at("charge")
        .boundary_error("declined", "DECLINED")
        .task("ask_again")
    )
    engine.start()
    engine.throw_error("charge", "DECLINED", variables={"reason": "limit"})
    assert engine.terminated == ["charge"]
    assert engine.path == ["start", "declined", "ask_again"]
    assert engine.variables == {"reason": "limit"}
    assert engine.state == "COMPLETED"


def test_a_boundary_event_that_names_the_code_wins_over_one_that_catches_all(engine):
    diagram = (
        process("p")
        .service_task("charge")
        .boundary_error("any")
        .end("any_end")
        .at("charge")
        .boundary_error("declined", "DECLINED")
        .end("declined_end")
    )
    engine.deploy(diagram)
    engine.start()
    engine.throw_error("charge", "DECLINED")
    assert engine.path[-1] == "declined_end"
    engine.start()
    engine.throw_error("charge", "OTHER")
    assert engine.path[-1] == "any_end"


def nested():
    """A job two subprocesses deep. `inner` catches INNER, `outer` everything."""
    return (
        process("p")
        .subprocess("outer")
        .subprocess("inner")
        .service_task("work")
        .end("work_end")
        .done()
        .end("inner_end")
        .at("inner")
        .boundary_error("caught_inside", "INNER")
        .user_task("repair")
        .done()
        .end()
        .at("outer")
        .boundary_error("caught_outside")
        .end("given_up")
    )


def test_an_error_is_caught_by_the_nearest_boundary_event_around_the_job(engine):
    engine.deploy(nested())
    engine.start()
    engine.throw_error("work", "INNER")
    assert engine.terminated == ["inner", "work"]
    assert engine.active == ["outer", "repair"]


def test_an_error_that_nobody_inside_catches_goes_further_out(engine):
    engine.deploy(nested())
    engine.start()
    engine.throw_error("work", "OTHER")
    assert engine.terminated == ["outer", "inner", "work"]
    assert engine.path[-2:] == ["caught_outside", "given_up"]
    assert engine.state == "COMPLETED"


def test_an_error_thrown_where_another_was_caught_goes_outwards(engine):
    """What follows from a boundary event lives beside its activity, so that activity does not catch it."""
    engine.deploy(
        process("p")
        .subprocess("outer")
        .service_task("work")
        .end("work_end")
        .at("work")
        .boundary_error("caught", "A")
        .end_error("again", "A")
        .done()
        .end()
        .at("outer")
        .boundary_error("caught_outside", "A")
        .end("out")
    )
    engine.start()
    engine.throw_error("work", "A")
    assert engine.path == ["start", "outer_start", "caught", "caught_outside", "out"]
    assert engine.terminated == ["outer", "work", "again"]


def test_an_error_end_event_ends_the_subprocess_and_all_in_it(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .parallel("split")
        .user_task("other")
        .at("split")
        .user_task("check")
        .end_error("fraud", "FRAUD")
        .done()
        .end()
        .at("sub")
        .boundary_error("caught", "FRAUD")
        .task("report")
    )
    engine.start()
    engine.complete_task("check")
    assert engine.terminated == ["sub", "other", "fraud"]
    assert engine.path[-2:] == ["caught", "report"]
    thrown = [event for event in engine.events if isinstance(event, e.ErrorThrown)]
    assert [(event.error_code, event.caught_by) for event in thrown] == [("FRAUD", "caught")]


def test_the_code_of_an_error_end_event_can_be_an_expression(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .end_error("failed", "=code")
        .done()
        .end()
        .at("sub")
        .boundary_error("caught", "404")
        .end("not_found")
    )
    engine.start(variables={"code": 404})
    assert engine.path[-1] == "not_found"


def test_an_error_end_event_that_nobody_catches_is_an_incident(engine):
    engine.deploy(process("p").end_error("failed", "GONE"))
    engine.start()
    (incident,) = engine.open_incidents()
    assert (incident.element_id, incident.error_type) == ("failed", "UNHANDLED_BPMN_ERROR")
    assert "'GONE'" in incident.message


def test_a_job_error_that_nobody_catches_is_an_incident_and_the_job_can_be_tried_again(engine):
    engine.deploy(process("p").service_task("charge").boundary_error("declined", "DECLINED").end("off"))
    engine.start()
    engine.throw_error("charge", "OTHER", message="no such card")
    (incident,) = engine.open_incidents()
    assert incident.error_type == "UNHANDLED_BPMN_ERROR"
    assert "no such card" in incident.message
    with pytest.raises(CommandRejected, match="no retries left"):
        engine.throw_error("charge", "OTHER")
    engine.resolve_incident("charge")
    engine.throw_error("charge", "DECLINED")
    assert engine.path[-1] == "off"
    assert engine.state == "COMPLETED"


def test_code_and_message_arrive_in_the_variables_that_the_event_names(engine):
    camunda = "http://camunda.org/schema/1.0/bpmn"
    diagram = process("p").service_task("charge").boundary_error("declined", "DECLINED").task("apologize")
    definition = diagram.element("declined").find("{*}errorEventDefinition")
    definition.set(f"{{{camunda}}}errorCodeVariable", "code")
    definition.set(f"{{{camunda}}}errorMessageVariable", "told")
    engine.deploy(diagram)
    engine.start()
    engine.throw_error("charge", "DECLINED", message="limit reached")
    assert engine.variables == {"code": "DECLINED", "told": "limit reached"}


def test_of_two_errors_at_once_the_first_wins(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .parallel("split")
        .end_error("first", "A")
        .at("split")
        .end_error("second", "B")
        .done()
        .end()
        .at("sub")
        .boundary_error("caught_a", "A")
        .end("a")
        .at("sub")
        .boundary_error("caught_b", "B")
        .end("b")
    )
    engine.start()
    assert engine.path[-1] == "a"
    assert engine.state == "COMPLETED"


def test_what_an_error_end_event_maps_in_is_brought_to_who_catches_it(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .end_error("failed", "A")
        .input("=1 + 1", "attempts")
        .done()
        .end()
        .at("sub")
        .boundary_error("caught", "A")
        .end("a")
    )
    engine.start()
    assert engine.variables == {"attempts": 2}
