"""Python scripts in stories: they run at once, in the sandbox itself."""

from tests.support.diagrams import process


def test_a_python_script_runs_at_once(engine):
    engine.deploy(process("p").foreign_script_task("add", "python", "a + b", result="sum").end())
    engine.start(variables={"a": 1, "b": 2})
    assert engine.variables["sum"] == 3
    assert engine.state == "COMPLETED"


def test_a_script_in_a_loop_sees_its_own_item(engine):
    engine.deploy(
        process("p")
        .foreign_script_task("square", "python", "n * n", result="squared")
        .multi_instance("numbers", item="n", output="squares", output_element="squared")
        .end()
    )
    engine.start(variables={"numbers": [1, 2, 3]})
    assert engine.variables["squares"] == [1, 4, 9]


def test_a_failing_script_is_an_incident_and_runs_again_when_repaired(engine):
    engine.deploy(process("p").foreign_script_task("share", "python", "x = 1 / parts").end())
    engine.start(variables={"parts": 0})
    (incident,) = engine.open_incidents()
    assert (incident.element_id, incident.error_type) == ("share", "JOB_NO_RETRIES")
    assert "ZeroDivisionError" in incident.message
    engine.set_variables({"parts": 4})
    engine.resolve_incident("share")
    assert engine.variables["x"] == 0.25
    assert engine.state == "COMPLETED"


def test_a_modelled_error_goes_to_its_boundary(engine):
    engine.deploy(
        process("p")
        .foreign_script_task("check", "python", "raise BpmnError('NO')")
        .end("fine")
        .at("check")
        .boundary_error("caught", "NO")
        .end("refused")
    )
    engine.start()
    assert engine.path[-1] == "refused"
