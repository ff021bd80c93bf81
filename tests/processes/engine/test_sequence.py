"""Sequence flows and activities: where a token goes without a gateway (BPMN 8.4.13, 13.3)."""

from processes.engine import events as e
from tests.support.diagrams import process


def test_an_instance_runs_from_start_to_end(engine):
    engine.deploy(process("p").task("draft").manual_task("sign").end())
    engine.start()
    assert engine.path == ["start", "draft", "sign", "end"]
    assert engine.state == "COMPLETED"
    assert not engine.living().element_instances


def test_what_happened_is_told_in_order(engine):
    engine.deploy(process("p").end())
    engine.start()
    assert [type(event) for event in engine.events] == [
        e.InstanceStarted,
        e.ElementActivated,
        e.ElementCompleted,
        e.SequenceFlowTaken,
        e.ElementActivated,
        e.ElementCompleted,
        e.InstanceCompleted,
    ]


def test_an_activity_without_a_way_on_ends_its_token(engine):
    engine.deploy(process("p").user_task("approve"))
    engine.start()
    engine.complete_task("approve")
    assert engine.state == "COMPLETED"


def test_several_flows_out_of_an_activity_are_an_implicit_split(engine):
    engine.deploy(process("p").user_task("order").user_task("pack").at("order").user_task("bill"))
    engine.start()
    engine.complete_task("order")
    assert engine.waiting == ["bill", "pack"]


def test_several_flows_into_an_activity_do_not_wait_for_each_other(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .task("left")
        .user_task("check")
        .end()
        .at("split")
        .task("right")
        .to("check")
    )
    engine.start()
    assert engine.tasks == ["check", "check"]
    engine.complete_task("check")
    assert engine.state == "ACTIVE"
    engine.complete_task("check")
    assert engine.path.count("end") == 2
    assert engine.state == "COMPLETED"


def test_conditional_flows_of_an_activity_are_taken_where_they_hold(engine):
    engine.deploy(
        process("p")
        .task("rate")
        .when("amount > 100")
        .task("insure")
        .at("rate")
        .when("amount > 1000")
        .task("escort")
        .at("rate")
        .task("ship")
    )
    engine.start(variables={"amount": 500})
    assert engine.path == ["start", "rate", "insure", "ship"]


def test_the_default_flow_of_an_activity_is_taken_when_no_condition_holds(engine):
    engine.deploy(
        process("p").task("rate").when("amount > 100").task("insure").at("rate").otherwise().task("ship")
    )
    engine.start(variables={"amount": 5})
    assert engine.path == ["start", "rate", "ship"]
    engine.start(variables={"amount": 500})
    assert engine.path == ["start", "rate", "insure"]


def test_an_activity_of_whose_conditions_none_holds_is_stuck(engine):
    engine.deploy(process("p").task("rate").when("amount > 100").task("insure"))
    engine.start(variables={"amount": 5})
    assert engine.incidents == {"rate": "CONDITION_ERROR"}
    engine.set_variables({"amount": 500})
    engine.resolve_incident("rate")
    assert engine.path == ["start", "rate", "insure"]
    assert engine.state == "COMPLETED"
