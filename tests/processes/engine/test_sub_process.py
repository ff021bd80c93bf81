"""Embedded subprocesses: a scope of their own (BPMN 10.3.5, 13.3.4)."""

from processes.engine import events as e
from tests.support.diagrams import process


def test_a_subprocess_is_done_when_no_token_is_left_in_it(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .parallel("split")
        .user_task("a")
        .at("split")
        .user_task("b")
        .done()
        .task("after")
    )
    engine.start()
    engine.complete_task("a")
    assert engine.active == ["sub", "b"]
    engine.complete_task("b")
    assert engine.path[-1] == "after"
    assert engine.state == "COMPLETED"


def test_what_a_subprocess_has_for_itself_is_not_seen_outside(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .at("sub")
        .input("=amount * 2", "doubled")
        .enter("sub")
        .script_task("inside", "doubled + 1", result="doubled")
        .done()
        .output("=doubled", "result")
        .user_task("after")
    )
    engine.start(variables={"amount": 5})
    assert engine.variables == {"amount": 5, "result": 11}


def test_input_mappings_of_a_subprocess_hide_outer_variables_inside(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .at("sub")
        .input('="inner"', "name")
        .enter("sub")
        .script_task("read", "name", result="seen")
        .done()
        .user_task("after")
    )
    engine.start(variables={"name": "outer"})
    assert engine.variables == {"name": "outer", "seen": "inner"}


def test_without_a_start_event_everything_that_nothing_leads_to_starts(engine):
    diagram = process("p").subprocess("sub").user_task("a").done().end()
    scope = diagram.element("sub")
    for child in list(scope):
        if child.get("id") in ("sub_start", "sub_start_to_a"):
            scope.remove(child)
    engine.deploy(diagram)
    engine.start()
    assert engine.tasks == ["a"]


def test_a_subprocess_in_a_loop_begins_anew_each_time(engine):
    engine.deploy(
        process("p")
        .exclusive("again")
        .subprocess("sub")
        .user_task("inner")
        .done()
        .exclusive("x")
        .when("ok")
        .end()
        .at("x")
        .otherwise()
        .to("again")
    )
    engine.start(variables={"ok": False})
    engine.complete_task("inner")
    engine.complete_task("inner", {"ok": True})
    assert engine.path.count("sub") == 2
    assert engine.state == "COMPLETED"


def test_two_tokens_in_a_subprocess_are_two_scopes(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .exclusive("merge")
        .subprocess("sub")
        .parallel("in_split")
        .user_task("a")
        .parallel("in_join")
        .end("in_end")
        .at("in_split")
        .user_task("b")
        .to("in_join")
        .done()
        .end()
        .at("split")
        .to("merge")
    )
    engine.start()
    assert engine.waiting == ["a", "a", "b", "b"]
    for _ in range(2):
        engine.complete_task("a")  # of one scope each: no join is complete
    assert "in_join" not in engine.path
    for _ in range(2):
        engine.complete_task("b")
    assert engine.path.count("in_join") == 2
    assert engine.state == "COMPLETED"


def test_an_error_boundary_event_is_armed_before_anything_inside_happens(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .end_error("failed", "A")
        .done()
        .at("sub")
        .boundary_error("caught", "A")
        .end("a")
    )
    engine.start()
    assert engine.path[-1] == "a"


def test_element_instances_know_their_flow_scope(engine):
    engine.deploy(process("p").subprocess("outer").subprocess("inner").user_task("deep").done().done())
    engine.start()
    scopes = {
        event.element_id: (event.key, event.scope_key)
        for event in engine.events
        if isinstance(event, e.ElementActivated)
    }
    assert scopes["deep"][1] == scopes["inner"][0]
    assert scopes["inner"][1] == scopes["outer"][0]
    assert scopes["outer"][1] == engine.instance


def test_a_subprocess_whose_tokens_wait_for_each_other_in_vain_can_still_be_interrupted(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .exclusive("x")
        .when("true")
        .parallel("join")
        .end("joined")
        .at("x")
        .otherwise()
        .to("join")
        .done()
        .end()
        .at("sub")
        .boundary_timer("overdue", "PT1H")
        .end("late")
    )
    engine.start()
    assert engine.incidents == {"join": "JOIN_NEVER_COMPLETE"}
    engine.advance_clock(hours=1)
    assert engine.incidents == {}
    assert engine.path[-1] == "late"
    assert engine.state == "COMPLETED"
