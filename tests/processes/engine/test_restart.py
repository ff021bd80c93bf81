"""Restart: a new instance takes up what one that has ended was about."""

import pytest

from processes.engine import CommandRejected
from processes.engine import events as e
from processes.engine.errors import PlanRejected
from tests.support.diagrams import process


def claim():
    return (
        process("claim").user_task("assess").subprocess("pay").service_task("transfer")
        .boundary_timer("late", "PT1H").end("l").at("transfer").end("paid").done().user_task("file").end()
        .event_subprocess("off").start_message("withdrawn", "withdrawn", interrupting=True).end("o").done()
    )  # fmt: skip


def ended(engine):
    engine.deploy(claim())
    key = engine.start("claim", {"amount": 7})
    engine.complete_task("assess", {"ok": True})
    engine.cancel()
    return key


def test_a_new_instance_begins_where_the_plan_says_with_the_variables_that_there_were(engine):
    old = ended(engine)
    new = engine.restart("transfer", variables={"again": 1})
    assert new != old
    assert (engine.active, engine.jobs) == (["pay", "transfer"], ["transfer"])
    assert engine.variables == {"amount": 7, "ok": True, "again": 1}
    assert (list(engine.timers), engine.messages) == (["late"], ["withdrawn"])
    engine.complete_job("transfer")
    engine.complete_task("file")
    assert engine.state == "COMPLETED"


def test_it_says_which_instance_it_takes_up(engine):
    old = ended(engine)
    engine.restart("file")
    (told,) = [event for event in engine.events if isinstance(event, e.InstanceRestarted)]
    assert told.restarted_process_instance_key == old


def test_it_can_begin_at_several_elements_and_at_the_start_event(engine):
    ended(engine)
    engine.restart("file", "start")
    assert engine.tasks == ["file", "assess"]


def test_all_problems_are_told_and_nothing_is_started(engine):
    ended(engine)
    with pytest.raises(PlanRejected) as rejected:
        engine.restart("nowhere", "late", "withdrawn")
    assert [each.element_id for each in rejected.value.problems] == ["nowhere", "late", "withdrawn"]
    with pytest.raises(PlanRejected, match="says nothing"):
        engine.restart()
    assert len(engine.instances()) == 1


def test_an_instance_that_goes_on_is_not_restarted(engine):
    engine.deploy(claim())
    engine.start("claim")
    with pytest.raises(CommandRejected, match="active"):
        engine.restart("file")
