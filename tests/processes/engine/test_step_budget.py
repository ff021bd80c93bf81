"""The step budget: an endless loop without a wait is an incident, not a hung worker."""

from processes.engine.execute import STEP_BUDGET
from processes.feel import compile, limits
from tests.support.diagrams import process


def endless():
    return (
        process("p")
        .exclusive("again")
        .task("spin")
        .exclusive("x")
        .when("stop")
        .end()
        .at("x")
        .otherwise()
        .to("again")
    )


def test_an_endless_loop_is_an_incident(engine):
    engine.deploy(endless())
    engine.start(variables={"stop": False})
    (incident,) = engine.open_incidents()
    assert incident.error_type == "STEP_BUDGET_EXCEEDED"
    assert "a loop without a wait" in incident.message
    assert len(engine.visits()) <= STEP_BUDGET


def test_a_loop_that_was_stopped_goes_on_where_it_was(engine):
    engine.deploy(endless())
    engine.start(variables={"stop": False})
    engine.set_variables({"stop": True})
    engine.resolve_incident()
    assert engine.incidents == {}
    assert engine.state == "COMPLETED"


def test_an_endless_loop_beside_a_waiting_task_leaves_the_task_alone(engine):
    diagram = process("p").parallel("split").user_task("approve").at("split").exclusive("again").task("spin")
    engine.deploy(diagram.to("again"))
    engine.start()
    assert engine.tasks == ["approve"]
    assert len(engine.incidents) == 1


def test_a_long_sequence_is_no_endless_loop(engine):
    diagram = process("p")
    for number in range(300):
        diagram.task(f"t{number}")
    engine.deploy(diagram.end())
    engine.start()
    assert engine.state == "COMPLETED"


def test_an_expression_that_would_go_on_for_ever_is_an_incident(engine):
    engine.deploy(process("p").script_task("count", "for n in 1..10**9 return n", result="numbers").end())
    engine.start()
    (incident,) = engine.open_incidents()
    assert "1,000,000 iterations in one evaluation" in incident.message


def test_many_expressions_that_each_go_on_for_long_are_an_incident_too(engine, monkeypatch):
    monkeypatch.setattr(limits, "MAX_ITERATIONS_OF_COMMAND", 5_000)
    diagram = process("p")
    for number in range(10):
        diagram.script_task(f"count_{number}", "count(for n in 1..1000 return n)", result="last")
    engine.deploy(diagram.end())
    engine.start()
    (incident,) = engine.open_incidents()
    assert incident.element_id == "count_5"
    assert "iterations in all that one command evaluates" in incident.message
    engine.resolve_incident()
    assert engine.state == "COMPLETED", "the next command begins anew"


def test_what_a_command_may_evaluate_says_nothing_about_what_is_evaluated_outside_of_one(engine, monkeypatch):
    monkeypatch.setattr(limits, "MAX_ITERATIONS_OF_COMMAND", 100)
    engine.deploy(process("p").user_task("wait"))
    engine.start()
    assert compile("count(for n in 1..1000 return n)").evaluate({}) == 1000
