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
        - start: shipping
          variables: {weight: 50}
        - expect: {jobs: [freight], path: [start, size]}
        - complete job: freight
        - expect: {state: COMPLETED, path: [start, size, freight, shipped, end]}
        """,
    ),
    told(
        "The default flow is for all else",
        BY_SIZE,
        steps="""
        - start: shipping
          variables: {weight: 3}
        - complete job: parcel
        - expect: {state: COMPLETED, path: [start, size, parcel, shipped, end]}
        """,
    ),
    told(
        "A condition without an answer is an incident until the data is there",
        BY_SIZE,
        steps="""
        - start: shipping
        - expect: {incidents: {size: CONDITION_ERROR}, active: [size]}
        - set variables: {weight: 31}
        - resolve incident: size
        - expect: {incidents: {}, jobs: [freight]}
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
        - start: order
        - complete task: bill
        - expect: {tasks: [pack], state: ACTIVE}
        - complete task: pack
        - expect: {state: COMPLETED, passed: [split, pack, join, end]}
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
        - start: order
        - complete task: bill
          variables: {paid: false}
        - expect: {state: ACTIVE, incidents: {join: JOIN_NEVER_COMPLETE}}
        - cancel
        - expect: {state: TERMINATED, incidents: {}}
        """,
    ),
    told(
        "An inclusive join waits for just those that were chosen",
        CHECKS,
        steps="""
        - start: checks
          variables: {amount: 5000, abroad: true}
        - expect: {tasks: [audit, customs]}
        - complete task: customs
        - expect: {tasks: [audit], state: ACTIVE}
        - complete task: audit
        - expect: {state: COMPLETED}
        - start: checks
          variables: {amount: 5, abroad: false}
        - expect: {state: COMPLETED, path: [start, choose, wave_through, checked, end]}
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
        - start: offer
          variables: {offer: 17}
        - expect: {active: [wait], messages: [accepted, rejected], timers: {silence: 2026-01-12T12:00:00Z}}
        - publish message: rejection
          key: 17
        - expect: {state: COMPLETED, path: [start, wait, rejected, lost], timers: {}}
        - start: offer
          variables: {offer: 18}
        - advance clock: P7D
        - expect: {state: COMPLETED, path: [start, wait, silence, expired]}
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
        - start: text
        - complete task: write
        - complete task: read
          variables: {good: false}
        - expect: {tasks: [write]}
        - complete task: write
        - complete task: read
          variables: {good: true}
        - expect: {state: COMPLETED, passed: [write, read, again, write, read, end]}
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
        - start: offer
          variables: {offer: 17}
        - publish message: rejection
          key: 17
        - expect: {state: COMPLETED, path: [start, wait, rejected, lost], messages: []}
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
        - start: vote
        - complete task: ada
        - expect: {path: [start, split, ada], state: ACTIVE}
        - complete task: cleo
        - expect: {passed: [enough, count, end], tasks: [ben], state: ACTIVE}
        - complete task: ben
        - expect: {state: COMPLETED}
        - expect: {path: [start, split, ada, ben, cleo, enough, count, end]}
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
        - publish message: rejection
        - look at: offer
        - expect: {state: COMPLETED, passed: [rejected, lost]}
        """,
    ),
]
