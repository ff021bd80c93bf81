"""Compensation and transactions: undoing what has completed."""

from tests.processes.scenarios.telling import told
from tests.support.diagrams import process


def trip(scope):
    """Books a flight, then a hotel; both can be undone. `scope` opens what they are booked in."""
    return (
        scope(process("trip"))
        .service_task("flight")
        .service_task("hotel")
        .at("flight")
        .boundary_compensation("flight_undone")
        .service_task("cancel_flight")
        .at("hotel")
        .boundary_compensation("hotel_undone")
        .service_task("cancel_hotel")
        .at("hotel")
    )


SCENARIOS = [
    told(
        "What has completed is undone, the latest first",
        trip(lambda drawn: drawn).user_task("confirm").throw_compensation("undo").end(),
        steps="""
        - start: trip
        - complete job: flight
        - complete job: hotel
        - complete task: confirm
        - expect: {jobs: [cancel_hotel], active: [undo, cancel_hotel]}
        - complete job: cancel_hotel
        - expect: {jobs: [cancel_flight]}
        - complete job: cancel_flight
        - expect: {state: COMPLETED, passed: [flight, hotel, confirm, undo, cancel_hotel, cancel_flight, end]}
        """,
    ),
    told(
        "Only what has completed is undone, and only once",
        trip(lambda drawn: drawn)
        .user_task("confirm")
        .throw_compensation("undo_flight", of="flight")
        .end_compensation("undo_all"),
        steps="""
        - start: trip
        - complete job: flight
        - complete job: hotel
        - complete task: confirm
        - expect: {jobs: [cancel_flight]}
        - complete job: cancel_flight
        - expect: {jobs: [cancel_hotel]}
        - complete job: cancel_hotel
        - expect: {state: COMPLETED}
        """,
    ),
    told(
        "A transaction that is canceled is undone and left by its cancel event",
        trip(lambda drawn: drawn.transaction("book"))
        .exclusive("paid")
        .when("paid")
        .end("booked")
        .at("paid")
        .otherwise()
        .end_cancel("not_paid")
        .done()
        .end()
        .at("book")
        .boundary_cancel("canceled")
        .user_task("apologize")
        .end("apologized"),
        steps="""
        - start: trip
        - complete job: flight
        - complete job: hotel
          variables: {paid: false}
        - complete job: cancel_hotel
        - expect: {active: [book, not_paid, cancel_flight]}
        - complete job: cancel_flight
        - expect: {passed: [cancel_hotel, cancel_flight, canceled], terminated: [book, not_paid]}
        - expect: {tasks: [apologize]}
        - start: trip
          variables: {paid: true}
        - complete job: flight
        - complete job: hotel
        - expect: {state: COMPLETED, passed: [book, booked, end]}
        """,
    ),
    told(
        "A subprocess says itself how it is undone",
        process("trip")
        .subprocess("book")
        .service_task("flight")
        .end("booked")
        .event_subprocess("on_undo")
        .start_compensation("undone")
        .service_task("call_agency")
        .end("agency_called")
        .done()
        .done()
        .user_task("confirm")
        .end_compensation("undo", of="book"),
        steps="""
        - start: trip
          variables: {who: ada}
        - complete job: flight
        - complete task: confirm
        - expect: {jobs: [call_agency]}
        - complete job: call_agency
        - expect: {state: COMPLETED, passed: [undo, undone, call_agency, agency_called]}
        """,
    ),
]
