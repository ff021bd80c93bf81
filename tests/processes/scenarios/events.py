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
        - {do: start, process: approval}
        - {do: advance_time, by: PT1H}
        - {assert: tasks, exact: {approve: 1}}
        - {assert: jobs, exact: {remind: 1}}
        - {do: complete, task: approve}
        - {do: complete_job, element: remind}
        - {assert: ended, state: COMPLETED}
        - {assert: timers, count: 0}
        - {assert: path, exact: [start, approve, nag, remind, approved, reminded]}
        - {do: advance_time, by: P1D}
        - {assert: path, contains: [nag]}
        """,
    ),
    told(
        "What takes too long is taken away",
        APPROVAL,
        steps="""
        - {do: start, process: approval}
        - {do: advance_time, by: PT3H}
        - {assert: terminated, exact: {approve: 1}}
        - {assert: tasks, exact: {decide: 1}}
        - {assert: jobs, exact: {remind: 2}}
        - {assert: timers, count: 0}
        - {do: complete, task: decide}
        - {do: complete_job, element: remind}
        - {assert: running}
        - {do: complete_job, element: remind}
        - {assert: ended, state: COMPLETED}
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
        - {do: start, process: packing, variables: {order: W-1}}
        - {do: publish_message, name: note, correlation_key: W-1}
        - {do: publish_message, name: note, correlation_key: W-1}
        - {assert: tasks, exact: {pack: 1, read: 2}}
        - {assert: subscriptions, kind: message, exact: {noted: 1, revoked: 1}}
        - {do: publish_message, name: revocation, correlation_key: W-1}
        - {assert: terminated, exact: {pack: 1}}
        - {assert: tasks, exact: {read: 2}}
        - {assert: subscriptions, kind: message, exact: {}}
        - {do: complete, task: read}
        - {do: complete, task: read}
        - {assert: ended, state: COMPLETED}
        """,
    ),
    told(
        "A message that comes early is kept for a while",
        process("paying").catch_timer("pause", "PT10M").catch_message("paid", "payment", key="order").end(),
        steps="""
        - {do: start, process: paying, variables: {order: 1}}
        - {do: publish_message, name: payment, correlation_key: 1, time_to_live: PT5M}
        - {do: advance_time, by: PT10M}
        - {assert: subscriptions, kind: message, exact: {paid: 1}}
        - {do: start, process: paying, variables: {order: 2}}
        - {do: publish_message, name: payment, correlation_key: 2, time_to_live: PT15M}
        - {do: advance_time, by: PT10M}
        - {assert: ended, state: COMPLETED}
        """,
    ),
    told(
        "A date is waited for, wherever its zone is",
        process("launch").catch_timer("launched", "=launch_at", kind="date").end(),
        steps="""
        - {do: start, process: launch, variables: {launch_at: "2026-07-01T09:00:00@Europe/Berlin"}}
        - {assert: timers, due: {launched: 2026-07-01T07:00:00Z}}
        - {do: advance_time, to: 2026-07-01T06:59:59Z}
        - {assert: running}
        - {do: advance_time, to: 2026-07-01T07:00:00Z}
        - {assert: ended, state: COMPLETED}
        - {assert: now, equals: 2026-07-01T07:00:00Z}
        """,
    ),
    told(
        "A timer without a time is an incident",
        process("pausing").catch_timer("pause", "=patience").end(),
        steps="""
        - {do: start, process: pausing, expect: error}
        - {assert: incident, element: pause, type: TIMER_ERROR}
        - {assert: timers, count: 0}
        - {do: set_variables, variables: {patience: PT1H}}
        - {do: resolve_incident, element: pause}
        - {do: advance_time, by: PT1H}
        - {assert: ended, state: COMPLETED}
        """,
    ),
    told(
        "A cycle starts instances",
        process("closing").start_timer("monthly", "R2/2026-02-01T00:00:00Z/P1M").service_task("close").end(),
        steps="""
        - {do: start, process: closing, rejected: no none start event}
        - {do: advance_time, to: 2026-02-01T00:00:00Z}
        - {assert: jobs, exact: {close: 1}}
        - {assert: path, exact: [monthly]}
        - {do: complete_job, element: close}
        - {do: advance_time, to: 2026-06-01T00:00:00Z}
        - {do: find_instance, process: closing, as: second, index: 1}
        - {assert: jobs, exact: {close: 1}}
        - {assert: path, exact: [monthly]}
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
        - {do: start, process: shop, variables: {id: 7}}
        - {assert: subscriptions, kind: message, exact: {told: 1, ordered: 1}}
        - {assert: path, exact: [start, ask]}
        - {do: find_instance, process: depot, as: depot}
        - {assert: tasks, exact: {pack: 1}}
        - {assert: variables, equals: {id: 7}}
        - {do: complete, task: pack, variables: {parcel: P-1}}
        - {assert: ended, state: COMPLETED}
        - {do: find_instance, process: shop, as: shop}
        - {assert: ended, state: COMPLETED}
        - {assert: variables, equals: {parcel: P-1}}
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
        - {do: start, process: race}
        - {do: complete, task: run}
        - {assert: ended, state: COMPLETED}
        - {assert: terminated, exact: {follow: 1, pause: 1}}
        - {assert: jobs, exact: {}}
        - {assert: timers, count: 0}
        """,
    ),
]
