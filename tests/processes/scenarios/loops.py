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
        - {do: start, process: survey, variables: {people: [ada, ben, cleo]}}
        - {assert: jobs, exact: {ask: 3}}
        - {do: complete_job, element: ask, variables: {answer: 1}}
        - {do: complete_job, element: ask, variables: {answer: 2}}
        - {assert: running}
        - {assert: jobs, exact: {ask: 1}}
        - {assert: variables, absent: [answers]}
        - {do: complete_job, element: ask, variables: {answer: 3}}
        - {assert: ended, state: COMPLETED}
        - {assert: variables, equals: {answers: [1, 2, 3]}, absent: [person]}
        """,
    ),
    told(
        "One is done after another, until it is enough",
        process("search")
        .user_task("look")
        .multi_instance("places", item="place", sequential=True, until="found")
        .end(),
        steps="""
        - {do: start, process: search, variables: {places: [attic, cellar, garden], found: false}}
        - {assert: tasks, exact: {look: 1}}
        - {do: complete, task: look}
        - {assert: tasks, exact: {look: 1}}
        - {assert: running}
        - {do: complete, task: look, variables: {found: true}}
        - {assert: ended, state: COMPLETED}
        - {assert: tasks, exact: {}}
        """,
    ),
    told(
        "A collection without items is done at once, and what is no collection is stuck",
        process("survey").user_task("ask").multi_instance("people").end(),
        steps="""
        - {do: start, process: survey, variables: {people: []}}
        - {assert: ended, state: COMPLETED}
        - {assert: tasks, exact: {}}
        - {do: start, process: survey, expect: error}
        - {assert: running}
        - {assert: tasks, exact: {}}
        - {do: set_variables, variables: {people: [ada]}}
        - {do: resolve_incident, element: ask}
        - {do: complete, task: ask}
        - {assert: ended, state: COMPLETED}
        """,
    ),
    told(
        "A loop goes on as long as its condition is true",
        process("drill").service_task("turn").loop("depth < 3", maximum=5).end(),
        steps="""
        - {do: start, process: drill, variables: {depth: 0}}
        - {do: complete_job, element: turn, variables: {depth: 1}}
        - {do: complete_job, element: turn, variables: {depth: 3}}
        - {assert: ended, state: COMPLETED}
        - {assert: jobs, exact: {}}
        - {do: start, process: drill, variables: {depth: -1000}}
        - {do: complete_job, element: turn}
        - {do: complete_job, element: turn}
        - {do: complete_job, element: turn}
        - {do: complete_job, element: turn}
        - {assert: running}
        - {do: complete_job, element: turn}
        - {assert: ended, state: COMPLETED}
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
        - {do: start, process: survey}
        - {do: complete, task: ask}
        - {do: advance_time, by: P1D}
        - {assert: ended, state: COMPLETED}
        - {assert: tasks, exact: {}}
        - {assert: timers, count: 0}
        - {assert: path, contains: [late, given_up]}
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
        - {do: start, process: party, variables: {ready: false}}
        - {assert: tasks, exact: {clean: 1, cook: 1}}
        - {do: complete, task: clean}
        - {assert: tasks, exact: {cook: 1}}
        - {do: complete, task: cook}
        - {assert: ended, state: COMPLETED}
        - {assert: path, contains: [prepare, clean]}
        - {do: start, process: party, variables: {ready: false}}
        - {do: complete, task: cook, variables: {ready: true}}
        - {assert: ended, state: COMPLETED}
        - {assert: terminated, exact: {clean: 1}}
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
        - {do: start, process: party}
        - {assert: tasks, exact: {clean: 1}}
        - {do: complete, task: clean}
        - {assert: tasks, exact: {cook: 1}}
        - {do: complete, task: cook}
        - {assert: ended, state: COMPLETED}
        """,
    ),
]
