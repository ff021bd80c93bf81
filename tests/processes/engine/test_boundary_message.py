"""Boundary messages: news that comes while an activity is going on (BPMN 10.5.4)."""

from tests.support.diagrams import process


def test_interrupting_boundary_message_ends_the_activity(engine):
    engine.deploy(
        process("p")
        .user_task("pack")
        .end()
        .at("pack")
        .boundary_message("revoked", "revocation", key="id")
        .end("off")
    )
    engine.start(variables={"id": "W-1"})
    engine.publish_message("revocation", "W-1", {"reason": "too late"})
    assert engine.terminated == ["pack"]
    assert engine.path[-2:] == ["revoked", "off"]
    assert engine.variables["reason"] == "too late"
    assert engine.state == "COMPLETED"


def test_non_interrupting_boundary_message_happens_each_time_one_comes(engine):
    engine.deploy(
        process("p")
        .user_task("pack")
        .end()
        .at("pack")
        .boundary_message("noted", "note", key="id", interrupting=False)
        .user_task("read")
    )
    engine.start(variables={"id": 1})
    engine.publish_message("note", "1")
    engine.publish_message("note", "1")
    assert engine.tasks == ["pack", "read", "read"]
    engine.complete_task("pack")
    engine.publish_message("note", "1")
    assert engine.tasks == ["read", "read"]


def test_a_message_can_interrupt_a_subprocess(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .user_task("inner")
        .end("inner_end")
        .done()
        .end()
        .at("sub")
        .boundary_message("revoked", "revocation")
        .end("off")
    )
    engine.start()
    engine.publish_message("revocation")
    assert engine.terminated == ["sub", "inner"]
    assert engine.path == ["start", "sub_start", "revoked", "off"]


def test_the_message_of_a_repeated_activity_is_waited_for_anew(engine):
    engine.deploy(
        process("p")
        .exclusive("again")
        .user_task("pack")
        .end()
        .at("pack")
        .boundary_message("changed", "change")
        .to("again")
    )
    engine.start()
    engine.publish_message("change")
    engine.publish_message("change")
    engine.complete_task("pack")
    assert engine.terminated == ["pack", "pack"]
    assert engine.state == "COMPLETED"


def test_what_a_message_brings_is_mapped_by_the_boundary_event(engine):
    engine.deploy(
        process("p")
        .user_task("pack")
        .boundary_message("noted", "note", interrupting=False)
        .output("=text", "lastNote")
        .task("read")
    )
    engine.start()
    engine.publish_message("note", variables={"text": "fragile"})
    assert engine.variables == {"lastNote": "fragile"}
