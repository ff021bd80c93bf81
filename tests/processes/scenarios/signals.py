"""Signals, escalations, conditions and links: events that go further than from one element to the next."""

from tests.processes.scenarios.telling import told
from tests.support.diagrams import process

SCENARIOS = [
    told(
        "A signal reaches everyone who waits for it, and starts what begins with it",
        process("guard").catch_signal("alarmed", "alarm").user_task("leave").end(),
        process("log").start_signal("heard", "alarm").task("note").end(),
        process("watch").user_task("look").throw_signal("warn", "alarm").end(),
        steps="""
        - {do: start, process: guard}
        - {assert: subscriptions, kind: signal, exact: {alarmed: 1, heard: 1}}
        - {do: start, process: watch}
        - {do: complete, task: look, variables: {where: kitchen}}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [start, look, warn, end]}
        - {do: find_instance, process: guard, as: guard}
        - {assert: subscriptions, kind: signal, exact: {heard: 1}}
        - {assert: tasks, exact: {leave: 1}}
        - {do: find_instance, process: log, as: log}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [heard, note, end]}
        """,
    ),
    told(
        "Who begins to wait after a signal has missed it",
        process("guard").catch_signal("alarmed", "alarm").end(),
        steps="""
        - {do: broadcast_signal, name: alarm, expect: no_match}
        - {do: start, process: guard}
        - {assert: subscriptions, kind: signal, exact: {alarmed: 1}}
        - {do: broadcast_signal, name: alarm, variables: {where: attic}}
        - {assert: ended, state: COMPLETED}
        - {assert: variables, equals: {where: attic}}
        """,
    ),
    told(
        "A signal at the end of one instance takes the work of another away",
        process("clerk")
        .user_task("sort")
        .end()
        .at("sort")
        .boundary_signal("hurried", "hurry", interrupting=False)
        .user_task("drink_coffee")
        .end("awake")
        .at("sort")
        .boundary_signal("closed", "closing")
        .end("home"),
        process("boss").task("look_at_clock").end_signal("close", "closing"),
        steps="""
        - {do: start, process: clerk}
        - {do: broadcast_signal, name: hurry}
        - {do: broadcast_signal, name: hurry}
        - {assert: tasks, exact: {sort: 1, drink_coffee: 2}}
        - {assert: subscriptions, kind: signal, exact: {hurried: 1, closed: 1}}
        - {do: start, process: boss}
        - {assert: ended, state: COMPLETED}
        - {do: find_instance, process: clerk, as: clerk}
        - {assert: terminated, exact: {sort: 1}}
        - {assert: subscriptions, kind: signal, exact: {}}
        - {assert: tasks, exact: {drink_coffee: 2}}
        """,
    ),
    told(
        "An instance hears its own signal",
        process("echo")
        .parallel("split")
        .catch_signal("heard", "shout")
        .end("both")
        .at("split")
        .user_task("breathe")
        .throw_signal("shout", "shout")
        .end("quiet"),
        steps="""
        - {do: start, process: echo}
        - {do: complete, task: breathe}
        - {assert: ended, state: COMPLETED}
        - {assert: path, contains: [split, heard, breathe, shout]}
        """,
    ),
    told(
        "An escalation is heard outside, and may end what it comes from",
        process("support")
        .subprocess("help")
        .user_task("answer")
        .exclusive("hard")
        .when("level = 1")
        .throw_escalation("ask", "ASK")
        .end("answered")
        .at("hard")
        .otherwise()
        .end_escalation("give_up", "STUCK")
        .done()
        .end("helped")
        .at("help")
        .boundary_escalation("asked", "ASK", interrupting=False)
        .user_task("advise")
        .end("advised")
        .at("help")
        .boundary_escalation("stuck", "STUCK")
        .user_task("take_over")
        .end("taken_over"),
        steps="""
        - {do: start, process: support}
        - {do: complete, task: answer, variables: {level: 1}}
        - {assert: tasks, exact: {advise: 1}}
        - {assert: terminated, exact: {}}
        - {assert: path, contains: [help, ask, answered, helped]}
        - {do: complete, task: advise}
        - {assert: ended, state: COMPLETED}
        - {do: start, process: support}
        - {do: complete, task: answer, variables: {level: 2}}
        - {assert: tasks, exact: {take_over: 1}}
        - {assert: terminated, exact: {help: 1, give_up: 1}}
        """,
    ),
    told(
        "A condition is waited for until the variables make it true",
        process("tank")
        .catch_conditional("filled", "level > 10")
        .user_task("drive")
        .end()
        .at("drive")
        .boundary_conditional("low", "level < 3", interrupting=False)
        .task("warn")
        .end("warned")
        .at("drive")
        .boundary_conditional("empty", "level = 0")
        .end("stopped"),
        steps="""
        - {do: start, process: tank}
        - {assert: subscriptions, kind: conditional, exact: {filled: 1}}
        - {do: set_variables, variables: {level: 5}}
        - {assert: subscriptions, kind: conditional, exact: {filled: 1}}
        - {assert: tasks, exact: {}}
        - {do: set_variables, variables: {level: 20}}
        - {assert: tasks, exact: {drive: 1}}
        - {assert: subscriptions, kind: conditional, exact: {low: 1, empty: 1}}
        - {do: set_variables, variables: {level: 2}}
        - {do: set_variables, variables: {level: 1}}
        - {assert: tasks, exact: {drive: 1}}
        - {assert: path, exact: [start, filled, low, warn, warned]}
        - {do: set_variables, variables: {level: 0}}
        - {assert: ended, state: COMPLETED}
        - {assert: terminated, exact: {drive: 1}}
        - {assert: subscriptions, kind: conditional, exact: {}}
        """,
    ),
    told(
        "A condition starts what begins with it",
        process("sprinkler").start_conditional("hot", "degrees > 60").user_task("mop").end(),
        steps="""
        - {do: evaluate_start_conditions, variables: {degrees: 20}}
        - {assert: running_instances, count: 0}
        - {do: evaluate_start_conditions, variables: {degrees: 80}}
        - {do: find_instance, process: sprinkler, as: sprinkler}
        - {assert: path, exact: [hot]}
        - {assert: tasks, exact: {mop: 1}}
        - {assert: variables, equals: {degrees: 80}}
        """,
    ),
    told(
        "What starts a process together is remembered until all of it has come",
        process("launch")
        .start_message("ready", "cleared")
        .also_signal("fueled")
        .also_conditional("wind < 5")
        .also_timer("R/2026-01-06T06:00:00Z/P1D")
        .all_of_them()
        .user_task("count_down")
        .end(),
        steps="""
        - {assert: subscriptions, kind: any, exact: {ready: 3}}
        - {do: publish_message, name: cleared, correlation_key: apollo, variables: {crew: 3, by: tower}}
        - {do: publish_message, name: cleared, correlation_key: gemini, time_to_live: P7D}
        - {assert: subscriptions, kind: message, exact: {}}
        - {do: advance_time, by: P2D}
        - {do: evaluate_start_conditions, variables: {wind: 9}}
        - {do: broadcast_signal, name: fueled, variables: {by: pad}}
        - {assert: subscriptions, kind: any, exact: {ready: 1}}
        - {assert: running_instances, count: 0}
        - {do: evaluate_start_conditions, variables: {wind: 2}}
        - {assert: running_instances, count: 1}
        - {do: find_instance, process: launch, as: apollo}
        - {assert: path, exact: [ready]}
        - {assert: variables, equals: {crew: 3, by: pad, wind: 2}}
        - {do: complete, task: count_down}
        - {assert: ended, state: COMPLETED}
        - {assert: subscriptions, kind: any, exact: {ready: 2}}
        - {do: broadcast_signal, name: fueled}
        - {do: evaluate_start_conditions, variables: {wind: 1}}
        - {do: advance_time, by: P1D}
        - {assert: running_instances, count: 1}
        """,
    ),
    told(
        "A link goes on at its other end",
        process("page")
        .user_task("write")
        .exclusive("good")
        .when("good")
        .end()
        .at("good")
        .otherwise()
        .throw_link("again", "A")
        .catch_link("from_above", "A")
        .to("write"),
        steps="""
        - {do: start, process: page}
        - {do: complete, task: write, variables: {good: false}}
        - {assert: tasks, exact: {write: 1}}
        - {assert: path, exact: [start, write, good, again, from_above]}
        - {do: complete, task: write, variables: {good: true}}
        - {assert: ended, state: COMPLETED}
        """,
    ),
    told(
        "Of several triggers the first is enough, unless all are asked for",
        process("offer").catch_message("answered", "answer", key="id").also_timer("P7D").end(),
        process("launch").catch_signal("ready", "fueled").also_signal("manned").all_of_them().end(),
        process("news").task("write").end_message("tell", "done").also_signal("manned"),
        steps="""
        - {do: start, process: offer, variables: {id: 1}}
        - {assert: subscriptions, kind: message, exact: {answered: 1}}
        - {assert: timers, due: {answered: 2026-01-12T12:00:00Z}}
        - {do: publish_message, name: answer, correlation_key: 1}
        - {assert: ended, state: COMPLETED}
        - {assert: timers, count: 0}
        - {do: start, process: offer, variables: {id: 2}}
        - {do: advance_time, by: P7D}
        - {assert: ended, state: COMPLETED}
        - {assert: subscriptions, kind: message, exact: {}}
        - {do: start, process: launch}
        - {do: broadcast_signal, name: fueled}
        - {assert: running}
        - {do: start, process: news}
        - {assert: ended, state: COMPLETED}
        - {do: find_instance, process: launch, as: launch}
        - {assert: ended, state: COMPLETED}
        - {assert: subscriptions, kind: signal, exact: {}}
        """,
    ),
]
