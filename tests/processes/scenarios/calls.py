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
        - {do: start, process: order, variables: {amount: 5}}
        - {assert: active, exact: {pay: 1, charge: 1}}
        - {do: find_instance, process: payment, as: payment}
        - {assert: jobs, exact: {charge: 1}}
        - {assert: variables, equals: {amount: 5}}
        - {do: complete_job, element: charge, variables: {receipt: R-1}}
        - {assert: ended, state: COMPLETED}
        - {do: find_instance, process: order, as: order}
        - {assert: tasks, exact: {ship: 1}}
        - {assert: variables, equals: {receipt: R-1}}
        """,
    ),
    told(
        "An error that a called process ends in is caught by its caller",
        ORDER,
        PAYMENT,
        steps="""
        - {do: start, process: order}
        - {do: find_instance, process: payment, as: payment}
        - {do: throw_bpmn_error, element: charge, code: CARD}
        - {do: find_instance, process: order, as: order}
        - {assert: terminated, exact: {pay: 1}}
        - {assert: tasks, exact: {call_customer: 1}}
        """,
    ),
    told(
        "An escalation is heard by the caller, and the called process goes on",
        ORDER,
        PAYMENT,
        steps="""
        - {do: start, process: order}
        - {do: find_instance, process: payment, as: payment}
        - {do: complete_job, element: charge, variables: {slow: true}}
        - {assert: ended, state: COMPLETED}
        - {assert: path, contains: [charge, tell, late]}
        - {do: find_instance, process: order, as: order}
        - {assert: tasks, exact: {ship: 1}}
        - {assert: path, contains: [slow, apologize, sorry]}
        """,
    ),
    told(
        "Whoever is canceled takes along what it has called",
        ORDER,
        PAYMENT,
        steps="""
        - {do: start, process: order}
        - {do: find_instance, process: payment, as: payment}
        - {do: cancel, rejected: has called it}
        - {do: find_instance, process: order, as: order}
        - {do: cancel}
        - {assert: ended, state: TERMINATED}
        - {do: find_instance, process: payment, as: payment}
        - {assert: ended, state: TERMINATED}
        - {assert: jobs, exact: {}}
        """,
    ),
    told(
        "A process that is not deployed is an incident",
        process("order").call("pay", "=method").end(),
        PAYMENT,
        steps="""
        - {do: start, process: order, variables: {method: barter}, expect: error}
        - {assert: incident, element: pay, type: CALLED_PROCESS_ERROR}
        - {do: set_variables, variables: {method: payment}}
        - {do: resolve_incident, element: pay}
        - {assert: incident, count: 0}
        - {assert: active, exact: {pay: 1, charge: 1}}
        - {do: find_instance, process: payment, as: payment}
        - {do: complete_job, element: charge}
        - {do: find_instance, process: order, as: order}
        - {assert: ended, state: COMPLETED}
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
        - {do: start, process: orders, variables: {amounts: [1, 2, 3]}}
        - {assert: ended, state: COMPLETED}
        - {assert: variables, equals: {receipts: [R-1, R-2, R-3]}}
        """,
    ),
]
