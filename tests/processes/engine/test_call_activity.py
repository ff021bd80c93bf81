"""Call activities: one process calls another and goes on with its result (BPMN 10.3.6 and 13.3.4)."""

import pytest

from processes.engine import CommandRejected
from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.state import Call
from tests.support.diagrams import process


def caller(**said):
    return process("caller").call("ask", "child", **said).user_task("after").end()


def child():
    return process("child").user_task("work").end("child_end")


def started(engine, *diagrams, variables=None):
    """The key of a caller that has been started, and that of what it called."""
    engine.deploy(*diagrams)
    key = engine.start("caller", variables)
    return key, engine.look_at("child")


def active(engine, key):
    return {i.element_id for i in engine.state_of(key).element_instances.values() if i.scope_key is not None}


def seen(engine, key):
    """What an instance has said, by kind."""
    engine.look_at(engine.instances()[key])
    return engine.path


def test_the_caller_waits_until_the_called_instance_has_completed(engine):
    parent, called = started(engine, caller(), child())
    assert active(engine, parent) == {"ask"}
    assert engine.parent_of(called) == parent
    engine.complete_task("work")
    assert engine.state == "COMPLETED"
    assert active(engine, parent) == {"after"}


def test_all_variables_go_along_and_all_come_back(engine):
    parent, called = started(engine, caller(), child(), variables={"amount": 5})
    assert engine.variables_of(called) == {"amount": 5}
    engine.complete_task("work", {"result": 6})
    assert engine.variables_of(parent) == {"amount": 5, "result": 6}


def test_only_what_is_mapped_goes_along_when_the_call_says_so(engine):
    _, called = started(
        engine,
        process("caller").call("ask", "child", pass_all=False).input("=amount * 2", "doubled").end(),
        child(),
        variables={"amount": 5},
    )
    assert engine.variables_of(called) == {"doubled": 10}


def test_only_what_is_mapped_comes_back_when_there_are_output_mappings(engine):
    parent, _ = started(
        engine,
        process("caller")
        .call("ask", "child", return_all=False)
        .output("=result + 1", "answer")
        .user_task("x"),
        child(),
    )
    engine.complete_task("work", {"result": 6, "noise": 1})
    assert engine.variables_of(parent) == {"answer": 7}


def test_nothing_comes_back_when_the_call_says_so(engine):
    parent, _ = started(engine, caller(return_all=False), child(), variables={"a": 1})
    engine.complete_task("work", {"result": 6})
    assert engine.variables_of(parent) == {"a": 1}


def test_which_process_is_called_can_be_an_expression(engine):
    parent, called = started(
        engine, process("caller").call("ask", '="ch" + kind').end(), child(), variables={"kind": "ild"}
    )
    assert engine.parent_of(called) == parent


def test_a_called_process_that_completes_at_once_goes_through_in_one_breath(engine):
    engine.deploy(caller(), process("child").script_task("sum", "1 + 1", result="two").end("child_end"))
    engine.start("caller")
    assert engine.tasks == ["after"]
    assert engine.variables == {"two": 2}


def test_a_call_of_an_unknown_process_is_an_incident_until_that_is_deployed(engine):
    engine.deploy(caller())
    engine.start("caller")
    assert engine.incidents == {"ask": "CALLED_PROCESS_ERROR"}
    engine.resolve_incident("ask")
    assert engine.incidents == {"ask": "CALLED_PROCESS_ERROR"}
    engine.deploy(child())
    engine.resolve_incident("ask")
    assert engine.incidents == {}
    parent = engine.instance
    engine.look_at("child")
    engine.complete_task("work")
    assert active(engine, parent) == {"after"}


def test_a_process_that_cannot_be_started_by_a_call_is_an_incident(engine):
    engine.deploy(caller(), process("child").start_message("ordered", "order").user_task("work").end())
    engine.start("caller")
    assert engine.incidents == {"ask": "CALLED_PROCESS_ERROR"}
    (incident,) = engine.open_incidents()
    assert "no none start event" in incident.message


def test_the_latest_version_is_called_at_the_time_of_the_call(engine):
    engine.deploy(process("caller").user_task("before").call("ask", "child").end(), child())
    parent = engine.start("caller")
    engine.deploy(process("child").user_task("new_work").end("child_end"))
    engine.complete_task("before")
    assert engine.parent_of(engine.look_at("child")) == parent
    assert engine.tasks == ["new_work"]


def test_a_version_tag_binds_the_call(engine):
    engine.deploy(
        process("child", version_tag="v1").user_task("old_work").end("child_end"),
        process("child", version_tag="v2").user_task("new_work").end("child_end"),
        caller(version_tag="v1"),
    )
    engine.start("caller")
    engine.look_at("child")
    assert engine.tasks == ["old_work"]


def test_an_error_that_the_called_process_does_not_catch_goes_on_at_the_caller(engine):
    parent, called = started(
        engine,
        process("caller")
        .call("ask", "child")
        .end()
        .at("ask")
        .boundary_error("failed", "A")
        .user_task("repair")
        .to("end"),
        process("child").user_task("work").end_error("broken", "A"),
    )
    engine.complete_task("work", {"why": "heat"})
    assert not engine.state_of(called).is_active
    assert engine.state == "TERMINATED"
    assert active(engine, parent) == {"repair"}
    assert engine.variables_of(parent)["why"] == "heat"


def test_what_the_called_process_has_not_changed_does_not_overwrite_what_the_caller_has(engine):
    engine.deploy(
        process("caller")
        .parallel("split")
        .call("ask", "child")
        .parallel("join")
        .user_task("after")
        .end()
        .at("split")
        .user_task("raise")
        .to("join"),
        child(),
    )
    engine.start("caller", {"limit": 1})
    engine.complete_task("raise", {"limit": 2})
    engine.look_at("child")
    assert engine.variables == {"limit": 1}
    engine.complete_task("work", {"result": "fine"})
    engine.look_at("caller")
    assert engine.variables == {"limit": 2, "result": "fine"}


def test_an_error_thrown_by_a_job_of_the_called_process_goes_on_at_the_caller(engine):
    parent, called = started(
        engine,
        process("caller").call("ask", "child").end().at("ask").boundary_error("failed", "A").end("off"),
        process("child")
        .parallel("split")
        .service_task("work")
        .end("child_end")
        .at("split")
        .user_task("other")
        .to("child_end"),
    )
    engine.throw_error("work", "A", message="too hot")
    assert not engine.state_of(parent).is_active
    assert engine.state_of(called).owners == {}
    assert seen(engine, parent)[-2:] == ["failed", "off"]


def test_an_error_passes_through_all_callers_that_do_not_catch_it(engine):
    engine.deploy(
        process("top").call("middle", "middle").end().at("middle").boundary_error("failed", "A").end("off"),
        process("middle").call("bottom", "bottom").end(),
        process("bottom").user_task("work").end_error("broken", "A"),
    )
    top = engine.start("top")
    engine.look_at("bottom")
    engine.complete_task("work")
    assert [engine.state_of(key).is_active for key in engine.instances()] == [False, False, False]
    assert seen(engine, top)[-2:] == ["failed", "off"]


def test_an_error_that_no_caller_catches_is_an_incident_at_the_first_call(engine):
    parent, called = started(engine, caller(), process("child").user_task("work").end_error("broken", "A"))
    engine.complete_task("work")
    assert not engine.state_of(called).is_active
    (incident,) = engine.incidents_of(parent)
    assert (incident.element_id, incident.error_type) == ("ask", "UNHANDLED_BPMN_ERROR")


def test_trying_again_after_an_uncaught_error_calls_anew(engine):
    parent, called = started(engine, caller(), process("child").user_task("work").end_error("broken", "A"))
    engine.complete_task("work")
    engine.look_at("caller")
    engine.deploy(child())
    engine.resolve_incident("ask")
    again = engine.look_at("child")
    assert again != called
    engine.complete_task("work")
    assert active(engine, parent) == {"after"}


def escalating_child():
    return process("child").throw_escalation("call_help", "HELP").user_task("work").end("child_end")


def test_a_non_interrupting_escalation_of_the_called_process_leaves_it_running(engine):
    parent, called = started(
        engine,
        process("caller")
        .call("ask", "child")
        .end()
        .at("ask")
        .boundary_escalation("helped", "HELP", interrupting=False)
        .user_task("help")
        .to("end"),
        escalating_child(),
    )
    assert active(engine, parent) == {"ask", "help"}
    assert active(engine, called) == {"work"}
    engine.complete_task("work")
    assert active(engine, parent) == {"help"}


def test_an_interrupting_escalation_cancels_the_called_process(engine):
    parent, called = started(
        engine,
        process("caller")
        .call("ask", "child")
        .end()
        .at("ask")
        .boundary_escalation("helped")
        .user_task("help")
        .to("end"),
        escalating_child(),
    )
    assert active(engine, parent) == {"help"}
    assert not engine.state_of(called).is_active


def test_an_escalation_that_is_the_last_thing_a_called_process_does_can_interrupt_its_caller(engine):
    parent, _ = started(
        engine,
        process("caller")
        .call("ask", "child")
        .end()
        .at("ask")
        .boundary_escalation("helped")
        .user_task("help")
        .to("end"),
        process("child").user_task("work").end_escalation("call_help", "HELP"),
    )
    engine.complete_task("work")
    assert active(engine, parent) == {"help"}


def test_canceling_the_caller_cancels_what_it_called_and_what_that_called(engine):
    engine.deploy(
        process("top").call("middle", "middle").end(),
        process("middle").call("bottom", "bottom").end(),
        process("bottom").user_task("work").end(),
    )
    top = engine.start("top")
    engine.look_at("top")
    engine.cancel()
    assert [engine.state_of(key).is_active for key in engine.instances()] == [False, False, False]
    assert top in engine.instances()


def test_an_interrupted_call_cancels_what_it_called(engine):
    parent, called = started(
        engine,
        process("caller").call("ask", "child").end().at("ask").boundary_timer("late", "PT1H").end("off"),
        child(),
    )
    engine.advance_clock(hours=1)
    assert not engine.state_of(called).is_active
    assert seen(engine, parent)[-2:] == ["late", "off"]


def test_an_event_subprocess_handles_what_happens_inside_a_called_process(engine):
    parent, called = started(
        engine,
        caller(),
        process("child")
        .event_subprocess("repairing")
        .start_error("caught")
        .user_task("repair")
        .end("repaired")
        .done()
        .user_task("work")
        .end_error("broken", "A"),
    )
    engine.complete_task("work")
    assert active(engine, called) == {"repairing", "repair"}
    assert active(engine, parent) == {"ask"}
    engine.complete_task("repair")
    assert active(engine, parent) == {"after"}


def test_a_process_can_be_called_for_each_item(engine):
    engine.deploy(
        process("caller")
        .call("ask", "child")
        .multi_instance("numbers", item="n", output="squares", output_element="square")
        .user_task("after"),
        process("child").script_task("square_it", "n * n", result="square").end("child_end"),
    )
    engine.start("caller", {"numbers": [1, 2, 3]})
    assert engine.variables["squares"] == [1, 4, 9]
    assert engine.tasks == ["after"]


def test_an_interrupted_body_cancels_all_that_it_called(engine):
    engine.deploy(
        process("caller")
        .call("ask", "child")
        .multi_instance(cardinality="3")
        .end()
        .at("ask")
        .boundary_error("failed", "A")
        .end("off"),
        process("child").service_task("work").end("child_end"),
    )
    parent = engine.start("caller")
    engine.look_at("child")
    engine.throw_error("work", "A")
    assert [engine.state_of(key).is_active for key in engine.instances()] == [False] * 4
    assert seen(engine, parent)[-2:] == ["failed", "off"]


def test_a_call_that_has_ended_answers_no_more(engine):
    parent, called = started(engine, caller(), child())
    engine.look_at("caller")
    engine.cancel()
    assert parent == engine.instance
    for command in (
        c.CompleteCall(called_process_instance_key=called, variables={}),
        c.ThrowCallError(called_process_instance_key=called, error_code="A", variables={}),
        c.ThrowCallEscalation(called_process_instance_key=called, escalation_code="A", variables={}),
        c.RefuseCall(called_process_instance_key=called, reason="late"),
    ):
        with pytest.raises(CommandRejected, match="no longer there"):
            engine.do(command)


@pytest.mark.parametrize("process_id", ["=missing", "=7"])
def test_a_called_process_that_is_no_name_is_an_incident(engine, process_id):
    engine.deploy(process("caller").call("ask", process_id).end())
    engine.start("caller")
    assert engine.incidents == {"ask": "CALLED_PROCESS_ERROR"}


def test_output_mappings_that_fail_are_tried_again_without_calling_again(engine):
    parent, _ = started(
        engine, process("caller").call("ask", "child").when("fine").user_task("after").end(), child()
    )
    engine.complete_task("work")
    engine.look_at("caller")
    assert engine.incidents == {"ask": "CONDITION_ERROR"}
    assert engine.waits(Call) == []
    engine.set_variables({"fine": True})
    engine.resolve_incident("ask")
    assert engine.tasks == ["after"]
    calls = [event for event in engine.events if isinstance(event, e.InstanceCalled)]
    assert len(calls) == 1
    assert parent == engine.instance
