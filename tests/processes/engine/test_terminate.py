"""Terminate end events: all else in the scope ends (BPMN 10.5.3)."""

from tests.support.diagrams import process


def test_terminate_ends_the_whole_process(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .user_task("long")
        .parallel("join")
        .end()
        .at("split")
        .to("join")
        .at("split")
        .user_task("stop")
        .end_terminate("enough")
    )
    engine.start()
    engine.complete_task("stop")
    assert engine.terminated == ["long"]
    assert engine.path[-1] == "enough"
    assert engine.state == "COMPLETED"


def test_terminate_in_a_subprocess_ends_only_the_subprocess(engine):
    engine.deploy(
        process("p")
        .parallel("begin")
        .subprocess("sub")
        .parallel("split")
        .user_task("long")
        .at("split")
        .user_task("stop")
        .end_terminate("enough")
        .done()
        .task("after")
        .at("begin")
        .user_task("outside")
    )
    engine.start()
    engine.complete_task("stop")
    assert engine.terminated == ["long"]
    assert engine.path[-2:] == ["enough", "after"]
    assert engine.waiting == ["outside"]


def test_terminate_drops_tokens_in_front_of_joins(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .inclusive("join")
        .end()
        .at("split")
        .user_task("stop")
        .exclusive("x")
        .when("true")
        .end_terminate("enough")
        .at("x")
        .otherwise()
        .to("join")
    )
    engine.start()
    engine.complete_task("stop")
    assert "join" not in engine.path
    assert engine.state == "COMPLETED"


def test_terminate_ends_nested_subprocesses_from_the_inside_out(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .subprocess("outer")
        .subprocess("inner")
        .user_task("deep")
        .done()
        .done()
        .at("split")
        .user_task("stop")
        .end_terminate("enough")
    )
    engine.start()
    engine.complete_task("stop")
    assert engine.terminated == ["outer", "inner", "deep"]
    ended = [event.element_id for event in engine.events if type(event).__name__ == "ElementTerminated"]
    assert ended == ["deep", "inner", "outer"]


def test_terminate_stops_tokens_that_move_in_the_same_step(engine):
    engine.deploy(
        process("p").parallel("split").end_terminate("enough").at("split").task("a").task("b").task("c").end()
    )
    engine.start()
    assert engine.state == "COMPLETED"
    assert "end" not in engine.path


def test_terminate_resolves_incidents_of_what_it_ends(engine):
    engine.deploy(
        process("p")
        .parallel("split")
        .service_task("charge")
        .at("split")
        .user_task("stop")
        .end_terminate("enough")
    )
    engine.start()
    engine.fail_job("charge")
    engine.complete_task("stop")
    assert engine.incidents == {}
    assert engine.state == "COMPLETED"
