"""Events: time, messages, errors, and ends."""

from tests.processes.scenarios.telling import told
from tests.support.diagrams import process

APPROVAL = (
    process("approval")
    .user_task("approve")
    .end("approved")
    .at("approve")
    .boundary_timer("nag", "R2/PT1H", interrupting=False)
    .send_task("remind")
    .end("reminded")
    .at("approve")
    .boundary_timer("overdue", "PT3H")
    .user_task("decide")
    .end("decided")
)

SCENARIOS = [
    told(
        "Reminders come in time and stop when the work is done",
        APPROVAL,
        steps="""
        - start: approval
        - advance clock: PT1H
        - expect: {tasks: [approve], jobs: [remind]}
        - complete task: approve
        - complete job: remind
        - expect: {state: COMPLETED, timers: {}, path: [start, approve, nag, remind, approved, reminded]}
        - advance clock: P1D
        - expect: {passed: [nag]}
        """,
    ),
    told(
        "What takes too long is taken away",
        APPROVAL,
        steps="""
        - start: approval
        - advance clock: PT3H
        - expect: {terminated: [approve], tasks: [decide], jobs: [remind, remind], timers: {}}
        - complete task: decide
        - complete job: remind
        - expect: {state: ACTIVE}
        - complete job: remind
        - expect: {state: COMPLETED}
        """,
    ),
    told(
        "A message takes the work away, another only adds to it",
        process("packing")
        .user_task("pack")
        .end("packed")
        .at("pack")
        .boundary_message("revoked", "revocation", key="order")
        .end("off")
        .at("pack")
        .boundary_message("noted", "note", key="order", interrupting=False)
        .user_task("read")
        .end("known"),
        steps="""
        - start: packing
          variables: {order: W-1}
        - publish message: note
          key: W-1
        - publish message: note
          key: W-1
        - expect: {tasks: [pack, read, read], messages: [noted, revoked]}
        - publish message: revocation
          key: W-1
        - expect: {terminated: [pack], tasks: [read, read], messages: []}
        - complete task: read
        - complete task: read
        - expect: {state: COMPLETED}
        """,
    ),
    told(
        "A message that comes early is kept for a while",
        process("paying").catch_timer("pause", "PT10M").catch_message("paid", "payment", key="order").end(),
        steps="""
        - start: paying
          variables: {order: 1}
        - publish message: payment
          key: 1
          time to live: PT5M
        - advance clock: PT10M
        - expect: {messages: [paid]}
        - start: paying
          variables: {order: 2}
        - publish message: payment
          key: 2
          time to live: PT15M
        - advance clock: PT10M
        - expect: {state: COMPLETED}
        """,
    ),
    told(
        "A date is waited for, wherever its zone is",
        process("launch").catch_timer("launched", "=launch_at", kind="date").end(),
        steps="""
        - start: launch
          variables: {launch_at: "2026-07-01T09:00:00@Europe/Berlin"}
        - expect: {timers: {launched: 2026-07-01T07:00:00Z}}
        - advance clock to: 2026-07-01T06:59:59Z
        - expect: {state: ACTIVE}
        - advance clock to: 2026-07-01T07:00:00Z
        - expect: {state: COMPLETED, now: 2026-07-01T07:00:00Z}
        """,
    ),
    told(
        "A timer without a time is an incident",
        process("pausing").catch_timer("pause", "=patience").end(),
        steps="""
        - start: pausing
        - expect: {incidents: {pause: TIMER_ERROR}, timers: {}}
        - set variables: {patience: PT1H}
        - resolve incident: pause
        - advance clock: PT1H
        - expect: {state: COMPLETED}
        """,
    ),
    told(
        "A cycle starts instances",
        process("closing").start_timer("monthly", "R2/2026-02-01T00:00:00Z/P1M").service_task("close").end(),
        steps="""
        - start: closing
          refused: no none start event
        - advance clock to: 2026-02-01T00:00:00Z
        - expect: {jobs: [close], path: [monthly]}
        - complete job: close
        - advance clock to: 2026-06-01T00:00:00Z
        - look at: closing
        - expect: {jobs: [close], path: [monthly]}
        """,
    ),
    told(
        "Two processes talk to each other",
        process("shop")
        .throw_message("ask", "order", key="id")
        .input("=id", "id")
        .catch_message("told", "shipped", key="id")
        .end(),
        process("depot")
        .start_message("ordered", "order")
        .user_task("pack")
        .end_message("tell", "shipped", key="id")
        .input("=parcel", "parcel"),
        steps="""
        - start: shop
          variables: {id: 7}
        - expect: {messages: [told], path: [start, ask]}
        - look at: depot
        - expect: {tasks: [pack], variables: {id: 7}}
        - complete task: pack
          variables: {parcel: P-1}
        - expect: {state: COMPLETED}
        - look at: shop
        - expect: {state: COMPLETED, variables: {parcel: P-1}}
        """,
    ),
    told(
        "Terminate ends all that is still going on",
        process("race")
        .parallel("split")
        .user_task("run")
        .end_terminate("won")
        .at("split")
        .service_task("follow")
        .end("second")
        .at("split")
        .catch_timer("pause", "PT1H")
        .end("third"),
        steps="""
        - start: race
        - complete task: run
        - expect: {state: COMPLETED, terminated: [follow, pause], jobs: [], timers: {}}
        """,
    ),
]
