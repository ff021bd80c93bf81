"""Script tasks: FEEL inside the engine, Python in the sandbox."""

from tests.processes.scenarios.telling import told
from tests.support.diagrams import process

SCENARIOS = [
    told(
        "A script in FEEL gives its value to a variable",
        process("add").script_task("sum", "a + b", result="total").end(),
        steps="""
        - {do: start, process: add, variables: {a: 1, b: 2}}
        - {assert: ended, state: COMPLETED}
        - {assert: variables, equals: {total: 3}}
        """,
    ),
    told(
        "A script in Python gives its last line to its result variable",
        process("add")
        .foreign_script_task("sum", "text/x-python", "_c = a + b\n_c * 2", result="total")
        .end(),
        steps="""
        - {do: start, process: add, variables: {a: 1, b: 2}}
        - {assert: ended, state: COMPLETED}
        - {assert: variables, equals: {total: 6}, absent: [_c]}
        """,
    ),
    told(
        "What a script in Python assigns is known to who comes next",
        process("split")
        .foreign_script_task("share", "python", "share = amount / parts\nrest = amount % parts")
        .exclusive("even")
        .when("rest = 0")
        .end("nothing_left")
        .at("even")
        .otherwise()
        .end("something_left"),
        steps="""
        - {do: start, process: split, variables: {amount: 10, parts: 4}}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [start, share, even, something_left]}
        - {assert: variables, equals: {share: 2.5, rest: 2}}
        """,
    ),
    told(
        "A script in Python that fails is an incident, and runs again when it is repaired",
        process("split").foreign_script_task("share", "python", "share = amount / parts").end(),
        steps="""
        - {do: start, process: split, variables: {amount: 10, parts: 0}, expect: error}
        - {assert: incident, element: share, type: JOB_NO_RETRIES}
        - {do: set_variables, variables: {parts: 5}}
        - {do: resolve_incident, element: share}
        - {assert: ended, state: COMPLETED}
        - {assert: variables, equals: {share: 2}}
        """,
    ),
    told(
        "A script in Python raises a modelled error, which its boundary catches",
        process("check")
        .foreign_script_task("look", "python", 'if amount > 100:\n    raise BpmnError("TOO_MUCH")')
        .end("fine")
        .at("look")
        .boundary_error("too_much", "TOO_MUCH")
        .end("refused"),
        steps="""
        - {do: start, process: check, variables: {amount: 500}}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [start, too_much, refused]}
        - {do: start, process: check, variables: {amount: 50}}
        - {assert: path, exact: [start, look, fine]}
        """,
    ),
]
