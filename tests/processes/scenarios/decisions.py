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
        - start: pricing
          variables: {amount: 20}
        - expect: {state: COMPLETED, path: [start, rate, cheap, full_price], variables: {percent: 0}}
        - start: pricing
          variables: {amount: 5000}
        - expect: {state: COMPLETED, path: [start, rate, cheap, reduced], variables: {percent: 10}}
        """,
    ),
    told(
        "A decision that is not deployed is an incident",
        pricing("=which"),
        DISCOUNTS,
        steps="""
        - start: pricing
          variables: {amount: 200, which: rebate}
        - expect: {incidents: {rate: DECISION_ERROR}}
        - set variables: {which: discount}
        - resolve incident: rate
        - expect: {state: COMPLETED, variables: {percent: 5}}
        """,
    ),
    told(
        "Without a decision a business rule task is a job",
        process("pricing").business_rule_task("rate").end(),
        steps="""
        - start: pricing
        - complete job: rate
          variables: {percent: 3}
        - expect: {state: COMPLETED, variables: {percent: 3}}
        """,
    ),
]
