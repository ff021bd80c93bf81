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
        - start: guard
        - expect: {signals: [alarmed]}
        - start: watch
        - complete task: look
          variables: {where: kitchen}
        - expect: {state: COMPLETED, path: [start, look, warn, end]}
        - look at: guard
        - expect: {signals: [], tasks: [leave]}
        - look at: log
        - expect: {state: COMPLETED, path: [heard, note, end]}
        """,
    ),
    told(
        "Who begins to wait after a signal has missed it",
        process("guard").catch_signal("alarmed", "alarm").end(),
        steps="""
        - broadcast signal: alarm
        - start: guard
        - expect: {signals: [alarmed]}
        - broadcast signal: alarm
          variables: {where: attic}
        - expect: {state: COMPLETED, variables: {where: attic}}
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
        - start: clerk
        - broadcast signal: hurry
        - broadcast signal: hurry
        - expect: {tasks: [sort, drink_coffee, drink_coffee], signals: [hurried, closed]}
        - start: boss
        - expect: {state: COMPLETED}
        - look at: clerk
        - expect: {terminated: [sort], signals: [], tasks: [drink_coffee, drink_coffee]}
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
        - start: echo
        - complete task: breathe
        - expect: {state: COMPLETED, passed: [split, heard, breathe, shout]}
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
        - start: support
        - complete task: answer
          variables: {level: 1}
        - expect: {tasks: [advise], terminated: [], passed: [help, ask, answered, helped]}
        - complete task: advise
        - expect: {state: COMPLETED}
        - start: support
        - complete task: answer
          variables: {level: 2}
        - expect: {tasks: [take_over], terminated: [help, give_up]}
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
        - start: tank
        - expect: {conditions: [filled]}
        - set variables: {level: 5}
        - expect: {conditions: [filled], tasks: []}
        - set variables: {level: 20}
        - expect: {tasks: [drive], conditions: [low, empty]}
        - set variables: {level: 2}
        - set variables: {level: 1}
        - expect: {tasks: [drive], path: [start, filled, low, warn, warned]}
        - set variables: {level: 0}
        - expect: {state: COMPLETED, terminated: [drive], conditions: []}
        """,
    ),
    told(
        "A condition starts what begins with it",
        process("sprinkler").start_conditional("hot", "degrees > 60").user_task("mop").end(),
        steps="""
        - start by conditions: {degrees: 20}
        - look at: sprinkler
          refused: there is none
        - start by conditions: {degrees: 80}
        - look at: sprinkler
        - expect: {path: [hot], tasks: [mop], variables: {degrees: 80}}
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
        - start: page
        - complete task: write
          variables: {good: false}
        - expect: {tasks: [write], path: [start, write, good, again, from_above]}
        - complete task: write
          variables: {good: true}
        - expect: {state: COMPLETED}
        """,
    ),
    told(
        "Of several triggers the first is enough, unless all are asked for",
        process("offer").catch_message("answered", "answer", key="id").also_timer("P7D").end(),
        process("launch").catch_signal("ready", "fueled").also_signal("manned").all_of_them().end(),
        process("news").task("write").end_message("tell", "done").also_signal("manned"),
        steps="""
        - start: offer
          variables: {id: 1}
        - expect: {messages: [answered], timers: {answered: 2026-01-12T12:00:00Z}}
        - publish message: answer
          key: 1
        - expect: {state: COMPLETED, timers: {}}
        - start: offer
          variables: {id: 2}
        - advance clock: P7D
        - expect: {state: COMPLETED, messages: []}
        - start: launch
        - broadcast signal: fueled
        - expect: {state: ACTIVE}
        - start: news
        - expect: {state: COMPLETED}
        - look at: launch
        - expect: {state: COMPLETED, signals: []}
        """,
    ),
]
