"""Loops: activities that are done several times, and ad-hoc subprocesses, done in no order of their own."""

from tests.processes.scenarios.telling import told
from tests.support.diagrams import process

SCENARIOS = [
    told(
        "Each of several is done at the same time, and all results come together",
        process("survey")
        .service_task("ask")
        .multi_instance("people", item="person", output="answers", output_element="answer")
        .end(),
        steps="""
        - start: survey
          variables: {people: [ada, ben, cleo]}
        - expect: {jobs: [ask, ask, ask]}
        - complete job: ask
          variables: {answer: 1}
        - complete job: ask
          variables: {answer: 2}
        - expect: {state: ACTIVE, jobs: [ask], variables: {answers: null}}
        - complete job: ask
          variables: {answer: 3}
        - expect: {state: COMPLETED, variables: {answers: [1, 2, 3], person: null}}
        """,
    ),
    told(
        "One is done after another, until it is enough",
        process("search")
        .user_task("look")
        .multi_instance("places", item="place", sequential=True, until="found")
        .end(),
        steps="""
        - start: search
          variables: {places: [attic, cellar, garden], found: false}
        - expect: {tasks: [look]}
        - complete task: look
        - expect: {tasks: [look], state: ACTIVE}
        - complete task: look
          variables: {found: true}
        - expect: {state: COMPLETED, tasks: []}
        """,
    ),
    told(
        "A collection without items is done at once, and what is no collection is stuck",
        process("survey").user_task("ask").multi_instance("people").end(),
        steps="""
        - start: survey
          variables: {people: []}
        - expect: {state: COMPLETED, tasks: []}
        - start: survey
        - expect: {state: ACTIVE, tasks: []}
        - set variables: {people: [ada]}
        - resolve incident: ask
        - complete task: ask
        - expect: {state: COMPLETED}
        """,
    ),
    told(
        "A loop goes on as long as its condition is true",
        process("drill").service_task("turn").loop("depth < 3", maximum=5).end(),
        steps="""
        - start: drill
          variables: {depth: 0}
        - complete job: turn
          variables: {depth: 1}
        - complete job: turn
          variables: {depth: 3}
        - expect: {state: COMPLETED, jobs: []}
        - start: drill
          variables: {depth: -1000}
        - complete job: turn
        - complete job: turn
        - complete job: turn
        - complete job: turn
        - expect: {state: ACTIVE}
        - complete job: turn
        - expect: {state: COMPLETED}
        """,
    ),
    told(
        "A loop that takes too long is ended with all that is in it",
        process("survey")
        .user_task("ask")
        .multi_instance(cardinality="2")
        .end()
        .at("ask")
        .boundary_timer("late", "P1D")
        .end("given_up"),
        steps="""
        - start: survey
        - complete task: ask
        - advance clock: P1D
        - expect: {state: COMPLETED, tasks: [], timers: {}, passed: [late, given_up]}
        """,
    ),
    told(
        "What is ad hoc is done in any order, until it is enough",
        process("party")
        .ad_hoc("prepare", until="ready")
        .apart()
        .user_task("cook")
        .apart()
        .user_task("clean")
        .done()
        .end(),
        steps="""
        - start: party
          variables: {ready: false}
        - expect: {tasks: [clean, cook]}
        - complete task: clean
        - expect: {tasks: [cook]}
        - complete task: cook
        - expect: {state: COMPLETED, passed: [prepare, clean]}
        - start: party
          variables: {ready: false}
        - complete task: cook
          variables: {ready: true}
        - expect: {state: COMPLETED, terminated: [clean]}
        """,
    ),
    told(
        "What is ad hoc and sequential is done one after another",
        process("party")
        .ad_hoc("prepare", sequential=True, active='["clean", "cook"]')
        .apart()
        .user_task("cook")
        .apart()
        .user_task("clean")
        .done()
        .end(),
        steps="""
        - start: party
        - expect: {tasks: [clean]}
        - complete task: clean
        - expect: {tasks: [cook]}
        - complete task: cook
        - expect: {state: COMPLETED}
        """,
    ),
]
