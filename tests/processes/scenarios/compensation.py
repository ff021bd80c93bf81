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
        - {do: start, process: trip}
        - {do: complete_job, element: flight}
        - {do: complete_job, element: hotel}
        - {do: complete, task: confirm}
        - {assert: jobs, exact: {cancel_hotel: 1}}
        - {assert: active, exact: {undo: 1, cancel_hotel: 1}}
        - {do: complete_job, element: cancel_hotel}
        - {assert: jobs, exact: {cancel_flight: 1}}
        - {do: complete_job, element: cancel_flight}
        - {assert: ended, state: COMPLETED}
        - {assert: path, contains: [flight, hotel, confirm, undo, cancel_hotel, cancel_flight, end]}
        """,
    ),
    told(
        "Only what has completed is undone, and only once",
        trip(lambda drawn: drawn)
        .user_task("confirm")
        .throw_compensation("undo_flight", of="flight")
        .end_compensation("undo_all"),
        steps="""
        - {do: start, process: trip}
        - {do: complete_job, element: flight}
        - {do: complete_job, element: hotel}
        - {do: complete, task: confirm}
        - {assert: jobs, exact: {cancel_flight: 1}}
        - {do: complete_job, element: cancel_flight}
        - {assert: jobs, exact: {cancel_hotel: 1}}
        - {do: complete_job, element: cancel_hotel}
        - {assert: ended, state: COMPLETED}
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
        - {do: start, process: trip}
        - {do: complete_job, element: flight}
        - {do: complete_job, element: hotel, variables: {paid: false}}
        - {do: complete_job, element: cancel_hotel}
        - {assert: active, exact: {book: 1, not_paid: 1, cancel_flight: 1}}
        - {do: complete_job, element: cancel_flight}
        - {assert: path, contains: [cancel_hotel, cancel_flight, canceled]}
        - {assert: terminated, exact: {book: 1, not_paid: 1}}
        - {assert: tasks, exact: {apologize: 1}}
        - {do: start, process: trip, variables: {paid: true}}
        - {do: complete_job, element: flight}
        - {do: complete_job, element: hotel}
        - {assert: ended, state: COMPLETED}
        - {assert: path, contains: [book, booked, end]}
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
        - {do: start, process: trip, variables: {who: ada}}
        - {do: complete_job, element: flight}
        - {do: complete, task: confirm}
        - {assert: jobs, exact: {call_agency: 1}}
        - {do: complete_job, element: call_agency}
        - {assert: ended, state: COMPLETED}
        - {assert: path, contains: [undo, undone, call_agency, agency_called]}
        """,
    ),
]
