"""Standard loops: an activity is done again while a condition is true (BPMN 13.3.6)."""

from processes.engine import events as e
from tests.support.diagrams import process


def test_an_activity_is_done_again_while_its_condition_is_true(engine):
    engine.deploy(process("p").user_task("call").loop("not(reached)").user_task("after"))
    engine.start()
    engine.complete_task("call", {"reached": False})
    engine.complete_task("call", {"reached": False})
    engine.complete_task("call", {"reached": True})
    assert engine.tasks == ["after"]
    assert engine.path.count("call") == 4  # three times, and the body around them


def test_the_condition_is_looked_at_before_the_first_time_only_with_test_before(engine):
    engine.deploy(process("p").task("call").loop("false").task("visit").loop("false", test_before=True).end())
    engine.start()
    assert engine.path.count("call") == 2
    assert engine.path.count("visit") == 1  # the body alone
    assert engine.state == "COMPLETED"


def test_it_is_done_no_more_often_than_the_maximum(engine):
    engine.deploy(process("p").task("call").loop("true", maximum=3).end())
    engine.start()
    assert engine.path.count("call") == 1 + 3


def test_a_maximum_is_enough_of_a_condition(engine):
    engine.deploy(process("p").task("call").loop(maximum=2).end())
    engine.start()
    assert engine.path.count("call") == 1 + 2


def test_the_condition_knows_how_often_it_has_been_done(engine):
    engine.deploy(process("p").task("call").loop("loopCounter < 4").end())
    engine.start()
    assert engine.path.count("call") == 1 + 4


def test_each_time_has_its_counter(engine):
    engine.deploy(
        process("p").task("call").input("=loopCounter * 10", "n").output("=n", "last").loop(maximum=3)
    )
    engine.start()
    assert engine.variables == {"last": 30}


def test_the_condition_sees_what_the_output_mappings_have_made(engine):
    engine.deploy(
        process("p").service_task("work").output("=left", "todo").loop("todo > 0").user_task("after")
    )
    engine.start()
    engine.complete_job("work", {"left": 1})
    assert engine.jobs == ["work"]
    engine.complete_job("work", {"left": 0})
    assert engine.tasks == ["after"]


def test_a_condition_that_is_neither_true_nor_false_is_an_incident_and_the_work_is_not_done_again(engine):
    engine.deploy(process("p").user_task("call").loop("again").user_task("after"))
    engine.start()
    engine.complete_task("call")
    assert engine.incidents == {"call": "LOOP_ERROR"}
    engine.set_variables({"again": False})
    engine.resolve_incident("call")
    assert engine.tasks == ["after"]
    assert sum(isinstance(event, e.UserTaskCreated) for event in engine.events) == 2


def test_a_condition_that_cannot_be_tested_before_is_an_incident(engine):
    engine.deploy(process("p").user_task("call").loop("again", test_before=True).user_task("after"))
    engine.start()
    assert engine.incidents == {"call": "LOOP_ERROR"}
    engine.set_variables({"again": True})
    engine.resolve_incident("call")
    assert engine.tasks == ["call"]


def test_a_boundary_timer_is_about_the_whole_loop(engine):
    engine.deploy(
        process("p")
        .user_task("call")
        .loop("true")
        .end()
        .at("call")
        .boundary_timer("enough", "PT1H")
        .end("given_up")
    )
    engine.start()
    engine.advance_clock(minutes=40)
    engine.complete_task("call")
    engine.advance_clock(minutes=20)
    assert engine.path[-1] == "given_up"
    assert engine.state == "COMPLETED"


def test_a_subprocess_begins_anew_each_time(engine):
    engine.deploy(
        process("p")
        .subprocess("sub")
        .user_task("work")
        .end("sub_end")
        .done()
        .loop("not(done)")
        .user_task("after")
    )
    engine.start()
    engine.complete_task("work", {"done": False})
    assert engine.tasks == ["work"]
    engine.complete_task("work", {"done": True})
    assert engine.tasks == ["after"]
    assert engine.path.count("sub_end") == 2


def test_an_error_ends_the_loop(engine):
    engine.deploy(
        process("p")
        .service_task("work")
        .loop("true")
        .end()
        .at("work")
        .boundary_error("failed", "A")
        .end("off")
    )
    engine.start()
    engine.complete_job("work")
    engine.throw_error("work", "A")
    assert engine.path[-2:] == ["failed", "off"]
    assert engine.state == "COMPLETED"


def test_a_loop_without_a_wait_and_without_an_end_is_an_incident(engine):
    engine.deploy(process("p").task("spin").loop("true").end())
    engine.start()
    assert engine.incidents == {"spin": "STEP_BUDGET_EXCEEDED"}
