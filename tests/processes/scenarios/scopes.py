"""Subprocesses: scopes that begin, end and fail as one."""

from tests.processes.scenarios.telling import told
from tests.support.diagrams import process

BOOKING = (
    process("booking")
    .subprocess("book")
    .parallel("both")
    .service_task("flight")
    .end("flight_booked")
    .at("both")
    .service_task("room")
    .exclusive("found")
    .when("room != null")
    .end("room_booked")
    .at("found")
    .otherwise()
    .end_error("no_room", "NO_ROOM")
    .done()
    .end("booked")
    .at("book")
    .boundary_error("failed", "NO_ROOM")
    .user_task("apologize")
    .end("not_booked")
    .at("book")
    .boundary_timer("too_slow", "P1D")
    .end("given_up")
)

SCENARIOS = [
    told(
        "A subprocess is done when all in it is",
        BOOKING,
        steps="""
        - {do: start, process: booking}
        - {assert: active, exact: {book: 1, flight: 1, room: 1}}
        - {assert: timers, due: {too_slow: 2026-01-06T12:00:00Z}}
        - {do: complete_job, element: room, variables: {room: 12}}
        - {do: complete_job, element: flight}
        - {assert: ended, state: COMPLETED}
        - {assert: path, contains: [book, book_start, both, flight, room, booked]}
        - {assert: timers, count: 0}
        """,
    ),
    told(
        "An error inside ends the subprocess with all in it",
        BOOKING,
        steps="""
        - {do: start, process: booking}
        - {do: complete_job, element: room}
        - {assert: terminated, exact: {book: 1, flight: 1, no_room: 1}}
        - {assert: tasks, exact: {apologize: 1}}
        - {assert: jobs, exact: {}}
        """,
    ),
    told(
        "A subprocess that takes too long is ended from outside",
        BOOKING,
        steps="""
        - {do: start, process: booking}
        - {do: fail_job, element: flight, retries: 0}
        - {assert: incident, element: flight, type: JOB_NO_RETRIES}
        - {do: advance_time, by: P1D}
        - {assert: incident, count: 0}
        - {assert: terminated, exact: {book: 1, flight: 1, room: 1}}
        - {assert: ended, state: COMPLETED}
        - {assert: path, contains: [too_slow, given_up]}
        """,
    ),
    told(
        "An error goes out as far as somebody catches it",
        process("nest")
        .subprocess("outer")
        .subprocess("inner")
        .service_task("work")
        .end("worked")
        .done()
        .end("inner_done")
        .at("inner")
        .boundary_error("repairable", "SMALL")
        .user_task("repair")
        .end("repaired")
        .done()
        .end("done")
        .at("outer")
        .boundary_error("any")
        .end("given_up"),
        steps="""
        - {do: start, process: nest}
        - {do: throw_bpmn_error, element: work, code: SMALL}
        - {assert: active, exact: {outer: 1, repair: 1}}
        - {assert: terminated, exact: {inner: 1, work: 1}}
        - {do: complete, task: repair}
        - {assert: ended, state: COMPLETED}
        - {assert: path, contains: [outer, repairable, repaired, done]}
        - {do: start, process: nest}
        - {do: throw_bpmn_error, element: work, code: LARGE}
        - {assert: ended, state: COMPLETED}
        - {assert: terminated, exact: {outer: 1, inner: 1, work: 1}}
        - {assert: path, contains: [any, given_up]}
        """,
    ),
    told(
        "What a subprocess has for itself is not seen outside",
        process("scoped")
        .subprocess("sub")
        .at("sub")
        .input("=0", "count")
        .output("=count + 1", "result")
        .enter("sub")
        .service_task("work")
        .end("worked")
        .done()
        .end(),
        steps="""
        - {do: start, process: scoped, variables: {count: 100}}
        - {do: complete_job, element: work, variables: {count: 5}}
        - {assert: ended, state: COMPLETED}
        - {assert: variables, equals: {count: 100, result: 6}}
        """,
    ),
    told(
        "Terminate inside a subprocess ends only that",
        process("part")
        .subprocess("sub")
        .parallel("split")
        .user_task("long")
        .at("split")
        .user_task("stop")
        .end_terminate("enough")
        .done()
        .user_task("after"),
        steps="""
        - {do: start, process: part}
        - {do: complete, task: stop}
        - {assert: terminated, exact: {long: 1}}
        - {assert: tasks, exact: {after: 1}}
        - {assert: running}
        """,
    ),
    told(
        "Canceling ends everything at once",
        BOOKING,
        steps="""
        - {do: start, process: booking}
        - {do: set_variables, variables: {note: mine}, element: book}
        - {do: cancel}
        - {assert: ended, state: TERMINATED}
        - {assert: terminated, exact: {book: 1, flight: 1, room: 1}}
        - {assert: jobs, exact: {}}
        - {assert: timers, count: 0}
        - {assert: variables, absent: [note]}
        - {do: cancel, rejected: ended}
        - {do: set_variables, variables: {late: 1}, rejected: ended}
        """,
    ),
]
