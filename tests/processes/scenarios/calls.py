"""Call activities: one process calls another, and hears how that went."""

from tests.processes.scenarios.telling import told
from tests.support.diagrams import process

ORDER = (
    process("order")
    .call("pay", "payment")
    .user_task("ship")
    .end()
    .at("pay")
    .boundary_error("not_paid", "DECLINED")
    .user_task("call_customer")
    .end("called")
    .at("pay")
    .boundary_escalation("slow", "SLOW", interrupting=False)
    .task("apologize")
    .end("sorry")
)
PAYMENT = (
    process("payment")
    .service_task("charge")
    .exclusive("how")
    .when("slow = true")
    .throw_escalation("tell", "SLOW")
    .end("late")
    .at("how")
    .otherwise()
    .end("paid")
    .at("charge")
    .boundary_error("declined", "CARD")
    .end_error("failed", "DECLINED")
)

SCENARIOS = [
    told(
        "A called process returns its result",
        ORDER,
        PAYMENT,
        steps="""
        - start: order
          variables: {amount: 5}
        - expect: {active: [pay]}
        - look at: payment
        - expect: {jobs: [charge], variables: {amount: 5}}
        - complete job: charge
          variables: {receipt: R-1}
        - expect: {state: COMPLETED}
        - look at: order
        - expect: {tasks: [ship], variables: {receipt: R-1}}
        """,
    ),
    told(
        "An error that a called process ends in is caught by its caller",
        ORDER,
        PAYMENT,
        steps="""
        - start: order
        - look at: payment
        - throw error: CARD
          from job: charge
        - look at: order
        - expect: {terminated: [pay], tasks: [call_customer]}
        """,
    ),
    told(
        "An escalation is heard by the caller, and the called process goes on",
        ORDER,
        PAYMENT,
        steps="""
        - start: order
        - look at: payment
        - complete job: charge
          variables: {slow: true}
        - expect: {state: COMPLETED, passed: [charge, tell, late]}
        - look at: order
        - expect: {tasks: [ship], passed: [slow, apologize, sorry]}
        """,
    ),
    told(
        "Whoever is canceled takes along what it has called",
        ORDER,
        PAYMENT,
        steps="""
        - start: order
        - look at: payment
        - cancel:
          refused: has called it
        - look at: order
        - cancel
        - expect: {state: TERMINATED}
        - look at: payment
        - expect: {state: TERMINATED, jobs: []}
        """,
    ),
    told(
        "A process that is not deployed is an incident",
        process("order").call("pay", "=method").end(),
        PAYMENT,
        steps="""
        - start: order
          variables: {method: barter}
        - expect: {incidents: {pay: CALLED_PROCESS_ERROR}}
        - set variables: {method: payment}
        - resolve incident: pay
        - expect: {incidents: {}, active: [pay]}
        - look at: payment
        - complete job: charge
        - look at: order
        - expect: {state: COMPLETED}
        """,
    ),
    told(
        "Each of several is a call of its own",
        process("orders")
        .call("pay", "payment", return_all=False)
        .multi_instance(
            "amounts", item="amount", output="receipts", output_element="receipt", sequential=True
        )
        .output("=receipt", "receipt")
        .end(),
        process("payment").script_task("write", '"R-" + string(amount)', result="receipt").end(),
        steps="""
        - start: orders
          variables: {amounts: [1, 2, 3]}
        - expect: {state: COMPLETED, variables: {receipts: [R-1, R-2, R-3]}}
        """,
    ),
]
