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
        - start: booking
        - expect: {active: [book, flight, room], timers: {too_slow: 2026-01-06T12:00:00Z}}
        - complete job: room
          variables: {room: 12}
        - complete job: flight
        - expect: {state: COMPLETED, passed: [book, book_start, both, flight, room, booked], timers: {}}
        """,
    ),
    told(
        "An error inside ends the subprocess with all in it",
        BOOKING,
        steps="""
        - start: booking
        - complete job: room
        - expect: {terminated: [book, flight, no_room], tasks: [apologize], jobs: []}
        """,
    ),
    told(
        "A subprocess that takes too long is ended from outside",
        BOOKING,
        steps="""
        - start: booking
        - fail job: flight
        - expect: {incidents: {flight: JOB_NO_RETRIES}}
        - advance clock: P1D
        - expect: {incidents: {}, terminated: [book, flight, room]}
        - expect: {state: COMPLETED, passed: [too_slow, given_up]}
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
        - start: nest
        - throw error: SMALL
          from job: work
        - expect: {active: [outer, repair], terminated: [inner, work]}
        - complete task: repair
        - expect: {state: COMPLETED, passed: [outer, repairable, repaired, done]}
        - start: nest
        - throw error: LARGE
          from job: work
        - expect: {state: COMPLETED, terminated: [outer, inner, work], passed: [any, given_up]}
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
        - start: scoped
          variables: {count: 100}
        - complete job: work
          variables: {count: 5}
        - expect: {state: COMPLETED, variables: {count: 100, result: 6}}
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
        - start: part
        - complete task: stop
        - expect: {terminated: [long], tasks: [after], state: ACTIVE}
        """,
    ),
    told(
        "Canceling ends everything at once",
        BOOKING,
        steps="""
        - start: booking
        - set variables: {note: mine}
          of: book
        - cancel
        - expect: {state: TERMINATED, terminated: [book, flight, room], jobs: [], timers: {}}
        - expect: {variables: {note: null}}
        - cancel:
          refused: ended
        - set variables: {late: 1}
          refused: ended
        """,
    ),
]
