"""Incidents: an element is stuck until someone acts, and only that element."""

import pytest

from processes.engine import CommandRejected
from processes.engine import commands as c
from processes.engine import events as e
from processes.engine.state import Incident
from tests.support.diagrams import process


def two_paths():
    return (
        process("p")
        .parallel("split")
        .script_task("fragile", "x", result="y")
        .exclusive("gate")
        .when("y > 0")
        .task("good")
        .parallel("join")
        .end()
        .at("split")
        .user_task("steady")
        .user_task("further")
        .to("join")
    )


def test_an_incident_stops_only_its_own_token(engine):
    engine.deploy(two_paths())
    engine.start()
    assert engine.incidents == {"gate": "CONDITION_ERROR"}
    engine.complete_task("steady")
    assert engine.active == ["gate", "further"]


def test_what_was_stuck_goes_through_once_it_is_repaired(engine):
    engine.deploy(two_paths())
    engine.start()
    engine.complete_task("steady")
    engine.complete_task("further")
    engine.set_variables({"y": 1})
    engine.resolve_incident("gate")
    assert engine.incidents == {}
    assert engine.state == "COMPLETED"


def test_trying_again_without_repairing_raises_a_new_incident(engine):
    engine.deploy(two_paths())
    engine.start()
    (before,) = engine.open_incidents()
    engine.resolve_incident("gate")
    (after,) = engine.open_incidents()
    assert after.key != before.key
    assert after.message == before.message


def test_an_incident_is_resolved_only_once(engine):
    engine.deploy(two_paths())
    engine.start()
    incident = engine.key_of(Incident)
    engine.resolve_incident("gate")
    with pytest.raises(CommandRejected, match="resolve incident"):
        engine.do(c.ResolveIncident(incident_key=incident))


def test_activation_that_failed_is_done_again_and_not_what_came_before(engine):
    engine.deploy(
        process("p").script_task("count", "n + 1", result="n").user_task("approve", assignee="=boss + 1")
    )
    engine.start(variables={"n": 0, "boss": 1})
    assert engine.incidents == {"approve": "USER_TASK_ERROR"}
    engine.set_variables({"boss": None})
    engine.resolve_incident("approve")
    assert engine.variables["n"] == 1
    assert engine.tasks == ["approve"]


def test_completion_that_failed_is_done_again_and_not_the_task(engine):
    engine.deploy(process("p").user_task("approve").when("ok").task("next"))
    engine.start()
    engine.complete_task("approve")
    assert engine.incidents == {"approve": "CONDITION_ERROR"}
    assert engine.tasks == []
    engine.set_variables({"ok": True})
    engine.resolve_incident("approve")
    assert engine.path == ["start", "approve", "next"]
    assert sum(isinstance(event, e.UserTaskCreated) for event in engine.events) == 1


def test_a_task_that_is_stuck_when_it_completes_can_still_be_interrupted(engine):
    engine.deploy(
        process("p")
        .user_task("approve")
        .when("ok")
        .task("next")
        .at("approve")
        .boundary_timer("late", "PT1H")
        .end()
    )
    engine.start()
    engine.complete_task("approve")
    engine.advance_clock(hours=1)
    assert engine.incidents == {}
    assert engine.terminated == ["approve"]
    assert engine.state == "COMPLETED"


def test_a_subprocess_can_be_stuck_when_it_completes(engine):
    engine.deploy(process("p").subprocess("sub").user_task("inner").done().when("ok").task("next"))
    engine.start()
    engine.complete_task("inner")
    assert engine.incidents == {"sub": "CONDITION_ERROR"}
    assert engine.active == ["sub"]
    engine.set_variables({"ok": True})
    engine.resolve_incident("sub")
    assert engine.path[-1] == "next"
    assert engine.state == "COMPLETED"


def test_each_of_several_tokens_in_one_element_has_its_own_incident(engine):
    engine.deploy(
        process("p").parallel("split").exclusive("gate").when("ok").task("next").at("split").to("gate")
    )
    engine.start()
    assert len(engine.open_incidents()) == 2
    engine.set_variables({"ok": True})
    engine.resolve_incident("gate")
    assert len(engine.open_incidents()) == 1
    assert engine.path.count("next") == 1
    engine.resolve_incident("gate")
    assert engine.state == "COMPLETED"


def test_messages_of_incidents_do_not_carry_whole_documents(engine):
    engine.deploy(process("p").exclusive("gate").when("document").task("next"))
    engine.start(variables={"document": ["x" * 1000] * 1000})
    (incident,) = engine.open_incidents()
    assert len(incident.message) < 500


def test_output_mappings_are_applied_once_however_often_the_way_on_is_tried(engine):
    engine.deploy(process("p").user_task("approve").output("=n + 1", "n").when("ok").task("next"))
    engine.start(variables={"n": 0})
    engine.complete_task("approve")
    engine.resolve_incident("approve")
    assert engine.variables == {"n": 0}
    engine.set_variables({"ok": True})
    engine.resolve_incident("approve")
    assert engine.variables == {"n": 1, "ok": True}
