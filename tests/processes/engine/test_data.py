"""Data: data objects, properties, inputs and outputs, and what moves between them (BPMN 10.4)."""

import pytest

from processes.engine import events as e
from tests.processes.engine.data_diagrams import (
    assigned,
    chain,
    data_object,
    in_order,
    into,
    out,
    script,
    service,
    specified,
    store,
    transformed,
)

SIGNAL = '<bpmn:signal id="alarm" name="alarm"/>'
MESSAGE = '<bpmn:message id="order" name="order"/>'


def run(engine, diagram, variables=None):
    engine.deploy(diagram)
    engine.start("p", variables or {})
    return engine


def local(engine, element_id):
    """The variables that the living instance of an element has for itself."""
    state = engine.living()
    (key,) = (each.key for each in state.element_instances.values() if each.element_id == element_id)
    return state.variables.get(key, {})


def subprocess(inside):
    return f'<bpmn:subProcess id="sub">{inside}</bpmn:subProcess>'


def seen_by_job(engine):
    state = engine.living()
    return dict(engine.visible(engine.instance, state.owners[min(state.owners)]))


# --- data objects and properties are variables


def test_a_data_object_is_a_variable_that_is_null_to_begin_with(engine):
    run(engine, in_order(service("work"), beside=data_object("order")))
    assert engine.variables == {"order": None}


def test_what_an_instance_is_started_with_fills_its_data_objects(engine):
    run(engine, in_order(service("work"), beside=data_object("order")), {"order": 7})
    assert engine.variables == {"order": 7}


@pytest.mark.parametrize(
    "declared",
    [
        '<bpmn:dataObject id="order"/>',
        '<bpmn:dataObject id="x" name="order"/>',
        '<bpmn:dataObject id="x"/><bpmn:dataObjectReference id="y" name="order" dataObjectRef="x"/>',
        '<bpmn:dataObjectReference id="y" name="order"/>',
        '<bpmn:property id="order"/>',
        '<bpmn:property id="x" name="order"/>',
    ],
)
def test_data_are_called_by_their_name_or_else_their_id(engine, declared):
    run(engine, in_order(service("work"), beside=declared))
    assert engine.variables == {"order": None}


def test_data_objects_of_a_subprocess_are_seen_inside_it_only(engine):
    sub = subprocess(chain(script("set", "1", "x"), prefix="sub_") + data_object("x"))
    run(engine, in_order(sub, service("work")))
    assert engine.variables == {}
    assert "x" not in seen_by_job(engine)


def test_an_inner_data_object_hides_an_outer_one_of_its_name(engine):
    inner = '<bpmn:dataObject id="inner" name="x"/>'
    sub = subprocess(chain(script("set", "1", "x"), prefix="sub_") + inner)
    run(engine, in_order(sub, service("work"), beside=data_object("x")), {"x": "outer"})
    assert engine.variables == {"x": "outer"}


def test_an_event_subprocess_has_data_of_its_own(engine):
    handler = (
        '<bpmn:subProcess id="handler" triggeredByEvent="true"><bpmn:dataObject id="seen"/>'
        '<bpmn:startEvent id="h"><bpmn:signalEventDefinition signalRef="alarm"/></bpmn:startEvent>'
        + service("look")
        + '<bpmn:sequenceFlow id="hf" sourceRef="h" targetRef="look"/></bpmn:subProcess>'
    )
    run(engine, in_order(service("work"), beside=handler, roots=SIGNAL))
    engine.broadcast_signal("alarm", {"seen": 3, "other": 4})
    assert local(engine, "handler") == {"seen": 3}
    assert engine.variables == {"other": 4}


def test_a_property_of_a_task_is_its_own(engine):
    run(engine, in_order(script("set", "1", "x", '<bpmn:property id="x"/>'), service("work")))
    assert engine.variables == {}


def test_each_time_of_a_loop_has_properties_of_its_own(engine):
    loop = (
        '<bpmn:property id="x"/><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2'
        "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"
    )
    run(engine, in_order(service("work", loop)))
    state = engine.living()
    counted = [v for v in state.variables.values() if v.keys() == {"x", "loopCounter"}]
    assert len(counted) == 2


def test_the_arrows_of_bpmn_js_that_lead_to_a_placeholder_move_nothing(engine):
    """What Camunda Modeler writes when somebody draws an arrow from or to a data object."""
    drawn = (
        '<bpmn:property id="q" name="__targetRef_placeholder"/>'
        + into("order_ref", to="q")
        + '<bpmn:dataOutputAssociation id="o"><bpmn:targetRef>order_ref</bpmn:targetRef>'
        "</bpmn:dataOutputAssociation>"
    )
    run(engine, in_order(service("work", drawn), beside=data_object("order")), {"order": 7})
    assert local(engine, "work") == {}
    engine.complete_job("work")
    assert engine.variables == {"order": 7}


# --- associations


def test_an_input_gets_the_value_of_its_source(engine):
    content = specified(inputs=("amount",)) + into("order_ref", to="in_amount")
    run(engine, in_order(service("work", content), beside=data_object("order")), {"order": 7})
    assert local(engine, "work") == {"amount": 7}


def test_an_output_gives_its_value_to_its_target(engine):
    content = specified(outputs=("result",)) + out("out_result", to="order_ref")
    run(engine, in_order(service("work", content), service("next"), beside=data_object("order")))
    engine.complete_job("work", {"result": 8, "other": 9})
    assert engine.variables == {"order": 8, "other": 9}


def test_nothing_moves_from_an_output_without_value(engine):
    content = specified(outputs=("result",)) + out("out_result", to="order_ref")
    run(engine, in_order(service("work", content), beside=data_object("order")), {"order": 7})
    engine.complete_job("work")
    assert engine.variables == {"order": 7}


def test_a_transformation_makes_one_value_of_several_sources(engine):
    moved = into("a_ref", "b_ref", to="in_sum", inside=transformed("=a + b"))
    content = specified(inputs=("sum",)) + moved
    objects = data_object("a") + data_object("b")
    run(engine, in_order(service("work", content), beside=objects), {"a": 1, "b": 2})
    assert local(engine, "work") == {"sum": 3}


@pytest.mark.parametrize(
    "target", ["order.total", "=order.total", "${order.total}", "total", "order_ref.total"]
)
def test_an_assignment_sets_a_part_of_the_target_and_keeps_the_rest(engine, target):
    content = specified(outputs=("sum",)) + out(
        "out_sum", to="order_ref", inside=assigned("=sum * 2", target)
    )
    run(engine, in_order(service("work", content), beside=data_object("order")), {"order": {"id": 5}})
    engine.complete_job("work", {"sum": 4})
    assert engine.variables["order"] == {"id": 5, "total": 8}


def test_assignments_can_fill_an_input_without_any_source(engine):
    content = specified(inputs=("who",)) + into(to="in_who", inside=assigned('"ada"', "who"))
    run(engine, in_order(service("work", content)))
    assert local(engine, "work") == {"who": "ada"}


def test_an_output_goes_to_the_data_object_it_names_not_to_a_variable_of_that_name_nearby(engine):
    content = specified(outputs=("r",)) + out("out_r", to="x_ref")
    inside = chain(service("work", content), prefix="sub_") + '<bpmn:property id="own" name="x"/>'
    run(engine, in_order(subprocess(inside), service("next"), beside=data_object("x")))
    engine.complete_job("work", {"r": 5})
    assert engine.variables == {"x": 5}


def test_the_flows_behind_an_activity_see_what_its_outputs_have_given(engine):
    content = specified(outputs=("r",)) + out("out_r", to="x_ref") + "<bpmn:outgoing/>"
    flows = (
        '<bpmn:task id="big"/><bpmn:sequenceFlow id="to_big" sourceRef="work" targetRef="big">'
        "<bpmn:conditionExpression>x &gt; 3</bpmn:conditionExpression></bpmn:sequenceFlow>"
    )
    run(engine, in_order(service("work", content), beside=data_object("x") + flows))
    engine.complete_job("work", {"r": 5})
    assert "big" in engine.path


def test_a_value_that_cannot_be_computed_is_an_incident_that_can_be_repaired(engine):
    deep = "for i in 1..9999999 return i"
    content = specified(inputs=("x",)) + into(to="in_x", inside=assigned(f"if go then 1 else {deep}", "x"))
    run(engine, in_order(service("work", content)), {"go": False})
    (incident,) = engine.open_incidents()
    assert incident.error_type == "IO_MAPPING_ERROR"
    engine.set_variables({"go": True})
    engine.resolve_incident("work")
    assert local(engine, "work") == {"x": 1}


# --- waiting for data


WAITS = specified(inputs=("amount",)) + into("order_ref", to="in_amount")


def test_an_activity_waits_until_its_inputs_have_values(engine):
    run(engine, in_order(service("work", WAITS), beside=data_object("order")))
    assert not [event for event in engine.events if isinstance(event, e.JobCreated)]
    engine.set_variables({"other": 1})
    assert not [event for event in engine.events if isinstance(event, e.JobCreated)]
    engine.set_variables({"order": 7})
    assert local(engine, "work") == {"amount": 7}
    engine.complete_job("work")
    assert engine.state == "COMPLETED"


def test_an_activity_that_waits_for_its_inputs_can_be_canceled(engine):
    run(engine, in_order(service("work", WAITS), beside=data_object("order")))
    engine.cancel()
    assert engine.state == "TERMINATED"
    assert engine.terminated == ["work"]


def test_boundary_events_are_not_armed_before_the_activity_has_its_inputs(engine):
    timer = (
        '<bpmn:boundaryEvent id="late" attachedToRef="work"><bpmn:timerEventDefinition><bpmn:timeDuration>'
        'PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:task id="after"/>'
        '<bpmn:sequenceFlow id="lf" sourceRef="late" targetRef="after"/>'
    )
    run(engine, in_order(service("work", WAITS), beside=data_object("order") + timer))
    engine.advance_clock(hours=2)
    assert "late" not in engine.path
    engine.set_variables({"order": 7})
    engine.advance_clock(hours=2)
    assert "late" in engine.path


def test_an_optional_input_is_not_waited_for(engine):
    content = specified(inputs=("amount",), optional="amount") + into("order_ref", to="in_amount")
    run(engine, in_order(service("work", content), beside=data_object("order")))
    assert local(engine, "work") == {"amount": None}


def test_an_input_that_nothing_leads_to_is_not_waited_for(engine):
    run(engine, in_order(service("work", specified(inputs=("amount",)))))
    assert local(engine, "work") == {"amount": None}


def test_of_several_input_sets_one_suffices(engine):
    content = (
        '<bpmn:ioSpecification><bpmn:dataInput id="i" name="i"/><bpmn:dataInput id="j" name="j"/>'
        "<bpmn:inputSet><bpmn:dataInputRefs>i</bpmn:dataInputRefs></bpmn:inputSet>"
        "<bpmn:inputSet><bpmn:dataInputRefs>j</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet/>"
        "</bpmn:ioSpecification>" + into("a_ref", to="i") + into("b_ref", to="j")
    )
    objects = data_object("a") + data_object("b")
    run(engine, in_order(service("work", content), beside=objects), {"b": 2})
    assert local(engine, "work") == {"i": None, "j": 2}


# --- events and messages


def test_what_a_message_brings_is_the_output_of_the_event_that_catches_it(engine):
    catch = (
        '<bpmn:intermediateCatchEvent id="wait"><bpmn:dataOutput id="o" name="payload"/>'
        + out("o", to="order_ref")
        + "<bpmn:outputSet><bpmn:dataOutputRefs>o</bpmn:dataOutputRefs></bpmn:outputSet>"
        + '<bpmn:messageEventDefinition messageRef="order"/></bpmn:intermediateCatchEvent>'
    )
    run(engine, in_order(catch, service("work"), beside=data_object("order"), roots=MESSAGE))
    engine.publish_message("order", "", {"id": 5})
    assert engine.variables["order"] == {"id": 5}


def test_an_output_with_the_name_of_a_variable_of_the_message_is_that_variable(engine):
    catch = (
        '<bpmn:receiveTask id="wait" messageRef="order">'
        + specified(outputs=("id",))
        + out("out_id", to="order_ref")
        + "</bpmn:receiveTask>"
    )
    run(engine, in_order(catch, service("work"), beside=data_object("order"), roots=MESSAGE))
    engine.publish_message("order", "", {"id": 5, "note": "x"})
    assert engine.variables == {"order": 5, "note": "x"}


def test_the_inputs_of_an_event_that_throws_go_with_what_it_throws(engine):
    throw = (
        '<bpmn:intermediateThrowEvent id="tell"><bpmn:property id="mine"/>'
        '<bpmn:dataInput id="i" name="what"/>'
        "<bpmn:inputSet><bpmn:dataInputRefs>i</bpmn:dataInputRefs></bpmn:inputSet>"
        + into("order_ref", to="i")
        + '<bpmn:signalEventDefinition signalRef="alarm"/></bpmn:intermediateThrowEvent>'
    )
    run(engine, in_order(throw, beside=data_object("order"), roots=SIGNAL), {"order": 7})
    (thrown,) = (event for event in engine.events if isinstance(event, e.SignalThrown))
    assert thrown.variables == {"what": 7}


# --- loops


def test_a_loop_takes_its_collection_from_a_data_input_and_gives_its_results_to_a_data_output(engine):
    content = specified(inputs=("items",), outputs=("results",)) + into("orders_ref", to="in_items")
    content += out("out_results", to="done_ref")
    content += (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>in_items</bpmn:loopDataInputRef>"
        "<bpmn:loopDataOutputRef>out_results</bpmn:loopDataOutputRef>"
        '<bpmn:inputDataItem id="item"/><bpmn:outputDataItem id="made"/>'
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    objects = data_object("orders") + data_object("done")
    run(
        engine,
        in_order(script("double", "item * 2", "made", content), service("next"), beside=objects),
        {"orders": [1, 2, 3]},
    )
    assert engine.variables["done"] == [2, 4, 6]


# --- data stores


def test_what_one_instance_puts_into_a_data_store_another_one_finds(engine):
    writes = service("write", specified(outputs=("x",)) + out("out_x", to="stock_ref"))
    reads = service("read", specified(inputs=("y",)) + into("stock_ref", to="in_y"))
    run(engine, in_order(writes, reads, beside=store("stock")))
    engine.complete_job("write", {"x": 5})
    assert engine.data_stores == {"stock": 5}
    engine.start("p")
    engine.complete_job("write")
    assert local(engine, "read") == {"y": 5}


def test_a_part_of_a_data_store_can_be_set(engine):
    writes = out("out_x", to="stock_ref", inside=assigned("x", "stock.apples"))
    engine.data_stores["stock"] = {"pears": 1}
    run(engine, in_order(service("write", specified(outputs=("x",)) + writes), beside=store("stock")))
    engine.complete_job("write", {"x": 5})
    assert engine.data_stores == {"stock": {"pears": 1, "apples": 5}}


def test_an_empty_data_store_is_not_waited_for(engine):
    reads = service("read", specified(inputs=("y",)) + into("stock_ref", to="in_y"))
    run(engine, in_order(reads, beside=store("stock")))
    assert local(engine, "read") == {"y": None}


def test_a_data_store_is_the_same_wherever_it_is_referred_to(engine):
    root = '<bpmn:dataStore id="s" name="warehouse"/>'
    reference = '<bpmn:dataStoreReference id="r" name="Our stock" dataStoreRef="s"/>'
    writes = service("write", specified(outputs=("x",)) + out("out_x", to="r"))
    run(engine, in_order(writes, beside=reference, roots=root))
    engine.complete_job("write", {"x": 5})
    assert engine.data_stores == {"warehouse": 5}


def test_what_stands_in_another_scope_cannot_be_reached(engine):
    sub = subprocess(chain(service("inner"), prefix="sub_") + data_object("x"))
    reads = service("read", specified(inputs=("y",)) + into("x_ref", to="in_y"))
    run(engine, in_order(sub, reads))
    engine.complete_job("inner")
    assert local(engine, "read") == {"y": None}
