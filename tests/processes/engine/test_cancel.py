"""Canceling: a person ends an instance and all that waits in it."""

import pytest

from processes.engine import CommandRejected
from processes.engine import commands as c
from processes.engine import events as e
from tests.support.diagrams import process


def busy():
    return (
        process("p")
        .parallel("split")
        .subprocess("sub")
        .user_task("approve")
        .boundary_timer("overdue", "PT1H")
        .end("late")
        .done()
        .at("split")
        .service_task("charge")
        .at("split")
        .receive_task("hear", "answer")
        .at("split")
        .parallel("join")
        .end()
        .at("split")
        .service_task("broken")
        .to("join")
    )


def test_canceling_ends_all_that_waits(engine):
    engine.deploy(busy())
    engine.start()
    engine.fail_job("broken")
    engine.cancel()
    assert engine.state == "TERMINATED"
    assert sorted(engine.terminated) == ["approve", "broken", "charge", "hear", "sub"]
    state = engine.living()
    assert (state.element_instances, state.owners, state.joining_scopes, state.variables) == (
        {},
        {},
        set(),
        {},
    )


def test_every_wait_says_that_it_has_ended(engine):
    engine.deploy(busy())
    engine.start()
    engine.fail_job("broken")
    events = engine.do(c.CancelInstance())
    kinds = {type(event) for event in events}
    assert kinds == {
        e.UserTaskCanceled,
        e.TimerCanceled,
        e.JobCanceled,
        e.MessageSubscriptionClosed,
        e.IncidentResolved,
        e.TokensDropped,
        e.ElementTerminated,
        e.InstanceTerminated,
    }
    assert isinstance(events[-1], e.InstanceTerminated)


@pytest.mark.parametrize("end", ["cancel", "complete"])
def test_what_has_ended_cannot_be_canceled(engine, end):
    engine.deploy(process("p").user_task("approve"))
    engine.start()
    if end == "cancel":
        engine.cancel()
    else:
        engine.complete_task("approve")
    with pytest.raises(CommandRejected, match="has ended"):
        engine.cancel()
