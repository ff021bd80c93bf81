"""Multiple events: one of several triggers suffices; parallel multiple: all have to come (BPMN 10.5.5)."""

from processes.engine import events as e
from processes.engine.state import MessageSubscription, SignalSubscription
from tests.support.diagrams import process


def waiting(*, parallel=False):
    diagram = process("p").catch_message("caught", "paid").also_signal("alarm").also_timer("PT1H")
    return (diagram.all_of_them() if parallel else diagram).user_task("after")


def test_the_first_of_several_triggers_suffices_and_the_others_are_waited_for_no_more(engine):
    engine.deploy(waiting())
    engine.start()
    engine.broadcast_signal("alarm", {"floor": 1})
    assert engine.tasks == ["after"]
    assert engine.messages == []
    assert engine.timers == {}
    assert engine.variables == {"floor": 1}


def test_of_a_parallel_multiple_event_all_triggers_have_to_come(engine):
    engine.deploy(waiting(parallel=True))
    engine.start()
    engine.broadcast_signal("alarm", {"floor": 1})
    engine.broadcast_signal("alarm")
    assert engine.active == ["caught"]
    engine.advance_clock(hours=1)
    assert engine.active == ["caught"]
    engine.publish_message("paid", variables={"amount": 5})
    assert engine.tasks == ["after"]
    assert engine.variables == {"floor": 1, "amount": 5}


def test_a_multiple_start_event_starts_by_each_of_its_triggers(engine):
    engine.deploy(process("p").start_message("asked", "question").also_signal("alarm").user_task("answer"))
    engine.publish_message("question")
    engine.broadcast_signal("alarm")
    assert len(engine.instances()) == 2


def together(*, drawn="work"):
    return (
        process("p")
        .start_message("ready", "paid")
        .also_signal("manned")
        .also_timer("2026-01-05T13:00:00Z", kind="date")
        .all_of_them()
        .user_task(drawn)
    )


def test_a_parallel_multiple_start_event_starts_one_instance_when_all_triggers_have_come(engine):
    engine.deploy(together())
    engine.publish_message("paid", "A", {"amount": 5, "by": "card"})
    engine.broadcast_signal("manned", {"by": "crew"})
    assert engine.instances() == {}
    engine.advance_clock(hours=1)
    assert len(engine.instances()) == 1
    assert engine.path == ["ready"]
    assert engine.variables == {"amount": 5, "by": "crew"}, "the later over the earlier"
    assert engine.events[0].business_key == "A"
    assert engine.arrived_triggers() == []


def test_what_has_arrived_for_a_start_event_is_not_waited_for_again_but_a_message_is_kept(engine):
    engine.deploy(
        process("p").start_message("ready", "paid").also_signal("manned").all_of_them().user_task("w")
    )
    for number in range(2):
        engine.publish_message("paid", variables={"number": number})
    assert engine.broadcast_signal("manned") == 1
    assert engine.variables == {"number": 0}
    assert engine.arrived_triggers() == [("p", "ready", "message paid")], "the second, for the next instance"
    assert engine.broadcast_signal("manned") == 1
    assert [engine.variables_of(key) for key in engine.instances()] == [{"number": 0}, {"number": 1}]
    assert [engine.broadcast_signal("manned") for _ in range(2)] == [1, 0]


def test_a_new_version_goes_on_with_what_has_arrived_for_the_same_event(engine):
    engine.deploy(together())
    engine.publish_message("paid", variables={"amount": 5})
    engine.broadcast_signal("manned")
    engine.deploy(together(drawn="other"))
    assert [trigger for _, _, trigger in engine.arrived_triggers()] == ["message paid", "signal manned"]
    engine.deploy(
        process("p").start_message("ready", "paid").also_message("sent").all_of_them().user_task("w")
    )
    assert [trigger for _, _, trigger in engine.arrived_triggers()] == ["message paid"]
    engine.publish_message("sent")
    assert engine.variables == {"amount": 5}


def test_a_new_version_that_waits_for_nothing_else_starts_at_once(engine):
    engine.deploy(together())
    engine.publish_message("paid")
    engine.broadcast_signal("manned")
    engine.deploy(
        process("p").start_message("ready", "paid").also_signal("manned").all_of_them().user_task("w")
    )
    assert engine.tasks == ["w"]
    assert engine.arrived_triggers() == []


def test_all_conditions_of_a_parallel_multiple_start_event_have_to_hold_at_once(engine):
    drawn = process("p").start_conditional("ready", "a > 1").also_conditional("b > 1").also_message("go")
    engine.deploy(drawn.all_of_them().user_task("w"))
    assert [engine.start_by_conditions(each) for each in ({"a": 2}, {"b": 2})] == [0, 0]
    assert engine.arrived_triggers() == []
    engine.start_by_conditions({"a": 2, "b": 3})
    engine.publish_message("go")
    assert engine.variables == {"a": 2, "b": 3}


def test_one_instance_is_started_though_several_conditions_of_an_event_hold(engine):
    engine.deploy(process("p").start_conditional("hot", "a > 1").also_conditional("b > 1").user_task("w"))
    assert engine.start_by_conditions({"a": 2, "b": 2}) == 1


def boundary(*, interrupting, parallel=False):
    diagram = process("p").user_task("work").end().at("work")
    diagram.boundary_message("stopped", "stop", interrupting=interrupting).also_signal("alarm")
    return (diagram.all_of_them() if parallel else diagram).user_task("look").to("end")


def test_each_trigger_of_a_multiple_boundary_event_interrupts(engine):
    engine.deploy(boundary(interrupting=True))
    engine.start()
    engine.broadcast_signal("alarm")
    assert engine.tasks == ["look"]


def test_each_trigger_of_a_non_interrupting_multiple_boundary_event_counts(engine):
    engine.deploy(boundary(interrupting=False))
    engine.start()
    engine.broadcast_signal("alarm")
    engine.publish_message("stop")
    engine.broadcast_signal("alarm")
    assert engine.tasks == ["work", "look", "look", "look"]


def test_a_parallel_multiple_boundary_event_interrupts_when_all_have_come(engine):
    engine.deploy(boundary(interrupting=True, parallel=True))
    engine.start()
    engine.broadcast_signal("alarm")
    assert engine.tasks == ["work"]
    engine.publish_message("stop")
    assert engine.tasks == ["look"]


def test_a_non_interrupting_parallel_multiple_event_begins_anew_when_all_have_come(engine):
    engine.deploy(boundary(interrupting=False, parallel=True))
    engine.start()
    for _ in range(2):
        engine.broadcast_signal("alarm")
        engine.publish_message("stop")
    assert engine.tasks == ["work", "look", "look"]
    engine.broadcast_signal("alarm")
    assert engine.tasks == ["work", "look", "look"]


def event_subprocess(*, interrupting, key=None):
    diagram = process("p").event_subprocess("handler")
    diagram.start_message("asked", "question", key=key, interrupting=interrupting)
    return (
        diagram.also_signal("alarm")
        .all_of_them()
        .task("handle")
        .end("handled")
        .done()
        .user_task("work")
        .end()
    )


def test_what_comes_first_for_a_parallel_multiple_start_is_kept_by_the_scope_around(engine):
    engine.deploy(event_subprocess(interrupting=True))
    engine.start()
    engine.publish_message("question", variables={"text": "why?"})
    assert engine.tasks == ["work"]
    assert engine.variables == {"text": "why?"}
    engine.broadcast_signal("alarm")
    assert "handle" in engine.path
    assert engine.state == "COMPLETED"


def test_one_that_cannot_be_waited_for_again_is_an_incident_until_it_is_repaired(engine):
    engine.deploy(event_subprocess(interrupting=False, key="id"))
    engine.start(variables={"id": "A"})
    engine.publish_message("question", "A", {"id": None})
    engine.broadcast_signal("alarm")
    assert engine.path.count("handle") == 1
    assert engine.incidents == {"asked": "MESSAGE_ERROR"}
    assert engine.waits(SignalSubscription) == []
    engine.set_variables({"id": "B"})
    engine.resolve_incident("asked")
    assert len(engine.waits(MessageSubscription)) == 1
    engine.broadcast_signal("alarm")
    engine.publish_message("question", "B")
    assert engine.path.count("handle") == 2
    assert engine.tasks == ["work"]


def test_several_conditions_of_one_event_are_alternatives(engine):
    engine.deploy(process("p").catch_conditional("hot", "t > 30").also_conditional("t < 0").task("shut"))
    engine.start(variables={"t": 20})
    assert len(engine.living().conditions) == 1
    engine.set_variables({"t": -1})
    assert engine.state == "COMPLETED"


def test_several_conditions_of_a_parallel_multiple_event_must_hold_together(engine):
    engine.deploy(
        process("p").catch_conditional("fine", "t > 20").also_conditional("dry").all_of_them().task("go_out")
    )
    engine.start(variables={"t": 25, "dry": False})
    assert engine.active == ["fine"]
    engine.set_variables({"t": 10, "dry": True})
    assert engine.active == ["fine"]
    engine.set_variables({"t": 25})
    assert engine.state == "COMPLETED"


def test_a_multiple_throw_event_throws_all(engine):
    engine.deploy(
        process("listener")
        .parallel("s")
        .catch_signal("heard", "alarm")
        .task("x")
        .at("s")
        .catch_message("read", "note")
        .task("y"),
        process("p").throw_signal("tell", "alarm").also_message("note").also_escalation("HELP").end(),
    )
    engine.start("listener")
    engine.start("p")
    kinds = {type(event) for event in engine.events}
    assert {e.SignalThrown, e.MessageThrown, e.EscalationThrown} <= kinds
    engine.look_at("listener")
    assert engine.state == "COMPLETED"


def test_a_multiple_throw_event_that_cannot_throw_one_throws_none_until_it_is_repaired(engine):
    engine.deploy(process("p").throw_message("tell", "note").also_escalation("=code").user_task("after"))
    engine.start()
    assert engine.incidents == {"tell": "EXPRESSION_ERROR"}
    assert not any(isinstance(event, e.MessageThrown) for event in engine.events)
    engine.set_variables({"code": "HELP"})
    engine.resolve_incident("tell")
    assert sum(isinstance(event, e.MessageThrown) for event in engine.events) == 1
    assert engine.tasks == ["after"]


def test_a_multiple_end_event_throws_before_it_terminates(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .user_task("work")
        .end()
        .at("split")
        .user_task("stop")
        .end_message("stopped", "bye")
        .also_terminate()
    )
    engine.start()
    engine.complete_task("stop")
    assert engine.terminated == ["work"]
    assert any(isinstance(event, e.MessageThrown) for event in engine.events)
    assert engine.state == "COMPLETED"


def test_an_escalation_that_ends_its_event_keeps_the_next_from_being_thrown(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .end_escalation("tell", "A")
        .also_escalation("B")
        .done()
        .end()
        .at("sub")
        .boundary_escalation("a", "A")
        .end("a_end")
        .at("sub")
        .boundary_escalation("b", "B")
        .end("b_end")
    )
    engine.start()
    assert engine.path[-2:] == ["a", "a_end"]
    assert "b" not in engine.path
    assert engine.state == "COMPLETED"


def test_a_boundary_event_can_catch_an_error_or_a_message(engine):
    engine.deploy(
        process("p")
        .service_task("work")
        .end()
        .at("work")
        .boundary_error("stopped", "A")
        .also_message("stop")
        .end("off")
    )
    engine.start()
    engine.throw_error("work", "A")
    assert engine.path[-1] == "off"
    engine.start()
    engine.publish_message("stop")
    assert engine.path[-1] == "off"
