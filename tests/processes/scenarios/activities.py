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
        - start: approval
        - claim task: approve
          by: ada
        - claim task: approve
          by: ben
          refused: ada has it
        - assign task: approve
        - claim task: approve
          by: ben
        - complete task: approve
          variables: {approved: true}
        - complete task: approve
          refused: user task
        - expect: {state: COMPLETED, variables: {approved: true}}
        """,
    ),
    told(
        "A worker fails, tries again, and succeeds",
        CHARGE,
        steps="""
        - start: charging
        - fail job: charge
          retries: 2
          error: timeout
          retry in: PT5M
        - expect: {incidents: {}, jobs: [charge]}
        - complete job: charge
          variables: {receipt: 4711}
        - expect: {state: COMPLETED, path: [start, charge, end], variables: {receipt: 4711}}
        """,
    ),
    told(
        "A worker that keeps failing needs help",
        CHARGE,
        steps="""
        - start: charging
        - fail job: charge
          error: no such currency
        - expect: {incidents: {charge: JOB_NO_RETRIES}, state: ACTIVE}
        - fail job: charge
          refused: no retries left
        - set variables: {currency: EUR}
        - resolve incident: charge
        - complete job: charge
        - expect: {incidents: {}, state: COMPLETED}
        """,
    ),
    told(
        "A modelled error takes the way that was drawn for it",
        CHARGE,
        steps="""
        - start: charging
        - throw error: DECLINED
          from job: charge
          variables: {reason: limit}
        - expect: {terminated: [charge], tasks: [call_customer], variables: {reason: limit}}
        - complete task: call_customer
        - expect: {state: COMPLETED, path: [start, declined, call_customer, called]}
        """,
    ),
    told(
        "An error that nobody has drawn is an incident",
        CHARGE,
        steps="""
        - start: charging
        - throw error: STOLEN
          from job: charge
        - expect: {incidents: {charge: UNHANDLED_BPMN_ERROR}}
        - resolve incident: charge
        - throw error: DECLINED
          from job: charge
        - expect: {tasks: [call_customer], incidents: {}}
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
        - start: sum
          variables: {items: [1, 2.5, 3]}
        - expect: {state: COMPLETED, path: [start, add, sign, file, milestone, end], variables: {total: 6.5}}
        """,
    ),
    told(
        "A send task is a job or a message",
        process("telling").send_task("mail", "send-mail").send_task("tell", message="told", key="id").end(),
        process("hearing").start_message("heard", "told").user_task("note"),
        steps="""
        - start: telling
          variables: {id: 5}
        - expect: {jobs: [mail]}
        - complete job: mail
        - expect: {state: COMPLETED}
        - look at: hearing
        - expect: {tasks: [note], path: [heard]}
        """,
    ),
    told(
        "A receive task waits for its own message",
        process("hearing").receive_task("hear", "answer", key="id").end(),
        steps="""
        - start: hearing
          variables: {id: A-1}
        - publish message: answer
          key: A-2
        - expect: {messages: [hear]}
        - publish message: answer
          key: A-1
          variables: {text: "yes"}
        - expect: {state: COMPLETED, variables: {text: "yes"}}
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
        - start: mapping
          variables: {customer: {name: Nora, age: 40}}
        - complete job: rate
          variables: {rating: A, age: 41, noise: 1}
        - expect:
            state: COMPLETED
            variables: {customer: {name: Nora, age: 40, rating: A}, age: null, noise: null, rating: null}
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
        - start: rating
        - complete task: rate
          variables: {amount: 5000}
        - expect: {state: COMPLETED, path: [start, rate, insure, escort, insured, escorted]}
        - start: rating
        - complete task: rate
          variables: {amount: 5}
        - expect: {state: COMPLETED, path: [start, rate, ship, shipped]}
        """,
    ),
]
