"""Escalations: notices to an outer scope, which need not end what they come from (BPMN 10.5.6)."""

from processes.engine import events as e
from tests.support.diagrams import process


def escalating(caught_by):
    """A subprocess that escalates HELP and goes on; `caught_by` draws what catches it."""
    diagram = (
        process("p")
        .subprocess("sub")
        .throw_escalation("call_help", "HELP")
        .user_task("work")
        .end("sub_end")
        .done()
        .end()
        .at("sub")
    )
    return caught_by(diagram)


def thrown(engine):
    return [
        (event.escalation_code, event.caught_by)
        for event in engine.events
        if isinstance(event, e.EscalationThrown)
    ]


def test_a_non_interrupting_escalation_goes_beside_what_it_comes_from(engine):
    engine.deploy(
        escalating(
            lambda d: d.boundary_escalation("helped", "HELP", interrupting=False).user_task("help").to("end")
        )
    )
    engine.start()
    assert engine.tasks == ["work", "help"] or engine.tasks == ["help", "work"]
    assert engine.terminated == []
    engine.complete_task("work")
    assert engine.active == ["help"]
    engine.complete_task("help")
    assert engine.state == "COMPLETED"


def test_an_interrupting_escalation_ends_what_it_comes_from(engine):
    engine.deploy(escalating(lambda d: d.boundary_escalation("helped", "HELP").user_task("help").to("end")))
    engine.start()
    assert engine.tasks == ["help"]
    assert engine.terminated == ["sub", "call_help"]


def test_an_escalation_that_nobody_catches_changes_nothing(engine):
    engine.deploy(escalating(lambda d: d.boundary_escalation("other", "OTHER").end("off")))
    engine.start()
    assert engine.tasks == ["work"]
    assert engine.incidents == {}
    assert thrown(engine) == [("HELP", None)]


def test_one_that_names_the_code_wins_over_one_that_catches_all(engine):
    engine.deploy(
        escalating(
            lambda d: (
                d.boundary_escalation("any", interrupting=False)
                .end("any_end")
                .at("sub")
                .boundary_escalation("helped", "HELP", interrupting=False)
                .end("helped_end")
            )
        )
    )
    engine.start()
    assert "helped" in engine.path
    assert "any" not in engine.path


def test_the_nearest_scope_catches(engine):
    engine.deploy(
        process("p")
        .subprocess("outer")
        .subprocess("inner")
        .end_escalation("call_help", "HELP")
        .done()
        .end("outer_end")
        .at("inner")
        .boundary_escalation("near", "HELP")
        .end("near_end")
        .done()
        .end()
        .at("outer")
        .boundary_escalation("far", "HELP")
        .end("far_end")
    )
    engine.start()
    assert "near" in engine.path
    assert "far" not in engine.path


def test_an_escalation_end_event_ends_its_token_when_nothing_interrupts(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .end_escalation("call_help", "HELP")
        .done()
        .end()
        .at("sub")
        .boundary_escalation("helped", "HELP", interrupting=False)
        .end("helped_end")
    )
    engine.start()
    assert engine.terminated == []
    assert {"call_help", "sub", "end", "helped_end"} <= set(engine.path)
    assert engine.state == "COMPLETED"


def test_an_event_subprocess_catches_an_escalation_beside_the_rest(engine):
    engine.deploy(
        process("p")
        .event_subprocess("helping")
        .start_escalation("helped", "HELP", interrupting=False)
        .user_task("help")
        .end("helping_end")
        .done()
        .throw_escalation("call_help", "HELP")
        .user_task("work")
        .throw_escalation("call_again", "HELP")
        .end()
    )
    engine.start()
    engine.complete_task("work")
    assert engine.tasks == ["help", "help"]
    engine.complete_task("help")
    engine.complete_task("help")
    assert engine.state == "COMPLETED"


def test_what_an_escalation_carries_are_the_input_mappings_of_its_event(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .throw_escalation("call_help", "HELP")
        .input("=floor", "where")
        .user_task("work")
        .done()
        .at("sub")
        .boundary_escalation("helped", "HELP", interrupting=False)
        .user_task("help")
    )
    engine.start(variables={"floor": 3})
    assert engine.variables == {"floor": 3, "where": 3}


def test_an_escalation_code_can_be_an_expression(engine):
    diagram = process("p").subprocess("sub").throw_escalation("call_help", '="HE" + "LP"').user_task("work")
    engine.deploy(
        diagram.done().at("sub").boundary_escalation("helped", "HELP", interrupting=False).user_task("help")
    )
    engine.start()
    assert thrown(engine) == [("HELP", "helped")]


def test_an_escalation_code_that_is_none_is_an_incident_until_it_is_repaired(engine):
    engine.deploy(process("p").throw_escalation("call_help", "=code").user_task("work"))
    engine.start()
    assert engine.incidents == {"call_help": "EXPRESSION_ERROR"}
    engine.set_variables({"code": "HELP"})
    engine.resolve_incident("call_help")
    assert engine.tasks == ["work"]


def test_an_escalation_from_an_inner_instance_is_caught_at_the_body(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .throw_escalation("call_help", "HELP")
        .user_task("work")
        .done()
        .multi_instance("[1, 2]")
        .boundary_escalation("helped", "HELP", interrupting=False)
        .user_task("help")
    )
    engine.start()
    assert sorted(engine.tasks) == ["help", "help", "work", "work"]


def test_an_interrupting_escalation_from_one_inner_instance_ends_all(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .user_task("work")
        .end_escalation("call_help", "HELP")
        .done()
        .multi_instance("[1, 2, 3]")
        .boundary_escalation("helped", "HELP")
        .user_task("help")
    )
    engine.start()
    engine.complete_task("work")
    assert engine.tasks == ["help"]
