"""Activities: what people, workers and the engine do."""

from tests.processes.scenarios.telling import told
from tests.support.diagrams import process

CHARGE = (
    process("charging")
    .service_task("charge", "charge-card")
    .end()
    .at("charge")
    .boundary_error("declined", "DECLINED")
    .user_task("call_customer")
    .end("called")
)

SCENARIOS = [
    told(
        "Who claims a task first has it",
        process("approval").user_task("approve", candidate_groups="managers").end(),
        steps="""
        - {do: start, process: approval}
        - {do: claim, task: approve, assignee: ada}
        - {do: claim, task: approve, assignee: ben, rejected: ada has it}
        - {do: assign, task: approve}
        - {do: claim, task: approve, assignee: ben}
        - {do: complete, task: approve, variables: {approved: true}}
        - {do: complete, task: approve, rejected: user task}
        - {assert: ended, state: COMPLETED}
        - {assert: variables, equals: {approved: true}}
        """,
    ),
    told(
        "A worker fails, tries again, and succeeds",
        CHARGE,
        steps="""
        - {do: start, process: charging}
        - {do: fail_job, element: charge, retries: 2, message: timeout, retry_in: PT5M}
        - {assert: incident, count: 0}
        - {assert: jobs, exact: {charge: 1}}
        - {do: complete_job, element: charge, variables: {receipt: 4711}}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [start, charge, end]}
        - {assert: variables, equals: {receipt: 4711}}
        """,
    ),
    told(
        "A worker that keeps failing needs help",
        CHARGE,
        steps="""
        - {do: start, process: charging}
        - {do: fail_job, element: charge, retries: 0, message: no such currency}
        - {assert: incident, element: charge, type: JOB_NO_RETRIES}
        - {assert: running}
        - {do: fail_job, element: charge, retries: 0, rejected: no retries left}
        - {do: set_variables, variables: {currency: EUR}}
        - {do: resolve_incident, element: charge}
        - {do: complete_job, element: charge}
        - {assert: incident, count: 0}
        - {assert: ended, state: COMPLETED}
        """,
    ),
    told(
        "A modelled error takes the way that was drawn for it",
        CHARGE,
        steps="""
        - {do: start, process: charging}
        - {do: throw_bpmn_error, element: charge, code: DECLINED, variables: {reason: limit}}
        - {assert: terminated, exact: {charge: 1}}
        - {assert: tasks, exact: {call_customer: 1}}
        - {assert: variables, equals: {reason: limit}}
        - {do: complete, task: call_customer}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [start, declined, call_customer, called]}
        """,
    ),
    told(
        "An error that nobody has drawn is an incident",
        CHARGE,
        steps="""
        - {do: start, process: charging}
        - {do: throw_bpmn_error, element: charge, code: STOLEN}
        - {assert: incident, element: charge, type: UNHANDLED_BPMN_ERROR}
        - {do: resolve_incident, element: charge}
        - {do: throw_bpmn_error, element: charge, code: DECLINED}
        - {assert: tasks, exact: {call_customer: 1}}
        - {assert: incident, count: 0}
        """,
    ),
    told(
        "Scripts, manual and undefined tasks pass without waiting",
        process("sum")
        .script_task("add", "sum(items)", result="total")
        .manual_task("sign")
        .task("file")
        .throw("milestone")
        .end(),
        steps="""
        - {do: start, process: sum, variables: {items: [1, 2.5, 3]}}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [start, add, sign, file, milestone, end]}
        - {assert: variables, equals: {total: 6.5}}
        """,
    ),
    told(
        "A send task is a job or a message",
        process("telling").send_task("mail", "send-mail").send_task("tell", message="told", key="id").end(),
        process("hearing").start_message("heard", "told").user_task("note"),
        steps="""
        - {do: start, process: telling, variables: {id: 5}}
        - {assert: jobs, exact: {mail: 1}}
        - {do: complete_job, element: mail}
        - {assert: ended, state: COMPLETED}
        - {do: find_instance, process: hearing, as: hearing}
        - {assert: tasks, exact: {note: 1}}
        - {assert: path, exact: [heard]}
        """,
    ),
    told(
        "A receive task waits for its own message",
        process("hearing").receive_task("hear", "answer", key="id").end(),
        steps="""
        - {do: start, process: hearing, variables: {id: A-1}}
        - {do: publish_message, name: answer, correlation_key: A-2}
        - {assert: subscriptions, kind: message, exact: {hear: 1}}
        - {do: publish_message, name: answer, correlation_key: A-1, variables: {text: yes}}
        - {assert: ended, state: COMPLETED}
        - {assert: variables, equals: {text: yes}}
        """,
    ),
    told(
        "Mappings decide what a task sees and what it leaves behind",
        process("mapping")
        .service_task("rate")
        .input("=customer.age", "age")
        .output("=rating", "customer.rating")
        .end(),
        steps="""
        - {do: start, process: mapping, variables: {customer: {name: Nora, age: 40}}}
        - {do: complete_job, element: rate, variables: {rating: A, age: 41, noise: 1}}
        - {assert: ended, state: COMPLETED}
        - assert: variables
          equals: {customer: {name: Nora, age: 40, rating: A}}
          absent: [age, noise, rating]
        """,
    ),
    told(
        "Conditional flows leave an activity side by side",
        process("rating")
        .user_task("rate")
        .when("amount > 100")
        .task("insure")
        .end("insured")
        .at("rate")
        .when("amount > 1000")
        .task("escort")
        .end("escorted")
        .at("rate")
        .otherwise()
        .task("ship")
        .end("shipped"),
        steps="""
        - {do: start, process: rating}
        - {do: complete, task: rate, variables: {amount: 5000}}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [start, rate, insure, escort, insured, escorted]}
        - {do: start, process: rating}
        - {do: complete, task: rate, variables: {amount: 5}}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [start, rate, ship, shipped]}
        """,
    ),
]
