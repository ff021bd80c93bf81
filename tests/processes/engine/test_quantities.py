"""Start and completion quantities: several tokens begin an activity, or leave it (BPMN 13.3.2)."""

from processes.engine import events as e
from tests.support.diagrams import process


def pack_by_two(**said):
    return (
        process("p")
        .parallel("split")
        .user_task("a")
        .service_task("pack")
        .quantities(**said)
        .user_task("ship")
        .end()
        .at("split")
        .user_task("b")
        .to("pack")
        .at("split")
        .user_task("c")
        .to("pack")
    )


def test_an_activity_begins_once_enough_tokens_have_come_on_whichever_flows(engine):
    engine.deploy(pack_by_two(start=2))
    engine.start()
    engine.complete_task("a")
    assert engine.jobs == []
    engine.complete_task("c")
    assert engine.jobs == ["pack"]


def test_tokens_that_are_too_few_to_begin_are_an_incident(engine):
    engine.deploy(pack_by_two(start=2))
    engine.start()
    for task in ("a", "b", "c"):
        engine.complete_task(task)
    engine.complete_job("pack")
    engine.complete_task("ship")
    assert engine.incidents == {"pack": "JOIN_NEVER_COMPLETE"}
    (incident,) = engine.open_incidents()
    assert "2 tokens" in incident.message


def test_enough_tokens_can_come_on_one_flow(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .exclusive("merge")
        .service_task("pack")
        .quantities(start=2)
        .end()
        .at("split")
        .to("merge")
    )
    engine.start()
    assert engine.jobs == ["pack"]
    (joined,) = [event for event in engine.events if isinstance(event, e.TokensJoined)]
    assert joined.flow_ids == ("merge_to_pack", "merge_to_pack")


def test_several_tokens_leave_an_activity_with_a_completion_quantity(engine):
    engine.deploy(process("p").service_task("unpack").quantities(completion=3).user_task("use").end())
    engine.start()
    engine.complete_job("unpack")
    assert engine.tasks == ["use"] * 3
    for _ in range(3):
        engine.complete_task("use")
    assert engine.state == "COMPLETED"


def test_what_one_activity_makes_another_can_need(engine):
    engine.deploy(
        process("p").task("unpack").quantities(completion=4).user_task("pack").quantities(start=2).end()
    )
    engine.start()
    assert engine.tasks == ["pack", "pack"]
    engine.complete_task("pack")
    engine.complete_task("pack")
    assert engine.state == "COMPLETED"


def test_the_body_of_a_loop_begins_with_and_leaves_by_its_quantities(engine):
    engine.deploy(
        process("p")
        .task("unpack")
        .quantities(completion=2)
        .task("pack")
        .quantities(start=2, completion=2)
        .multi_instance(cardinality="3")
        .user_task("use")
        .end()
    )
    engine.start()
    assert engine.path.count("pack") == 1 + 3
    assert engine.tasks == ["use", "use"]


def test_an_inclusive_join_waits_for_a_token_that_waits_for_others(engine):
    engine.deploy(
        process("p")
        .inclusive("split")
        .when("true")
        .user_task("quick")
        .inclusive("join")
        .user_task("after")
        .end()
        .at("split")
        .when("true")
        .task("unpack")
        .exclusive("merge")
        .task("pack")
        .quantities(start=2)
        .to("join")
        .at("split")
        .when("true")
        .user_task("slow")
        .to("merge")
    )
    engine.start()
    engine.complete_task("quick")
    assert engine.tasks == ["slow"]
    engine.complete_task("slow")
    assert engine.tasks == ["after"]


def test_only_activities_have_quantities(engine):
    engine.deploy(process("p").exclusive("way").quantities(start=2, completion=2).user_task("pack").end())
    engine.start()
    assert engine.tasks == ["pack"]
