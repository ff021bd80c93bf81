"""Events at the places where they are rare, and activities done several times that are no tasks."""

from tests.processes.scenarios.telling import told
from tests.support.diagrams import DiagramBuilder, process


def watched(starts: DiagramBuilder) -> DiagramBuilder:
    """Work, with an event subprocess beside it that has just got its start."""
    return starts.user_task("look").end("looked").done()


def work(process_id: str) -> DiagramBuilder:
    return process(process_id).user_task("work").end().event_subprocess("watch")


PERSON = process("person").user_task("ask").end()

SCENARIOS = [
    told(
        "Time that is up ends all the rest",
        watched(work("patience").start_timer("enough", "PT1H")),
        steps="""
        - start: patience
        - advance clock: PT1H
        - expect: {tasks: [look], terminated: [work], timers: {}}
        """,
    ),
    told(
        "A signal ends all the rest",
        watched(work("drill").start_signal("rung", "bell")),
        steps="""
        - start: drill
        - broadcast signal: bell
        - expect: {tasks: [look], terminated: [work], signals: []}
        """,
    ),
    told(
        "A condition adds work each time it becomes true",
        watched(work("oven").start_conditional("hot", "degrees > 250", interrupting=False)),
        steps="""
        - start: oven
        - set variables: {degrees: 300}
        - set variables: {degrees: 310}
        - expect: {tasks: [work, look]}
        - set variables: {degrees: 200}
        - set variables: {degrees: 260}
        - expect: {tasks: [work, look, look], conditions: [hot]}
        """,
    ),
    told(
        "An escalation ends what it comes from, if the event subprocess says so",
        process("claim")
        .parallel("split")
        .user_task("ask")
        .end_escalation("stuck", "STUCK")
        .at("split")
        .user_task("wait")
        .end("waited")
        .event_subprocess("watch")
        .start_escalation("heard", "STUCK")
        .user_task("look")
        .end("looked")
        .done(),
        steps="""
        - start: claim
        - complete task: ask
        - expect: {tasks: [look]}
        - complete task: look
        - expect: {state: COMPLETED}
        """,
    ),
    told(
        "Each of several triggers starts a process",
        process("alarm").start_message("called", "call").also_signal("siren").user_task("go").end(),
        steps="""
        - publish message: call
        - look at: alarm
        - expect: {tasks: [go], passed: [called]}
        - complete task: go
        - broadcast signal: siren
        - look at: alarm
        - expect: {tasks: [go], state: ACTIVE}
        """,
    ),
    told(
        "The first of several triggers ends all the rest",
        watched(work("shift").start_message("called", "call", key="id").also_timer("PT2H")),
        steps="""
        - start: shift
          variables: {id: 1}
        - advance clock: PT2H
        - expect: {tasks: [look], terminated: [work], messages: []}
        """,
    ),
    told(
        "Each of several triggers adds work",
        watched(
            work("shift").start_message("called", "call", key="id", interrupting=False).also_signal("bell")
        ),
        steps="""
        - start: shift
          variables: {id: 1}
        - broadcast signal: bell
        - publish message: call
          key: 1
        - broadcast signal: bell
        - expect: {tasks: [work, look, look, look]}
        """,
    ),
    told(
        "Only all triggers together end all the rest",
        watched(work("shift").start_message("called", "call", key="id").also_signal("bell").all_of_them()),
        steps="""
        - start: shift
          variables: {id: 1}
        - broadcast signal: bell
        - expect: {tasks: [work]}
        - publish message: call
          key: 1
        - expect: {tasks: [look], terminated: [work]}
        """,
    ),
    told(
        "Each time all triggers have come there is more work",
        watched(
            work("shift")
            .start_message("called", "call", key="id", interrupting=False)
            .also_signal("bell")
            .all_of_them()
        ),
        steps="""
        - start: shift
          variables: {id: 1}
        - broadcast signal: bell
        - publish message: call
          key: 1
        - expect: {tasks: [work, look]}
        - publish message: call
          key: 1
        - broadcast signal: bell
        - expect: {tasks: [work, look, look]}
        """,
    ),
    told(
        "A boundary with several triggers takes the work away at the first",
        process("oven")
        .user_task("bake")
        .end()
        .at("bake")
        .boundary_timer("done", "PT1H")
        .also_message("enough", key="id")
        .user_task("eat")
        .end("eaten"),
        steps="""
        - start: oven
          variables: {id: 1}
        - publish message: enough
          key: 1
        - expect: {tasks: [eat], terminated: [bake], timers: {}}
        """,
    ),
    told(
        "A boundary with several triggers may only add work",
        process("oven")
        .user_task("bake")
        .end()
        .at("bake")
        .boundary_signal("rung", "bell", interrupting=False)
        .also_message("asked", key="id")
        .user_task("look")
        .end("looked"),
        steps="""
        - start: oven
          variables: {id: 1}
        - publish message: asked
          key: 1
        - broadcast signal: bell
        - expect: {tasks: [bake, look, look]}
        """,
    ),
    told(
        "A boundary that wants all of its triggers takes the work away at the last",
        process("safe")
        .user_task("guard")
        .end()
        .at("guard")
        .boundary_signal("first", "first key")
        .also_signal("second key")
        .all_of_them()
        .user_task("open")
        .end("opened"),
        steps="""
        - start: safe
        - broadcast signal: second key
        - broadcast signal: second key
        - expect: {tasks: [guard]}
        - broadcast signal: first key
        - expect: {tasks: [open], terminated: [guard]}
        """,
    ),
    told(
        "A boundary that wants all of its triggers may only add work, again and again",
        process("safe")
        .user_task("guard")
        .end()
        .at("guard")
        .boundary_signal("first", "first key", interrupting=False)
        .also_signal("second key")
        .all_of_them()
        .user_task("look")
        .end("looked"),
        steps="""
        - start: safe
        - broadcast signal: first key
        - broadcast signal: second key
        - broadcast signal: second key
        - broadcast signal: first key
        - expect: {tasks: [guard, look, look]}
        """,
    ),
    told(
        "One event may throw several things on the way",
        process("news").throw_message("told", "told", key="id").also_signal("gong").user_task("rest").end(),
        process("reader").catch_message("read", "told", key="id").end(),
        process("listener").catch_signal("heard", "gong").end(),
        steps="""
        - start: reader
          variables: {id: 1}
        - start: listener
        - start: news
          variables: {id: 1}
        - expect: {tasks: [rest]}
        - look at: reader
        - expect: {state: COMPLETED}
        - look at: listener
        - expect: {state: COMPLETED}
        """,
    ),
    told(
        "A message for a receive task starts the process",
        process("shop").apart().receive_task("ordered", "order").instantiating().user_task("pack").end(),
        steps="""
        - publish message: order
          variables: {item: pear}
        - look at: shop
        - expect: {tasks: [pack], passed: [ordered], variables: {item: pear}}
        """,
    ),
    told(
        "The first of several events starts the process, and the others are waited for",
        process("shop")
        .apart()
        .event_gateway("gate")
        .instantiating(parallel=True)
        .catch_message("ordered", "order", key="id")
        .parallel("join")
        .user_task("ship")
        .end()
        .at("gate")
        .catch_message("paid", "payment", key="id")
        .to("join"),
        steps="""
        - publish message: payment
          key: 7
          variables: {id: 7}
        - look at: shop
        - expect: {messages: [ordered], tasks: []}
        - publish message: order
          key: 7
        - expect: {tasks: [ship]}
        """,
    ),
    told(
        "Two tokens begin the packing, and two leave it",
        process("fruit")
        .parallel("split")
        .user_task("pear")
        .service_task("pack")
        .quantities(start=2, completion=2)
        .user_task("carry")
        .end()
        .at("split")
        .user_task("plum")
        .to("pack"),
        steps="""
        - start: fruit
        - complete task: pear
        - expect: {jobs: []}
        - complete task: plum
        - complete job: pack
        - expect: {tasks: [carry, carry]}
        """,
    ),
    told(
        "A subprocess is done again while its condition is true",
        process("practice").subprocess("round").user_task("run").end("ran").done().loop("laps < 2").end(),
        steps="""
        - start: practice
          variables: {laps: 0}
        - complete task: run
          variables: {laps: 1}
        - complete task: run
          variables: {laps: 2}
        - expect: {state: COMPLETED}
        """,
    ),
    told(
        "A subprocess is done for each of several, at the same time",
        process("survey")
        .subprocess("visit")
        .user_task("ask")
        .end("asked")
        .done()
        .multi_instance("people", item="person", output="answers", output_element="answer")
        .end(),
        steps="""
        - start: survey
          variables: {people: [ada, ben]}
        - expect: {tasks: [ask, ask]}
        - complete task: ask
          variables: {answer: 1}
        - complete task: ask
          variables: {answer: 2}
        - expect: {state: COMPLETED}
        """,
    ),
    told(
        "A subprocess is done for each of several, one after the other",
        process("survey")
        .subprocess("visit")
        .user_task("ask")
        .end("asked")
        .done()
        .multi_instance("people", item="person", sequential=True)
        .end(),
        steps="""
        - start: survey
          variables: {people: [ada, ben]}
        - expect: {tasks: [ask]}
        - complete task: ask
        - expect: {tasks: [ask], state: ACTIVE}
        - complete task: ask
        - expect: {state: COMPLETED}
        """,
    ),
    told(
        "Another process is called for each of several, at the same time",
        process("survey").call("visit", "person").multi_instance("people", item="name").end(),
        PERSON,
        steps="""
        - start: survey
          variables: {people: [ada, ben]}
        - look at: person
        - complete task: ask
        - look at: survey
        - expect: {state: ACTIVE}
        """,
    ),
    told(
        "Another process is called again while a condition is true",
        process("practice").call("round", "person").loop("laps < 2").end(),
        PERSON,
        steps="""
        - start: practice
          variables: {laps: 0}
        - look at: person
        - complete task: ask
          variables: {laps: 1}
        - look at: person
        - complete task: ask
          variables: {laps: 2}
        - look at: practice
        - expect: {state: COMPLETED}
        """,
    ),
]
