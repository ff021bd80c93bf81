"""Variables: scopes, mappings, and how values find their place (BPMN 10.3; Camunda 8, *Variables*)."""

import pytest

from processes.engine import CommandRejected
from processes.engine import commands as c
from processes.engine import events as e
from tests.support.diagrams import process


def local(engine, element_id):
    """The variables that the living element has for itself."""
    (instance,) = (i for i in engine.living().element_instances.values() if i.element_id == element_id)
    return engine.living().variables.get(instance.key, {})


def test_what_a_job_brings_goes_to_the_instance(engine):
    engine.deploy(process("p").subprocess("sub").service_task("work").done())
    engine.start()
    engine.complete_job("work", {"result": 1})
    assert engine.variables == {"result": 1}


def test_a_variable_is_set_in_the_nearest_scope_that_has_it(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .at("sub")
        .input("=0", "count")
        .enter("sub")
        .service_task("work")
        .user_task("look")
        .done()
    )
    engine.start(variables={"count": 100})
    engine.complete_job("work", {"count": 1, "other": 2})
    assert local(engine, "sub") == {"count": 1}
    assert engine.variables == {"count": 100, "other": 2}


def test_what_an_input_mapping_made_local_stays_local(engine):
    engine.deploy(process("p").service_task("work").input("=amount", "value").user_task("look"))
    engine.start(variables={"amount": 5, "value": "outer"})
    assert local(engine, "work") == {"value": 5}
    engine.complete_job("work", {"value": 6, "result": 7})
    assert engine.variables == {"amount": 5, "value": "outer", "result": 7}


def test_with_output_mappings_only_what_they_say_leaves_the_element(engine):
    engine.deploy(process("p").service_task("work").output("=result * 2", "doubled").user_task("look"))
    engine.start()
    engine.complete_job("work", {"result": 4, "noise": 1})
    assert engine.variables == {"doubled": 8}


def test_a_condition_behind_an_element_sees_its_output_mappings(engine):
    engine.deploy(
        process("p")
        .service_task("work")
        .output("=score", "rating")
        .when("rating > 5")
        .task("good")
        .at("work")
        .otherwise()
        .task("bad")
    )
    engine.start()
    engine.complete_job("work", {"score": 9})
    assert engine.path == ["start", "work", "good"]


def test_mappings_see_what_earlier_ones_made(engine):
    engine.deploy(
        process("p")
        .user_task("look")
        .input("=a + 1", "b")
        .input("=b + 1", "c")
        .output("=c", "d")
        .output("=d", "e")
    )
    engine.start(variables={"a": 1})
    assert local(engine, "look") == {"b": 2, "c": 3}
    engine.complete_task("look")
    assert engine.variables == {"a": 1, "d": 3, "e": 3}


def test_a_dotted_target_sets_one_property_and_keeps_the_others(engine):
    engine.deploy(
        process("p").user_task("look").output("=total", "order.sum.net").output("=1", "order.items")
    )
    engine.start(variables={"order": {"id": 7, "sum": {"tax": 2}}})
    engine.complete_task("look", {"total": 10})
    assert engine.variables == {"order": {"id": 7, "sum": {"tax": 2, "net": 10}, "items": 1}}


def test_events_do_not_share_what_they_tell_with_the_state(engine):
    """Setting a property makes a new context: the journal keeps the old one as it was."""
    engine.deploy(process("p").script_task("first", "{a: 1}", result="it").task("next").output("=2", "it.b"))
    engine.start()
    values = [
        event.value for event in engine.events if isinstance(event, e.VariableSet) and event.name == "it"
    ]
    assert values == [{"a": 1}, {"a": 1, "b": 2}]


def test_a_mapping_from_nothing_gives_null(engine):
    engine.deploy(process("p").user_task("look").input("=missing.name", "name").output("=missing", "gone"))
    engine.start()
    assert local(engine, "look") == {"name": None}
    engine.complete_task("look")
    assert engine.variables == {"gone": None}


def test_an_input_mapping_that_goes_too_far_is_an_incident_before_anything_waits(engine):
    engine.deploy(process("p").user_task("look").input("=for a in 1..n, b in 1..n return 0", "big").end())
    engine.start(variables={"n": 2000})
    assert engine.incidents == {"look": "IO_MAPPING_ERROR"}
    assert engine.tasks == []
    engine.set_variables({"n": 1})
    engine.resolve_incident("look")
    assert local(engine, "look") == {"big": [0]}


def test_an_output_mapping_that_goes_too_far_is_an_incident_and_the_work_is_not_done_again(engine):
    engine.deploy(
        process("p").service_task("work").output("=count(for a in 1..n, b in 1..n return 0)", "big").end()
    )
    engine.start()
    engine.complete_job("work", {"n": 2000})
    (incident,) = engine.open_incidents()
    assert (incident.element_id, incident.error_type) == ("work", "IO_MAPPING_ERROR")
    assert incident.message.startswith("Expected the mapping to big of 'work', but")
    assert engine.jobs == []
    engine.set_variables({"n": 2}, element_id="work")
    engine.resolve_incident("work")
    assert engine.variables == {"big": 4}
    assert engine.state == "COMPLETED"


def test_variables_can_be_set_in_any_living_scope_and_nowhere_else(engine):
    engine.deploy(process("p").subprocess("sub").user_task("look").done())
    engine.start()
    engine.set_variables({"x": 1})
    engine.set_variables({"x": 2}, element_id="sub")
    engine.set_variables({"x": 3}, element_id="look")
    assert (engine.variables["x"], local(engine, "sub")["x"], local(engine, "look")["x"]) == (1, 2, 3)
    with pytest.raises(CommandRejected, match="no active scope"):
        engine.do(c.SetVariables(scope_key=999, variables={"x": 4}))


def test_local_variables_end_with_their_element(engine):
    engine.deploy(process("p").user_task("look").input("=1", "x").user_task("next"))
    engine.start()
    engine.complete_task("look")
    assert list(engine.living().variables) == []


def test_start_variables_belong_to_the_instance(engine):
    engine.deploy(process("p").user_task("look"))
    engine.start(variables={"a": 1, "b": [1, {"c": None}]})
    assert engine.variables == {"a": 1, "b": [1, {"c": None}]}
