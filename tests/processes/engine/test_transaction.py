"""Transactions: subprocesses that can be given up (BPMN 10.3.5, *Transaction*)."""

from processes.engine.state import Job
from tests.support.diagrams import process


def booking():
    """Two bookings at once; when the payment is refused, all is given up."""
    return (
        process("p")
        .transaction("booking")
        .parallel("split")
        .service_task("book_flight")
        .boundary_compensation("flight_booked")
        .service_task("cancel_flight")
        .at("book_flight")
        .service_task("pay")
        .exclusive("x")
        .when("refused")
        .end_cancel("give_up")
        .at("x")
        .otherwise()
        .end("paid")
        .at("split")
        .service_task("book_hotel")
        .end("hotel_end")
        .done()
        .user_task("travel")
        .end()
        .at("booking")
        .boundary_cancel("given_up")
        .user_task("stay")
        .to("end")
    )


def test_a_transaction_that_completes_is_a_subprocess(engine):
    engine.deploy(booking())
    engine.start(variables={"refused": False})
    for job in ("book_flight", "pay", "book_hotel"):
        engine.complete_job(job)
    assert engine.tasks == ["travel"]


def test_cancel_ends_what_still_runs_undoes_what_is_done_and_leaves_by_the_cancel_event(engine):
    engine.deploy(booking())
    engine.start(variables={"refused": True})
    engine.complete_job("book_flight")
    engine.complete_job("pay")
    assert engine.jobs == ["cancel_flight"]
    assert engine.terminated == ["book_hotel"]
    assert engine.tasks == []
    engine.complete_job("cancel_flight")
    assert engine.tasks == ["stay"]
    assert engine.state == "ACTIVE"
    engine.complete_task("stay")
    assert engine.state == "COMPLETED"


def test_cancel_with_nothing_to_undo_leaves_at_once(engine):
    engine.deploy(
        process("p")
        .transaction("t")
        .end_cancel("give_up")
        .done()
        .end()
        .at("t")
        .boundary_cancel("given_up")
        .end("off")
    )
    engine.start()
    assert engine.path == ["start", "t_start", "given_up", "off"]
    assert engine.state == "COMPLETED"


def test_a_completed_transaction_can_be_undone_as_a_subprocess(engine):
    diagram = booking()
    diagram.at("travel").boundary_error("stranded", "STRANDED").throw_compensation("undo").to("end")
    engine.deploy(diagram)
    engine.start(variables={"refused": False})
    for job in ("book_flight", "pay", "book_hotel"):
        engine.complete_job(job)
    assert engine.waits(Job) == []
    engine.complete_task("travel")
    assert engine.state == "COMPLETED"


def test_an_error_leaves_a_transaction_without_undoing_anything(engine):
    diagram = booking()
    diagram.at("booking").boundary_error("failed", "A").end("off")
    engine.deploy(diagram)
    engine.start(variables={"refused": True})
    engine.complete_job("book_flight")
    engine.throw_error("pay", "A")
    assert engine.path[-2:] == ["failed", "off"]
    assert engine.jobs == []
    assert engine.state == "COMPLETED"


def test_cancel_undoes_what_is_inside_of_subprocesses_too(engine):
    engine.deploy(
        process("p")
        .transaction("t")
        .subprocess("inner")
        .service_task("book")
        .boundary_compensation("booked")
        .service_task("cancel_it")
        .at("book")
        .end("inner_end")
        .done()
        .end_cancel("give_up")
        .done()
        .end()
        .at("t")
        .boundary_cancel("given_up")
        .end("off")
    )
    engine.start()
    engine.complete_job("book")
    assert engine.jobs == ["cancel_it"]
    engine.complete_job("cancel_it")
    assert engine.path[-2:] == ["given_up", "off"]


def test_tokens_that_wait_for_each_other_are_gone_when_a_transaction_is_given_up(engine):
    engine.deploy(
        process("p")
        .transaction("t")
        .parallel("split")
        .parallel("join")
        .end("joined")
        .at("split")
        .user_task("work")
        .to("join")
        .at("split")
        .user_task("decide")
        .end_cancel("give_up")
        .done()
        .end()
        .at("t")
        .boundary_cancel("given_up")
        .end("off")
    )
    engine.start()
    engine.complete_task("decide")
    assert engine.path[-1] == "off"
    assert engine.living().joining_scopes == set()
    assert engine.state == "COMPLETED"


def test_one_inner_instance_that_is_given_up_gives_up_all_of_a_multi_instance_transaction(engine):
    engine.deploy(
        process("p")
        .transaction("t")
        .user_task("decide")
        .end_cancel("give_up")
        .done()
        .multi_instance(cardinality="3")
        .end()
        .at("t")
        .boundary_cancel("given_up")
        .end("off")
    )
    engine.start()
    engine.complete_task("decide")
    assert engine.tasks == []
    assert engine.path[-1] == "off"
    assert engine.state == "COMPLETED"


def test_a_handler_that_fails_keeps_the_transaction_until_it_is_repaired(engine):
    engine.deploy(booking())
    engine.start(variables={"refused": True})
    engine.complete_job("book_flight")
    engine.complete_job("pay")
    engine.fail_job("cancel_flight")
    assert engine.tasks == []
    engine.resolve_incident("cancel_flight")
    engine.complete_job("cancel_flight")
    assert engine.tasks == ["stay"]
