"""Event subprocesses: what a scope does when something happens in it, instead of the rest or beside it."""

from tests.processes.scenarios.telling import told
from tests.support.diagrams import process

SCENARIOS = [
    told(
        "A message adds work as often as it comes, another ends all the rest",
        process("shift")
        .user_task("work")
        .end()
        .event_subprocess("on_call")
        .start_message("called", "call", key="id", interrupting=False)
        .user_task("answer")
        .end("answered")
        .done()
        .event_subprocess("on_fire")
        .start_message("burning", "fire", key="id")
        .user_task("leave")
        .end("left")
        .done(),
        steps="""
        - {do: start, process: shift, variables: {id: 1}}
        - {do: publish_message, name: call, correlation_key: 1}
        - {do: publish_message, name: call, correlation_key: 1}
        - {assert: tasks, exact: {work: 1, answer: 2}}
        - {do: complete, task: answer}
        - {do: publish_message, name: fire, correlation_key: 1}
        - {assert: tasks, exact: {leave: 1}}
        - {assert: subscriptions, kind: message, exact: {}}
        - {assert: terminated, exact: {work: 1, on_call: 1, answer: 1}}
        - {do: complete, task: leave}
        - {assert: ended, state: COMPLETED}
        - {assert: path, contains: [on_fire, burning, leave, left]}
        """,
    ),
    told(
        "Time, signals and conditions start event subprocesses as well",
        process("shift")
        .user_task("work")
        .end()
        .event_subprocess("at_noon")
        .start_timer("noon", "PT4H", interrupting=False)
        .task("eat")
        .end("eaten")
        .done()
        .event_subprocess("at_bell")
        .start_signal("rung", "bell", interrupting=False)
        .task("listen")
        .end("listened")
        .done()
        .event_subprocess("when_tired")
        .start_conditional("tired", "energy < 10")
        .task("sleep")
        .end("slept")
        .done(),
        steps="""
        - {do: start, process: shift}
        - {assert: subscriptions, kind: signal, exact: {rung: 1}}
        - {assert: subscriptions, kind: conditional, exact: {tired: 1}}
        - {assert: timers, due: {noon: 2026-01-05T16:00:00Z}}
        - {do: advance_time, by: PT4H}
        - {do: broadcast_signal, name: bell}
        - {assert: tasks, exact: {work: 1}}
        - {assert: path, contains: [noon, eat, rung, listen]}
        - {do: set_variables, variables: {energy: 5}}
        - {assert: ended, state: COMPLETED}
        - {assert: terminated, exact: {work: 1}}
        - {assert: path, contains: [tired, sleep, slept]}
        """,
    ),
    told(
        "An error in a scope is mended inside it",
        process("order")
        .subprocess("pay")
        .service_task("charge")
        .end_error("failed", "DECLINED")
        .event_subprocess("on_decline")
        .start_error("declined", "DECLINED")
        .user_task("call_customer")
        .end("called")
        .done()
        .done()
        .user_task("ship")
        .end(),
        steps="""
        - {do: start, process: order}
        - {do: complete_job, element: charge}
        - {assert: tasks, exact: {call_customer: 1}}
        - {assert: terminated, exact: {failed: 1}}
        - {do: complete, task: call_customer}
        - {assert: tasks, exact: {ship: 1}}
        - {assert: path, contains: [pay, on_decline, declined, called]}
        """,
    ),
    told(
        "An escalation is answered inside the scope that it comes from",
        process("desk")
        .throw_escalation("ask", "ASK")
        .user_task("work")
        .end()
        .event_subprocess("on_ask")
        .start_escalation("asked", "ASK", interrupting=False)
        .user_task("advise")
        .end("advised")
        .done(),
        steps="""
        - {do: start, process: desk}
        - {assert: tasks, exact: {work: 1, advise: 1}}
        - {do: complete, task: work}
        - {assert: running}
        - {do: complete, task: advise}
        - {assert: ended, state: COMPLETED}
        """,
    ),
]
