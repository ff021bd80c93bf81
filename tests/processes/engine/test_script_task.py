"""Script tasks: FEEL between two waits (BPMN 10.3.3)."""

from processes.engine import events as e
from tests.support.diagrams import process


def test_the_value_of_a_script_becomes_a_variable(engine):
    engine.deploy(process("p").script_task("add", "a + b", result="sum").end())
    engine.start(variables={"a": 1, "b": 2})
    assert engine.variables["sum"] == 3
    assert engine.state == "COMPLETED"


def test_a_script_keeps_json_and_nothing_else(engine):
    engine.deploy(
        process("p").script_task(
            "make", '{day: date("2026-01-05"), list: [1, 2.50], none: missing}', result="made"
        )
    )
    engine.start()
    assert engine.variables["made"] == {"day": "2026-01-05", "list": [1, 2.5], "none": None}


def test_a_script_sees_the_time_of_the_command(engine):
    engine.deploy(process("p").catch_timer("wait", "PT1H").script_task("look", "now()", result="at"))
    engine.start()
    engine.advance_clock(hours=1)
    assert engine.variables["at"].startswith("2026-01-05T13:00:00")


def test_a_script_that_goes_too_far_is_an_incident(engine):
    engine.deploy(
        process("p").script_task("count", "count(for a in 1..2000, b in 1..2000 return a)", result="n")
    )
    engine.start()
    (incident,) = engine.open_incidents()
    assert (incident.element_id, incident.error_type) == ("count", "EXPRESSION_ERROR")
    assert "went too far" in incident.message


def test_a_value_that_grows_too_deep_is_an_incident(engine):
    """A list in a list in a list, one deeper in each round of a loop."""
    engine.deploy(process("p").exclusive("again").script_task("wrap", "[x]", result="x").to("again"))
    engine.start(variables={"x": 1})
    (incident,) = engine.open_incidents()
    assert (incident.element_id, incident.error_type) == ("wrap", "EXPRESSION_ERROR")
    assert "inside each other" in incident.message


def test_a_script_in_another_language_is_a_job(engine):
    diagram = process("p").script_task("compute", "1").extension("taskDefinition", type="python")
    task = diagram.element("compute")
    script = next(child for child in task.iter() if child.tag.endswith("}script"))
    script.getparent().remove(script)
    engine.deploy(diagram)
    engine.start()
    (job,) = (event for event in engine.events if isinstance(event, e.JobCreated))
    assert job.type == "python"
    engine.complete_job("compute", {"n": 1})
    assert engine.state == "COMPLETED"
