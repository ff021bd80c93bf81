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
        - start: shift
          variables: {id: 1}
        - publish message: call
          key: 1
        - publish message: call
          key: 1
        - expect: {tasks: [work, answer, answer]}
        - complete task: answer
        - publish message: fire
          key: 1
        - expect: {tasks: [leave], messages: [], terminated: [work, on_call, answer]}
        - complete task: leave
        - expect: {state: COMPLETED, passed: [on_fire, burning, leave, left]}
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
        - start: shift
        - expect: {signals: [rung], conditions: [tired], timers: {noon: 2026-01-05T16:00:00Z}}
        - advance clock: PT4H
        - broadcast signal: bell
        - expect: {tasks: [work], passed: [noon, eat, rung, listen]}
        - set variables: {energy: 5}
        - expect: {state: COMPLETED, terminated: [work], passed: [tired, sleep, slept]}
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
        - start: order
        - complete job: charge
        - expect: {tasks: [call_customer], terminated: [failed]}
        - complete task: call_customer
        - expect: {tasks: [ship], passed: [pay, on_decline, declined, called]}
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
        - start: desk
        - expect: {tasks: [work, advise]}
        - complete task: work
        - expect: {state: ACTIVE}
        - complete task: advise
        - expect: {state: COMPLETED}
        """,
    ),
]
