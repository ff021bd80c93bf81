"""Gateways: where tokens choose, split and wait for each other."""

from tests.processes.scenarios.telling import told
from tests.support.diagrams import process

BY_SIZE = (
    process("shipping")
    .exclusive("size")
    .when("weight > 30")
    .service_task("freight")
    .exclusive("shipped")
    .end()
    .at("size")
    .otherwise()
    .service_task("parcel")
    .to("shipped")
)

CHECKS = (
    process("checks")
    .inclusive("choose")
    .when("amount > 1000")
    .user_task("audit")
    .inclusive("checked")
    .end()
    .at("choose")
    .when("abroad")
    .user_task("customs")
    .to("checked")
    .at("choose")
    .otherwise()
    .task("wave_through")
    .to("checked")
)

SCENARIOS = [
    told(
        "The first condition that holds decides",
        BY_SIZE,
        steps="""
        - {do: start, process: shipping, variables: {weight: 50}}
        - {assert: jobs, exact: {freight: 1}}
        - {assert: path, exact: [start, size]}
        - {do: complete_job, element: freight}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [start, size, freight, shipped, end]}
        """,
    ),
    told(
        "The default flow is for all else",
        BY_SIZE,
        steps="""
        - {do: start, process: shipping, variables: {weight: 3}}
        - {do: complete_job, element: parcel}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [start, size, parcel, shipped, end]}
        """,
    ),
    told(
        "A condition without an answer is an incident until the data is there",
        BY_SIZE,
        steps="""
        - {do: start, process: shipping, expect: error}
        - {assert: incident, element: size, type: CONDITION_ERROR}
        - {assert: active, exact: {size: 1}}
        - {do: set_variables, variables: {weight: 31}}
        - {do: resolve_incident, element: size}
        - {assert: incident, count: 0}
        - {assert: jobs, exact: {freight: 1}}
        """,
    ),
    told(
        "A parallel join waits for every path",
        process("order")
        .parallel("split")
        .user_task("pack")
        .parallel("join")
        .end()
        .at("split")
        .user_task("bill")
        .to("join"),
        steps="""
        - {do: start, process: order}
        - {do: complete, task: bill}
        - {assert: tasks, exact: {pack: 1}}
        - {assert: running}
        - {do: complete, task: pack}
        - {assert: ended, state: COMPLETED}
        - {assert: path, contains: [split, pack, join, end]}
        """,
    ),
    told(
        "A path that ends elsewhere leaves the join waiting in vain",
        process("order")
        .parallel("split")
        .parallel("join")
        .end()
        .at("split")
        .user_task("bill")
        .exclusive("x")
        .when("paid")
        .to("join")
        .at("x")
        .otherwise()
        .end("unpaid"),
        steps="""
        - {do: start, process: order}
        - {do: complete, task: bill, variables: {paid: false}}
        - {assert: running}
        - {assert: incident, element: join, type: JOIN_NEVER_COMPLETE}
        - {do: cancel}
        - {assert: ended, state: TERMINATED}
        - {assert: incident, count: 0}
        """,
    ),
    told(
        "An inclusive join waits for just those that were chosen",
        CHECKS,
        steps="""
        - {do: start, process: checks, variables: {amount: 5000, abroad: true}}
        - {assert: tasks, exact: {audit: 1, customs: 1}}
        - {do: complete, task: customs}
        - {assert: tasks, exact: {audit: 1}}
        - {assert: running}
        - {do: complete, task: audit}
        - {assert: ended, state: COMPLETED}
        - {do: start, process: checks, variables: {amount: 5, abroad: false}}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [start, choose, wave_through, checked, end]}
        """,
    ),
    told(
        "The first of several events decides",
        process("offer")
        .event_gateway("wait")
        .catch_message("accepted", "acceptance", key="offer")
        .end("won")
        .at("wait")
        .catch_message("rejected", "rejection", key="offer")
        .end("lost")
        .at("wait")
        .catch_timer("silence", "P7D")
        .end("expired"),
        steps="""
        - {do: start, process: offer, variables: {offer: 17}}
        - {assert: active, exact: {wait: 1}}
        - {assert: subscriptions, kind: message, exact: {accepted: 1, rejected: 1}}
        - {assert: timers, due: {silence: 2026-01-12T12:00:00Z}}
        - {do: publish_message, name: rejection, correlation_key: 17}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [start, wait, rejected, lost]}
        - {assert: timers, count: 0}
        - {do: start, process: offer, variables: {offer: 18}}
        - {do: advance_time, by: P7D}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [start, wait, silence, expired]}
        """,
    ),
    told(
        "A loop goes round until somebody is content",
        process("text")
        .exclusive("again")
        .user_task("write")
        .user_task("read")
        .exclusive("content")
        .when("good")
        .end()
        .at("content")
        .otherwise()
        .to("again"),
        steps="""
        - {do: start, process: text}
        - {do: complete, task: write}
        - {do: complete, task: read, variables: {good: false}}
        - {assert: tasks, exact: {write: 1}}
        - {do: complete, task: write}
        - {do: complete, task: read, variables: {good: true}}
        - {assert: ended, state: COMPLETED}
        - {assert: path, contains: [write, read, again, write, read, end]}
        """,
    ),
    told(
        "An event-based gateway waits by receive tasks as well",
        process("offer")
        .event_gateway("wait")
        .receive_task("accepted", "acceptance", key="offer")
        .end("won")
        .at("wait")
        .receive_task("rejected", "rejection", key="offer")
        .end("lost"),
        steps="""
        - {do: start, process: offer, variables: {offer: 17}}
        - {do: publish_message, name: rejection, correlation_key: 17}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [start, wait, rejected, lost]}
        - {assert: subscriptions, kind: message, exact: {}}
        """,
    ),
    told(
        "A complex gateway goes on when enough have come, and swallows the rest",
        process("vote")
        .parallel("split")
        .user_task("ada")
        .complex("enough", "activationCount >= 2")
        .task("count")
        .end()
        .at("split")
        .user_task("ben")
        .to("enough")
        .at("split")
        .user_task("cleo")
        .to("enough"),
        steps="""
        - {do: start, process: vote}
        - {do: complete, task: ada}
        - {assert: path, exact: [start, split, ada]}
        - {assert: running}
        - {do: complete, task: cleo}
        - {assert: path, contains: [enough, count, end]}
        - {assert: tasks, exact: {ben: 1}}
        - {assert: running}
        - {do: complete, task: ben}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [start, split, ada, ben, cleo, enough, count, end]}
        """,
    ),
    told(
        "The first of several messages starts a process",
        process("offer")
        .apart()
        .event_gateway("wait")
        .instantiating()
        .catch_message("accepted", "acceptance")
        .end("won")
        .at("wait")
        .catch_message("rejected", "rejection")
        .end("lost"),
        steps="""
        - {do: publish_message, name: rejection}
        - {do: find_instance, process: offer, as: offer}
        - {assert: ended, state: COMPLETED}
        - {assert: path, contains: [rejected, lost]}
        """,
    ),
]
