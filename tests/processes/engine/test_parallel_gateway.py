"""Parallel gateways: all ways at once, and waiting for each other (BPMN 13.4.1)."""

from tests.support.diagrams import process


def split_and_join(*tasks):
    diagram = process("p").parallel("split").user_task(tasks[0]).parallel("join").task("after")
    for task in tasks[1:]:
        diagram.at("split").user_task(task).to("join")
    return diagram


def test_a_join_waits_for_every_incoming_flow(engine):
    engine.deploy(split_and_join("pack", "bill", "notify"))
    engine.start()
    assert engine.waiting == ["bill", "notify", "pack"]
    engine.complete_task("bill")
    engine.complete_task("pack")
    assert "join" not in engine.path
    engine.complete_task("notify")
    assert engine.path[-2:] == ["join", "after"]
    assert engine.path.count("after") == 1
    assert engine.state == "COMPLETED"


def test_one_gateway_can_join_and_split(engine):
    engine.deploy(
        process("p").parallel("a").task("x").parallel("b").task("v").at("a").task("y").to("b").task("w")
    )
    engine.start()
    assert engine.path == ["start", "a", "x", "y", "b", "v", "w"]


def test_a_join_takes_one_token_from_each_flow_and_leaves_the_surplus(engine):
    """Two tokens come along `left`, one along `right`: the join happens once, and one token stays."""
    engine.deploy(
        process("p")
        .parallel("split")
        .task("left")
        .parallel("join")
        .task("after")
        .at("split")
        .to("left")
        .at("split")
        .user_task("right")
        .to("join")
    )
    engine.start()
    engine.complete_task("right")
    assert engine.path.count("after") == 1
    assert engine.living().element_instances[engine.instance].arrivals == {"join": {"left_to_join": 1}}
    assert engine.incidents == {"join": "JOIN_NEVER_COMPLETE"}


def test_a_surplus_token_is_used_the_next_time_round(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .task("left")
        .parallel("join")
        .task("after")
        .at("split")
        .to("left")
        .at("split")
        .user_task("first")
        .exclusive("either")
        .to("join")
        .at("split")
        .user_task("second")
        .to("either")
    )
    engine.start()
    engine.complete_task("first")
    engine.complete_task("second")
    assert engine.path.count("after") == 2
    assert engine.state == "COMPLETED"


def test_a_join_that_nobody_can_complete_any_more_is_an_incident(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .task("always")
        .parallel("join")
        .end()
        .at("split")
        .exclusive("x")
        .when("both")
        .to("join")
        .at("x")
        .otherwise()
        .end("other_end")
    )
    engine.start(variables={"both": False})
    (incident,) = engine.open_incidents()
    assert (incident.element_id, incident.error_type) == ("join", "JOIN_NEVER_COMPLETE")
    assert "none can come any more on 'x_to_join' from 'x'" in incident.message


def test_a_join_that_nobody_can_complete_stays_stuck_when_it_is_tried_again(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .end()
        .at("split")
        .parallel("join")
        .to("end")
        .at("split")
        .exclusive("x")
        .when("n")
        .to("join")
        .at("x")
        .otherwise()
        .end("e")
    )
    engine.start(variables={"n": False})
    engine.resolve_incident("join")
    assert engine.incidents == {"join": "JOIN_NEVER_COMPLETE"}
    engine.cancel()
    assert engine.state == "TERMINATED"


def test_an_incident_on_one_path_lets_the_others_go_on(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .exclusive("x")
        .when("known")
        .parallel("join")
        .task("after")
        .at("split")
        .user_task("check")
        .to("join")
    )
    engine.start()
    assert engine.incidents == {"x": "CONDITION_ERROR"}
    engine.complete_task("check")
    assert engine.incidents == {"x": "CONDITION_ERROR"}
    engine.set_variables({"known": True})
    engine.resolve_incident("x")
    assert engine.path[-1] == "after"
    assert engine.state == "COMPLETED"


def test_two_flows_from_one_element_to_a_join_are_two_tokens(engine):
    engine.deploy(process("p").parallel("split").parallel("join").task("after").at("split").to("join"))
    engine.start()
    assert engine.path == ["start", "split", "join", "after"]


def test_a_join_is_stuck_once_whatever_else_is_done(engine):
    engine.deploy(process("p").exclusive("x").when("true").parallel("join").at("x").otherwise().to("join"))
    engine.start()
    engine.set_variables({"a": 1})
    assert len(engine.open_incidents()) == 1
