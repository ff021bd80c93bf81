"""Exclusive gateways: one way out of several (BPMN 13.4.2)."""

import pytest

from tests.support.diagrams import process


def sized():
    return (
        process("p")
        .exclusive("size")
        .when("amount > 1000")
        .task("large")
        .at("size")
        .when("amount > 100")
        .task("medium")
        .at("size")
        .otherwise()
        .task("small")
    )


@pytest.mark.parametrize(("amount", "taken"), [(5000, "large"), (500, "medium"), (5, "small")])
def test_the_first_condition_that_holds_decides(engine, amount, taken):
    engine.deploy(sized())
    engine.start(variables={"amount": amount})
    assert engine.path == ["start", "size", taken]


def test_conditions_behind_the_first_that_holds_are_not_looked_at(engine):
    engine.deploy(process("p").exclusive("x").when("ready").task("go").at("x").when("1 + 1").task("broken"))
    engine.start(variables={"ready": True})
    assert engine.path == ["start", "x", "go"]


def test_without_a_default_flow_no_way_on_is_an_incident(engine):
    engine.deploy(process("p").exclusive("x").when("a = 1").task("one").at("x").when("a = 2").task("two"))
    engine.start(variables={"a": 3})
    (incident,) = engine.open_incidents()
    assert incident.message == (
        "Expected a way to go on after 'x', but no condition of its outgoing flows is true and it has no "
        "default flow."
    )
    engine.set_variables({"a": 2})
    engine.resolve_incident()
    assert engine.path == ["start", "x", "two"]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("missing > 1", "`=missing > 1` is null"),
        ("1 + 1", "`=1 + 1` is 2"),
        ('"yes"', '`="yes"` is "yes"'),
    ],
)
def test_a_condition_that_is_neither_true_nor_false_is_an_incident(engine, condition, told):
    engine.deploy(process("p").exclusive("x").when(condition).task("go").at("x").otherwise().task("no"))
    engine.start()
    (incident,) = engine.open_incidents()
    assert incident.error_type == "CONDITION_ERROR"
    assert told in incident.message


def test_a_condition_that_goes_too_far_is_an_incident(engine):
    endless = "count(for a in 1..2000, b in 1..2000 return a * b) > 1"
    engine.deploy(process("p").exclusive("x").when(endless).task("go").at("x").otherwise().task("no"))
    engine.start()
    (incident,) = engine.open_incidents()
    assert incident.error_type == "CONDITION_ERROR"
    assert "went too far" in incident.message


def test_a_single_way_out_still_asks_its_condition(engine):
    engine.deploy(process("p").exclusive("x").when("ready").task("go"))
    engine.start(variables={"ready": False})
    assert engine.incidents == {"x": "CONDITION_ERROR"}
    engine.start(variables={"ready": True})
    assert engine.path == ["start", "x", "go"]


def test_tokens_pass_an_exclusive_merge_one_by_one(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .task("a")
        .exclusive("merge")
        .task("next")
        .at("split")
        .task("b")
        .to("merge")
    )
    engine.start()
    assert engine.path.count("next") == 2


def test_a_loop_goes_round_until_its_condition_holds(engine):
    engine.deploy(
        process("p")
        .exclusive("again")
        .script_task("count", "n + 1", result="n")
        .exclusive("enough")
        .when("n >= 3")
        .end()
        .at("enough")
        .otherwise()
        .to("again")
    )
    engine.start(variables={"n": 0})
    assert engine.path.count("count") == 3
    assert engine.variables == {"n": 3}
