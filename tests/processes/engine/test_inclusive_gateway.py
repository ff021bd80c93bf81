"""Inclusive gateways: as many ways as hold, and waiting for those that can still come (BPMN 13.4.3)."""

import pytest

from tests.support.diagrams import process


def checks():
    """Any of three checks, then a join."""
    return (
        process("p")
        .inclusive("split")
        .when("a")
        .user_task("check_a")
        .inclusive("join")
        .task("after")
        .at("split")
        .when("b")
        .user_task("check_b")
        .to("join")
        .at("split")
        .otherwise()
        .user_task("check_c")
        .to("join")
    )


@pytest.mark.parametrize(
    ("variables", "tasks"),
    [
        ({"a": True, "b": True}, ["check_a", "check_b"]),
        ({"a": True, "b": False}, ["check_a"]),
        ({"a": False, "b": True}, ["check_b"]),
        ({"a": False, "b": False}, ["check_c"]),
    ],
)
def test_a_token_takes_every_flow_whose_condition_holds_and_the_join_waits_for_just_those(
    engine, variables, tasks
):
    engine.deploy(checks())
    engine.start(variables=variables)
    assert engine.waiting == tasks
    for task in tasks:
        assert "after" not in engine.path
        engine.complete_task(task)
    assert engine.path.count("after") == 1
    assert engine.state == "COMPLETED"


def test_a_split_without_a_way_on_is_an_incident(engine):
    engine.deploy(process("p").inclusive("split").when("a").task("x").at("split").when("b").task("y"))
    engine.start(variables={"a": False, "b": False})
    assert engine.incidents == {"split": "CONDITION_ERROR"}
    engine.set_variables({"a": True, "b": True})
    engine.resolve_incident()
    assert engine.path == ["start", "split", "x", "y"]


def test_a_join_waits_for_a_token_far_upstream(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .task("quick")
        .inclusive("join")
        .task("after")
        .at("split")
        .user_task("slow")
        .task("then")
        .exclusive("x")
        .when("ok")
        .to("join")
        .at("x")
        .otherwise()
        .end("dropped")
    )
    engine.start()
    assert "join" not in engine.path
    engine.complete_task("slow", {"ok": True})
    assert engine.path.count("join") == 1
    assert engine.state == "COMPLETED"


def test_a_join_triggers_once_the_last_token_upstream_has_gone_another_way(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .task("quick")
        .inclusive("join")
        .task("after")
        .at("split")
        .user_task("slow")
        .exclusive("x")
        .when("ok")
        .to("join")
        .at("x")
        .otherwise()
        .user_task("elsewhere")
    )
    engine.start()
    assert engine.waiting == ["slow"]
    engine.complete_task("slow", {"ok": False})
    assert engine.path[-2:] == ["join", "after"]
    assert engine.waiting == ["elsewhere"]


def test_a_join_waits_for_a_token_that_is_stuck_upstream(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .task("quick")
        .inclusive("join")
        .end()
        .at("split")
        .exclusive("x")
        .when("ok")
        .to("join")
        .at("x")
        .when("not(ok)")
        .end("dropped")
    )
    engine.start()
    assert engine.incidents == {"x": "CONDITION_ERROR"}
    assert "join" not in engine.path
    engine.set_variables({"ok": False})
    engine.resolve_incident("x")
    assert engine.path[-2:] == ["join", "end"]


def test_a_join_does_not_wait_for_a_token_that_may_as_well_come_along_a_full_flow(engine):
    """The token in `late` can reach the empty flow from `x`, but also the full one from `merge`: it may well
    come too late, so nobody waits for it.
    """
    engine.deploy(
        process("p")
        .parallel("split")
        .exclusive("merge")
        .inclusive("join")
        .task("after")
        .at("split")
        .user_task("late")
        .exclusive("x")
        .when("again")
        .to("merge")
        .at("x")
        .otherwise()
        .to("join")
    )
    engine.start()
    assert engine.path.count("after") == 1
    engine.complete_task("late", {"again": False})
    assert engine.path.count("after") == 2
    assert engine.state == "COMPLETED"


def test_a_join_waits_for_a_token_that_a_boundary_event_can_bring(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .task("quick")
        .inclusive("join")
        .task("after")
        .at("split")
        .user_task("approve")
        .end("approved")
        .at("approve")
        .boundary_timer("overdue", "PT1H")
        .to("join")
    )
    engine.start()
    assert "join" not in engine.path
    engine.advance_clock(hours=1)
    assert engine.path.count("after") == 1
    assert engine.state == "COMPLETED"


def test_a_join_waits_for_a_token_inside_a_subprocess_upstream(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .task("quick")
        .inclusive("join")
        .task("after")
        .at("split")
        .subprocess("sub")
        .user_task("inner")
        .end("inner_end")
        .done()
        .to("join")
    )
    engine.start()
    assert "join" not in engine.path
    engine.complete_task("inner")
    assert engine.path.count("after") == 1


def test_a_join_waits_for_tokens_in_front_of_another_join_upstream(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .task("quick")
        .inclusive("join")
        .task("after")
        .at("split")
        .task("left")
        .parallel("inner_join")
        .to("join")
        .at("split")
        .user_task("right")
        .to("inner_join")
    )
    engine.start()
    assert engine.waiting == ["right"]
    engine.complete_task("right")
    assert engine.path.count("after") == 1
    assert engine.state == "COMPLETED"


def test_a_join_in_a_loop_joins_in_each_round(engine):
    engine.deploy(
        process("p")
        .exclusive("again")
        .inclusive("split")
        .when("true")
        .user_task("write")
        .inclusive("join")
        .exclusive("happy")
        .when("ok")
        .end()
        .at("happy")
        .otherwise()
        .to("again")
        .at("split")
        .when("round > 0")
        .user_task("review")
        .to("join")
    )
    engine.start(variables={"round": 0, "ok": False})
    engine.complete_task("write", {"round": 1})
    assert engine.waiting == ["review", "write"]
    engine.complete_task("write")
    engine.complete_task("review", {"ok": True})
    assert engine.path.count("join") == 2
    assert engine.state == "COMPLETED"


def test_a_join_that_a_loop_leads_back_to_does_not_wait_for_its_own_way_round(engine):
    engine.deploy(
        process("p")
        .inclusive("join")
        .user_task("work")
        .exclusive("x")
        .when("done")
        .end()
        .at("x")
        .otherwise()
        .to("join")
    )
    engine.start(variables={"done": False})
    engine.complete_task("work")
    engine.complete_task("work", {"done": True})
    assert engine.path.count("join") == 2
    assert engine.state == "COMPLETED"


def test_a_join_in_a_loop_waits_for_a_token_that_is_on_its_way_round(engine):
    """One token has gone through the join and may come back by the loop: a second one waits for it."""
    engine.deploy(
        process("p")
        .parallel("split")
        .inclusive("join")
        .user_task("work")
        .exclusive("x")
        .when("again")
        .to("join")
        .at("x")
        .otherwise()
        .end()
        .at("split")
        .user_task("late")
        .to("join")
    )
    engine.start()
    assert engine.waiting == ["late"]
    engine.complete_task("late")
    assert engine.waiting == ["work"]
    engine.complete_task("work", {"again": True})
    assert engine.waiting == ["work"]
    engine.complete_task("work", {"again": False})
    assert engine.state == "COMPLETED"


def test_two_inclusive_joins_in_a_row(engine):
    engine.deploy(
        process("p")
        .inclusive("split")
        .when("a")
        .task("one")
        .inclusive("inner")
        .inclusive("outer")
        .task("after")
        .at("split")
        .when("b")
        .user_task("two")
        .to("inner")
        .at("split")
        .when("c")
        .task("three")
        .to("outer")
    )
    engine.start(variables={"a": True, "b": True, "c": True})
    assert "after" not in engine.path
    engine.complete_task("two")
    assert engine.path.count("after") == 1
    assert engine.state == "COMPLETED"


def test_a_join_inside_a_subprocess_looks_only_inside(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .subprocess("sub")
        .inclusive("in_split")
        .when("true")
        .task("x")
        .inclusive("in_join")
        .end("in_end")
        .at("in_split")
        .when("false")
        .task("y")
        .to("in_join")
        .done()
        .end()
        .at("split")
        .user_task("outside")
    )
    engine.start()
    assert "in_end" in engine.path
    assert engine.waiting == ["outside"]


def test_a_join_waits_for_a_join_upstream_that_can_trigger_at_the_same_moment(engine):
    engine.deploy(
        process("p")
        .inclusive("split")
        .when("true")
        .inclusive("outer")
        .task("after")
        .at("split")
        .when("true")
        .task("one")
        .inclusive("inner")
        .to("outer")
        .at("split")
        .when("false")
        .task("two")
        .to("inner")
    )
    engine.start()
    assert engine.path.count("inner") == 1
    assert engine.path.count("after") == 1
    assert engine.state == "COMPLETED"
