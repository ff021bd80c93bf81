"""Compensation: undoing what has completed, the latest first (BPMN 10.7 and 13.5.5)."""

import pytest

from processes.engine import events as e
from processes.engine.state import Job
from tests.support.diagrams import process


def book(diagram, name):
    """An activity and what undoes it; the cursor stands on the activity."""
    return (
        diagram.service_task(f"book_{name}")
        .boundary_compensation(f"{name}_booked")
        .service_task(f"cancel_{name}")
        .at(f"book_{name}")
    )


def trip():
    """A flight and a hotel, then all is undone."""
    return book(book(process("p"), "flight"), "hotel").throw_compensation("undo").user_task("after").end()


def undone(engine):
    """The handlers that have been begun, in this order."""
    return [
        event.element_id
        for event in engine.events
        if isinstance(event, e.ElementActivated) and event.element_id.startswith("cancel_")
    ]


def test_what_has_completed_is_undone_in_reverse_order_one_after_another(engine):
    engine.deploy(trip())
    engine.start()
    engine.complete_job("book_flight")
    engine.complete_job("book_hotel")
    assert engine.jobs == ["cancel_hotel"]
    engine.complete_job("cancel_hotel")
    assert engine.jobs == ["cancel_flight"]
    assert engine.active == ["undo", "cancel_flight"]
    engine.complete_job("cancel_flight")
    assert engine.tasks == ["after"]


def test_the_order_is_that_of_completion_and_not_that_of_the_diagram(engine):
    diagram = process("p").parallel("split")
    book(diagram, "flight").parallel("join").throw_compensation("undo").end()
    book(diagram.at("split"), "hotel").to("join")
    engine.deploy(diagram)
    engine.start()
    engine.complete_job("book_hotel")
    engine.complete_job("book_flight")
    assert engine.jobs == ["cancel_flight"]
    engine.complete_job("cancel_flight")
    assert engine.jobs == ["cancel_hotel"]


def test_what_has_not_completed_is_not_undone(engine):
    diagram = process("p").parallel("split")
    book(diagram, "flight").throw_compensation("undo").end()
    book(diagram.at("split"), "hotel").to("end")
    engine.deploy(diagram)
    engine.start()
    engine.complete_job("book_flight")
    assert engine.jobs == ["book_hotel", "cancel_flight"]
    engine.complete_job("cancel_flight")
    assert engine.jobs == ["book_hotel"]
    assert undone(engine) == ["cancel_flight"]


def test_a_second_throw_finds_nothing(engine):
    engine.deploy(
        book(process("p"), "flight").throw_compensation("undo").throw_compensation("undo_again").end()
    )
    engine.start()
    engine.complete_job("book_flight")
    engine.complete_job("cancel_flight")
    assert undone(engine) == ["cancel_flight"]
    assert engine.state == "COMPLETED"


def test_nothing_to_undo_is_no_problem(engine):
    engine.deploy(process("p").throw_compensation("undo").end_compensation("undo_all"))
    engine.start()
    assert engine.path == ["start", "undo", "undo_all"]
    assert engine.state == "COMPLETED"


def test_a_throw_can_name_the_one_activity_to_undo(engine):
    engine.deploy(
        book(book(process("p"), "flight"), "hotel")
        .throw_compensation("undo", of="book_flight")
        .user_task("x")
        .end()
    )
    engine.start()
    engine.complete_job("book_flight")
    engine.complete_job("book_hotel")
    engine.complete_job("cancel_flight")
    assert undone(engine) == ["cancel_flight"]
    assert engine.tasks == ["x"]


def test_an_end_event_undoes_before_it_ends(engine):
    engine.deploy(book(process("p"), "flight").end_compensation("undo"))
    engine.start()
    engine.complete_job("book_flight")
    assert engine.state == "ACTIVE"
    engine.complete_job("cancel_flight")
    assert engine.state == "COMPLETED"


def test_one_that_does_not_wait_lets_its_token_go_on_at_once(engine):
    engine.deploy(
        book(process("p"), "flight").throw_compensation("undo", wait=False).user_task("after").end()
    )
    engine.start()
    engine.complete_job("book_flight")
    assert engine.tasks == ["after"]
    assert engine.jobs == ["cancel_flight"]
    engine.complete_task("after")
    assert engine.state == "ACTIVE"
    engine.complete_job("cancel_flight")
    assert engine.path.count("after") == 1
    assert engine.state == "COMPLETED"


def test_a_handler_sees_what_its_activity_had_for_itself(engine):
    diagram = process("p").service_task("book_flight").input("=seat", "booked")
    diagram.boundary_compensation("b").script_task("cancel_flight", "booked", result="freed")
    engine.deploy(diagram.at("book_flight").end_compensation("undo"))
    engine.start(variables={"seat": "4A"})
    engine.set_variables({"seat": "9F"})
    engine.complete_job("book_flight")
    assert engine.variables["freed"] == "4A"


def test_an_activity_that_was_done_several_times_is_undone_as_often(engine):
    diagram = book(process("p").exclusive("again"), "flight").exclusive("x").when("n < 3").to("again")
    engine.deploy(diagram.at("x").otherwise().end_compensation("undo"))
    engine.start(variables={"n": 0})
    for n in (1, 2, 3):
        engine.complete_job("book_flight", {"n": n})
    for _ in range(3):
        assert engine.jobs == ["cancel_flight"]
        engine.complete_job("cancel_flight")
    assert engine.state == "COMPLETED"


@pytest.mark.parametrize("sequential", [False, True])
def test_each_inner_instance_of_a_loop_is_undone_with_its_own_item(engine, sequential):
    diagram = process("p").task("book").multi_instance("seats", item="seat", sequential=sequential)
    diagram.boundary_compensation("b").script_task("cancel", "append(freed, seat)", result="freed")
    engine.deploy(diagram.at("book").end_compensation("undo"))
    engine.start(variables={"seats": ["1A", "1B", "1C"], "freed": []})
    assert engine.variables["freed"] == ["1C", "1B", "1A"]
    assert engine.state == "COMPLETED"


def test_an_inner_instance_that_is_stuck_when_it_completes_is_undone_once(engine):
    diagram = process("p").service_task("book").multi_instance(cardinality="1", until="enough")
    diagram.boundary_compensation("b").service_task("cancel_one")
    engine.deploy(diagram.at("book").end_compensation("undo"))
    engine.start()
    engine.complete_job("book")
    assert engine.incidents == {"book": "LOOP_ERROR"}
    engine.set_variables({"enough": False})
    engine.resolve_incident("book")
    engine.complete_job("cancel_one")
    assert undone(engine) == ["cancel_one"]
    assert engine.state == "COMPLETED"


def in_subprocess(inside, *, before_end=None):
    diagram = process("p").subprocess("sub")
    inside(diagram).end("sub_end").done()
    return diagram


def test_a_subprocess_without_a_handler_is_undone_by_undoing_what_is_inside(engine):
    diagram = in_subprocess(lambda d: book(book(d, "flight"), "hotel"))
    engine.deploy(book(diagram, "car").end_compensation("undo"))
    engine.start()
    for name in ("flight", "hotel", "car"):
        engine.complete_job(f"book_{name}")
    for name in ("car", "hotel", "flight"):
        assert engine.jobs == [f"cancel_{name}"]
        engine.complete_job(f"cancel_{name}")
    assert engine.state == "COMPLETED"


def test_a_subprocess_with_a_handler_is_undone_by_that_alone(engine):
    diagram = in_subprocess(lambda d: book(d, "flight"))
    diagram.boundary_compensation("b").service_task("cancel_all").at("sub")
    engine.deploy(diagram.end_compensation("undo"))
    engine.start()
    engine.complete_job("book_flight")
    assert engine.jobs == ["cancel_all"]
    engine.complete_job("cancel_all")
    assert undone(engine) == ["cancel_all"]
    assert engine.state == "COMPLETED"


def test_a_subprocess_with_a_compensation_event_subprocess_is_undone_by_that(engine):
    diagram = in_subprocess(
        lambda d: book(
            d.event_subprocess("undoing")
            .start_compensation("asked")
            .user_task("ask_first")
            .end_compensation("undo_inside")
            .done(),
            "flight",
        )
    )
    engine.deploy(diagram.throw_compensation("undo", of="sub").user_task("after").end())
    engine.start()
    engine.complete_job("book_flight")
    assert engine.tasks == ["ask_first"]
    engine.complete_task("ask_first")
    assert engine.jobs == ["cancel_flight"]
    engine.complete_job("cancel_flight")
    assert engine.tasks == ["after"]


def test_what_is_undone_inside_a_subprocess_sees_the_variables_that_it_had(engine):
    diagram = process("p").subprocess("sub").at("sub").input('="4A"', "seat").enter("sub")
    diagram.task("book").boundary_compensation("b").script_task("cancel", "seat", result="freed")
    engine.deploy(diagram.at("book").end("sub_end").done().output("=freed", "freed").end_compensation("undo"))
    engine.start()
    # The instance itself has a variable of this name since the output mapping of the subprocess.
    assert engine.variables == {"freed": "4A"}


def test_undoing_a_subprocess_does_not_make_its_results_again(engine):
    diagram = in_subprocess(lambda d: book(d, "flight")).output("=price", "price").output("=1", "count")
    engine.deploy(
        diagram.script_task("later", "count + 1", result="count")
        .throw_compensation("undo")
        .user_task("x")
        .end()
    )
    engine.start()
    engine.complete_job("book_flight")
    engine.complete_job("cancel_flight")
    assert engine.variables["count"] == 2


def test_undoing_a_multi_instance_subprocess_undoes_each_and_leaves_its_result(engine):
    diagram = in_subprocess(lambda d: book(d, "flight"))
    diagram.multi_instance("seats", item="seat", output="booked", output_element="seat")
    engine.deploy(diagram.throw_compensation("undo").user_task("x").end())
    engine.start(variables={"seats": ["1A", "1B"]})
    engine.complete_job("book_flight")
    engine.complete_job("book_flight")
    engine.complete_job("cancel_flight")
    engine.complete_job("cancel_flight")
    assert undone(engine) == ["cancel_flight"] * 2
    assert engine.variables["booked"] == ["1A", "1B"]
    assert engine.tasks == ["x"]


def test_nested_subprocesses_are_undone_from_the_inside_of_the_latest(engine):
    diagram = process("p").subprocess("outer")
    book(diagram, "flight").subprocess("inner")
    book(diagram, "hotel").end("inner_end").done().end("outer_end").done()
    engine.deploy(book(diagram, "car").end_compensation("undo"))
    engine.start()
    for name in ("flight", "hotel", "car"):
        engine.complete_job(f"book_{name}")
    for name in ("car", "hotel", "flight"):
        engine.complete_job(f"cancel_{name}")
    assert undone(engine) == ["cancel_car", "cancel_hotel", "cancel_flight"]
    assert engine.state == "COMPLETED"


def test_a_throw_inside_a_subprocess_undoes_only_what_is_in_it(engine):
    diagram = book(process("p"), "flight").subprocess("sub")
    book(diagram, "hotel").throw_compensation("undo").end("sub_end").done()
    engine.deploy(diagram.user_task("after").end())
    engine.start()
    engine.complete_job("book_flight")
    engine.complete_job("book_hotel")
    engine.complete_job("cancel_hotel")
    assert engine.tasks == ["after"]
    assert undone(engine) == ["cancel_hotel"]


def test_an_event_subprocess_undoes_what_has_completed_in_the_scope_around_it(engine):
    diagram = process("p").event_subprocess("undoing").start_message("revoked", "revocation")
    diagram.throw_compensation("undo").end("undone").done()
    engine.deploy(book(book(diagram, "flight"), "hotel").user_task("wait").end())
    engine.start()
    engine.complete_job("book_flight")
    engine.complete_job("book_hotel")
    engine.publish_message("revocation")
    assert engine.terminated == ["wait"]
    engine.complete_job("cancel_hotel")
    engine.complete_job("cancel_flight")
    assert engine.state == "COMPLETED"


def test_after_an_error_a_boundary_path_can_undo_what_came_before(engine):
    diagram = book(process("p"), "flight").service_task("pay").end()
    diagram.at("pay").boundary_error("declined", "DECLINED").end_compensation("undo")
    engine.deploy(diagram)
    engine.start()
    engine.complete_job("book_flight")
    engine.throw_error("pay", "DECLINED")
    assert engine.jobs == ["cancel_flight"]
    engine.complete_job("cancel_flight")
    assert engine.state == "COMPLETED"


def test_an_activity_that_was_interrupted_has_nothing_to_undo(engine):
    diagram = book(process("p"), "flight").end()
    diagram.at("book_flight").boundary_timer("late", "PT1H").end_compensation("undo")
    engine.deploy(diagram)
    engine.start()
    engine.advance_clock(hours=1)
    assert undone(engine) == []
    assert engine.state == "COMPLETED"


def test_canceling_while_something_is_undone_leaves_nothing_behind(engine):
    engine.deploy(trip())
    engine.start()
    engine.complete_job("book_flight")
    engine.complete_job("book_hotel")
    engine.cancel()
    assert engine.living().owners == {}
    assert engine.state == "TERMINATED"


def test_interrupting_what_asked_for_it_ends_the_handler_and_undoes_no_more(engine):
    diagram = book(book(process("p"), "flight"), "hotel").subprocess("sub")
    diagram.throw_compensation("undo", of="book_hotel").end("sub_end").done().user_task("after").end()
    diagram.at("sub").boundary_timer("enough", "PT1H").user_task("look").to("end")
    engine.deploy(diagram)
    engine.start()
    engine.complete_job("book_flight")
    engine.complete_job("book_hotel")
    assert engine.jobs == ["cancel_hotel"]
    engine.advance_clock(hours=1)
    assert engine.jobs == []
    assert engine.tasks == ["look"]


def test_a_handler_that_fails_for_good_is_an_incident_and_goes_on_when_it_is_repaired(engine):
    engine.deploy(trip())
    engine.start()
    engine.complete_job("book_flight")
    engine.complete_job("book_hotel")
    engine.fail_job("cancel_hotel")
    assert engine.incidents == {"cancel_hotel": "JOB_NO_RETRIES"}
    engine.resolve_incident("cancel_hotel")
    engine.complete_job("cancel_hotel")
    engine.complete_job("cancel_flight")
    assert engine.tasks == ["after"]


def test_an_error_of_a_handler_that_its_own_boundary_catches_does_not_keep_the_rest_from_being_undone(engine):
    diagram = trip()
    diagram.at("cancel_hotel").boundary_error("refused", "REFUSED").user_task("call_hotel").to("end")
    engine.deploy(diagram)
    engine.start()
    engine.complete_job("book_flight")
    engine.complete_job("book_hotel")
    engine.throw_error("cancel_hotel", "REFUSED")
    assert engine.tasks == ["call_hotel"]
    assert engine.jobs == ["cancel_flight"]
    engine.complete_job("cancel_flight")
    engine.complete_task("call_hotel")
    engine.complete_task("after")
    assert engine.state == "COMPLETED"


def test_an_error_while_a_subprocess_is_undone_is_not_caught_by_its_boundary(engine):
    """It has been left long ago: its boundary events are gone."""
    diagram = in_subprocess(lambda d: book(d, "flight")).throw_compensation("undo").end()
    diagram.at("sub").boundary_error("failed", "A").end("off")
    engine.deploy(diagram)
    engine.start()
    engine.complete_job("book_flight")
    engine.throw_error("cancel_flight", "A")
    assert engine.incidents == {"cancel_flight": "UNHANDLED_BPMN_ERROR"}
    assert "failed" not in engine.path


def test_a_handler_can_be_a_subprocess(engine):
    diagram = process("p").service_task("book").boundary_compensation("b").subprocess("cancel_all")
    diagram.user_task("ask").user_task("tell").end("cancel_end").done().at("book").end_compensation("undo")
    engine.deploy(diagram)
    engine.start()
    engine.complete_job("book")
    engine.complete_task("ask")
    engine.complete_task("tell")
    assert engine.state == "COMPLETED"


def test_output_mappings_of_a_handler_are_kept(engine):
    diagram = process("p").service_task("book").boundary_compensation("b").service_task("cancel_it")
    diagram.output("=receipt", "refund").at("book").throw_compensation("undo").user_task("after").end()
    engine.deploy(diagram)
    engine.start()
    engine.complete_job("book")
    engine.complete_job("cancel_it", {"receipt": "R-1"})
    assert engine.variables == {"refund": "R-1"}


def test_two_throws_at_once_share_what_there_is_to_undo(engine):
    diagram = book(book(process("p"), "flight"), "hotel").parallel("split")
    diagram.throw_compensation("undo_a", of="book_hotel").end().at("split")
    diagram.throw_compensation("undo_b").end("end_b")
    engine.deploy(diagram)
    engine.start()
    engine.complete_job("book_flight")
    engine.complete_job("book_hotel")
    assert sorted(engine.jobs) == ["cancel_flight", "cancel_hotel"]
    engine.complete_job("cancel_flight")
    engine.complete_job("cancel_hotel")
    assert engine.state == "COMPLETED"
    assert engine.waits(Job) == []
