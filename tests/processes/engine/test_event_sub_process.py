"""Event subprocesses: handlers inside a scope (BPMN 10.3.5 and 13.5)."""

from processes.engine import events as e
from processes.engine.state import MessageSubscription, Timer
from tests.support.diagrams import process


def with_handler(handler, *, scope=None):
    """Work in a process, or in its subprocess `scope`, that `handler` draws an event subprocess into."""
    diagram = process("p")
    if scope:
        diagram.subprocess(scope)
    handler(diagram.event_subprocess("handler")).end("handled").done().user_task("work").end("worked")
    return diagram.done().user_task("after").end() if scope else diagram


def test_an_interrupting_one_ends_all_else_in_the_process(engine):
    engine.deploy(with_handler(lambda d: d.start_message("revoked", "revocation").user_task("undo")))
    engine.start()
    engine.publish_message("revocation", variables={"why": "late"})
    assert engine.terminated == ["work"]
    assert engine.tasks == ["undo"]
    assert engine.variables == {"why": "late"}
    engine.complete_task("undo")
    assert engine.state == "COMPLETED"


def test_an_interrupting_one_in_a_subprocess_takes_its_place_and_the_process_goes_on(engine):
    engine.deploy(with_handler(lambda d: d.start_message("revoked", "revocation").task("undo"), scope="sub"))
    engine.start()
    engine.publish_message("revocation")
    assert engine.terminated == ["work"]
    assert engine.path[:2] == ["start", "sub"]
    assert engine.tasks == ["after"]


def test_a_non_interrupting_one_runs_beside_the_rest_each_time(engine):
    engine.deploy(
        with_handler(lambda d: d.start_message("asked", "question", interrupting=False).user_task("answer"))
    )
    engine.start()
    engine.publish_message("question")
    engine.publish_message("question")
    assert engine.tasks == ["work", "answer", "answer"]
    engine.complete_task("work")
    assert engine.state == "ACTIVE"
    engine.complete_task("answer")
    engine.complete_task("answer")
    assert engine.state == "COMPLETED"


def test_nothing_starts_any_more_when_the_scope_has_completed(engine):
    engine.deploy(
        with_handler(
            lambda d: d.start_message("asked", "question", interrupting=False).user_task("answer"),
            scope="sub",
        )
    )
    engine.start()
    engine.complete_task("work")
    engine.publish_message("question")
    assert engine.tasks == ["after"]
    assert engine.messages == []


def test_a_timer_starts_one_after_the_scope_has_been_active_that_long(engine):
    engine.deploy(with_handler(lambda d: d.start_timer("late", "PT1H").task("hurry"), scope="sub"))
    engine.start()
    engine.advance_clock(minutes=59)
    assert engine.tasks == ["work"]
    engine.advance_clock(minutes=1)
    assert engine.terminated == ["work"]
    assert engine.tasks == ["after"]


def test_a_cycle_starts_a_non_interrupting_one_again_and_again(engine):
    engine.deploy(
        with_handler(lambda d: d.start_timer("remind", "R2/PT1H", interrupting=False).user_task("look"))
    )
    engine.start()
    engine.advance_clock(hours=5)
    assert engine.tasks == ["work", "look", "look"]
    assert engine.timers == {}


def test_an_error_is_handled_inside_before_the_boundary_is_asked(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .event_subprocess("handler")
        .start_error("caught")
        .task("repair")
        .end("handled")
        .done()
        .end_error("failed", "A")
        .done()
        .end()
        .at("sub")
        .boundary_error("outside", "A")
        .end("never")
    )
    engine.start()
    assert "repair" in engine.path
    assert "outside" not in engine.path
    assert engine.state == "COMPLETED"


def test_an_error_of_the_handler_itself_goes_outwards(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .event_subprocess("handler")
        .start_error("caught", "A")
        .end_error("failed_again", "A")
        .done()
        .end_error("failed", "A")
        .done()
        .end()
        .at("sub")
        .boundary_error("outside", "A")
        .end("off")
    )
    engine.start()
    assert engine.path[-2:] == ["outside", "off"]
    assert engine.state == "COMPLETED"


def test_when_one_has_interrupted_the_scope_no_other_catches_what_it_throws(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .event_subprocess("first")
        .start_error("caught_a", "A")
        .end_error("b", "B")
        .done()
        .event_subprocess("second")
        .start_error("caught_b", "B")
        .end("second_end")
        .done()
        .end_error("a", "A")
        .done()
        .end()
        .at("sub")
        .boundary_error("outside", "B")
        .end("off")
    )
    engine.start()
    assert "caught_b" not in engine.path
    assert engine.path[-2:] == ["outside", "off"]


def test_what_a_non_interrupting_one_throws_can_be_caught_by_another_of_the_same_scope(engine):
    engine.deploy(
        process("p")
        .event_subprocess("first")
        .start_message("asked", "question", interrupting=False)
        .end_error("b", "B")
        .done()
        .event_subprocess("second")
        .start_error("caught_b", "B")
        .end("second_end")
        .done()
        .user_task("work")
        .end()
    )
    engine.start()
    engine.publish_message("question")
    assert engine.terminated == ["work", "first", "b"]
    assert engine.path == ["start", "asked", "second", "caught_b", "second_end"]
    assert engine.state == "COMPLETED"


def test_an_interrupting_one_closes_the_other_event_starts_and_keeps_the_boundary_events(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .event_subprocess("stopping")
        .start_message("stopped", "stop")
        .user_task("clean_up")
        .end("stopping_end")
        .done()
        .event_subprocess("asking")
        .start_message("asked", "question", interrupting=False)
        .end("asking_end")
        .done()
        .event_subprocess("hurrying")
        .start_timer("late", "PT1H", interrupting=False)
        .end("hurrying_end")
        .done()
        .user_task("work")
        .end("worked")
        .done()
        .end()
        .at("sub")
        .boundary_message("revoked", "revocation")
        .end("off")
    )
    engine.start()
    assert sorted(engine.messages) == ["asked", "revoked", "stopped"]
    engine.publish_message("stop")
    assert engine.messages == ["revoked"]
    assert engine.timers == {}
    engine.publish_message("revocation")
    assert engine.path[-2:] == ["revoked", "off"]
    assert engine.state == "COMPLETED"


def test_event_subprocesses_can_be_nested(engine):
    engine.deploy(
        process("p")
        .event_subprocess("outer")
        .start_message("first", "first", interrupting=False)
        .event_subprocess("inner")
        .start_message("second", "second")
        .task("innermost")
        .end("inner_end")
        .done()
        .user_task("wait")
        .end("outer_end")
        .done()
        .user_task("work")
        .end()
    )
    engine.start()
    assert engine.messages == ["first"]
    engine.publish_message("first")
    assert sorted(engine.messages) == ["first", "second"]
    engine.publish_message("second")
    assert engine.terminated == ["wait"]
    assert "innermost" in engine.path
    assert engine.tasks == ["work"]


def test_a_nested_one_that_cannot_be_waited_for_is_an_incident_until_it_is_repaired(engine):
    engine.deploy(
        process("p")
        .event_subprocess("outer")
        .start_message("first", "first", interrupting=False)
        .event_subprocess("inner")
        .start_timer("late", "=patience")
        .end("inner_end")
        .done()
        .user_task("wait")
        .end("outer_end")
        .done()
        .user_task("work")
        .end()
    )
    engine.start()
    engine.publish_message("first", variables={"text": "hello"})
    assert engine.incidents == {"outer": "TIMER_ERROR"}
    assert engine.variables == {"text": "hello"}
    engine.set_variables({"patience": "PT1H"})
    engine.resolve_incident("outer")
    assert engine.tasks == ["work", "wait"]
    engine.advance_clock(hours=1)
    assert engine.terminated == ["wait"]


def test_the_start_event_maps_what_its_trigger_brings(engine):
    engine.deploy(
        with_handler(
            lambda d: (
                d.start_message("asked", "question", interrupting=False)
                .output("=text", "lastQuestion")
                .user_task("answer")
            )
        )
    )
    engine.start()
    engine.publish_message("question", variables={"text": "why?", "noise": 1})
    assert engine.variables == {"lastQuestion": "why?"}


def test_a_message_start_waits_with_the_key_of_its_own_scope(engine):
    engine.deploy(with_handler(lambda d: d.start_message("revoked", "revocation", key="order").task("undo")))
    engine.start(variables={"order": "A"})
    engine.publish_message("revocation", "B")
    assert engine.tasks == ["work"]
    engine.publish_message("revocation", "A")
    assert "undo" in engine.path


def test_an_interrupting_one_drops_the_tokens_that_wait_at_joins(engine):
    engine.deploy(
        process("p")
        .event_subprocess("stopping")
        .start_message("stopped", "stop")
        .end("stopping_end")
        .done()
        .parallel("split")
        .parallel("join")
        .end()
        .at("split")
        .user_task("work")
        .to("join")
    )
    engine.start()
    engine.publish_message("stop")
    assert any(isinstance(event, e.TokensDropped) for event in engine.events)
    assert engine.state == "COMPLETED"
    assert engine.living().joining_scopes == set()


def test_a_scope_that_is_about_to_complete_goes_on_for_one_that_starts_at_the_last_moment(engine):
    """The script makes the condition true in the same breath in which the last token ends."""
    engine.deploy(
        process("p")
        .subprocess("sub")
        .event_subprocess("handler")
        .start_conditional("full", "count >= 1", interrupting=False)
        .user_task("empty")
        .end("handled")
        .done()
        .script_task("add", "count + 1", result="count")
        .end("sub_end")
        .done()
        .task("after")
    )
    engine.start(variables={"count": 0})
    assert engine.tasks == ["empty"]
    assert "after" not in engine.path
    engine.complete_task("empty")
    assert engine.path[-1] == "after"


def test_interrupting_a_scope_that_is_stuck_resolves_its_incident(engine):
    engine.deploy(
        process("p")
        .event_subprocess("stopping")
        .start_message("stopped", "stop")
        .user_task("look")
        .end("stopping_end")
        .done()
        .exclusive("x")
        .when("missing")
        .end()
    )
    engine.start()
    assert engine.incidents == {"x": "CONDITION_ERROR"}
    engine.publish_message("stop")
    assert engine.incidents == {}
    assert engine.tasks == ["look"]


def test_an_event_subprocess_is_rearmed_each_time_its_scope_begins(engine):
    engine.deploy(
        process("p")
        .exclusive("again")
        .subprocess("sub")
        .event_subprocess("handler")
        .start_timer("late", "PT1H")
        .end("handled")
        .done()
        .user_task("work")
        .end("sub_end")
        .done()
        .exclusive("x")
        .when("ok")
        .end()
        .at("x")
        .otherwise()
        .to("again")
    )
    engine.start(variables={"ok": False})
    first = engine.key_of(Timer)
    engine.advance_clock(hours=1)
    assert engine.key_of(Timer) != first
    engine.complete_task("work", {"ok": True})
    assert engine.state == "COMPLETED"


def test_each_inner_instance_of_a_loop_has_its_own_event_subprocess(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .event_subprocess("handler")
        .start_message("stopped", "stop", key="id")
        .task("clean_up")
        .end("handled")
        .done()
        .user_task("work")
        .end("worked")
        .done()
        .multi_instance("ids", item="id")
        .end()
    )
    engine.start(variables={"ids": ["a", "b"]})
    assert len(engine.waits(MessageSubscription)) == 2
    engine.publish_message("stop", "b")
    assert engine.path.count("clean_up") == 1
    assert engine.tasks == ["work"]
    engine.complete_task("work")
    assert engine.state == "COMPLETED"


def test_a_process_whose_event_subprocess_takes_its_place_at_once_keeps_what_started_it(engine):
    engine.deploy(
        process("p")
        .event_subprocess("instead")
        .start_conditional("always", "true")
        .user_task("look")
        .end("instead_end")
        .done()
        .start_message("ordered", "order")
        .user_task("work")
        .end()
    )
    engine.publish_message("order", variables={"item": 1})
    assert engine.tasks == ["look"]
    assert engine.variables == {"item": 1}
