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
        - {do: start, process: patience}
        - {do: advance_time, by: PT1H}
        - {assert: tasks, exact: {look: 1}}
        - {assert: terminated, exact: {work: 1}}
        - {assert: timers, count: 0}
        """,
    ),
    told(
        "A signal ends all the rest",
        watched(work("drill").start_signal("rung", "bell")),
        steps="""
        - {do: start, process: drill}
        - {do: broadcast_signal, name: bell}
        - {assert: tasks, exact: {look: 1}}
        - {assert: terminated, exact: {work: 1}}
        - {assert: subscriptions, kind: signal, exact: {}}
        """,
    ),
    told(
        "A condition adds work each time it becomes true",
        watched(work("oven").start_conditional("hot", "degrees > 250", interrupting=False)),
        steps="""
        - {do: start, process: oven}
        - {do: set_variables, variables: {degrees: 300}}
        - {do: set_variables, variables: {degrees: 310}}
        - {assert: tasks, exact: {work: 1, look: 1}}
        - {do: set_variables, variables: {degrees: 200}}
        - {do: set_variables, variables: {degrees: 260}}
        - {assert: tasks, exact: {work: 1, look: 2}}
        - {assert: subscriptions, kind: conditional, exact: {hot: 1}}
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
        - {do: start, process: claim}
        - {do: complete, task: ask}
        - {assert: tasks, exact: {look: 1}}
        - {do: complete, task: look}
        - {assert: ended, state: COMPLETED}
        """,
    ),
    told(
        "Each of several triggers starts a process",
        process("alarm").start_message("called", "call").also_signal("siren").user_task("go").end(),
        steps="""
        - {do: publish_message, name: call}
        - {do: find_instance, process: alarm, as: alarm}
        - {assert: tasks, exact: {go: 1}}
        - {assert: path, contains: [called]}
        - {do: complete, task: go}
        - {do: broadcast_signal, name: siren}
        - {do: find_instance, process: alarm, as: second, index: 1}
        - {assert: tasks, exact: {go: 1}}
        - {assert: running}
        """,
    ),
    told(
        "The first of several triggers ends all the rest",
        watched(work("shift").start_message("called", "call", key="id").also_timer("PT2H")),
        steps="""
        - {do: start, process: shift, variables: {id: 1}}
        - {do: advance_time, by: PT2H}
        - {assert: tasks, exact: {look: 1}}
        - {assert: terminated, exact: {work: 1}}
        - {assert: subscriptions, kind: message, exact: {}}
        """,
    ),
    told(
        "Each of several triggers adds work",
        watched(
            work("shift").start_message("called", "call", key="id", interrupting=False).also_signal("bell")
        ),
        steps="""
        - {do: start, process: shift, variables: {id: 1}}
        - {do: broadcast_signal, name: bell}
        - {do: publish_message, name: call, correlation_key: 1}
        - {do: broadcast_signal, name: bell}
        - {assert: tasks, exact: {work: 1, look: 3}}
        """,
    ),
    told(
        "Only all triggers together end all the rest",
        watched(work("shift").start_message("called", "call", key="id").also_signal("bell").all_of_them()),
        steps="""
        - {do: start, process: shift, variables: {id: 1}}
        - {do: broadcast_signal, name: bell}
        - {assert: tasks, exact: {work: 1}}
        - {do: publish_message, name: call, correlation_key: 1}
        - {assert: tasks, exact: {look: 1}}
        - {assert: terminated, exact: {work: 1}}
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
        - {do: start, process: shift, variables: {id: 1}}
        - {do: broadcast_signal, name: bell}
        - {do: publish_message, name: call, correlation_key: 1}
        - {assert: tasks, exact: {work: 1, look: 1}}
        - {do: publish_message, name: call, correlation_key: 1}
        - {do: broadcast_signal, name: bell}
        - {assert: tasks, exact: {work: 1, look: 2}}
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
        - {do: start, process: oven, variables: {id: 1}}
        - {do: publish_message, name: enough, correlation_key: 1}
        - {assert: tasks, exact: {eat: 1}}
        - {assert: terminated, exact: {bake: 1}}
        - {assert: timers, count: 0}
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
        - {do: start, process: oven, variables: {id: 1}}
        - {do: publish_message, name: asked, correlation_key: 1}
        - {do: broadcast_signal, name: bell}
        - {assert: tasks, exact: {bake: 1, look: 2}}
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
        - {do: start, process: safe}
        - {do: broadcast_signal, name: second key}
        - {do: broadcast_signal, name: second key, expect: no_match}
        - {assert: tasks, exact: {guard: 1}}
        - {do: broadcast_signal, name: first key}
        - {assert: tasks, exact: {open: 1}}
        - {assert: terminated, exact: {guard: 1}}
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
        - {do: start, process: safe}
        - {do: broadcast_signal, name: first key}
        - {do: broadcast_signal, name: second key}
        - {do: broadcast_signal, name: second key}
        - {assert: tasks, exact: {guard: 1, look: 1}}
        - {do: broadcast_signal, name: first key}
        - {assert: tasks, exact: {guard: 1, look: 2}}
        """,
    ),
    told(
        "One event may throw several things on the way",
        process("news").throw_message("told", "told", key="id").also_signal("gong").user_task("rest").end(),
        process("reader").catch_message("read", "told", key="id").end(),
        process("listener").catch_signal("heard", "gong").end(),
        steps="""
        - {do: start, process: reader, variables: {id: 1}}
        - {do: start, process: listener}
        - {do: start, process: news, variables: {id: 1}}
        - {assert: tasks, exact: {rest: 1}}
        - {do: find_instance, process: reader, as: reader}
        - {assert: ended, state: COMPLETED}
        - {do: find_instance, process: listener, as: listener}
        - {assert: ended, state: COMPLETED}
        """,
    ),
    told(
        "A message for a receive task starts the process",
        process("shop").apart().receive_task("ordered", "order").instantiating().user_task("pack").end(),
        steps="""
        - {do: publish_message, name: order, variables: {item: pear}}
        - {do: find_instance, process: shop, as: shop}
        - {assert: tasks, exact: {pack: 1}}
        - {assert: path, contains: [ordered]}
        - {assert: variables, equals: {item: pear}}
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
        - {do: publish_message, name: payment, correlation_key: 7, variables: {id: 7}}
        - {do: find_instance, process: shop, as: shop}
        - {assert: subscriptions, kind: message, exact: {ordered: 2, paid: 1}}
        - {assert: tasks, exact: {}}
        - {do: publish_message, name: order, correlation_key: 7}
        - {assert: tasks, exact: {ship: 1}}
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
        - {do: start, process: fruit}
        - {do: complete, task: pear}
        - {assert: jobs, exact: {}}
        - {do: complete, task: plum}
        - {do: complete_job, element: pack}
        - {assert: tasks, exact: {carry: 2}}
        """,
    ),
    told(
        "A subprocess is done again while its condition is true",
        process("practice").subprocess("round").user_task("run").end("ran").done().loop("laps < 2").end(),
        steps="""
        - {do: start, process: practice, variables: {laps: 0}}
        - {do: complete, task: run, variables: {laps: 1}}
        - {do: complete, task: run, variables: {laps: 2}}
        - {assert: ended, state: COMPLETED}
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
        - {do: start, process: survey, variables: {people: [ada, ben]}}
        - {assert: tasks, exact: {ask: 2}}
        - {do: complete, task: ask, variables: {answer: 1}}
        - {do: complete, task: ask, variables: {answer: 2}}
        - {assert: ended, state: COMPLETED}
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
        - {do: start, process: survey, variables: {people: [ada, ben]}}
        - {assert: tasks, exact: {ask: 1}}
        - {do: complete, task: ask}
        - {assert: tasks, exact: {ask: 1}}
        - {assert: running}
        - {do: complete, task: ask}
        - {assert: ended, state: COMPLETED}
        """,
    ),
    told(
        "Another process is called for each of several, at the same time",
        process("survey").call("visit", "person").multi_instance("people", item="name").end(),
        PERSON,
        steps="""
        - {do: start, process: survey, variables: {people: [ada, ben]}}
        - {do: find_instance, process: person, as: person}
        - {do: complete, task: ask}
        - {do: find_instance, process: survey, as: survey}
        - {assert: running}
        """,
    ),
    told(
        "Another process is called again while a condition is true",
        process("practice").call("round", "person").loop("laps < 2").end(),
        PERSON,
        steps="""
        - {do: start, process: practice, variables: {laps: 0}}
        - {do: find_instance, process: person, as: person}
        - {do: complete, task: ask, variables: {laps: 1}}
        - {do: find_instance, process: person, as: person}
        - {do: complete, task: ask, variables: {laps: 2}}
        - {do: find_instance, process: practice, as: practice}
        - {assert: ended, state: COMPLETED}
        """,
    ),
]
