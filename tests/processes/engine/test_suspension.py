"""Suspension: nothing moves, and nothing that comes meanwhile is lost."""

from datetime import timedelta

import pytest

from processes.engine import CommandRejected
from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.rehearsal import rehearse
from processes.engine.state import SignalSubscription, Timer
from tests.support.diagrams import process


def test_people_are_told_that_the_instance_is_suspended(engine):
    engine.deploy(process("p").user_task("approve").end())
    engine.start()
    engine.suspend()
    with pytest.raises(CommandRejected, match="suspended"):
        engine.complete_task("approve")
    with pytest.raises(CommandRejected, match="suspended"):
        engine.claim_task("approve", "ada")
    engine.resume()
    engine.complete_task("approve")
    assert engine.state == "COMPLETED"


def test_a_timer_that_is_due_meanwhile_triggers_on_resumption(engine):
    engine.deploy(process("p").catch_timer("pause", "PT1H").user_task("next").end())
    engine.start()
    engine.suspend()
    engine.advance_clock(days=2)
    assert engine.active == ["pause"]
    with pytest.raises(CommandRejected, match="suspended"):
        engine.do(c.TriggerTimer(timer_key=engine.key_of(Timer)))
    engine.resume()
    assert engine.tasks == ["next"]


def test_a_message_waits_until_the_instance_is_resumed(engine):
    engine.deploy(process("p").catch_message("paid", "payment").user_task("ship").end())
    engine.start()
    engine.suspend()
    engine.publish_message("payment", variables={"amount": 7})
    assert engine.active == ["paid"]
    engine.resume()
    assert engine.tasks == ["ship"]
    assert engine.variables == {"amount": 7}


def test_a_message_starts_nothing_else_while_the_one_who_waits_for_it_is_suspended(engine):
    engine.deploy(
        process("p").start_message("ordered", "order").catch_message("again", "order").user_task("x").end()
    )
    engine.publish_message("order")
    engine.suspend()
    engine.publish_message("order")
    assert len(engine.instances()) == 1
    engine.resume()
    assert (len(engine.instances()), engine.tasks) == (1, ["x"])


def test_the_result_of_a_job_that_was_under_way_is_kept(engine):
    engine.deploy(process("p").service_task("charge").user_task("next").end())
    engine.start()
    engine.suspend()
    engine.complete_job("charge", {"receipt": 1})
    assert (engine.active, engine.variables) == (["charge"], {})
    with pytest.raises(CommandRejected, match="answered"):
        engine.fail_job("charge")
    engine.resume()
    assert (engine.tasks, engine.variables) == (["next"], {"receipt": 1})


def test_a_failure_that_is_kept_still_knows_when_to_try_again(engine):
    engine.deploy(process("p").service_task("charge").end())
    engine.start()
    engine.suspend()
    engine.fail_job("charge", retries=2, retry_in=timedelta(minutes=5))
    retry_at = engine.now + timedelta(minutes=5)
    engine.resume()
    failed = [event for event in engine.events if isinstance(event, e.JobFailed)]
    assert [(event.retries, event.retry_at) for event in failed] == [(2, retry_at)]


def test_a_signal_is_not_missed(engine):
    engine.deploy(process("p").catch_signal("heard", "alarm").user_task("next").end())
    engine.start()
    engine.suspend()
    assert engine.broadcast_signal("alarm", {"level": 3}) == 1
    assert engine.active == ["heard"]
    engine.resume()
    assert (engine.tasks, engine.variables) == (["next"], {"level": 3})


def test_what_was_kept_happens_in_the_order_in_which_it_came(engine):
    engine.deploy(
        process("p")
        .service_task("work")
        .boundary_signal("stop", "alarm")
        .end("stopped")
        .at("work")
        .end("done")
    )
    engine.start()
    engine.suspend()
    engine.broadcast_signal("alarm")
    engine.complete_job("work")
    engine.resume()
    assert engine.terminated == ["work"]
    assert engine.path[-1] == "stopped"


def test_a_condition_is_looked_at_on_resumption(engine):
    engine.deploy(process("p").catch_conditional("enough", "level > 3").user_task("next").end())
    engine.start("p", {"level": 1})
    engine.suspend()
    engine.set_variables({"level": 5})
    assert engine.active == ["enough"]
    engine.resume()
    assert engine.tasks == ["next"]


def caller():
    return process("caller").call("sub", "called").user_task("after").end()


def called():
    return process("called").service_task("work").end()


def test_called_instances_are_suspended_and_resumed_with_their_caller(engine):
    engine.deploy(caller(), called())
    caller_key = engine.start("caller")
    engine.suspend()
    called_key = engine.look_at("called")
    assert engine.living().is_suspended
    with pytest.raises(CommandRejected, match=f"{caller_key}.*Resume that one"):
        engine.resume()
    engine.look_at("caller")
    engine.resume()
    assert not engine.state_of(called_key).is_suspended


def test_who_is_suspended_for_himself_stays_so_when_his_caller_is_resumed(engine):
    engine.deploy(caller(), called())
    engine.start("caller")
    engine.look_at("called")
    engine.suspend()
    engine.look_at("caller")
    engine.suspend()
    engine.resume()
    engine.look_at("called")
    assert engine.living().is_suspended
    engine.resume()
    engine.complete_job("work")
    engine.look_at("caller")
    assert engine.tasks == ["after"]


def test_the_answer_of_a_called_instance_waits_for_its_caller(engine):
    """It can come when the caller has just been suspended, and the called instance had ended before."""
    engine.deploy(caller(), called())
    caller_key = engine.start("caller")
    called_key = engine.look_at("called")
    engine.look_at("caller")
    engine.do(c.SuspendInstance())
    engine.do_to(caller_key, c.CompleteCall(called_process_instance_key=called_key, variables={"x": 1}))
    assert isinstance(engine.events[-1], e.CommandHeld)
    engine.resume()
    assert engine.tasks == ["after"]
    assert engine.variables == {"x": 1}


def test_a_suspended_instance_can_be_canceled_with_all_it_has_called(engine):
    engine.deploy(caller(), called())
    engine.start("caller")
    engine.suspend()
    engine.cancel()
    assert engine.state == "TERMINATED"
    assert not engine.living().is_suspended
    engine.look_at("called")
    assert engine.state == "TERMINATED"


def test_a_token_added_meanwhile_enters_and_goes_on_with_the_others(engine):
    engine.deploy(process("p").user_task("first").service_task("work").end())
    engine.start()
    engine.suspend()
    engine.move_tokens("first", "work")
    assert (engine.active, engine.jobs) == (["work"], [])
    engine.resume()
    assert engine.jobs == ["work"]


def test_each_wrong_wish_is_refused(engine):
    engine.deploy(process("p").user_task("approve").end())
    engine.start()
    with pytest.raises(CommandRejected, match="not suspended"):
        engine.resume()
    engine.suspend()
    with pytest.raises(CommandRejected, match="suspended already"):
        engine.suspend()
    with pytest.raises(CommandRejected, match="nothing waits"):
        engine.do(c.CompleteJob(job_key=4711, variables={}))
    engine.cancel()
    for wish in (engine.suspend, engine.resume):
        with pytest.raises(CommandRejected, match="has ended"):
            wish()


def test_a_rehearsed_resumption_says_what_it_would_do_and_does_nothing(engine):
    engine.deploy(process("p").catch_signal("heard", "alarm").user_task("next").end())
    engine.start()
    engine.suspend()
    engine.broadcast_signal("alarm")
    state = engine.living()
    events = rehearse(engine.model, state, c.ResumeInstance(), engine.now)
    assert e.UserTaskCreated in {type(event) for event in events}
    assert state.is_suspended
    assert engine.active == ["heard"]
    assert len(engine.waits(SignalSubscription)) == 1
