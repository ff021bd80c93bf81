"""Complex gateways: go on once their condition is true, and then wait for the rest (BPMN 10.6.5, 13.4.5)."""

from processes.engine import events as e
from tests.support.diagrams import process


def two_of_three(condition="activationCount >= 2"):
    return (
        process("p")
        .parallel("split")
        .user_task("a")
        .complex("join", condition)
        .user_task("after")
        .end()
        .at("split")
        .user_task("b")
        .to("join")
        .at("split")
        .user_task("c")
        .to("join")
    )


def test_it_goes_on_once_its_condition_is_true_and_only_once(engine):
    engine.deploy(two_of_three())
    engine.start()
    engine.complete_task("a")
    assert engine.tasks == ["b", "c"]
    engine.complete_task("b")
    assert engine.tasks == ["c", "after"]
    engine.complete_task("c")
    assert engine.tasks == ["after"]
    engine.complete_task("after")
    assert engine.path.count("after") == 1
    assert engine.state == "COMPLETED"


def test_the_process_does_not_end_before_the_late_tokens_have_come(engine):
    engine.deploy(two_of_three())
    engine.start()
    engine.complete_task("a")
    engine.complete_task("b")
    engine.complete_task("after")
    assert engine.state == "ACTIVE"
    engine.complete_task("c")
    assert engine.state == "COMPLETED"
    assert any(isinstance(event, e.GatewayReset) for event in engine.events)


def test_it_is_as_new_for_the_next_round(engine):
    engine.deploy(
        process("p")
        .exclusive("again")
        .parallel("split")
        .user_task("a")
        .complex("join", "activationCount >= 1")
        .user_task("after")
        .exclusive("x")
        .when("n > 1")
        .end()
        .at("x")
        .otherwise()
        .to("again")
        .at("split")
        .user_task("b")
        .to("join")
    )
    engine.start(variables={"n": 0})
    engine.complete_task("a")
    engine.complete_task("b")
    engine.complete_task("after", {"n": 1})
    assert sorted(engine.tasks) == ["a", "b"]
    engine.complete_task("b")
    assert sorted(engine.tasks) == ["a", "after"]
    engine.complete_task("a")
    engine.complete_task("after", {"n": 2})
    assert engine.state == "COMPLETED"


def test_in_each_round_it_takes_one_token_of_each_flow(engine):
    """Both tokens of the first round come before any of the second flow does."""
    engine.deploy(
        process("p")
        .task("unpack")
        .quantities(completion=2)
        .parallel("split")
        .user_task("a")
        .complex("join", "activationCount >= 2")
        .user_task("after")
        .end()
        .at("split")
        .user_task("b")
        .to("join")
    )
    engine.start()
    engine.complete_task("a")
    engine.complete_task("a")
    assert engine.tasks == ["b", "b", "after"]
    engine.complete_task("b")
    engine.complete_task("b")
    assert engine.tasks == ["after", "after"]
    engine.complete_task("after")
    engine.complete_task("after")
    assert engine.state == "COMPLETED"


def test_its_condition_can_use_variables(engine):
    engine.deploy(two_of_three('verdict = "enough" or activationCount = 3'))
    engine.start(variables={"verdict": "more"})
    engine.complete_task("a")
    engine.complete_task("b", {"verdict": "enough"})
    assert engine.tasks == ["c", "after"]


def test_without_a_condition_it_waits_for_all(engine):
    engine.deploy(two_of_three(None))
    engine.start()
    engine.complete_task("a")
    engine.complete_task("b")
    assert engine.tasks == ["c"]
    engine.complete_task("c")
    assert engine.tasks == ["after"]


def test_a_condition_that_never_becomes_true_is_an_incident(engine):
    engine.deploy(two_of_three("activationCount > 3"))
    engine.start()
    for task in ("a", "b", "c"):
        engine.complete_task(task)
    assert engine.incidents == {"join": "JOIN_NEVER_COMPLETE"}
    (incident,) = engine.open_incidents()
    assert "activation condition" in incident.message


def test_variables_can_make_a_stuck_condition_true_and_resolve_its_incident(engine):
    engine.deploy(two_of_three("go"))
    engine.start()
    for task in ("a", "b", "c"):
        engine.complete_task(task)
    assert engine.incidents == {"join": "JOIN_NEVER_COMPLETE"}
    engine.set_variables({"go": True})
    assert engine.incidents == {}
    assert engine.tasks == ["after"]


def test_a_condition_that_cannot_be_evaluated_is_not_true(engine):
    engine.deploy(two_of_three("count(missing) > activationCount"))
    engine.start()
    engine.complete_task("a")
    assert engine.tasks == ["b", "c"]
    assert engine.incidents == {}


def test_it_can_split_by_conditions(engine):
    engine.deploy(
        process("p")
        .complex("split")
        .when("x > 1")
        .user_task("a")
        .at("split")
        .when("x > 2")
        .user_task("b")
        .at("split")
        .otherwise()
        .user_task("c")
    )
    engine.start(variables={"x": 3})
    assert sorted(engine.tasks) == ["a", "b"]
    engine.start(variables={"x": 0})
    assert engine.tasks == ["c"]


def test_a_scope_that_is_interrupted_forgets_that_its_gateway_has_gone_on(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .parallel("split")
        .user_task("a")
        .complex("join", "activationCount >= 1")
        .task("inner_after")
        .end("sub_end")
        .at("split")
        .user_task("b")
        .to("join")
        .done()
        .end()
        .at("sub")
        .boundary_timer("late", "PT1H")
        .user_task("look")
        .to("end")
    )
    engine.start()
    engine.complete_task("a")
    assert engine.tasks == ["b"]
    assert engine.living().joining_scopes
    engine.advance_clock(hours=1)
    assert engine.living().joining_scopes == set()
    assert engine.tasks == ["look"]
    engine.complete_task("look")
    assert engine.state == "COMPLETED"


def test_terminating_a_scope_forgets_that_its_gateway_has_gone_on(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .user_task("a")
        .complex("join", "activationCount >= 1")
        .end_terminate("stop")
        .at("split")
        .user_task("b")
        .to("join")
    )
    engine.start()
    engine.complete_task("a")
    assert engine.terminated == ["b"]
    assert engine.state == "COMPLETED"
    assert engine.living().joining_scopes == set()
