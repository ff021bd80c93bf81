"""The step budget: an endless loop without a wait is an incident, not a hung worker."""

from processes.engine.execute import STEP_BUDGET
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
