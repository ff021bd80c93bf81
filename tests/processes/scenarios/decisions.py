"""Business rule tasks: decisions that a table makes."""

from tests.processes.dmn.modeling import decision, input_data, model, table
from tests.processes.scenarios.telling import told
from tests.support.diagrams import process

DISCOUNTS = model(
    input_data("amount"),
    decision(
        "discount",
        table("FIRST", ["amount"], [""], [["< 100", "0"], ["< 1000", "5"], ["-", "10"]]),
        needs="amount",
    ),
)


def pricing(decision_id: str = "discount"):
    return (
        process("pricing")
        .business_rule_task("rate", decision_id, result="percent")
        .exclusive("cheap")
        .when("percent = 0")
        .end("full_price")
        .at("cheap")
        .otherwise()
        .end("reduced")
    )


SCENARIOS = [
    told(
        "A table decides, and the process goes on by what it says",
        pricing(),
        DISCOUNTS,
        steps="""
        - {do: start, process: pricing, variables: {amount: 20}}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [start, rate, cheap, full_price]}
        - {assert: variables, equals: {percent: 0}}
        - {do: start, process: pricing, variables: {amount: 5000}}
        - {assert: ended, state: COMPLETED}
        - {assert: path, exact: [start, rate, cheap, reduced]}
        - {assert: variables, equals: {percent: 10}}
        """,
    ),
    told(
        "A decision that is not deployed is an incident",
        pricing("=which"),
        DISCOUNTS,
        steps="""
        - {do: start, process: pricing, variables: {amount: 200, which: rebate}, expect: error}
        - {assert: incident, element: rate, type: DECISION_ERROR}
        - {do: set_variables, variables: {which: discount}}
        - {do: resolve_incident, element: rate}
        - {assert: ended, state: COMPLETED}
        - {assert: variables, equals: {percent: 5}}
        """,
    ),
    told(
        "Without a decision a business rule task is a job",
        process("pricing").business_rule_task("rate").end(),
        steps="""
        - {do: start, process: pricing}
        - {do: complete_job, element: rate, variables: {percent: 3}}
        - {assert: ended, state: COMPLETED}
        - {assert: variables, equals: {percent: 3}}
        """,
    ),
]
